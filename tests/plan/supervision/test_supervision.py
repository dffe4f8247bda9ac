"""An order is written only where records show lateness; it is answered, verified and closed, or raised."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from manas.indicators.statistics.lateness import late_return_grounds
from manas.office.actions import end_post, merge_unit
from manas.office.models import JournalEntry, Notice, Post
from manas.plan.actions import ledger
from manas.plan.models import SupervisionOrder
from manas.plan.supervision import actions
from manas.plan.supervision.actions import SupervisionRefused
from manas.plan.supervision.grounds import (
    SOURCES,
    grounds,
    late_items,
    late_obligations,
    not_redone,
    to_raise,
    to_write,
)
from manas.plan.supervision.queries import orders_of_tasks, orders_of_unit
from tests import cast as people
from tests.cast import FIFTY, Cast
from tests.indicators.statistics import forms
from tests.plan.supervision import orders
from tests.plan.supervision.orders import LATER, NOW, TODAY

pytestmark = pytest.mark.django_db


def test_only_what_is_late_is_a_ground(cast: Cast) -> None:
    item = orders.late_item(cast)
    assert [ground.key for ground in grounds(cast.government, date(2026, 3, 20))] == []
    (ground,) = grounds(cast.government, TODAY)
    assert (ground.key, ground.unit, ground.days_late(TODAY)) == (orders.key_of(item), cast.north, 13)
    assert late_items(cast.south, TODAY) == []
    orders.finish(cast, item)
    assert grounds(cast.government, TODAY) == []


def test_late_returns_are_grounds_too(cast: Cast) -> None:
    assert late_return_grounds in SOURCES
    period = forms.opened(cast)
    found = late_return_grounds(cast.government, date(2026, 4, 13))
    assert {ground.unit for ground in found} == {cast.north, cast.science}
    made = actions.issue(
        key=found[0].key, root=cast.government, level="reminder", what="请补报", actor=cast.office, at=forms.AFTER
    )
    assert (made.item, made.ground_due_on) == (None, period.due_on)


def test_without_lateness_no_order_is_written(cast: Cast) -> None:
    item = people.item(cast, people.adopted(cast), unit=cast.north, due_on=date(2026, 12, 20))
    for key in (orders.key_of(item), "plan.workitem:999", ""):
        with pytest.raises(SupervisionRefused, match="没有显示逾期"):
            actions.issue(key=key, root=cast.government, level="order", what="催办", actor=cast.office, at=NOW)
    assert not SupervisionOrder.objects.exists()


def test_from_issue_to_close(cast: Cast) -> None:
    order = orders.issued(cast)
    assert order.answer_by == date(2026, 4, 10), "five working days, Qingming between them"
    told = Notice.objects.filter(about=actions.about(order), withdrawn_at=None)
    assert [notice.recipient for notice in told] == [cast.county_liaison]
    order = actions.act(
        order=orders.act(cast, order, "receive"), deed="reply", actor=cast.county_liaison, at=NOW, text="已补办",
        files=[("说明.txt", "情况说明".encode())],
    )  # fmt: skip
    assert not told.all().exists()
    assert orders.act(cast, order, "send_back").state == "received"
    assert told.all().count() == 1
    assert orders.act(cast, order, "reply", "close").state == "closed"
    assert [step.deed for step in order.steps.all()] == ["receive", "reply", "send_back", "reply", "close"]
    assert [file.name for file in order.steps.all()[1].files.all()] == ["说明.txt"]
    assert JournalEntry.objects.filter(subject=actions.about(order)).count() == 6


def test_what_is_sent_back_has_days_of_its_own(cast: Cast) -> None:
    order = orders.act(cast, orders.issued(cast), "reply", at=LATER)
    assert order.answer_by < LATER.date()
    assert orders.act(cast, order, "send_back", at=LATER).answer_by == date(2026, 4, 27)
    assert to_raise(cast.government, LATER.date()) == []


def test_an_order_with_its_course_is_not_deleted(cast: Cast) -> None:
    order = orders.act(cast, orders.issued(cast), "receive")
    with pytest.raises(ProtectedError):
        order.delete()


@pytest.mark.parametrize("deed", ["reply", "send_back", "close", "withdraw"])
def test_a_step_says_what_was_done(cast: Cast, deed: str) -> None:
    order = orders.issued(cast)
    order = order if deed in {"reply", "withdraw"} else orders.act(cast, order, "reply")
    actor = cast.county_liaison if deed == "reply" else cast.office
    with pytest.raises(SupervisionRefused, match="请填写"):
        actions.act(order=order, deed=deed, actor=actor, at=NOW, text=" ")


def test_each_step_is_open_to_nobody_else_and_in_its_turn(cast: Cast) -> None:
    order = orders.issued(cast)
    for deed, person in (("receive", cast.county_liaison), ("reply", cast.county_liaison), ("close", cast.office)):
        for other in cast.people().values():
            if other != person:
                with pytest.raises(SupervisionRefused, match="您不能"):
                    actions.act(order=order, deed=deed, actor=other, at=NOW, text="办结")
        order = orders.act(cast, order, deed)
    for deed in ("receive", "reply", "send_back", "close", "withdraw"):
        with pytest.raises(SupervisionRefused, match="已销号"):
            orders.act(cast, order, deed)


def test_one_order_on_one_ground_at_a_time(cast: Cast) -> None:
    item = orders.late_item(cast)
    order = orders.issued(cast, item)
    assert to_write(cast.government, TODAY) == []
    with pytest.raises(SupervisionRefused, match="已经在督办"):
        orders.issued(cast, item)
    order.pk = None
    with pytest.raises(IntegrityError, match=r"supervision_one_open|ground_key"), transaction.atomic():
        order.save(force_insert=True)
    orders.act(cast, SupervisionOrder.objects.get(), "withdraw")
    assert orders.issued(cast, item).state == "issued"


def test_what_is_not_answered_goes_up_the_ladder_while_it_is_late(cast: Cast) -> None:
    first = orders.issued(cast, level="reminder")
    told = {"what": "限期完成", "actor": cast.office}
    with pytest.raises(SupervisionRefused, match="还没有超过"):
        actions.raise_order(order=first, at=NOW, **told)  # type: ignore[arg-type]  # by name
    assert to_raise(cast.government, LATER.date()) == [first]
    second = actions.raise_order(order=first, at=LATER, **told)  # type: ignore[arg-type]  # by name
    first.refresh_from_db()
    assert (first.state, second.level, second.follows) == ("raised", "order", first)
    assert not Notice.objects.filter(about=actions.about(first), withdrawn_at=None).exists()
    end = LATER.replace(month=6, day=1)
    third = actions.raise_order(order=second, at=end, **told)  # type: ignore[arg-type]  # by name
    assert third.level == "interview"
    assert {notice.recipient for notice in Notice.objects.filter(about=actions.about(third))} == {
        cast.county_liaison,
        cast.county_leader,
    }
    assert to_raise(cast.government, end.replace(month=7).date()) == []
    with pytest.raises(SupervisionRefused, match="最高层级"):
        actions.raise_order(order=third, at=end.replace(month=7), **told)  # type: ignore[arg-type]  # by name


def test_the_ladder_stops_when_it_is_answered_or_late_no_more(cast: Cast) -> None:
    item = orders.late_item(cast)
    order = orders.issued(cast, item, "reminder")
    orders.finish(cast, item)
    with pytest.raises(SupervisionRefused, match="不再显示逾期"):
        actions.raise_order(order=order, what="限期完成", actor=cast.office, at=LATER)
    orders.act(cast, order, "reply", at=LATER)
    assert to_raise(cast.government, LATER.date()) == []
    with pytest.raises(SupervisionRefused, match="已经回复"):
        actions.raise_order(order=order, what="限期完成", actor=cast.office, at=LATER)


def test_an_interview_comes_after_an_order_and_days_lie_ahead(cast: Cast) -> None:
    item = orders.late_item(cast)
    with pytest.raises(SupervisionRefused, match="先督办"):
        orders.issued(cast, item, "interview")
    told = {"key": orders.key_of(item), "root": cast.government, "level": "order", "actor": cast.office, "at": NOW}
    with pytest.raises(SupervisionRefused, match="今天以后"):
        actions.issue(what="催办", answer_by=TODAY, **told)  # type: ignore[arg-type]  # by name
    with pytest.raises(SupervisionRefused, match="督办要求"):
        actions.issue(what=" ", **told)  # type: ignore[arg-type]  # by name
    order = orders.issued(cast, item, "reminder")
    with pytest.raises(IntegrityError, match="supervision_raised_from_below"), transaction.atomic():
        SupervisionOrder.objects.update(follows=order)


def test_what_is_late_no_more_is_not_proposed_to_be_raised(cast: Cast) -> None:
    item = orders.late_item(cast)
    order = orders.issued(cast, item, "reminder")
    assert to_raise(cast.government, LATER.date()) == [order]
    orders.finish(cast, item)
    order.refresh_from_db()
    assert order.state == "issued"
    assert to_raise(cast.government, LATER.date()) == []


JULY = date(2026, 7, 1)


def test_a_sentence_past_its_day_without_work_done_is_a_ground_for_whoever_leads(cast: Cast) -> None:
    plan = people.adopted(cast)
    (ground,) = grounds(cast.government, JULY)
    assert (ground.unit, ground.words, ground.due_on) == (cast.ip_office, FIFTY, date(2026, 6, 30))
    assert grounds(cast.government, date(2026, 6, 30)) == []
    assert late_obligations(cast.north, JULY) == []
    item = people.item(cast, plan, text=FIFTY, unit=cast.north, due_on=date(2026, 12, 20))
    assert [one.key for one in grounds(cast.government, JULY)] == [ground.key], "work that is not done answers nothing"
    orders.finish(cast, item)
    assert grounds(cast.government, JULY) == []


def test_the_unit_that_went_on_owes_what_a_merged_one_owed(cast: Cast) -> None:
    people.adopted(cast)
    for post in Post.objects.filter(unit=cast.ip_office, to_on=None):
        end_post(post=post, to_on=date(2026, 4, 1), actor=cast.administrator, at=NOW)
    day = date(2026, 4, 1)
    merge_unit(unit=cast.ip_office, into=cast.science, closed_on=day, obstacles=(), actor=cast.administrator, at=NOW)
    assert [ground.unit for ground in late_obligations(cast.government, JULY)] == [cast.science]


def test_a_late_work_item_stands_for_its_sentence(cast: Cast) -> None:
    item = orders.late_item(cast)
    assert [one.key for one in grounds(cast.government, JULY)] == [orders.key_of(item)]


def test_progress_that_was_returned_and_not_sent_again_is_a_ground(cast: Cast) -> None:
    item = people.item(cast, people.adopted(cast), unit=cast.north, due_on=date(2026, 12, 20))
    report = ledger.write_report(item=item, text="正在建设", completes=False, actor=cast.county_liaison, at=NOW)
    ledger.submit_report(report=report, actor=cast.county_liaison, at=NOW)
    ledger.return_report(report=report, reason="没有数据", actor=cast.office, at=NOW)
    assert not_redone(cast.government, date(2026, 4, 16)) == []
    (ground,) = not_redone(cast.government, date(2026, 4, 17))
    assert (ground.unit, ground.due_on, ground.item) == (cast.north, date(2026, 4, 16), item)
    again = ledger.write_report(item=item, text="已有数据", completes=False, actor=cast.county_liaison, at=LATER)
    assert not_redone(cast.government, date(2026, 4, 17)) == [ground], "a draft is not sent"
    ledger.submit_report(report=again, actor=cast.county_liaison, at=LATER)
    assert not_redone(cast.government, date(2026, 4, 17)) == []


def test_open_orders_by_task_for_those_who_may_read_them(cast: Cast) -> None:
    order = orders.issued(cast)
    assert order.item is not None
    task = order.item.obligation.task
    for part, found in (("office", {task.pk: [order]}), ("county_liaison", {task.pk: [order]}), ("liaison", {})):
        assert orders_of_tasks(task.plan, cast.standing(part)) == found
    assert list(orders_of_unit(cast.north, cast.standing("office"))) == [order]
    assert list(orders_of_unit(cast.south, cast.standing("office"))) == []
    orders.act(cast, order, "reply", "close")
    assert orders_of_tasks(task.plan, cast.standing("office")) == {}
    assert list(orders_of_unit(cast.north, cast.standing("office"))) == []


def test_who_reads_an_order(cast: Cast) -> None:
    orders.issued(cast)
    parts = (
        "office",
        "leader",
        "county_liaison",
        "county_leader",
        "liaison",
        "market",
        "outsider",
        "handler",
        "public",
    )
    seen = {part for part in parts if SupervisionOrder.objects.visible_to(cast.standing(part)).exists()}
    assert seen == {"office", "leader", "county_liaison", "county_leader"}


def test_a_withdrawn_item_is_no_ground(cast: Cast) -> None:
    item = orders.late_item(cast)
    ledger.withdraw_item(item=item, reason="合并办理", actor=cast.office, at=NOW)
    assert grounds(cast.government, TODAY) == []
