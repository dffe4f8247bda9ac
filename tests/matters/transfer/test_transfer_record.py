"""A transfer is checked, filed, registered; the patent has its new holder, and the pair that led to it ends."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.following import continuable
from manas.matters.docket.queries.page import matter_page
from manas.matters.pairing.pair.models import Pair
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.matters.transfer.transfer_record.queries import paper_values
from manas.matters.transfer.transfer_record.steps import CHECKS
from manas.plan.queries.matters import matters_by_task
from manas.registers.deals.actions import enter
from manas.registers.models import PatentDeal, PatentHolder
from manas.web.desk.matter_view import view_of
from tests.cast import AT, TODAY, Cast, journal_lines
from tests.matters.business import step
from tests.matters.pairing.pairs import pair_after, trial_after
from tests.matters.transfer.transfers import contracted, hand_in, known, transfer_after
from tests.registers.needs.deals import deal


def facts_of(cast: Cast, part: str, matter: Matter) -> dict[str, str]:
    page = matter_page(matter, cast.standing(part), AT)
    return dict(view_of(page.matter, page).facts)


def test_a_transfer_is_registered_and_the_patent_has_its_new_holder(cast: Cast) -> None:
    with journal_lines() as told:
        record = transfer_after(cast, "register")
    assert (record.number, record.state, record.closed_at) == ("克知转〔2026〕1号", "registered", AT)
    assert [paper.key for paper in record.papers.all()] == ["form", "completion"]
    made = PatentDeal.objects.get()
    assert (made.kind, made.price, made.recorded_on, made.source, made.organization) == (
        "transfer",
        Decimal("80000.00"),
        TODAY,
        "办件 克知转〔2026〕1号",
        cast.company,
    )
    holder = known(cast).holders.get()
    assert (holder.name, holder.organization) == ("云岭机电有限公司", cast.company)
    change = known(cast).changes.get()
    assert (change.field, change.before, change.after, change.reason) == (
        "holders",
        "云岭农业大学",
        "云岭机电有限公司",
        "办件 克知转〔2026〕1号",
    )
    assert "登记专利许可转让" in told.verbs


def test_no_limit_is_invented_for_it(cast: Cast) -> None:
    assert transfer_after(cast, "register").limits.count() == 0


@pytest.mark.parametrize("missing", ["price", "patent_count", "assignee", "signed_on", "price_form", *CHECKS])
def test_price_number_and_every_answer_are_mandatory(cast: Cast, missing: str) -> None:
    empty: dict[str, Any] = {missing: "" if missing in ("assignee", "price_form") else None}
    with pytest.raises(StepRefused, match="还需要填写"):
        step(contracted(cast, **empty), "submit", cast.firm)


@pytest.mark.parametrize("obstacle", CHECKS)
def test_an_obstacle_keeps_it_from_going_out(cast: Cast, obstacle: str) -> None:
    record: Matter = transfer_after(cast, "submit", draft={obstacle: True})
    gone: dict[str, Any] = {obstacle: False}
    assert [line.level for line in kinds()["transfer_record"].advice(record, AT)] == ["stop"]
    with pytest.raises(StepRefused, match="是，不得转让"):
        step(record, "pass_checks", cast.handler)
    step(record, "return", cast.handler, opinion="请先取得同意")
    record = step(record, "resubmit", cast.firm, **gone)
    assert step(record, "pass_checks", cast.handler).state == "ready"


def test_what_is_no_transfer_is_refused(cast: Cast) -> None:
    for values, words in (
        ({"signed_on": TODAY + timedelta(days=1)}, "合同签订日期不能晚于今天"),
        ({"patent_number": "202310000009.9"}, "登记册中没有"),
        ({"assignor": "云岭机电有限公司"}, "不能是同一个"),
    ):
        with pytest.raises(StepRefused, match=words):
            step(contracted(cast, **values), "submit", cast.firm)
    filed = transfer_after(cast, "file")
    hand_in(filed, cast.handler, "certificate")
    for day, words in ((TODAY - timedelta(days=1), "不能早于"), (TODAY + timedelta(days=1), "不能晚于今天")):
        with pytest.raises(StepRefused, match=words):
            step(filed, "register", cast.firm, record_number="1", registered_on=day)


def test_what_passed_without_a_contract_needs_its_proof(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：转移证明文件"):
        step(contracted(cast, signed_on=None), "submit_certificate", cast.firm)
    record = contracted(cast, document="proof", signed_on=None, price_form="free", price=Decimal(0))
    assert step(record, "submit_certificate", cast.firm).state == "checking"


def test_a_co_owner_who_does_not_transfer_stays(cast: Cast) -> None:
    patent = known(cast)
    PatentHolder.objects.create(patent=patent, position=2, name="云岭果业研究所")
    transfer_after(cast, "register", draft={"assignee": "云岭机电有限公司、李某"})
    assert [holder.name for holder in patent.holders.all()] == ["云岭果业研究所", "云岭机电有限公司", "李某"]


def test_a_pair_may_end_in_a_transfer(cast: Cast) -> None:
    pair = pair_after(cast, "sign", sign={"contract_kind": "transfer"})
    record: Matter = contracted(cast)
    assert list(continuable(record)) == [Matter.objects.get(pk=pair.pk)]
    record = step(record, "submit", cast.firm, continues=Matter.objects.get(pk=pair.pk))
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    hand_in(record, cast.handler, "certificate")
    before = {line.key: line.closed for line in matters_by_task(cast.standing("office"), TODAY)["4"]}
    step(record, "register", cast.firm, record_number="2026021500001", registered_on=TODAY)
    done = Pair._default_manager.get(pk=pair.pk)
    assert (done.state, done.closed_at) == ("recorded", AT)
    after = {line.key: line.closed for line in matters_by_task(cast.standing("office"), TODAY)["4"]}
    assert {key: after[key] - before[key] for key in ("pair", "transfer_record")} == {"pair": 1, "transfer_record": 1}


def test_a_patent_used_first_may_be_bought_in_the_end(cast: Cast) -> None:
    pair = trial_after(cast, "pay")
    record = step(contracted(cast), "submit", cast.firm, continues=Matter.objects.get(pk=pair.pk))
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    hand_in(record, cast.handler, "certificate")
    step(record, "register", cast.firm, record_number="2026021500001", registered_on=TODAY)
    assert (Pair._default_manager.get(pk=pair.pk).state, PatentDeal.objects.get().kind) == ("recorded", "transfer")


def test_a_sealed_price_is_seen_by_the_parties_and_the_office_alone(cast: Cast) -> None:
    record = transfer_after(cast, "register", draft={"sealed": True})
    assert {part: "转让金额（元）" in facts_of(cast, part, record) for part in ("firm", "handler", "office")} == {
        "firm": True,
        "handler": True,
        "office": True,
    }
    assert {part: "转让金额（元）" in facts_of(cast, part, record) for part in ("county_leader", "leader")} == {
        "county_leader": False,
        "leader": False,
    }
    assert (paper_values(record)["price"], PatentDeal.objects.get().open_price) == ("密封", None)


def test_a_record_number_cannot_be_used_twice(cast: Cast) -> None:
    enter(patent=known(cast), deal=deal(record_number="2026021500001"), unit=cast.ip_office, actor=cast.handler, at=AT)
    with pytest.raises(StepRefused, match="已经登记过"):
        transfer_after(cast, "register")


def test_advice_compares_it_with_the_register(cast: Cast) -> None:
    record, advise = transfer_after(cast, "submit"), kinds()["transfer_record"].advice
    assert advise(record, AT) == ()
    assert record.patent is not None
    record.assignor, record.patent.legal_status, record.patent.pledged_until = "别的大学", "lapsed", TODAY
    record.patent.willingness = "open_license"
    assert ["转让人" in (line.text) for line in advise(record, AT)] == [True, False, False, False]


@pytest.mark.parametrize("part", ["coop", "bank", "outsider", "administrator", "nobody", "public"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    record = transfer_after(cast, "register")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=record.pk).exists()


def test_the_database_holds_it_too(cast: Cast) -> None:
    record = transfer_after(cast, "register")
    with pytest.raises(IntegrityError, match="transfer_registered_after_contract"), transaction.atomic():
        QuerySet(TransferRecord).filter(pk=record.pk).update(registered_on=TODAY - timedelta(days=99))
