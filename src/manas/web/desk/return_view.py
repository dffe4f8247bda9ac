"""Returns in words: what waits for somebody, the lines of one return, and which steps are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from manas.engines.figures import Known
from manas.indicators.declared import INDICATORS
from manas.indicators.models import FormItem, Return, ReturnValue
from manas.indicators.statistics import rules
from manas.indicators.statistics.actions import MOVES
from manas.indicators.statistics.checks import Fault
from manas.indicators.statistics.models import KNOWN, ReturnState
from manas.indicators.statistics.queries import Change, last_day
from manas.indicators.values.words import number
from manas.office.rules import Standing
from manas.web.desk.indicator_view import behind

WORDS = dict(KNOWN)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a return as it is shown."""

    value: ReturnValue
    name: str
    measure: str
    computed: str
    address: str
    reported: str
    typed: str
    known: str
    comment: str
    verified: str
    returned: str
    now: str
    difference: str
    changed: bool
    faults: list[str]
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that is open to the reader."""

    key: str
    words: str
    reasoned: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return in which it is the reader's turn."""

    filled: Return
    words: str
    due_on: date
    late: bool


def name_of(item: FormItem) -> str:
    """This function will give what an item is called."""
    return item.label or str(INDICATORS[item.indicator].name)


def measure_of(item: FormItem) -> str:
    """This function will give in what an item is counted."""
    return item.measure if item.asked else str(INDICATORS[item.indicator].measure)


Given = Mapping[int, Mapping[str, str]]


def lines(found: Return, changes: Iterable[Change], wrong: Iterable[Fault], given: Given) -> list[Line]:
    """This function will write the items of a return; fields hold what was typed, where that was refused."""
    changed = {change.value.pk: change for change in changes}
    said: dict[int, list[str]] = {}
    if found.state == ReturnState.OPEN:
        for fault in wrong:
            said.setdefault(fault.item.pk, []).append(fault.words)
    return [
        _line(found, value, changed.get(value.pk), said, given.get(value.item_id, {}))
        for value in found.values.select_related("item")
    ]


def _line(
    found: Return,
    value: ReturnValue,
    change: Change | None,
    said: Mapping[int, list[str]],
    given: Mapping[str, str],
) -> Line:
    item = value.item
    indicator = INDICATORS.get(item.indicator)
    address = behind(indicator, found.unit, found.period.time, "counts") if indicator else ""
    return Line(
        value=value,
        name=name_of(item),
        measure=measure_of(item),
        computed=_written(value.computed, value.computed_known) if indicator else "",
        address=address,
        reported=_written(value.reported, value.reported_known),
        typed=given.get("value", "" if value.reported is None else f"{value.reported.normalize():f}"),
        known=given.get("known", value.reported_known),
        comment=given.get("comment", value.comment),
        verified="" if value.verified is None else _number(value.verified),
        returned="" if value.returned is None else _number(value.returned),
        now=_written(change.now.value, change.now.known.value) if change else "",
        difference=_signed(change.difference) if change and change.difference is not None else "",
        changed=change is not None,
        faults=said.get(item.pk, []),
        choices=[(known, str(words)) for known, words in KNOWN if known != Known.MISSING],
    )


def _written(value: Decimal | None, known: str) -> str:
    return str(WORDS[known]) if value is None else _number(value)


def _number(value: Decimal) -> str:
    return number(round(value, 2))


def _signed(value: Decimal) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def typed(found: Return, given: Mapping[str, Any]) -> dict[int, dict[str, str]]:
    """This function will read the fields of the page: `value-7`, `known-7`, `comment-7` for the item numbered 7."""
    said: dict[int, dict[str, str]] = {}
    for value in found.values.all():
        named = {
            part: given[f"{part}-{value.item_id}"]
            for part in ("value", "known", "comment")
            if f"{part}-{value.item_id}" in given
        }
        if named:
            said[value.item_id] = named
    return said


def deeds(standing: Standing, found: Return, today: date) -> list[Deed]:
    """This function will give the steps that are the reader's to do now; submitting has its own button."""
    leader = found.state == ReturnState.CHECKED or rules.has_leader(found, today)
    turn = ReturnState.CHECKED if leader else ReturnState.SUBMITTED
    return [
        Deed(key, _(move.words), move.reasoned)
        for key, move in MOVES.items()
        if key != "submit"
        and move.who(standing, found)
        and found.state in {turn if one == ReturnState.CHECKED else one for one in move.sources}
    ]


def verifies(standing: Standing, found: Return, today: date) -> bool:
    """This function will tell whether the reader may enter what was verified: it is the office's turn."""
    return any(deed.key == "approve" for deed in deeds(standing, found, today))


def waiting(standing: Standing, today: date) -> list[Waiting]:
    """This function will give the returns in which something is the reader's to do, those due first in front."""
    found = []
    unsettled = Return.objects.visible_to(standing).exclude(state=ReturnState.APPROVED)
    for one in unsettled.select_related("period__form__owner", "unit").order_by("period__due_on", "pk"):
        if one.period.locked_at and one.state == ReturnState.OPEN and last_day(one) < today:
            continue
        words = _turn(standing, one, today)
        if words:
            due = last_day(one)
            found.append(Waiting(one, words, due, due < today and one.state == ReturnState.OPEN))
    return found


def _turn(standing: Standing, one: Return, today: date) -> str:
    if one.state == ReturnState.OPEN:
        return _("填报") if rules.may_fill(standing, one) else ""
    upward = [deed.words for deed in deeds(standing, one, today) if deed.key in {"check", "approve"}]
    return upward[0] if upward else ""
