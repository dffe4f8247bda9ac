"""A licence is checked, filed within three months, recorded, and written on its patent; a pair that led to it ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import lock
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.following import continuable
from manas.matters.docket.queries.page import matter_page
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.matters.licensing.license_record.queries import paper_values
from manas.matters.pairing.pair.models import Pair
from manas.plan.queries.matters import matters_by_task
from manas.registers.models import PatentDeal
from manas.web.desk.matter_view import view_of
from tests.cast import AT, TODAY, Cast, journal_lines
from tests.matters.business import step
from tests.matters.licensing.licenses import CONTRACT, contracted, hand_in, known, record_after, school
from tests.matters.pairing.pairs import pair_after


def facts_of(cast: Cast, part: str, matter: Matter) -> dict[str, str]:
    page = matter_page(matter, cast.standing(part), AT)
    return dict(view_of(page.matter, page).facts)


def test_a_licence_is_recorded_and_stands_on_its_patent(cast: Cast) -> None:
    with journal_lines() as told:
        record = record_after(cast, "register")
    assert (record.number, record.state, record.closed_at) == ("克知许〔2026〕1号", "recorded", AT)
    assert [paper.key for paper in record.papers.all()] == ["form", "completion"]
    deal = PatentDeal.objects.get()
    assert (deal.kind, deal.price, deal.record_number, deal.source, deal.organization) == (
        "ordinary",
        Decimal("50000.00"),
        "X2026980000001",
        "办件 克知许〔2026〕1号",
        cast.company,
    )
    assert [change.field for change in known(cast).changes.all()] == ["license"]
    assert "登记专利许可转让" in told.verbs


def test_three_months_run_from_the_day_the_contract_took_effect(cast: Cast) -> None:
    record = record_after(cast, "submit", draft={"effective_on": date(2026, 1, 12)})
    limit = record.limits.get(rule="PAT-LICENCE-RECORD")
    assert (limit.binds, limit.due_on, limit.state) == (
        "applicant",
        date(2026, 4, 13),
        "running",
    )  # the 12th is a Sunday
    assert record.due_on is None  # it waits for the office now
    ready = step(record, "pass_checks", cast.handler)
    assert ready.due_on == date(2026, 4, 13)
    filed = step(ready, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    assert filed.limits.get(rule="PAT-LICENCE-RECORD").state == "met"
    assert filed.limits.get(rule="PAT-LICENCE-RECORD-EXAM").state == "running"


@pytest.mark.parametrize("missing", ["price", "patent_count", "given_to", "effective_on", "price_form", "record_kind"])
def test_price_and_number_are_mandatory(cast: Cast, missing: str) -> None:
    with pytest.raises(StepRefused, match="还需要填写"):
        step(
            contracted(cast, **{missing: None if missing in ("price", "patent_count", "effective_on") else ""}),
            "submit",
            cast.firm,
        )


def test_what_cannot_be_a_contract_is_refused(cast: Cast) -> None:
    for values, words in (
        ({"effective_on": TODAY + timedelta(days=1)}, "合同生效日不能晚于今天"),
        ({"patent_number": "202310000009.9"}, "登记册中没有"),
        ({"given_by": "云岭机电有限公司"}, "不能是同一个"),
        ({"record_kind": "transfer"}, "转让请办理“专利转让登记”"),
    ):
        with pytest.raises(StepRefused, match=words):
            step(contracted(cast, **values), "submit", cast.firm)
    with pytest.raises(StepRefused, match="许可届满日：不能早于"):
        contracted(cast, license_until=TODAY - timedelta(days=99))


def test_a_transfer_that_began_as_a_matter_of_this_kind_ends_as_one(cast: Cast) -> None:
    begun = contracted(cast, record_kind="")
    Matter.objects.filter(pk=begun.pk).update(flow_version=1)
    record = step(begun, "submit_transfer", cast.firm)
    assert record.limits.count() == 0
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.handler, submitted_to_cnipa_on=TODAY)
    hand_in(record, cast.handler, "certificate")
    step(record, "register", cast.handler, record_number="2026021500001", recorded_on=TODAY)
    assert [holder.name for holder in known(cast).holders.all()] == ["云岭机电有限公司"]
    assert PatentDeal.objects.get().kind == "transfer"


def test_a_return_and_a_refusal_by_the_national_office_lead_back(cast: Cast) -> None:
    record = step(record_after(cast, "submit"), "return", cast.handler, opinion="请补充合同第三页")
    record = step(record, "resubmit", cast.firm, territory="全国")
    assert (record.state, record.limits.get(rule="PAT-LICENCE-RECORD").state) == ("checking", "running")
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    record = step(record, "not_recorded", cast.firm, opinion="合同没有双方签字")
    assert (record.state, record.awaits) == ("correcting", "applicant")


def test_the_record_of_a_pairs_contract_ends_the_pair(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    record = contracted(cast)
    assert list(continuable(record)) == [Matter.objects.get(pk=pair.pk)]
    later = (kinds()["license_record"], kinds()["transfer_record"])
    shown = {part: matter_page(pair, cast.standing(part), AT).continued_by for part in ("firm", "bank", "leader")}
    assert shown == {"firm": later, "bank": later, "leader": ()}
    record = step(record, "submit", cast.firm, continues=Matter.objects.get(pk=pair.pk))
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    hand_in(record, cast.handler, "certificate")
    before = matters_by_task(cast.standing("office"), TODAY)["4"]
    step(record, "register", cast.firm, record_number="X2026980000001", recorded_on=TODAY)
    done = Pair._default_manager.get(pk=pair.pk)
    assert (done.state, done.closed_at) == ("recorded", AT)
    last = done.turns.last()
    assert last is not None
    assert (last.step, last.actor, last.opinion) == ("record", cast.firm, f"{record.number}办结")
    after = matters_by_task(cast.standing("office"), TODAY)["4"]
    counted = [{line.key: line.closed for line in lines}.get("pair") for lines in (before, after)]
    assert counted == [0, 1]


def test_a_pair_that_ended_meanwhile_is_left_as_it_is(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    record = step(contracted(cast), "submit", cast.firm, continues=Matter.objects.get(pk=pair.pk))
    step(pair, "end", cast.firm, exit_reason="other")
    step(record, "pass_checks", cast.handler)
    step(record, "file", cast.firm, submitted_to_cnipa_on=TODAY)
    hand_in(record, cast.handler, "certificate")
    done = step(record, "register", cast.firm, record_number="X2026980000001", recorded_on=TODAY)
    assert (done.state, Matter.objects.get(pk=pair.pk).state) == ("recorded", "ended")


def test_only_a_matter_of_ones_own_that_waits_for_it_can_be_continued(cast: Cast) -> None:
    early = pair_after(cast, "agree")
    with pytest.raises(StepRefused, match="来源办件"):
        step(contracted(cast), "submit", cast.firm, continues=Matter.objects.get(pk=early.pk))


def test_somebody_elses_pair_cannot_be_continued(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    record = contracted(cast, actor=cast.coop, organization=cast.cooperative)
    assert list(continuable(record)) == []
    with pytest.raises(StepRefused, match="来源办件"):
        step(record, "submit", cast.coop, continues=Matter.objects.get(pk=pair.pk))


def test_the_holder_of_the_pair_may_record_it_too(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    record = contracted(cast, actor=cast.bank, organization=school())
    assert list(continuable(record)) == [Matter.objects.get(pk=pair.pk)]


def test_whoever_acts_on_the_later_matter_holds_the_earlier_one(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    record = step(contracted(cast), "submit", cast.firm, continues=Matter.objects.get(pk=pair.pk))
    with transaction.atomic():
        assert lock(record, record.turn).continues_id == pair.pk


def test_a_sealed_price_is_seen_by_the_parties_and_the_office_alone(cast: Cast) -> None:
    record = record_after(cast, "register", draft={"sealed": True})
    for part in ("firm", "handler", "approver", "office"):
        assert facts_of(cast, part, record)["许可转让金额（元）"] == "50,000.00", part
    for part in ("county_handler", "county_leader", "leader"):
        shown = facts_of(cast, part, record)
        assert ("许可转让金额（元）" in shown, shown["金额密封"]) == (False, "是"), part
    assert (paper_values(record)["price"], PatentDeal.objects.get().open_price) == ("密封", None)
    assert facts_of(cast, "leader", record_after(cast, "submit"))["许可转让金额（元）"] == "50,000.00"


def test_a_record_number_cannot_be_used_twice(cast: Cast) -> None:
    record_after(cast, "register")
    with pytest.raises(StepRefused, match="已经登记过"):
        record_after(cast, "register")


@pytest.mark.parametrize("part", ["coop", "bank", "outsider", "administrator", "liaison", "nobody", "public"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    record = record_after(cast, "register")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=record.pk).exists()


def test_advice_compares_the_contract_with_the_register(cast: Cast) -> None:
    record, advise = record_after(cast, "submit"), kinds()["license_record"].advice
    assert advise(record, AT) == ()
    assert record.patent is not None
    record.given_by, record.patent.legal_status, record.patent.pledged_until = "别的大学", "lapsed", TODAY
    assert [
        "与许可人" in line.text or "法律状态" in line.text or "质押" in line.text for line in advise(record, AT)
    ] == [True] * 3


def test_the_database_holds_it_too(cast: Cast) -> None:
    record = record_after(cast, "submit")
    with pytest.raises(IntegrityError, match="license_record_ends_after_effect"), transaction.atomic():
        LicenseRecord._default_manager.filter(pk=record.pk).update(license_until=date(2020, 1, 1))


def test_the_contract_itself_must_lie_there(cast: Cast) -> None:
    record = contracted(cast)
    record.attachments.update(removed_at=AT)
    with pytest.raises(StepRefused, match="还缺材料：合同"):
        step(record, "submit", cast.firm, **{name: CONTRACT[name] for name in ("title",)})
