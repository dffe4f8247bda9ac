"""Days that a step asks for and that cannot lie ahead: something was done on them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import label
from manas.matters.docket.kinds import Consequence
from manas.matters.docket.models import Matter, Turn


def past(*names: str) -> Consequence:
    """This function will make the consequence that refuses days in the future in the fields of these names."""

    def consequence(turn: Turn) -> None:
        for name in names:
            not_ahead(turn.matter, name, turn.at)

    return consequence


def not_ahead(matter: Matter, name: str, at: datetime) -> None:
    """This function will raise StepRefused for a day of the matter that lies ahead; one that is not known does not."""
    day: date | None = getattr(matter, name)
    if day is not None and day > timezone.localtime(at).date():
        raise StepRefused(f"{label(matter, name)}不能晚于今天")
