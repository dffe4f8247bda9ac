"""Telling: who must act, the applicant, and the ladder of reminders: each rung once, on working days, never after an answer (K6)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from manas.matters.docket.actions import telling
from manas.matters.docket.actions.acts import extend, suspend
from manas.matters.docket.models import Matter
from manas.office import actions as office
from manas.office.models import MembershipRole, Notice, Post
from tests.cast import AT, LATER, Cast, make_cast
from tests.matters.business import aid, aid_draft, step, term
from tests.matters.penalty_case.cases import registered

# Handed in on Monday, 2 March, due in ten working days: on Monday, 16 March.
DUE = date(2026, 3, 16)
FIVE_BEFORE, ONE_BEFORE, ONE_AFTER, THREE_AFTER = (date(2026, 3, day) for day in (9, 13, 17, 19))


def at(day: date, hour: int = 1) -> datetime:
    """An hour of a day, in universal time: nine in the morning of the office unless said."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def due_in_ten(cast: Cast) -> Matter:
    term(cast, "AID-ACCEPT", 10)
    return aid(cast)


def said(*days: date) -> list[tuple[str, str]]:
    """Whom a reminder reached on these days, and how its headline begins."""
    found = Notice.objects.filter(key__contains=":limit:").order_by("pk")
    return [
        (notice.recipient.name, notice.subject.split("：")[0])
        for notice in found.select_related("recipient")
        if not days or notice.created_at.date() in days
    ]


def test_the_ladder_from_five_days_before_to_three_after(cast: Cast) -> None:
    due_in_ten(cast)
    day = AT.date()
    while day <= date(2026, 3, 31):
        telling.remind(at=at(day))
        day += timedelta(days=1)
    told = {day: said(day) for day in (FIVE_BEFORE, ONE_BEFORE, DUE, ONE_AFTER, THREE_AFTER)}
    late = "已超期"
    assert told == {
        FIVE_BEFORE: [("handler", "将于2026年3月16日到期")],
        ONE_BEFORE: [("handler", "将于2026年3月16日到期")],
        DUE: [("handler", "今日到期")],
        ONE_AFTER: [("handler", late), ("approver", late)],
        THREE_AFTER: [("handler", late), ("approver", late), ("leader", late)],
    }
    assert len(said()) == sum(len(ones) for ones in told.values())


def test_each_rung_once_however_often_it_is_looked_at(cast: Cast) -> None:
    due_in_ten(cast)
    for hour in range(1, 9):
        telling.remind(at=at(ONE_BEFORE, hour))
    assert said() == [("handler", "将于2026年3月16日到期")]


def test_none_on_a_day_off(cast: Cast) -> None:
    due_in_ten(cast)
    for saturday in (date(2026, 3, 14), date(2026, 3, 15), date(2026, 3, 21)):
        assert telling.remind(at=at(saturday)) == 0
    assert said() == []


def test_the_day_is_the_office_s_day(cast: Cast) -> None:
    due_in_ten(cast)
    assert telling.remind(at=at(date(2026, 3, 8), hour=20)) == 1  # Monday morning at four, while Sunday in London
    assert said() == [("handler", "将于2026年3月16日到期")]


def test_a_rung_missed_is_made_up_for_by_the_latest_alone(cast: Cast) -> None:
    due_in_ten(cast)
    telling.remind(at=at(date(2026, 3, 18)))
    assert said() == [("handler", "已超期"), ("approver", "已超期")]


def test_leaders_are_told_nothing_of_what_they_may_not_read(cast: Cast) -> None:
    registered(cast)  # due on 23 March; kept to those who handle it
    telling.remind(at=at(date(2026, 3, 26)))
    assert said() == [("handler", "已超期"), ("approver", "已超期")]


def test_none_from_before_the_limit_began(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 3)
    aid(cast)
    assert telling.remind(at=AT) == 0


def test_none_after_the_answer_and_open_ones_are_taken_back(cast: Cast) -> None:
    matter = due_in_ten(cast)
    telling.remind(at=at(ONE_BEFORE))
    step(matter, "accept", cast.handler, at(DUE))
    for day in (DUE, ONE_AFTER, THREE_AFTER):
        telling.remind(at=at(day))
    assert len(said()) == 1
    assert Notice.objects.get(key__contains=":limit:").withdrawn_at == at(DUE)


def test_none_while_it_stands_still(cast: Cast) -> None:
    term(cast, "AID-OPINION", 10)
    matter = step(aid(cast), "accept", cast.handler)
    suspend(matter=matter, ground="suspension", turn=matter.turn, actor=cast.handler, at=LATER, opinion="等法院")
    for day in (ONE_BEFORE, DUE, ONE_AFTER):
        assert telling.remind(at=at(day)) == 0


def test_a_longer_limit_has_a_ladder_of_its_own(cast: Cast) -> None:
    file = registered(cast)  # due on 23 March
    telling.remind(at=at(date(2026, 3, 16)))
    case = file.case
    extend(
        matter=case, rule="PEN-VERIFY", turn=case.turn, actor=cast.approver, at=at(date(2026, 3, 20)), opinion="复杂"
    )
    telling.remind(at=at(date(2026, 3, 23)))
    telling.remind(at=at(date(2026, 4, 7)))
    assert [headline for _, headline in said()] == ["将于2026年3月23日到期", "将于2026年4月14日到期"]


def test_a_limit_without_a_day_reminds_of_nothing(cast: Cast) -> None:
    aid(cast)  # the office has set no term
    assert telling.remind(at=at(DUE)) == 0


def in_threads(*deeds: Callable[[], object]) -> None:
    """Does deeds at the same moment, each in a connection of its own; a failure is raised."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> None:
        try:
            start.wait()
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(one, deeds))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_rung_once() -> None:
    cast = make_cast()
    term(cast, "AID-ACCEPT", 10)
    for _ in range(4):
        aid(cast)
    in_threads(*[lambda: telling.remind(at=at(THREE_AFTER))] * 3)
    assert sorted(said()) == sorted([(name, "已超期") for name in ("handler", "approver", "leader")] * 4)


@pytest.mark.django_db(transaction=True)
def test_who_has_just_answered_is_not_reminded() -> None:
    """The reminder reads the open limit while the answer is being written, and waits for it."""
    cast = make_cast()
    matter = due_in_ten(cast)
    written, reading = Event(), Event()

    def answer() -> None:
        with transaction.atomic():
            step(matter, "accept", cast.handler, at(DUE))
            written.set()
            reading.wait(1)

    def remind() -> None:
        written.wait(10)
        reading.set()
        telling.remind(at=at(DUE))

    in_threads(answer, remind)
    assert said() == []


def test_who_did_it_is_not_told_that_it_was_done(cast: Cast) -> None:
    aid(cast)
    assert Notice.objects.filter(recipient=cast.firm).count() == 0


def test_whoever_deputizes_for_the_handler_is_told_too(cast: Cast) -> None:
    post = Post.objects.get(person=cast.handler)
    office.delegate(
        post=post, deputy=cast.approver, from_on=AT.date(), last_on=AT.date(), actor=cast.handler, at=AT
    )  # fmt: skip
    today, later = (Notice.objects.filter(about=telling.about(aid(cast, at))) for at in (AT, AT + timedelta(days=2)))
    assert {notice.recipient for notice in today} == {cast.handler, cast.approver}
    assert {notice.recipient for notice in later} == {cast.handler}


def test_a_draft_is_told_to_nobody(cast: Cast) -> None:
    aid_draft(cast)
    assert Notice.objects.count() == 0


def test_members_of_the_organization_are_told_like_the_applicant(cast: Cast) -> None:
    office.add_membership(
        person=cast.nobody,
        organization=cast.company,
        role=MembershipRole.MEMBER,
        from_on=AT.date(),
        actor=cast.office,
        at=AT,
    )
    step(aid(cast), "return", cast.handler, opinion="请补充注册证")
    told = Notice.objects.filter(subject__startswith="待办", withdrawn_at=None)
    assert {notice.recipient for notice in told} == {cast.firm, cast.nobody}
    assert all("请补充注册证" in notice.body for notice in told)


def test_what_officials_write_for_one_another_is_told_to_no_applicant(cast: Cast) -> None:
    matter = step(step(aid(cast), "accept", cast.handler), "draft_opinion", cast.handler, answer="拟认定近似",
                  opinion="对方是纳税大户")  # fmt: skip
    step(matter, "redraft", cast.approver, opinion="依据不足")
    assert not Notice.objects.filter(recipient=cast.firm, body__contains="纳税大户").exists()
    assert not Notice.objects.filter(recipient=cast.firm, body__contains="依据不足").exists()


def test_an_answer_withdraws_what_was_asked_and_leaves_the_news(cast: Cast) -> None:
    matter = step(aid(cast), "accept", cast.handler)
    step(matter, "answer", cast.handler, LATER, answer="可以投诉")
    kept = Notice.objects.filter(withdrawn_at=None)
    assert [(notice.recipient, notice.subject) for notice in kept] == [(cast.firm, f"进展：{matter.title}")] * 2
