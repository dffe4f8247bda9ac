"""What holds for every limit, whatever its length, its event, its holidays and what happened on the way."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from manas.engines.calendar.days import Calendar, YearOfDays, with_region
from manas.engines.calendar.derive import derive
from manas.engines.calendar.ladder import rungs
from manas.engines.calendar.model import Counting, Ending, Place, Roll, Rule, Span, Suspension
from tests.engines.calendar.days_of import counting, lasting, national, year

YEARS = range(2024, 2036)
DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def known_days(draw: st.DrawFn) -> YearOfDays:
    off = draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12))
    candidates = st.dates(date(2026, 1, 1), date(2026, 12, 31)).filter(lambda day: day.weekday() >= 5)
    worked = draw(st.lists(candidates, max_size=5))
    return year(dict.fromkeys(off, "节"), {day: "节" for day in worked if day not in off})


@st.composite
def countries(draw: st.DrawFn) -> Calendar:
    return national(YEARS, y2026=draw(known_days()))


SPANS = st.sampled_from([Span.DAY, Span.WORKDAY, Span.MONTH, Span.YEAR])
COUNTINGS: st.SearchStrategy[Counting] = st.builds(
    counting,
    first_day_counted=st.booleans(),
    ending=st.sampled_from(Ending),
    roll=st.sampled_from(Roll),
)
LONGEST = {Span.DAY: 120, Span.WORKDAY: 60, Span.MONTH: 18, Span.YEAR: 3}


@st.composite
def forward_rules(draw: st.DrawFn) -> Rule:
    span = draw(SPANS)
    return lasting(draw(st.integers(1, LONGEST[span])), span, draw(COUNTINGS))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Suspension]:
    begun = draw(st.lists(DAYS, max_size=4))
    return [
        Suspension(f"g{count}", day, day + draw(st.integers(0, 40)) * DAY, formal=True)
        for count, day in enumerate(begun)
    ]


def due(rule: Rule, on: date, calendar: Calendar, ledger: list[Suspension] | None = None) -> date:
    found = derive(rule, {"e": on}, {Place.NATIONAL: calendar}, suspensions=ledger or []).due_on
    assert found is not None
    return found


@given(forward_rules(), DAYS, st.integers(0, 60), countries())
def test_who_begins_later_is_never_due_earlier(rule: Rule, on: date, later: int, country: Calendar) -> None:
    assert due(rule, on, country) <= due(rule, on + later * DAY, country)


@given(forward_rules(), DAYS, countries(), ledgers())
def test_a_day_that_must_roll_never_lies_on_a_rest_day(
    rule: Rule, on: date, country: Calendar, ledger: list[Suspension]
) -> None:
    last = due(rule, on, country, ledger)
    counts_working_days = any(limit.term and limit.term.span is Span.WORKDAY for limit in rule.limits)
    must = rule.counting.roll is Roll.NEXT_WORKDAY or counts_working_days
    assert country.is_workday(last) or not must


@given(st.integers(1, 60), DAYS, countries(), st.integers(1, 20), st.integers(0, 50))
def test_resuming_moves_the_day_by_exactly_the_suspended_working_days(
    length: int, on: date, country: Calendar, within: int, lasted: int
) -> None:
    rule = lasting(length, Span.WORKDAY)
    plain = due(rule, on, country)
    stopped = min(on + within * DAY, plain)
    ledger = [Suspension("g", stopped, stopped + lasted * DAY, formal=True)]
    lost = country.workdays_between(stopped, stopped + (lasted - 1) * DAY)
    assert due(rule, on, country, ledger) == country.add_workdays(plain, lost)


@given(st.integers(1, 60), DAYS, countries(), ledgers())
def test_as_many_days_are_worked_on_as_the_limit_has(
    length: int, on: date, country: Calendar, ledger: list[Suspension]
) -> None:
    """Counted the slow way: the working days until the last one, less those on which time stood still."""
    last = due(lasting(length, Span.WORKDAY), on, country, ledger)
    counted = [on + count * DAY for count in range(1, (last - on).days + 1)]
    stood = {day for day in counted for entry in ledger if entry.until_on and entry.from_on <= day < entry.until_on}
    assert sum(country.is_workday(day) and day not in stood for day in counted) == length


@given(forward_rules(), DAYS, countries(), ledgers())
def test_what_stands_in_the_ledger_twice_counts_once(
    rule: Rule, on: date, country: Calendar, ledger: list[Suspension]
) -> None:
    twice = [*ledger, *reversed(ledger)]
    assert due(rule, on, country, twice) == due(rule, on, country, ledger)


@given(forward_rules(), DAYS, countries(), ledgers(), known_days())
def test_days_off_added_by_a_region_never_make_a_limit_end_earlier(
    rule: Rule, on: date, country: Calendar, ledger: list[Suspension], added: YearOfDays
) -> None:
    region = Calendar("region", "自治区", Place.LOCAL, {2026: year(added.off)})
    plain = lasting(rule.limits[0].term.count if rule.limits[0].term else 1, Span.WORKDAY, rule.counting)
    local = with_region(country, region)
    assert due(plain, on, country) <= due(plain, on, local)


@given(DAYS, st.lists(st.integers(-15, 15), max_size=6), countries())
def test_no_reminder_falls_on_a_rest_day(on: date, offsets: list[int], country: Calendar) -> None:
    placed = rungs(on, offsets, country)
    assert all(country.is_workday(rung.day) for rung in placed)
    assert [rung.day for rung in placed] == sorted(rung.day for rung in placed)


@given(forward_rules(), DAYS, countries())
def test_the_steps_lead_to_the_day(rule: Rule, on: date, country: Calendar) -> None:
    derivation = derive(rule, {"e": on}, {Place.NATIONAL: country})
    moves = [step.to_on for step in derivation.steps if step.to_on and step.kind.value in {"added", "rolled"}]
    assert moves[-1] == derivation.due_on
