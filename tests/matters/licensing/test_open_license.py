"""An open licence passes nine checks, is declared, taken up, recorded, and withdrawn; its fee is warned of, never refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.facts.licensing import obstacles, rails
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.licensing.open_license import actions
from manas.matters.licensing.open_license.models import OpenLicense, Uptake
from manas.matters.licensing.open_license.queries import paper_values
from manas.matters.licensing.open_license.steps import ANSWERS
from manas.registers.models import PatentDeal
from tests.cast import AT, TODAY, Cast, journal_lines
from tests.matters.business import step
from tests.matters.licensing.licenses import contracted, declaration_after, declared, hand_in

TAKEN = {"licensee": "云岭机电有限公司", "notified_on": TODAY, "paid_on": TODAY}


def texts(one: OpenLicense) -> list[str]:
    return [line.text for line in kinds()["open_license"].advice(one, AT)]


def test_the_nine_answers_are_the_nine_obstacles_of_the_rules() -> None:
    assert tuple(one.key for one in obstacles()) == ANSWERS
    assert {one.citations[0].law for one in obstacles()} == {"patent-rules"}
    assert {rail.key: rail.most for rail in rails()} == {"lump": 20_000_000, "net_sales": 20, "profit": 40}


def test_a_declaration_goes_from_the_check_to_its_publication(cast: Cast) -> None:
    one = declaration_after(cast, "declare")
    assert (one.number, one.state, one.awaits) == ("克知放〔2026〕1号", "in_force", "applicant")
    assert [paper.key for paper in one.papers.all()] == ["declaration"]
    assert one.patent is not None
    values = paper_values(one)
    assert (values["holders"], [line["words"] for line in values["findings"]]) == ("云岭农业大学", ["否"] * 9)


@pytest.mark.parametrize("obstacle", ANSWERS)
def test_each_obstacle_keeps_it_from_going_out(cast: Cast, obstacle: str) -> None:
    one = declaration_after(cast, "submit", draft={obstacle: True})
    name = next(known.name for known in obstacles() if known.key == obstacle)
    with pytest.raises(StepRefused, match=f"{name}：是，不得声明"):
        step(one, "pass_checks", cast.handler)
    assert f"{name}：是，不得声明" in texts(one)
    back = step(one, "return", cast.handler, opinion="请先消除")
    step(back, "resubmit", cast.bank, **{obstacle: False})
    assert step(one, "pass_checks", cast.handler).state == "ready"


def test_an_open_answer_is_asked_for_before_it_is_handed_in(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还需要填写：没有按照规定缴纳年费"):
        declaration_after(cast, "submit", draft={"annuity_unpaid": None})


def test_every_owner_must_consent(cast: Cast) -> None:
    one = declaration_after(cast, "submit", draft={"co_owners_consent": False})
    with pytest.raises(StepRefused, match="全体共有人书面同意"):
        step(one, "pass_checks", cast.handler)


@pytest.mark.parametrize(
    ("fee", "warned"),
    [
        ({"fee_lump": Decimal(20000000)}, 0),
        ({"fee_lump": Decimal("20000000.01")}, 1),
        ({"fee_form": "royalty", "fee_lump": None, "royalty_rate": Decimal(20), "royalty_base": "net_sales"}, 0),
        ({"fee_form": "royalty", "fee_lump": None, "royalty_rate": Decimal(21), "royalty_base": "net_sales"}, 1),
        ({"fee_form": "royalty", "fee_lump": None, "royalty_rate": Decimal(40), "royalty_base": "profit"}, 0),
        ({"fee_form": "royalty", "fee_lump": None, "royalty_rate": Decimal(41), "royalty_base": "profit"}, 1),
    ],
)
def test_a_high_fee_is_warned_of_and_not_refused(cast: Cast, fee: dict[str, object], warned: int) -> None:
    one = declaration_after(cast, "submit", draft=fee)
    found = [line for line in kinds()["open_license"].advice(one, AT) if "使用费偏高" in line.text]
    assert (len(found), {line.basis[0][0] for line in found}) == (warned, {"examination-guide"} if warned else set())
    assert step(one, "pass_checks", cast.handler).state == "ready"


def test_a_fee_says_what_its_form_asks_for(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="提成比例（%）、提成基数"):
        step(declared(cast, fee_form="royalty"), "submit", cast.bank)


def test_what_the_register_knows_is_held_against_the_answers(cast: Cast) -> None:
    one = declaration_after(cast, "submit")
    assert texts(one) == []
    assert one.patent is not None
    one.patent.pledged_until, one.patent.annuity_due_on = TODAY, TODAY - timedelta(days=1)
    one.patent.legal_status = "lapsed"
    assert [words[:9] for words in texts(one)] == ["登记册记载的法律状", "登记册记载质押至2", "登记册记载的年费应"]


def test_a_licence_arises_with_notice_and_payment(cast: Cast) -> None:
    one = declaration_after(cast, "declare")
    with journal_lines() as told:
        row = actions.add_uptake(matter=one, values={**TAKEN, "paid_on": None}, actor=cast.bank, at=AT)
    assert (told.verbs, row.arises_on) == (["登记开放许可的使用"], None)
    assert not any("成立" in words for words in texts(one))
    actions.remove_uptake(row=row, actor=cast.bank, at=AT)
    again = actions.add_uptake(matter=one, values=TAKEN, actor=cast.handler, at=AT)
    assert again.arises_on == TODAY
    assert any(f"自{TODAY}成立" in words for words in texts(one))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"licensee": " "}, "请填写被许可人"),
        ({"notified_on": None}, "请填写被许可人"),
        ({"paid_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"notified_on": TODAY - timedelta(days=1)}, "不能早于声明公告日"),
    ],
)
def test_an_uptake_that_cannot_be_is_refused(cast: Cast, values: dict[str, object], words: str) -> None:
    one = declaration_after(cast, "declare")
    with pytest.raises(StepRefused, match=words):
        actions.add_uptake(matter=one, values={**TAKEN, **values}, actor=cast.bank, at=AT)


def test_an_uptake_stands_once_and_only_while_the_licence_is_open(cast: Cast) -> None:
    ready = declaration_after(cast, "pass_checks")
    with pytest.raises(StepRefused, match="现在不能改动"):
        actions.add_uptake(matter=ready, values=TAKEN, actor=cast.bank, at=AT)
    step(
        step(ready, "file", cast.bank, filed_on=TODAY), "declare", cast.bank, declaration_number="K1", declared_on=TODAY
    )
    one = OpenLicense._default_manager.get(pk=ready.pk)
    row = actions.add_uptake(matter=one, values=TAKEN, actor=cast.bank, at=AT)
    with pytest.raises(StepRefused, match="已经登记"):
        actions.add_uptake(matter=one, values=TAKEN, actor=cast.bank, at=AT)
    with pytest.raises(StepRefused, match="现在不能改动"):
        actions.add_uptake(matter=one, values=TAKEN, actor=cast.firm, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():  # uptake_once
        Uptake.objects.create(declaration=one, licensee=row.licensee, added_by=cast.bank, added_at=AT)


def test_an_uptake_is_recorded_and_annuities_are_reduced(cast: Cast) -> None:
    one = declaration_after(cast, "declare")
    actions.add_uptake(matter=one, values=TAKEN, actor=cast.bank, at=AT)
    assert "许可备案后，备案日起尚未到期的年费减缴15%" in texts(one)
    with pytest.raises(StepRefused, match="还没有这项开放许可的备案"):
        step(one, "note_record", cast.bank)
    record = contracted(cast, record_kind="", effective_on=TODAY)
    hand_in(record, cast.firm, "notice", "payment")
    with pytest.raises(StepRefused, match="来源办件"):
        step(record, "submit_open", cast.firm, continues=Matter.objects.get(pk=one.pk))
    own = contracted(cast, actor=cast.bank, organization=one.applicant_organization, record_kind="", effective_on=TODAY)
    hand_in(own, cast.bank, "notice", "payment")
    own = step(own, "submit_open", cast.bank, continues=Matter.objects.get(pk=one.pk))
    assert own.limits.count() == 0
    step(own, "pass_checks", cast.handler)
    step(own, "file", cast.bank, submitted_to_cnipa_on=TODAY)
    hand_in(own, cast.handler, "certificate")
    step(own, "register", cast.bank, record_number="X2026980000002", recorded_on=TODAY)
    assert PatentDeal.objects.get().kind == "open"
    one.refresh_from_db()
    last = one.turns.last()
    assert last is not None
    assert (one.state, last.step) == ("in_force", "note_record")
    assert f"许可已于{TODAY}备案：自该日起尚未到期的年费减缴15%，声明撤回后自下一年度起停止" in texts(one)


def test_a_declaration_is_withdrawn_by_publication(cast: Cast) -> None:
    one = step(declaration_after(cast, "declare"), "ask_withdrawal", cast.bank, withdrawal_asked_on=TODAY)
    with pytest.raises(StepRefused, match="不能晚于今天"):
        step(one, "withdraw_published", cast.bank, withdrawal_published_on=TODAY + timedelta(days=1))
    one = step(one, "withdraw_published", cast.bank, withdrawal_published_on=TODAY)
    assert (one.state, one.closed_at) == ("ended", AT)


def test_the_database_holds_it_too(cast: Cast) -> None:
    one = declaration_after(cast, "submit")
    with pytest.raises(IntegrityError, match="open_license_withdrawn_after_declared"), transaction.atomic():
        OpenLicense._default_manager.filter(pk=one.pk).update(withdrawal_published_on=TODAY)


@pytest.mark.parametrize("part", ["firm", "coop", "outsider", "administrator", "liaison", "nobody", "public"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    one = declaration_after(cast, "declare")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=one.pk).exists()
