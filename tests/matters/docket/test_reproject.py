"""A changed calendar or local term moves open due days, all at once, each with its reason in the journal."""

from datetime import UTC, date, datetime

import pytest

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.model import Place
from manas.matters.docket.actions import clocks
from manas.matters.docket.actions.acts import suspend
from manas.matters.docket.actions.reprojecting import reproject_open
from manas.matters.docket.kinds import flow_of
from manas.matters.docket.models import LimitState, Matter, TimeLimit
from manas.matters.docket.queries.moves import Move, foreseen
from manas.office.journal.queries import verify
from manas.office.models import CalendarDay, CalendarYear, JournalEntry, LocalValue, Person
from manas.office.values.actions import (
    ValueRefused,
    declare_year,
    end_term,
    ended_term,
    enter_day,
    enter_year,
    new_day,
    new_term,
    new_year,
    set_term,
    withdraw_day,
)
from manas.office.values.queries import Change, calendars
from tests.cast import AT, LATER, Cast, journal_lines, queries_of
from tests.matters.business import aid, step, term

# AT is Monday, 2 March 2026: five working days later is Monday, 9 March.
FIFTH, SIXTH = date(2026, 3, 9), date(2026, 3, 10)
THURSDAY, SATURDAY = date(2026, 3, 5), date(2026, 3, 7)
NOTICE = "自治区放假通知（示例）"
DECEMBER = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)


def enter(cast: Cast, day: date = THURSDAY, *, off: bool = True, place: str = "national") -> CalendarDay:
    """This function will let the administrator enter a day of the calendar."""
    return enter_day(
        place=place,
        day=day,
        off=off,
        name="调休",
        document=NOTICE,
        actor=cast.administrator,
        at=LATER,
        reproject=reproject_open,
    )


def declare(cast: Cast, year: int = 2027) -> CalendarYear:
    """This function will let the administrator declare a year whole."""
    return declare_year(
        place="national", year=year, document=NOTICE, actor=cast.administrator, at=LATER, reproject=reproject_open
    )


def due(matter: Matter) -> list[date | None]:
    """This function will give the day of a matter and of each of its limits."""
    matter = Matter.objects.get(pk=matter.pk)
    return [matter.due_on, *matter.limits.order_by("pk").values_list("due_on", flat=True)]


def test_k1_a_holiday_moves_every_open_due_day_that_crosses_it_with_its_reason(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    first, second = aid(cast), aid(cast)
    assert due(first) == due(second) == [FIFTH, FIFTH]
    with journal_lines() as told:
        entered = enter(cast)
    assert due(first) == due(second) == [SIXTH, SIXTH]
    because = f"{THURSDAY}调休放假（{NOTICE}）"
    moved = {"rule": "AID-ACCEPT", "from": "2026-03-09", "to": "2026-03-10", "because": because}
    assert [(line.verb, line.subject, line.detail) for line in told.lines] == [
        ("重算办理期限", f"matters.matter:{first.pk}", moved),
        ("重算办理期限", f"matters.matter:{second.pk}", moved),
        (
            "登记日历",
            f"office.calendarday:{entered.pk}",
            {"day": "2026-03-05", "off": 1, "name": "调休", "document": NOTICE, "moved": 2},
        ),
    ]
    assert verify().intact


def test_a_day_that_no_limit_crosses_moves_nothing(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    with journal_lines() as told:
        enter(cast, SIXTH)
    assert (due(matter), told.verbs) == ([FIFTH, FIFTH], ["登记日历"])


def test_a_worked_saturday_brings_the_day_forward(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    enter(cast, SATURDAY, off=False)
    assert due(matter) == [SATURDAY, SATURDAY]  # Tuesday to Friday are four, the Saturday is the fifth


def test_a_withdrawn_day_moves_back_and_its_row_stays(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter, entered = aid(cast), enter(cast)
    with journal_lines() as told:
        withdraw_day(entry=entered, actor=cast.administrator, at=LATER, reproject=reproject_open)
    assert due(matter) == [FIFTH, FIFTH]
    assert told.lines[0].detail == {
        "rule": "AID-ACCEPT", "from": "2026-03-10", "to": "2026-03-09", "because": f"撤销“{THURSDAY}调休放假”的登记",
    }  # fmt: skip
    assert CalendarDay.objects.get().withdrawn_at == LATER


def test_k22_a_day_in_use_is_closed_by_date_never_deleted_and_only_once(cast: Cast) -> None:
    entered = enter(cast)
    withdraw_day(entry=entered, actor=cast.administrator, at=LATER, reproject=reproject_open)
    with pytest.raises(ValueRefused, match="已经撤销"):
        withdraw_day(entry=entered, actor=cast.administrator, at=LATER, reproject=reproject_open)
    enter(cast)  # what was withdrawn may be entered anew
    assert list(CalendarDay.objects.order_by("pk").values_list("withdrawn_at", flat=True)) == [LATER, None]


def test_a_regional_day_shows_the_other_day_and_binds_to_the_earlier(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    enter(cast, place="local")
    limit = matter.limits.get()
    assert (due(matter), limit.other_on) == ([FIFTH, FIFTH], SIXTH)


def test_k2_beyond_the_last_known_year_is_named_and_resolved_once_the_year_is_declared(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 10)
    matter = aid(cast, DECEMBER)
    limit = matter.limits.get()
    assert (limit.beyond, limit.due_on, due(matter)) == (2027, None, [None, None])
    with pytest.raises(BeyondCalendar, match="2027") as missing:
        calendars()[Place.NATIONAL].is_workday(date(2027, 1, 4))
    assert missing.value.year == 2027
    with journal_lines() as told:
        declare(cast)
    # 29, 30, 31 December, then Friday 1 January (no holiday is entered), 4 to 8 and 11 January.
    assert due(matter) == [date(2027, 1, 11)] * 2
    assert told.lines[0].detail["from"] == ""
    enter(cast, date(2027, 1, 1))
    limit.refresh_from_db()
    assert (limit.due_on, limit.beyond) == (date(2027, 1, 12), None)


def with_rolling_limit(cast: Cast, began_at: datetime) -> Matter:
    """This function will hand in a request whose one open limit rolls over rest days: thirty days of public notice."""
    matter = aid(cast, began_at)
    matter.limits.update(rule="PEN-SERVE-PUBLIC", rule_from=None)
    clocks.project(matter)
    return matter


def test_a_limit_with_a_safe_day_keeps_it_until_the_year_is_known(cast: Cast) -> None:
    matter = with_rolling_limit(cast, datetime(2026, 12, 10, 1, 0, tzinfo=UTC))
    limit = matter.limits.get()
    assert (limit.beyond, limit.due_on) == (2027, date(2027, 1, 9))  # a Saturday: safe, perhaps not the last
    declare(cast)
    limit.refresh_from_db()
    assert (limit.beyond, due(matter)) == (None, [date(2027, 1, 11)] * 2)


def test_a_year_that_becomes_known_without_moving_a_day_writes_no_line_for_it(cast: Cast) -> None:
    matter = with_rolling_limit(cast, datetime(2026, 12, 9, 1, 0, tzinfo=UTC))
    assert (matter.limits.get().beyond, matter.limits.get().due_on) == (2027, date(2027, 1, 8))
    with journal_lines() as told:
        declare(cast)
    assert (matter.limits.get().beyond, due(matter)) == (None, [date(2027, 1, 8)] * 2)
    assert told.verbs == ["登记年度日历"]


def test_suspended_and_ended_limits_are_untouched(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    term(cast, "AID-OPINION", 5)
    ended = aid(cast)
    step(ended, "accept", cast.handler)
    stopped = aid(cast)
    step(stopped, "accept", cast.handler)
    stopped.refresh_from_db()
    ground = flow_of(stopped).pauses[0].ground
    suspend(matter=stopped, ground=ground, turn=stopped.turn, actor=cast.handler, at=AT, opinion="等待")
    before = list(TimeLimit.objects.exclude(state="running").order_by("pk").values())
    assert {row["state"] for row in before} == {LimitState.MET, LimitState.STOPPED}
    enter(cast)
    assert list(TimeLimit.objects.exclude(state="running").order_by("pk").values()) == before
    assert ended.limits.get(state="running").due_on == SIXTH


def test_a_failure_in_the_middle_takes_everything_back(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)

    def breaks(cause: str, actor: Person, at: datetime) -> int:
        reproject_open(cause, actor, at)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        enter_day(
            place="national", day=THURSDAY, off=True, name="调休", document=NOTICE, actor=cast.administrator, at=LATER,
            reproject=breaks,
        )  # fmt: skip
    assert (due(matter), CalendarDay.objects.count()) == ([FIFTH, FIFTH], 0)
    assert not JournalEntry.objects.filter(verb__in=("登记日历", "重算办理期限")).exists()
    assert verify().intact


def test_the_preview_tells_what_the_deed_then_does_and_writes_nothing(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    wanted = new_day(place="national", day=THURSDAY, off=True, name="调休", document=NOTICE)
    with journal_lines() as told:
        moves = foreseen(Change(days=(wanted,)))
    assert moves == [Move(str(matter.number), "决定是否受理维权援助申请", FIFTH, SIXTH)]
    assert (told.lines, due(matter), CalendarDay.objects.count()) == ([], [FIFTH, FIFTH], 0)
    entered = enter(cast)
    back = foreseen(Change(withdrawn=(entered.pk,)))
    assert [(move.before, move.after) for move in back] == [(SIXTH, FIFTH)]


def test_setting_a_term_gives_open_limits_their_day_and_ending_it_takes_it(cast: Cast) -> None:
    matter = aid(cast)
    assert due(matter) == [None, None]
    wanted = new_term(key="AID-ACCEPT", count=5, span="workday", valid_from=date(2026, 1, 1), document="规程")
    assert [move.after for move in foreseen(Change(terms=(wanted,)))] == [FIFTH]
    value = set_term(
        key="AID-ACCEPT", count=5, span="workday", valid_from=date(2026, 1, 1), document="规程",
        actor=cast.administrator, at=LATER, reproject=reproject_open,
    )  # fmt: skip
    assert due(matter) == [FIFTH, FIFTH]
    last = date(2026, 2, 28)
    ended = ended_term(LocalValue.objects.get(pk=value.pk), last)
    assert [(move.before, move.after) for move in foreseen(Change(terms=(ended,)))] == [(FIFTH, None)]
    with journal_lines() as told:
        end_term(value=value, last_on=last, actor=cast.administrator, at=LATER, reproject=reproject_open)
    assert (due(matter), told.verbs) == ([None, None], ["重算办理期限", "止用本地时限"])


def test_a_term_of_a_later_day_leaves_earlier_events_alone(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    set_term(
        key="AID-ACCEPT", count=1, span="workday", valid_from=date(2026, 3, 3), document="新规程",
        actor=cast.administrator, at=LATER, reproject=reproject_open,
    )  # fmt: skip
    assert due(matter) == [FIFTH, FIFTH]


def test_a_whole_year_is_entered_with_one_reprojection(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 10)
    matter = aid(cast, DECEMBER)
    days = [
        new_day(place="national", day=date(2027, 1, number), off=True, name="元旦", document=NOTICE)
        for number in (1, 2, 3)
    ]
    known = new_year(place="national", year=2027, document=NOTICE)
    assert [move.after for move in foreseen(Change(days=tuple(days), years=(known,)))] == [date(2027, 1, 12)]
    with journal_lines() as told:
        count = enter_year(
            days=days, known=known, document=NOTICE, actor=cast.administrator, at=LATER, reproject=reproject_open
        )
    assert (count, due(matter)) == (3, [date(2027, 1, 12)] * 2)
    assert told.verbs == ["重算办理期限", *["登记日历"] * 3, "登记年度日历"]


def test_one_query_more_or_less_does_not_follow_from_more_matters(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    aid(cast)
    entered = enter(cast)

    def there_and_back(entry: CalendarDay) -> CalendarDay:
        withdraw_day(entry=entry, actor=cast.administrator, at=LATER, reproject=reproject_open)
        return enter(cast)

    one = queries_of(there_and_back, entered)
    for _ in range(4):
        aid(cast)
    assert queries_of(there_and_back, CalendarDay.objects.get(withdrawn_at=None)) == one


@pytest.mark.parametrize("part", ["office", "security", "auditor", "handler", "outsider"])
def test_only_the_administrator_enters_days(cast: Cast, part: str) -> None:
    with pytest.raises(ValueRefused, match="系统管理员"):
        enter_day(
            place="national", day=THURSDAY, off=True, name="调休", document=NOTICE, actor=cast.people()[part], at=LATER,
            reproject=reproject_open,
        )  # fmt: skip
