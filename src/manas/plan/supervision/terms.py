"""How long an order waits for its answer, and returned progress to be sent again: as the office sets it, by its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from manas.office.journal import actions as journal
from manas.office.models import LocalValue, Person, Unit
from manas.office.queries import standing_at
from manas.office.values.actions import ValueRefused, succeed
from manas.office.values.queries import value_on
from manas.plan.models import Level

FAMILY: Final = "supervision"
REDO: Final = "redo"
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A time to wait: its words, and the days that hold until the office sets others. No law fixes any."""

    words: Any
    days: int


# Working days to answer; calendar days to send returned progress again.
TERMS: Final[dict[str, Term]] = {
    str(Level.REMINDER): Term(_("提醒的回复期限（工作日）"), 5),
    str(Level.ORDER): Term(_("督办的回复期限（工作日）"), 5),
    str(Level.INTERVIEW): Term(_("约谈的回复期限（工作日）"), 3),
    REDO: Term(_("退回的进展重新提交期限（自然日）"), 14),
}


def days_on(key: str, root: Unit, day: date) -> int:
    """This function will give how many days a term has in a tree for what happens on a day."""
    found = value_on(FAMILY, _own(key, root), day)
    return int(found.value["days"]) if found else TERMS[key].days


def terms_on(root: Unit, day: date) -> list[tuple[str, Term, LocalValue | None]]:
    """This function will give every term, with the office's own value where one holds on a day."""
    return [(key, term, value_on(FAMILY, _own(key, root), day)) for key, term in TERMS.items()]


@transaction.atomic
def set_days(
    *, root: Unit, key: str, days: int, valid_from: date, document: str, actor: Person, at: datetime
) -> LocalValue:
    """This function will set a term for what happens from a day on; orders that stand keep theirs.

    Raises ValueRefused for whoever is not of the office of the tree, for no term, no length, no document, and not later than the last.
    """
    if not standing_at(actor, at).runs(root):
        raise ValueRefused("由知识产权局设定")
    if key not in TERMS or days not in range(1, LONGEST + 1):
        raise ValueRefused(f"请填写一到{LONGEST}的天数")
    value = LocalValue(
        family=FAMILY, key=_own(key, root), value={"days": days}, valid_from=valid_from, document=document
    )
    made = succeed(value=value, actor=actor, at=at)
    said = {"key": key, "days": days, "from": valid_from.isoformat(), "document": document}
    journal.record(actor=actor, at=at, verb="设定督办期限", subject=made, unit=root, detail=said)
    return made


def _own(key: str, root: Unit) -> str:
    return f"{root.code}/{key}"
