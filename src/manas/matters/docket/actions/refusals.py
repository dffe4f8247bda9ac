"""How a deed is refused."""

from __future__ import annotations


class StepRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


class Overtaken(StepRefused):
    """Somebody else acted on the matter since the page was opened."""
