"""The last day of a limit, and the steps that lead to it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from manas.engines.calendar.course import NeedsMoment, NotExtendable
from manas.engines.calendar.days import BeyondCalendar, NamedDay
from manas.engines.calendar.derive import LeftOpen, MissingEvent, UnknownVariant, derive, first_event
from manas.engines.calendar.model import (
    Channel,
    Choice,
    Counting,
    Ending,
    Extension,
    Grant,
    Limit,
    Place,
    Roll,
    Rule,
    Service,
    Span,
    Status,
    Term,
    Variant,
)
from manas.engines.calendar.steps import Derivation, Step, StepKind
from tests.engines.calendar.days_of import CALENDARS, CITED, COUNTRY, READ_ON, counting, lasting, rule

KEPT = counting(roll=Roll.NEVER)
SILENT = counting(roll=Roll.SILENT)
FIRST_COUNTED = counting(first_day_counted=True, roll=Roll.NEVER)
TERM_OF_RIGHT = counting(first_day_counted=True, roll=Roll.NEVER, ending=Ending.DAY_BEFORE)
NATIONAL_ONLY = {Place.NATIONAL: COUNTRY}

LAST_DAYS = [
    # months and years: the day with the same number, else the last of the month (K5)
    (2, Span.MONTH, KEPT, date(2026, 1, 31), date(2026, 3, 31)),
    (1, Span.MONTH, KEPT, date(2026, 1, 31), date(2026, 2, 28)),
    (1, Span.MONTH, KEPT, date(2028, 1, 31), date(2028, 2, 29)),
    (2, Span.MONTH, KEPT, date(2025, 12, 31), date(2026, 2, 28)),
    (1, Span.YEAR, KEPT, date(2028, 2, 29), date(2029, 2, 28)),
    (-12, Span.MONTH, KEPT, date(2027, 3, 1), date(2026, 3, 1)),
    # a term that counts its first day ends the day before, or on the last of a month without that day
    (10, Span.YEAR, TERM_OF_RIGHT, date(2016, 3, 1), date(2026, 2, 28)),
    (1, Span.YEAR, TERM_OF_RIGHT, date(2028, 2, 29), date(2029, 2, 28)),
    # days
    (15, Span.DAY, KEPT, date(2026, 3, 2), date(2026, 3, 17)),
    (15, Span.DAY, FIRST_COUNTED, date(2026, 3, 2), date(2026, 3, 16)),
    (-75, Span.DAY, KEPT, date(2026, 6, 1), date(2026, 3, 18)),
    # working days, over a holiday with two Saturdays worked (K3)
    (5, Span.WORKDAY, KEPT, date(2026, 2, 12), date(2026, 2, 26)),
    (5, Span.WORKDAY, FIRST_COUNTED, date(2026, 2, 12), date(2026, 2, 25)),
    (-7, Span.WORKDAY, KEPT, date(2026, 2, 27), date(2026, 2, 11)),
    # a rest day at the end: moved, moved back, kept
    (1, Span.MONTH, counting(), date(2026, 1, 17), date(2026, 2, 24)),
    (-1, Span.MONTH, counting(), date(2026, 3, 20), date(2026, 2, 14)),
    (1, Span.MONTH, SILENT, date(2026, 1, 17), date(2026, 2, 17)),
]


@pytest.mark.parametrize(("count", "span", "counted", "event", "expected"), LAST_DAYS, ids=range(len(LAST_DAYS)))
def test_the_last_day(count: int, span: Span, counted: Counting, event: date, expected: date) -> None:
    assert derive(lasting(count, span, counted), {"e": event}, NATIONAL_ONLY).due_on == expected


def kinds(derivation: Derivation) -> list[StepKind]:
    return [step.kind for step in derivation.steps]


def test_the_steps_of_a_moved_day_name_what_was_passed_over() -> None:
    derivation = derive(lasting(1, Span.MONTH), {"e": date(2026, 1, 20)}, NATIONAL_ONLY)
    days = tuple(NamedDay(date(2026, 2, day), "春节") for day in range(20, 24))
    assert derivation.steps == (
        Step(StepKind.NOT_COUNTED, "e", date(2026, 1, 20), date(2026, 1, 21), citations=CITED),
        Step(
            StepKind.ADDED,
            "e",
            date(2026, 1, 20),
            date(2026, 2, 20),
            term=Term(1, Span.MONTH),
            citations=CITED,
        ),
        Step(StepKind.ROLLED, "e", date(2026, 2, 20), date(2026, 2, 24), days=days, citations=CITED),
    )


def test_working_days_list_the_days_skipped_and_the_weekend_days_worked() -> None:
    steps = derive(lasting(3, Span.WORKDAY), {"e": date(2026, 2, 13)}, NATIONAL_ONLY).steps
    assert [step.kind for step in steps] == [
        StepKind.NOT_COUNTED,
        StepKind.ADDED,
        StepKind.SKIPPED,
        StepKind.WORKED,
    ]
    assert [named.day.day for named in steps[2].days] == list(range(15, 24))
    assert steps[3].days == (NamedDay(date(2026, 2, 14), "春节"),)


SAID = [
    (lasting(1, Span.MONTH, KEPT), date(2026, 1, 31), StepKind.MONTH_END),
    (lasting(1, Span.YEAR, TERM_OF_RIGHT), date(2026, 3, 3), StepKind.DAY_BEFORE),
    (lasting(1, Span.MONTH, SILENT), date(2026, 1, 17), StepKind.KEPT_SILENT),
    (lasting(1, Span.MONTH, KEPT), date(2026, 1, 17), StepKind.KEPT),
    (lasting(-1, Span.MONTH), date(2026, 3, 20), StepKind.ROLLED_BACK),
    (rule(Limit("e", None)), date(2026, 3, 3), StepKind.DAY_ITSELF),
]


@pytest.mark.parametrize(("said", "event", "kind"), SAID, ids=[kind for *_, kind in SAID])
def test_what_is_special_is_said(said: Rule, event: date, kind: StepKind) -> None:
    assert kind in kinds(derive(said, {"e": event}, NATIONAL_ONLY))


def test_the_day_of_an_event_may_itself_be_the_last_day_and_moves_like_any() -> None:
    assert derive(rule(Limit("e", None)), {"e": date(2026, 2, 17)}, NATIONAL_ONLY).due_on == date(2026, 2, 24)


def test_hours_run_on_to_the_moment() -> None:
    began = datetime(2026, 2, 13, 17, 30, tzinfo=UTC)
    derivation = derive(lasting(24, Span.HOUR), {"e": began}, NATIONAL_ONLY)
    assert derivation.due_at == datetime(2026, 2, 14, 17, 30, tzinfo=UTC)
    assert derivation.due_on == date(2026, 2, 14)
    assert kinds(derivation) == [StepKind.ADDED, StepKind.HOURS_KEPT]


def test_hours_need_a_moment() -> None:
    with pytest.raises(NeedsMoment):
        derive(lasting(24, Span.HOUR), {"e": date(2026, 2, 13)}, NATIONAL_ONLY)


def test_a_limit_that_never_moves_needs_no_calendar() -> None:
    assert derive(lasting(20, Span.YEAR, TERM_OF_RIGHT), {"e": date(2026, 3, 3)}, NATIONAL_ONLY).due_on == date(
        2046, 3, 2
    )


def test_a_limit_that_may_move_says_the_missing_year_and_the_day_before_moving() -> None:
    with pytest.raises(BeyondCalendar) as beyond:
        derive(lasting(3, Span.YEAR), {"e": date(2029, 5, 4)}, NATIONAL_ONLY)
    assert (beyond.value.year, beyond.value.unrolled) == (2032, date(2032, 5, 4))


def test_a_term_that_runs_back_has_no_safe_day_beyond_the_calendar() -> None:
    with pytest.raises(BeyondCalendar) as beyond:
        derive(lasting(-1, Span.MONTH), {"e": date(2032, 5, 4)}, NATIONAL_ONLY)
    assert beyond.value.unrolled is None


TWO = (Limit("e", Term(2, Span.MONTH)), Limit("f", Term(15, Span.DAY)))
BOTH = {"e": date(2026, 3, 2), "f": date(2026, 5, 6)}


@pytest.mark.parametrize(
    ("choice", "expected", "event"),
    [(Choice.EARLIEST, date(2026, 5, 4), "e"), (Choice.LATEST, date(2026, 5, 21), "f")],
    ids=["earliest", "latest"],
)
def test_of_two_limits_the_law_chooses(choice: Choice, expected: date, event: str) -> None:
    derivation = derive(rule(*TWO, choice=choice), BOTH, NATIONAL_ONLY)
    assert (derivation.due_on, derivation.event) == (expected, event)
    assert derivation.steps[-1] == Step(StepKind(choice.value), event, to_on=expected)


def test_an_event_that_is_not_known_is_named() -> None:
    derivation = derive(rule(*TWO), {"e": date(2026, 3, 2)}, NATIONAL_ONLY)
    assert derivation.missing == ("f",)
    assert derivation.steps[0] == Step(StepKind.MISSING, "f")
    with pytest.raises(MissingEvent, match="R runs from e, f"):
        derive(rule(*TWO), {}, NATIONAL_ONLY)


def test_beyond_the_calendar_the_safe_day_regards_every_limit() -> None:
    events = {"e": date(2031, 12, 2), "f": date(2031, 12, 1)}
    with pytest.raises(BeyondCalendar) as beyond:
        derive(rule(*TWO), events, NATIONAL_ONLY)
    assert beyond.value.unrolled == date(2031, 12, 16)


def test_a_case_that_the_rule_sets_apart_has_its_own_limit() -> None:
    apart = replace(lasting(15, Span.DAY), variants=(Variant("abroad", "在国外", (Limit("e", Term(30, Span.DAY)),)),))
    assert derive(apart, {"e": date(2026, 3, 2)}, NATIONAL_ONLY, variant="abroad").due_on == date(2026, 4, 1)
    with pytest.raises(UnknownVariant):
        derive(apart, {"e": date(2026, 3, 2)}, NATIONAL_ONLY, variant="nowhere")


def test_a_limit_that_no_law_fixes_is_not_guessed() -> None:
    with pytest.raises(LeftOpen):
        derive(replace(rule(), left_open="e"), {"e": date(2026, 3, 2)}, NATIONAL_ONLY)
    assert first_event(replace(rule(), left_open="e")) == "e"
    assert first_event(rule(*TWO)) == "e"


LONGER = replace(
    lasting(4, Span.MONTH), extensions=(Extension("office", Term(2, Span.MONTH)), Extension("head", None, 2))
)


def test_an_extension_runs_from_the_unmoved_end() -> None:
    grants = [Grant("office", Term(2, Span.MONTH))]
    derivation = derive(LONGER, {"e": date(2026, 1, 31)}, NATIONAL_ONLY, extensions=grants)
    assert derivation.due_on == date(2026, 7, 31)
    assert Step(
        StepKind.EXTENDED, "e", date(2026, 5, 31), date(2026, 7, 31), term=Term(2, Span.MONTH), by="office"
    ) in list(derivation.steps)


def test_an_extension_whose_length_is_left_open_takes_what_was_given() -> None:
    grants = [Grant("head", Term(10, Span.DAY)), Grant("head", Term(5, Span.WORKDAY))]
    assert derive(LONGER, {"e": date(2026, 3, 2)}, NATIONAL_ONLY, extensions=grants).due_on == date(2026, 7, 17)


REFUSED = [
    [Grant("mayor", Term(1, Span.DAY))],
    [Grant("office", Term(3, Span.MONTH))],
    [Grant("office", Term(20, Span.DAY))],
    [Grant("office", Term(1, Span.MONTH))] * 2,
]


@pytest.mark.parametrize("grants", REFUSED, ids=["who", "too long", "other span", "too often"])
def test_an_extension_that_the_rule_does_not_know_is_refused(grants: list[Grant]) -> None:
    with pytest.raises(NotExtendable):
        derive(LONGER, {"e": date(2026, 3, 2)}, NATIONAL_ONLY, extensions=grants)


POST = Service("d", Channel.POST, Term(15, Span.DAY), True, CITED, Status.MEMORY, READ_ON)


def test_a_limit_runs_from_the_day_of_service() -> None:
    derivation = derive(lasting(2, Span.MONTH), {"e": date(2026, 3, 6)}, NATIONAL_ONLY, service={"e": POST})
    assert derivation.steps[0] == Step(
        StepKind.SERVED, "e", date(2026, 3, 6), date(2026, 3, 21), term=Term(15, Span.DAY), citations=CITED
    )
    assert (derivation.began_on, derivation.due_on) == (date(2026, 3, 21), date(2026, 5, 21))


def test_a_derivation_is_known_as_well_as_its_weakest_fact() -> None:
    plain = derive(lasting(2, Span.MONTH), {"e": date(2026, 3, 6)}, NATIONAL_ONLY)
    served = derive(lasting(2, Span.MONTH), {"e": date(2026, 3, 6)}, NATIONAL_ONLY, service={"e": POST})
    assert (plain.status, served.status) == (Status.READ, Status.MEMORY)


LOCAL = counting(place=Place.LOCAL)


def test_a_local_body_is_bound_by_the_earlier_of_two_readings() -> None:
    derivation = derive(lasting(3, Span.WORKDAY, LOCAL), {"e": date(2026, 5, 26)}, CALENDARS)
    assert derivation.due_on == date(2026, 5, 29)
    assert derivation.alternative is not None
    assert (derivation.alternative.due_on, derivation.alternative.place) == (date(2026, 6, 3), Place.LOCAL)
    assert derivation.steps[-1] == Step(
        StepKind.BOUND, "e", from_on=date(2026, 5, 29), to_on=date(2026, 6, 3), last_on=date(2026, 5, 29)
    )


def test_backwards_the_regional_reading_is_the_earlier() -> None:
    derivation = derive(lasting(-3, Span.WORKDAY, LOCAL), {"e": date(2026, 6, 1)}, CALENDARS)
    assert (derivation.due_on, derivation.place) == (date(2026, 5, 22), Place.LOCAL)


def test_where_both_readings_agree_there_is_no_other() -> None:
    assert derive(lasting(3, Span.WORKDAY, LOCAL), {"e": date(2026, 6, 8)}, CALENDARS).alternative is None


def test_a_national_body_knows_no_regional_days() -> None:
    derivation = derive(lasting(3, Span.WORKDAY), {"e": date(2026, 5, 26)}, CALENDARS)
    assert (derivation.due_on, derivation.alternative) == (date(2026, 5, 29), None)


def test_a_year_without_a_regional_notice_is_counted_nationally_and_said() -> None:
    derivation = derive(lasting(3, Span.WORKDAY, LOCAL), {"e": date(2027, 5, 26)}, CALENDARS)
    assert derivation.due_on == date(2027, 5, 31)
    assert derivation.steps[-1] == Step(StepKind.REGION_UNKNOWN, year=2027)


def test_calendar_days_ask_the_region_only_about_their_last_day() -> None:
    ends_in_known_year = derive(lasting(60, Span.DAY, LOCAL), {"e": date(2025, 12, 1)}, CALENDARS)
    assert StepKind.REGION_UNKNOWN not in kinds(ends_in_known_year)
