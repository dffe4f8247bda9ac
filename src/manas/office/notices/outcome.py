"""What became of a hand-over."""

from __future__ import annotations

from dataclasses import dataclass

from manas.office.models import DeliveryState


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state that a delivery comes to. WAITING: it was surely not taken, and is tried again later."""

    state: DeliveryState
    error: str = ""
