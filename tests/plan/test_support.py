"""Money and policies by task: never more than was arranged or came in, mistakes reversed, gaps shown as gaps."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.office.models import JournalEntry, Person
from manas.plan.models import Fund, FundMove, SupportPolicy, Task
from manas.plan.support.actions import (
    Arranged,
    Issued,
    SupportRefused,
    arrange,
    name_policy,
    record,
    withdraw,
)
from manas.plan.support.actions import (
    reverse as take_back,
)
from manas.plan.support.queries import Balance, balance, by_provider, by_task, whole
from tests import cast as people
from tests.cast import AT, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: Cast) -> Task:
    """The first task of a plan in force."""
    return people.adopted(cast).tasks.order_by("position")[0]


def told(cast: Cast, **changed: object) -> Arranged:
    first = Arranged(
        2026,
        "专利转化专项",
        cast.ip_office,
        cast.north,
        "prefecture",
        Decimal(1000),
        "云财〔2026〕1号",
        date(2026, 1, 5),
    )
    return replace(first, **changed)  # type: ignore[arg-type]  # by name


def arranged(cast: Cast, task: Task, part: str = "office", **changed: object) -> Fund:
    return arrange(task=task, told=told(cast, **changed), actor=cast.people()[part], at=AT)


def moved(cast: Cast, fund: Fund, kind: str, amount: str, part: str = "office") -> FundMove:
    return record(
        fund=fund, kind=kind, amount=Decimal(amount), on=TODAY, voucher="回单1号", actor=cast.people()[part], at=AT
    )


def test_money_is_arranged_comes_in_and_goes_out(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    moved(cast, fund, "received", "600")
    moved(cast, fund, "paid", "150.50", "county_liaison")
    assert balance(fund) == Balance(Decimal(1000), Decimal(600), Decimal("150.50"))
    assert JournalEntry.objects.filter(verb__in=("登记经费安排", "登记经费收支")).count() == 3


@pytest.mark.parametrize(("kind", "amount", "said"), [("received", "401", "超过安排"), ("paid", "601", "超过到位")])
def test_never_more_than_there_is(cast: Cast, task: Task, kind: str, amount: str, said: str) -> None:
    fund = arranged(cast, task)
    moved(cast, fund, "received", "600")
    with pytest.raises(SupportRefused, match=said):
        moved(cast, fund, kind, amount)


def test_a_mistake_is_reversed_once_with_its_reason(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    received = moved(cast, fund, "received", "600")
    paid = moved(cast, fund, "paid", "100")
    with pytest.raises(SupportRefused, match="请先冲正支出"):
        take_back(move=received, reason="录错", actor=cast.office, at=AT)
    with pytest.raises(SupportRefused, match="冲正理由"):
        take_back(move=paid, reason=" ", actor=cast.office, at=AT)
    undone = take_back(move=paid, reason="录错", actor=cast.office, at=AT)
    for move in (paid, undone):
        with pytest.raises(SupportRefused, match="已经冲正"):
            take_back(move=move, reason="录错", actor=cast.office, at=AT)
    take_back(move=received, reason="录错", actor=cast.office, at=AT)
    assert balance(fund) == Balance(Decimal(1000), Decimal(0), Decimal(0))
    assert FundMove.objects.count() == 4


def test_an_arrangement_is_taken_back_while_no_money_stands(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    received = moved(cast, fund, "received", "600")
    with pytest.raises(SupportRefused, match="已有资金到位"):
        withdraw(fund=fund, reason="调整", actor=cast.office, at=AT)
    take_back(move=received, reason="录错", actor=cast.office, at=AT)
    with pytest.raises(SupportRefused, match="撤销理由"):
        withdraw(fund=fund, reason="", actor=cast.office, at=AT)
    withdraw(fund=fund, reason="调整", actor=cast.office, at=AT)
    with pytest.raises(SupportRefused, match="已经撤销"):
        moved(cast, fund, "received", "1")
    assert all(row.is_gap for row in by_task(task.plan, 2026, cast.standing("office"), TODAY))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"amount": Decimal(0)}, "0.01"),
        ({"document": " "}, "空"),
        ({"source": "moon"}, "moon"),
        ({"arranged_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
    ],
)
def test_what_cannot_be_arranged(cast: Cast, task: Task, changed: dict[str, object], said: str) -> None:
    with pytest.raises(SupportRefused, match=said):
        arranged(cast, task, **changed)
    assert not Fund.objects.exists()


def test_units_are_bound_by_the_plan_and_the_plan_is_in_force(cast: Cast, task: Task) -> None:
    with pytest.raises(SupportRefused, match="不在方案执行范围内"):
        arranged(cast, task, user=cast.elsewhere)
    task.plan.state = "superseded"
    with pytest.raises(SupportRefused, match="不在执行中"):
        arranged(cast, task)


def test_who_provides_uses_or_supervises_enters_and_nobody_else(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task, "county_liaison")
    for person in cast.others("office", "county_liaison", "market"):
        with pytest.raises(SupportRefused, match="登记"):
            arrange(task=task, told=told(cast), actor=person, at=AT)
        with pytest.raises(SupportRefused, match="登记"):
            record(fund=fund, kind="received", amount=Decimal(1), on=TODAY, voucher="回单", actor=person, at=AT)
    assert Fund.objects.count() == 1


def test_a_gap_is_not_nought_and_sums_add_up(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    moved(cast, fund, "received", "600")
    arranged(cast, task, provider=cast.science, amount=Decimal(200))
    arranged(cast, task, year=2025)
    rows = by_task(task.plan, 2026, cast.standing("office"), TODAY)
    assert [row.is_gap for row in rows] == [False] + [True] * (len(rows) - 1)
    assert whole(rows) == Balance(Decimal(1200), Decimal(600), Decimal(0))
    assert [(unit, stands.arranged) for unit, stands in by_provider(rows)] == [
        (cast.ip_office, 1000),
        (cast.science, 200),
    ]


def test_each_sees_what_is_theirs(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    for part, seen in (("office", True), ("leader", True), ("county_liaison", True), ("liaison", False)):
        assert Fund.objects.visible_to(cast.standing(part)).filter(pk=fund.pk).exists() is seen
    assert not Fund.objects.visible_to(cast.standing("outsider")).exists()


def issued(cast: Cast, **changed: object) -> Issued:
    return replace(Issued(cast.science, "转化奖励办法", "云科〔2026〕2号", date(2026, 1, 8)), **changed)  # type: ignore[arg-type]  # by name


def test_a_policy_supports_a_task_while_it_is_in_force(cast: Cast, task: Task) -> None:
    made = name_policy(task=task, told=issued(cast, ends_on=TODAY), actor=cast.liaison, at=AT)
    first = by_task(task.plan, 2026, cast.standing("office"), TODAY)[0]
    assert (first.policies, first.is_gap) == ([made], False)
    later = by_task(task.plan, 2026, cast.standing("office"), TODAY + timedelta(days=1))[0]
    assert later.is_gap
    with pytest.raises(SupportRefused, match="已经登记了这件政策"):
        name_policy(task=task, told=issued(cast), actor=cast.liaison, at=AT)
    with pytest.raises(SupportRefused, match="印发单位或者知识产权局"):
        name_policy(task=task, told=issued(cast, number="3号"), actor=cast.county_liaison, at=AT)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("fund_amount_above_nought", {"amount": Decimal(0)}),
        ("fund_has_its_document", {"document": ""}),
        ("fund_withdrawn_with_reason", {"withdrawn_at": AT}),
    ],
)
def test_constraints_of_funds(cast: Cast, task: Task, constraint: str, values: dict[str, object]) -> None:
    fund = arranged(cast, task)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("fund_move_below_nought_reverses", {"amount": Decimal(-1)}), ("fund_move_has_its_voucher", {"voucher": ""})],
)
def test_constraints_of_moves(cast: Cast, task: Task, constraint: str, values: dict[str, object]) -> None:
    move = moved(cast, arranged(cast, task), "received", "600")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FundMove.objects.filter(pk=move.pk).update(**values)


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("support_policy_once_a_task", {}),
        ("support_policy_ends_after_start", {"number": "9号", "ends_on": date(2020, 1, 1)}),
    ],
)
def test_constraints_of_policies(cast: Cast, task: Task, constraint: str, changed: dict[str, object]) -> None:
    made = name_policy(task=task, told=issued(cast), actor=cast.liaison, at=AT)
    made.pk = None
    for name, value in changed.items():
        setattr(made, name, value)
    known = {"support_policy_once_a_task": "task_id"}.get(constraint, constraint)
    with pytest.raises(IntegrityError, match=f"{constraint}|{known}"), transaction.atomic():
        made.save(force_insert=True)
    assert SupportPolicy.objects.count() == 1


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_pages_carry_money_from_arranging_to_the_workbook(cast: Cast, task: Task) -> None:
    client = signed_in(cast.office)
    asked = {
        "task": task.pk, "year": 2026, "name": "专利转化专项", "provider": cast.ip_office.pk, "user": cast.north.pk,
        "source": "prefecture", "amount": "1000.00", "document": "云财1号", "arranged_on": "2026-01-05",
    }  # fmt: skip
    wrong = client.post(reverse("fund-new", args=[task.plan_id]), {**asked, "amount": "0"})
    assert (wrong.status_code, Fund.objects.count()) == (422, 0)
    made = client.post(reverse("fund-new", args=[task.plan_id]), asked)
    fund = Fund.objects.get()
    assert made["Location"] == reverse("fund", args=[fund.pk])
    entry = {"kind": "received", "amount": "600", "on": "2026-02-01", "voucher": "回单1号"}
    assert client.post(made["Location"], entry).status_code == 302
    assert client.post(made["Location"], {**entry, "amount": "500"}).status_code == 422
    page = client.get(reverse("support", args=[task.plan_id]), {"year": "2026"}).content.decode()
    assert made["Location"] in page
    assert "没有经费安排，也没有配套政策" in page
    assert ">1,000<" in page
    theirs = signed_in(cast.liaison).get(reverse("support", args=[task.plan_id]), {"year": "2026"}).content.decode()
    assert "没有本单位的安排" in theirs
    assert "没有安排</td>" not in theirs
    data = client.get(reverse("support-file", args=[task.plan_id]), {"year": "2026"}).content
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert any(row[1] == "专利转化专项" and row[5:8] == [1000, 600, 0] for row in cells)
    assert sum(row[1] == "没有安排" for row in cells) == task.plan.tasks.count() - 1


def test_others_find_no_fund(cast: Cast, task: Task) -> None:
    fund = arranged(cast, task)
    for part in ("liaison", "outsider"):
        client = signed_in(cast.people()[part])
        assert client.get(reverse("fund", args=[fund.pk])).status_code == 404
        assert client.post(reverse("fund-withdraw", args=[fund.pk]), {"reason": "调整"}).status_code == 404
    leader = signed_in(cast.leader)
    assert leader.get(reverse("fund", args=[fund.pk])).status_code == 200
    assert leader.post(reverse("fund", args=[fund.pk]), {}).status_code == 404
