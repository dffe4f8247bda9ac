"""A firm is asked, reminded, answers and amends until the list ends; what it was told is taken back once it has answered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from manas.office.models import Notice, Organization, OrganizationKind
from manas.registers.models import PushAddressee, PushAnswer, PushList
from manas.registers.pool import actions, telling
from manas.registers.pool.actions import PoolRefused
from tests.cast import AT, LATER, Cast, journal_lines
from tests.registers.pool.lists import answer, ask, pushed, pushed_list

NEXT = LATER + timedelta(days=1)


def told(*, open_only: bool = True) -> list[tuple[str, str]]:
    """Who has which notice that still asks for something."""
    found = Notice.objects.filter(withdrawn_at=None) if open_only else Notice.objects.all()
    return [(one.recipient.name, one.subject[:4]) for one in found.order_by("pk").select_related("recipient")]


def test_firms_are_asked_once_and_told(cast: Cast) -> None:
    push_list = pushed_list(cast)
    with journal_lines() as said:
        assert ask(cast, push_list, cast.company, cast.cooperative) == 4
    assert said.verbs == ["转送推送专利"]
    assert told() == [("firm", "请评价推"), ("coop", "请评价推")]
    assert ask(cast, push_list, cast.company) == 0
    assert PushAddressee.objects.count() == 4


def test_only_local_firms_are_asked(cast: Cast) -> None:
    push_list = pushed_list(cast)
    far = Organization.objects.create(name="外地公司", kind=OrganizationKind.ENTERPRISE, county=cast.elsewhere)
    for strange in (far, cast.lender):
        with pytest.raises(PoolRefused, match="不是本地在册的企业"):
            ask(cast, push_list, strange)


@pytest.mark.parametrize(
    "part", ["firm", "county_handler", "county_liaison", "leader", "outsider", "police", "approver"]
)
def test_nobody_else_runs_a_list(cast: Cast, part: str) -> None:
    push_list, person = pushed_list(cast), cast.people()[part]
    for deed in (actions.close, actions.reopen):
        with pytest.raises(PoolRefused, match="只有登记这批推送"):
            deed(push_list=push_list, actor=person, at=LATER)
    with pytest.raises(PoolRefused, match="只有登记这批推送"):
        actions.ask(push_list=push_list, patents=[], organizations=[cast.company], actor=person, at=LATER)


def test_an_answer_is_kept_with_who_and_when_and_may_be_amended(cast: Cast) -> None:
    question = asked(cast)
    with journal_lines() as said:
        first = answer(cast, question)
        second = answer(cast, question, will="conditions", improvement="要能在零下二十度用", at=LATER)
    assert said.verbs == ["答复推送专利", "修改推送答复"]
    first.refresh_from_db()
    assert (first.actor, first.at, first.replaced_at) == (cast.firm, AT + timedelta(days=1), LATER)
    assert (second.will, second.replaced_at) == ("conditions", None)
    assert PushAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"will": "unwilling"}, "请选择原因"),
        ({"will": "conditions", "improvement": " "}, "请写明需要怎样改进"),
        ({"actor": "coop"}, "只有被征求意见的单位"),
        ({"actor": "handler"}, "只有被征求意见的单位"),
    ],
)
def test_what_is_no_answer(cast: Cast, values: dict[str, Any], why: str) -> None:
    question = asked(cast)
    with pytest.raises(PoolRefused, match=why):
        answer(cast, question, **values)
    assert PushAnswer.objects.count() == 0


def test_a_reason_belongs_to_those_who_do_not_want(cast: Cast) -> None:
    question = asked(cast)
    assert answer(cast, question, will="willing", reason="own", reason_note="已有").reason == ""
    said = answer(cast, question, will="unwilling", reason="own", reason_note="去年刚上了一套")
    assert (said.reason, said.reason_note) == ("own", "去年刚上了一套")


def test_the_reminder_goes_to_those_who_have_not_answered_and_stops(cast: Cast) -> None:
    push_list = pushed_list(cast)
    ask(cast, push_list, cast.company, cast.cooperative)
    first, second = PushAddressee.objects.filter(organization=cast.company).order_by("pk")
    answer(cast, first)
    assert actions.remind(push_list=push_list, actor=cast.handler, at=LATER) == 2
    assert actions.remind(push_list=push_list, actor=cast.handler, at=LATER + timedelta(hours=1)) == 0
    answer(cast, second, at=LATER + timedelta(hours=2))
    assert {name for name, _ in told()} == {"coop"}
    assert actions.remind(push_list=push_list, actor=cast.handler, at=NEXT) == 1
    assert told()[-1] == ("coop", "尚未答复")


def test_a_county_reminds_its_own_firms(cast: Cast) -> None:
    push_list = pushed_list(cast)
    cooperative = cast.cooperative
    cooperative.county = cast.south
    cooperative.save()
    ask(cast, push_list, cast.company, cooperative)
    assert actions.remind(push_list=push_list, actor=cast.county_liaison, at=LATER) == 1
    for part in ("leader", "county_leader", "outsider", "firm", "police"):
        with pytest.raises(PoolRefused, match="不能催办"):
            actions.remind(push_list=push_list, actor=cast.people()[part], at=LATER)


def test_the_end_of_a_list_takes_everything_back(cast: Cast) -> None:
    question = asked(cast)
    push_list = question.pushed.push_list
    actions.close(push_list=push_list, actor=cast.handler, at=LATER)
    assert told() == []
    with pytest.raises(PoolRefused, match="已经截止"):
        answer(cast, question, at=NEXT)
    for refused in (
        lambda: actions.remind(push_list=push_list, actor=cast.handler, at=NEXT),
        lambda: actions.close(push_list=push_list, actor=cast.handler, at=NEXT),
        lambda: ask(cast, push_list, cast.cooperative),
    ):
        with pytest.raises(PoolRefused, match="已经截止"):
            refused()
    actions.reopen(push_list=push_list, actor=cast.handler, at=NEXT)
    with pytest.raises(PoolRefused, match="还没有截止"):
        actions.reopen(push_list=push_list, actor=cast.handler, at=NEXT)
    assert answer(cast, question, at=NEXT).at == NEXT


def test_a_question_to_the_wrong_firm_is_taken_back_until_it_is_answered(cast: Cast) -> None:
    question = asked(cast)
    actions.take_back(addressee=question, actor=cast.handler, at=LATER)
    assert (PushAddressee.objects.count(), told()) == (0, [])
    again = asked(cast, question.pushed.push_list)
    answer(cast, again)
    with pytest.raises(PoolRefused, match="已经答复"):
        actions.take_back(addressee=again, actor=cast.handler, at=LATER)


def describe(push_list: PushList, cast: Cast, **values: object) -> PushList:
    usual = {"title": "第一批", "segment": "林果加工", "pushed_on": date(2026, 2, 1), "due_on": None, "due_basis": ""}
    told = {**usual, **values}
    return actions.describe(push_list=push_list, actor=cast.handler, at=AT, **told)  # type: ignore[arg-type]  # by their names


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"title": " "}, "请填写推送批次名称"),
        ({"due_on": date(2026, 3, 16)}, "请写明是哪份文件"),
        ({"due_on": date(2026, 1, 16), "due_basis": "通知"}, "不能早于推送日期"),
    ],
)
def test_a_list_says_only_what_its_paper_says(cast: Cast, values: dict[str, Any], why: str) -> None:
    with pytest.raises(PoolRefused, match=why):
        describe(pushed_list(cast), cast, **values)


def test_it_reminds_by_itself_towards_the_day_of_the_paper(cast: Cast) -> None:
    push_list = describe(pushed_list(cast), cast, due_on=date(2026, 3, 16), due_basis="关于征求意见的通知")
    ask(cast, push_list, cast.company, cast.cooperative)
    for question in PushAddressee.objects.filter(organization=cast.cooperative):
        answer(cast, question, actor="coop")
    days = [day for day in range(1, 32) if telling.remind_due(at=datetime(2026, 3, day, 2, tzinfo=UTC))]
    assert days == [9, 13, 16, 17]  # five and one working days before, the day itself, one after
    assert {one.recipient.name for one in Notice.objects.filter(key__contains=":remind:")} == {"firm"}


def test_a_list_without_a_day_reminds_nobody_by_itself(cast: Cast) -> None:
    ask(cast, pushed_list(cast), cast.company)
    assert telling.remind_due(at=LATER) == 0


def asked(cast: Cast, push_list: PushList | None = None) -> PushAddressee:
    """The question of the company on the first patent of a list."""
    push_list = push_list or pushed_list(cast, 1)
    ask(cast, push_list, cast.company)
    return PushAddressee.objects.get(pushed=pushed(push_list), organization=cast.company)
