"""What an office may set over the files: dated, with its document, on record for good; the file stays the default."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from manas.engines.calendar.model import Place, Status, Term
from manas.facts import calendars as shipped
from manas.facts.deadlines import rule as rule_of_file
from manas.office.models import CalendarDay, CalendarYear, LocalValue, Person
from manas.office.values import actions
from manas.office.values.actions import ValueRefused
from manas.office.values.queries import Change, calendars, local_rules, own_calendars
from tests.cast import AT, LATER, Cast, journal_lines

WHEN = date(2026, 1, 1)


def quiet(cause: str, actor: Person, at: object) -> int:
    """This function will stand for a docket in which nothing is open."""
    return 0


def set_term(cast: Cast, count: int = 5, span: str = "workday", on: date = WHEN, key: str = "AID-ACCEPT") -> LocalValue:
    """This function will let the administrator set a term."""
    return actions.set_term(
        key=key,
        count=count,
        span=span,
        valid_from=on,
        document="规程",
        actor=cast.administrator,
        at=AT,
        reproject=quiet,
    )


def enter(
    cast: Cast, day: date, *, off: bool = True, place: str = "national", name: str = "调休", document: str = "通知"
) -> CalendarDay:
    """This function will let the administrator enter a day."""
    return actions.enter_day(
        place=place, day=day, off=off, name=name, document=document, actor=cast.administrator, at=AT, reproject=quiet
    )


def declare(cast: Cast, year: int, place: str = "national") -> CalendarYear:
    """This function will let the administrator declare a year whole."""
    return actions.declare_year(
        place=place, year=year, document="通知", actor=cast.administrator, at=AT, reproject=quiet
    )


def test_the_file_stays_the_default_until_the_office_sets_its_own(cast: Cast) -> None:
    assert local_rules().rule("AID-ACCEPT", WHEN) == rule_of_file("AID-ACCEPT", WHEN)
    set_term(cast)
    rule = local_rules().rule("AID-ACCEPT", WHEN)
    assert [limit.term for limit in rule.limits] == [Term(5, actions.Span.WORKDAY)]
    assert (rule.note, rule.status) == ("时限依据：规程", Status.READ)
    assert local_rules().rule("AID-ACCEPT", date(2025, 12, 31)).limits == ()


def test_the_term_that_holds_is_that_of_the_day_of_the_event(cast: Cast) -> None:
    set_term(cast, 5)
    set_term(cast, 3, on=date(2026, 7, 1))
    found = [local_rules().rule("AID-ACCEPT", day).limits[0].term for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert found == [Term(5, actions.Span.WORKDAY), Term(3, actions.Span.WORKDAY)]
    first, second = LocalValue.objects.order_by("valid_from")
    assert (first.valid_to, second.valid_to) == (date(2026, 6, 30), None)


def test_a_term_is_ended_by_date_and_stays_on_record(cast: Cast) -> None:
    value = set_term(cast)
    with journal_lines() as told:
        actions.end_term(value=value, last_on=date(2026, 6, 30), actor=cast.administrator, at=LATER, reproject=quiet)
    assert (told.verbs, told.lines[0].detail) == (
        ["止用本地时限"],
        {"key": "AID-ACCEPT", "to": "2026-06-30", "moved": 0},
    )
    assert LocalValue.objects.get().valid_to == date(2026, 6, 30)
    assert local_rules().rule("AID-ACCEPT", date(2026, 7, 1)).limits == ()
    with pytest.raises(ValueRefused, match="已于2026-06-30止用"):
        actions.end_term(value=value, last_on=date(2026, 9, 1), actor=cast.administrator, at=LATER, reproject=quiet)


def test_a_term_cannot_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(ValueRefused, match="不能早于起用日期"):
        actions.end_term(
            value=set_term(cast), last_on=date(2025, 12, 31), actor=cast.administrator, at=AT, reproject=quiet
        )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"key": "NO-SUCH"}, "没有这项期限"),
        ({"key": "PEN-DECIDE"}, "由法律规定"),
        ({"count": 0}, "一到三百六十五"),
        ({"count": 366}, "一到三百六十五"),
        ({"span": "hour"}, "一到三百六十五"),
    ],
)
def test_a_term_that_cannot_be_is_refused(cast: Cast, told: dict[str, object], why: str) -> None:
    with pytest.raises(ValueRefused, match=why):
        set_term(cast, **told)  # type: ignore[arg-type]  # wrong on purpose
    assert not LocalValue.objects.exists()


def test_a_term_must_begin_later_than_the_last(cast: Cast) -> None:
    """local_value_once"""
    set_term(cast)
    with pytest.raises(ValueRefused, match="要晚于这一天"):
        set_term(cast, 7)
    twin = LocalValue.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError, match=r"local_value_once|valid_from"), transaction.atomic():
        twin.save()


def test_the_database_refuses_a_term_that_ends_before_it_begins(cast: Cast) -> None:
    set_term(cast)
    with pytest.raises(IntegrityError, match="local_value_ends_after_start"), transaction.atomic():
        LocalValue.objects.update(valid_to=date(2025, 1, 1))


def test_every_entry_needs_its_document_and_its_name(cast: Cast) -> None:
    with pytest.raises(ValueRefused, match="依据文件"):
        enter(cast, WHEN, document=" ")
    with pytest.raises(ValueRefused, match="什么假日"):
        enter(cast, WHEN, name=" ")


def test_a_day_is_entered_once_in_force(cast: Cast) -> None:
    """calendar_day_once"""
    entered = enter(cast, date(2026, 3, 4))
    with pytest.raises(ValueRefused, match="已经登记为放假"):
        enter(cast, date(2026, 3, 4))
    entered.pk = None
    with pytest.raises(IntegrityError, match=r"calendar_day_once|day"), transaction.atomic():
        entered.save()


def test_of_two_who_entered_the_same_day_the_later_is_told(cast: Cast) -> None:
    wanted = actions.new_day(place="national", day=date(2026, 3, 4), off=True, name="调休", document="通知")
    enter(cast, date(2026, 3, 4))
    with pytest.raises(ValueRefused, match="刚刚已有人登记"):
        actions.enter_year(days=[wanted], known=None, document="通知", actor=cast.administrator, at=AT, reproject=quiet)


def test_a_day_that_is_worked_anyhow_is_not_entered_as_worked(cast: Cast) -> None:
    with pytest.raises(ValueRefused, match="本来就不放假"):
        enter(cast, date(2026, 3, 4), off=False)


def test_a_day_off_of_the_file_can_be_corrected_and_the_correction_withdrawn(cast: Cast) -> None:
    wrong = date(2026, 10, 1)
    assert not calendars()[Place.NATIONAL].is_workday(wrong)
    entered = enter(cast, wrong, off=False)
    assert calendars()[Place.NATIONAL].is_workday(wrong)
    actions.withdraw_day(entry=entered, actor=cast.administrator, at=LATER, reproject=quiet)
    assert not calendars()[Place.NATIONAL].is_workday(wrong)
    assert shipped.calendar("national").years[2026].off[wrong] != ""


def test_a_regional_day_of_a_year_that_is_not_whole_holds_for_bodies_of_the_region_alone(cast: Cast) -> None:
    feast = date(2026, 3, 20)
    enter(cast, feast, place="local", name="肉孜节")
    known = calendars()
    assert (known[Place.NATIONAL].is_workday(feast), known[Place.LOCAL].is_workday(feast)) == (True, False)
    assert 2026 in known[Place.LOCAL].without_region
    declare(cast, 2026, "local")
    assert 2026 not in calendars()[Place.LOCAL].without_region


def test_a_day_of_a_year_that_nobody_declared_does_not_make_the_year_known(cast: Cast) -> None:
    enter(cast, date(2027, 1, 1))
    assert not calendars()[Place.NATIONAL].knows(2027)
    declare(cast, 2027)
    known = calendars()[Place.NATIONAL]
    assert (known.knows(2027), known.is_workday(date(2027, 1, 1)), known.is_workday(date(2027, 1, 4))) == (
        True,
        False,
        True,
    )


def test_a_year_is_declared_once(cast: Cast) -> None:
    """calendar_year_once"""
    known = declare(cast, 2027)
    with pytest.raises(ValueRefused, match="2027年已经登记齐全"):
        declare(cast, 2027)
    with pytest.raises(ValueRefused, match="四位年份"):
        declare(cast, 27)
    known.pk = None
    with pytest.raises(IntegrityError, match=r"calendar_year_once|year"), transaction.atomic():
        known.save()


def test_a_change_is_seen_without_being_made(cast: Cast) -> None:
    entered = enter(cast, date(2026, 3, 5))
    wanted = actions.new_day(place="national", day=date(2026, 3, 4), off=True, name="调休", document="通知")
    year = actions.new_year(place="national", year=2027, document="通知")
    seen = own_calendars(Change(days=(wanted,), years=(year,), withdrawn=(entered.pk,)))[Place.NATIONAL]
    assert [seen.is_workday(date(2026, 3, day)) for day in (4, 5)] == [False, True]
    assert seen.knows(2027)
    stands = own_calendars()[Place.NATIONAL]
    assert [stands.is_workday(date(2026, 3, day)) for day in (4, 5)] == [True, False]
    assert (stands.knows(2027), CalendarDay.objects.count(), CalendarYear.objects.count()) == (False, 1, 0)


def test_an_empty_import_says_so(cast: Cast) -> None:
    with pytest.raises(ValueRefused, match="没有要改的"):
        actions.enter_year(days=[], known=None, document="通知", actor=cast.administrator, at=AT, reproject=quiet)


@pytest.mark.parametrize("part", ["office", "leader", "security", "auditor", "handler", "firm", "outsider", "nobody"])
def test_nobody_but_the_administrator_sets_anything(cast: Cast, part: str) -> None:
    other = {"actor": cast.people()[part], "at": AT, "reproject": quiet}
    value, entered = set_term(cast), enter(cast, date(2026, 3, 4))
    deeds = [
        lambda: actions.set_term(key="AID-OPINION", count=5, span="day", valid_from=WHEN, document="规程", **other),
        lambda: actions.end_term(value=value, last_on=date(2026, 6, 30), **other),
        lambda: actions.withdraw_day(entry=entered, **other),
        lambda: actions.declare_year(place="national", year=2027, document="通知", **other),
        lambda: actions.enter_year(days=[], known=None, document="通知", **other),
    ]
    for deed in deeds:
        with pytest.raises(ValueRefused, match="系统管理员"):
            deed()
