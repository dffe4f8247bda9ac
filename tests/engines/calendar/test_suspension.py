"""Time that does not count: what it moves, what counts once, what does not count out at all."""

from dataclasses import replace
from datetime import date

import pytest

from manas.engines.calendar.derive import derive
from manas.engines.calendar.model import Choice, Limit, Place, Roll, Span, Suspension, Term
from manas.engines.calendar.steps import Step, StepKind
from manas.engines.calendar.suspended import SuspensionBackwards
from tests.engines.calendar.days_of import COUNTRY, counting, lasting, rule

NATIONAL_ONLY = {Place.NATIONAL: COUNTRY}
KEPT = counting(roll=Roll.NEVER)
MONDAY = date(2026, 3, 2)


def stopped(first: date, last: date | None, ground: str = "testing") -> Suspension:
    return Suspension(ground, first, last, formal=True)


MOVED = [
    # ten working days, due on 16 March: stopped for five working days in the middle
    (10, Span.WORKDAY, [stopped(date(2026, 3, 9), date(2026, 3, 16))], date(2026, 3, 23)),
    # stopped on a weekend only: nothing lost
    (10, Span.WORKDAY, [stopped(date(2026, 3, 7), date(2026, 3, 9))], date(2026, 3, 16)),
    # stopped from the last day on: that day is still to be given
    (10, Span.WORKDAY, [stopped(date(2026, 3, 16), date(2026, 3, 18))], date(2026, 3, 18)),
    # stopped after the last day: too late to matter
    (10, Span.WORKDAY, [stopped(date(2026, 3, 17), date(2026, 3, 27))], date(2026, 3, 16)),
    # stopped before counting began: only what lies within counts
    (10, Span.WORKDAY, [stopped(date(2026, 2, 24), date(2026, 3, 4))], date(2026, 3, 17)),
    # two that overlap count once (K4), and so do two that touch
    (
        10,
        Span.WORKDAY,
        [stopped(date(2026, 3, 4), date(2026, 3, 11)), stopped(date(2026, 3, 9), date(2026, 3, 13), "hearing")],
        date(2026, 3, 25),
    ),
    (
        10,
        Span.WORKDAY,
        [stopped(date(2026, 3, 9), date(2026, 3, 13)), stopped(date(2026, 3, 4), date(2026, 3, 9), "hearing")],
        date(2026, 3, 25),
    ),
    # the second falls into the time that the first has added
    (
        10,
        Span.WORKDAY,
        [stopped(date(2026, 3, 9), date(2026, 3, 16)), stopped(date(2026, 3, 19), date(2026, 3, 20))],
        date(2026, 3, 24),
    ),
    # calendar days and months move by calendar days
    (90, Span.DAY, [stopped(date(2026, 3, 9), date(2026, 3, 19))], date(2026, 6, 10)),
    (3, Span.MONTH, [stopped(date(2026, 3, 9), date(2026, 3, 19))], date(2026, 6, 12)),
    (3, Span.MONTH, [stopped(date(2026, 3, 9), date(2026, 3, 9))], date(2026, 6, 2)),
]


@pytest.mark.parametrize(("count", "span", "ledger", "expected"), MOVED, ids=range(len(MOVED)))
def test_the_last_day_moves_by_what_was_lost(count: int, span: Span, ledger: list[Suspension], expected: date) -> None:
    derivation = derive(lasting(count, span, KEPT), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger)
    assert derivation.due_on == expected


def test_the_step_says_from_when_until_when_and_how_much() -> None:
    ledger = [stopped(date(2026, 3, 9), date(2026, 3, 16)), stopped(date(2026, 3, 12), date(2026, 3, 13), "hearing")]
    steps = derive(lasting(10, Span.WORKDAY, KEPT), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger).steps
    assert steps[-1] == Step(
        StepKind.SUSPENDED,
        "e",
        date(2026, 3, 9),
        date(2026, 3, 16),
        date(2026, 3, 23),
        term=Term(5, Span.WORKDAY),
        grounds=("testing", "hearing"),
    )


@pytest.mark.parametrize(
    ("count", "span", "left"),
    [(10, Span.WORKDAY, Term(5, Span.WORKDAY)), (3, Span.MONTH, Term(85, Span.DAY))],
    ids=["working days", "months"],
)
def test_while_it_stands_there_is_no_day_but_a_rest(count: int, span: Span, left: Term) -> None:
    ledger = [stopped(date(2026, 3, 10), None)]
    derivation = derive(lasting(count, span, KEPT), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger)
    assert (derivation.due_on, derivation.remaining) == (None, left)
    assert derivation.steps[-1] == Step(StepKind.STANDING, "e", date(2026, 3, 10), term=left, grounds=("testing",))


def test_one_that_stands_swallows_what_overlaps_it() -> None:
    ledger = [stopped(date(2026, 3, 10), None), stopped(date(2026, 3, 12), date(2026, 3, 13), "hearing")]
    derivation = derive(lasting(10, Span.WORKDAY, KEPT), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger)
    assert derivation.remaining == Term(5, Span.WORKDAY)


def test_time_counts_on_unless_the_rule_excludes_its_ground_or_the_matter_was_suspended() -> None:
    informal = Suspension("testing", date(2026, 3, 9), date(2026, 3, 16))
    plain = lasting(10, Span.WORKDAY, KEPT)
    counted = derive(plain, {"e": MONDAY}, NATIONAL_ONLY, suspensions=[informal])
    assert counted.due_on == date(2026, 3, 16)
    assert counted.steps[-1] == Step(
        StepKind.NOT_EXCLUDED, "e", date(2026, 3, 9), date(2026, 3, 16), grounds=("testing",)
    )
    excluding = replace(plain, excluded=("testing",))
    assert derive(excluding, {"e": MONDAY}, NATIONAL_ONLY, suspensions=[informal]).due_on == date(2026, 3, 23)


def test_the_moved_day_rolls_off_a_rest_day() -> None:
    ledger = [stopped(date(2026, 3, 9), date(2026, 3, 14))]
    derivation = derive(lasting(1, Span.MONTH), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger)
    assert derivation.due_on == date(2026, 4, 7)
    ledger = [stopped(date(2026, 3, 9), date(2026, 3, 11))]
    assert derive(lasting(1, Span.MONTH), {"e": MONDAY}, NATIONAL_ONLY, suspensions=ledger).due_on == date(2026, 4, 6)


def test_of_two_limits_one_that_stands_leaves_the_day_open() -> None:
    two = rule(Limit("e", Term(2, Span.MONTH)), Limit("f", Term(15, Span.DAY)), choice=Choice.LATEST)
    events = {"e": MONDAY, "f": MONDAY}
    ledger = [stopped(date(2026, 4, 1), None)]
    derivation = derive(two, events, NATIONAL_ONLY, suspensions=ledger)
    assert (derivation.due_on, derivation.event, derivation.remaining) == (None, "e", Term(32, Span.DAY))


def test_a_suspension_cannot_end_before_it_begins() -> None:
    with pytest.raises(SuspensionBackwards):
        derive(
            lasting(10, Span.WORKDAY),
            {"e": MONDAY},
            NATIONAL_ONLY,
            suspensions=[stopped(date(2026, 3, 9), date(2026, 3, 8))],
        )
