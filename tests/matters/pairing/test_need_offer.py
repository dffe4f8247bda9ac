"""Anybody who can may answer a public need: its office looks at the answer, its asker takes it or not, the answerer is told."""

from datetime import timedelta
from typing import Any
from typing import cast as as_type

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.page import matter_page
from manas.matters.pairing.need_offer.actions import begin
from manas.matters.pairing.need_offer.models import NeedOffer
from manas.matters.pairing.need_offer.queries import offers_for
from manas.matters.pairing.need_offer.rules import MOST_A_DAY
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.models import Organization, OrganizationKind
from manas.registers.models import NeedInvitation, TechnologyNeed
from manas.registers.needs.queries import one
from tests.cast import AT, Cast
from tests.matters.business import step
from tests.matters.pairing.needs import need_after
from tests.registers.needs.deals import patent
from tests.registers.needs.needs import need, university

SOLUTION = "用微孔膜包装，常温保鲜八天。"


def asked(cast: Cast) -> NeedRequest:
    return need_after(cast, "publish", draft={"confidentiality": "public"})


def now(request: NeedRequest) -> NeedRequest:
    return QuerySet(NeedRequest).get(pk=request.pk)


def entry(request: NeedRequest) -> TechnologyNeed:
    found = now(request).need
    assert found is not None
    return found


def broker(cast: Cast) -> Organization:
    found = Organization.objects.filter(name="云岭技术经纪行").first()
    return found or university(cast, "云岭技术经纪行", OrganizationKind.AGENCY)


def offered(cast: Cast, wanted: TechnologyNeed, **values: str) -> NeedOffer:
    """An answer of a broker, for whom the cast's bank clerk acts, handed in."""
    draft = begin(need=wanted, organization=broker(cast), actor=cast.bank, at=AT)
    told: dict[str, Any] = {"solution": SOLUTION, "contact": "13900000001", **values}
    return as_type(NeedOffer, step(draft, "submit", cast.bank, **told))


def test_an_offer_that_is_taken_becomes_the_answer_of_the_need(cast: Cast) -> None:
    request = asked(cast)
    wanted, known = entry(request), patent()
    offer = offered(cast, wanted, patent_number="ZL202310000001.5", terms="三年普通许可")
    assert (offer.number, offer.lead_unit, offer.awaits, offer.patent) == (
        "克知应〔2026〕1号",
        cast.ip_office,
        "handler",
        known,
    )
    assert [limit.rule for limit in offer.limits.filter(state="running")] == ["NEED-OFFER"]
    offer = as_type(NeedOffer, step(offer, "show", cast.handler))
    assert (offer.partner_organization, offer.awaits) == (cast.company, "partner")
    step(offer, "take", cast.firm)
    done = now(request)
    assert (done.state, done.answer) == (
        "answered",
        f"{SOLUTION}\n可提供的专利：ZL202310000001.5\n合作条件：三年普通许可",
    )
    assert [limit.rule for limit in done.limits.filter(state="running")] == ["NEED-CONFIRM"]
    assert step(done, "confirm", cast.firm, useful_as="adopted").state == "solved"


def test_two_sides_know_of_one_another_from_the_moment_it_is_taken(cast: Cast) -> None:
    wanted = entry(asked(cast))
    offer = step(offered(cast, wanted), "show", cast.handler)
    seen = matter_page(offer, cast.standing("bank"), AT)
    assert (
        "partner_organization" in seen.hidden,
        cast.company.name in str([turn.actor_name for turn in seen.turns]),
    ) == (
        True,
        False,
    )
    step(offer, "take", cast.firm)
    offer.refresh_from_db()
    assert matter_page(offer, cast.standing("bank"), AT).hidden == frozenset()
    line = one(cast.standing("bank"), wanted.pk)
    assert line is not None
    assert line.shown["contact"] == "13900000000"
    assert NeedInvitation.objects.get().accepted_at == AT


def test_what_is_declined_leaves_the_need_open_and_says_why(cast: Cast) -> None:
    request = asked(cast)
    offer = step(offered(cast, entry(request)), "show", cast.handler)
    offer = step(offer, "decline", cast.firm, opinion="设备太贵")
    assert (offer.state, now(request).state) == ("declined", "published")
    last = matter_page(offer, cast.standing("bank"), AT).turns[-1]
    assert (last.opinion, last.actor_name) == ("设备太贵", str(cast.ip_office))


def test_a_need_that_was_answered_meanwhile_is_left_as_it_is(cast: Cast) -> None:
    request = asked(cast)
    offer = step(offered(cast, entry(request)), "show", cast.handler)
    step(now(request), "answer_directly", cast.handler, answer="先有的答复")
    assert step(offer, "take", cast.firm).state == "taken"
    assert now(request).answer == "先有的答复"


def test_a_need_that_the_office_entered_itself_can_be_answered_too(cast: Cast) -> None:
    offer = step(offered(cast, need(cast)), "show", cast.handler)
    assert step(offer, "take", cast.handler).state == "taken"


def test_who_may_not_answer_is_told_why(cast: Cast) -> None:
    wanted = need(cast)
    own = begin(need=wanted, organization=cast.company, actor=cast.firm, at=AT)
    told: dict[str, Any] = {"solution": SOLUTION, "contact": "13900000001"}
    with pytest.raises(StepRefused, match="不能应答本单位的需求"):
        step(own, "submit", cast.firm, **told)
    secret = need(cast, "invited")  # type: ignore[arg-type]  # by its value
    hidden = begin(need=secret, organization=broker(cast), actor=cast.bank, at=AT)
    with pytest.raises(StepRefused, match="不再公开征集"):
        step(hidden, "submit", cast.bank, **told)
    offered(cast, wanted)
    with pytest.raises(StepRefused, match="还没有办结"):
        begin(need=wanted, organization=broker(cast), actor=cast.bank, at=AT)


def test_an_office_is_not_flooded(cast: Cast) -> None:
    for _ in range(MOST_A_DAY):
        offered(cast, need(cast))
    wanted = need(cast)
    with pytest.raises(StepRefused, match=f"一天最多提交{MOST_A_DAY}件"):
        offered(cast, wanted)
    Matter.objects.filter(kind="need_offer", submitted_at=AT).update(submitted_at=AT - timedelta(days=2))
    draft = Matter.objects.get(kind="need_offer", number=None)
    assert step(draft, "submit", cast.bank, solution=SOLUTION, contact="1").state == "received"


def test_each_reads_what_was_offered_as_far_as_it_is_theirs(cast: Cast) -> None:
    wanted = entry(asked(cast))
    offer = offered(cast, wanted)
    seen = {part: offers_for(cast.standing(part), wanted).count() for part in ("bank", "handler", "firm", "coop")}
    assert seen == {"bank": 1, "handler": 1, "firm": 0, "coop": 0}
    step(offer, "show", cast.handler)
    assert offers_for(cast.standing("firm"), wanted).count() == 1


def test_advice_warns_of_what_cannot_be_shown(cast: Cast) -> None:
    wanted, advise = need(cast), kinds()["need_offer"].advice
    offer = offered(cast, wanted, patent_number="202310000009.9")
    assert [line.level for line in advise(offer, AT)] == ["info"]
    wanted.state = "closed"
    offer.need = wanted
    assert [line.level for line in advise(offer, AT)] == ["warning", "info"]


def test_a_public_need_is_answered_from_its_page(cast: Cast, client: Client) -> None:
    wanted = entry(asked(cast))
    broker(cast)
    page, offer = reverse("public-need", args=[wanted.pk]), reverse("need-offer", args=[wanted.pk])
    assert "登录后应答" in client.get(page).content.decode()
    client.force_login(cast.bank)
    assert offer in client.get(page).content.decode()
    draft_page = client.post(offer)
    draft = Matter.objects.get(kind="need_offer")
    assert (draft_page.status_code, draft_page["Location"]) == (302, reverse("step", args=[draft.pk, "submit"]))
    step(draft, "submit", cast.bank, solution=SOLUTION, contact="1")
    client.force_login(cast.handler)
    assert f"应答：{wanted.title}" in client.get(reverse("need", args=[wanted.pk])).content.decode()
    client.force_login(cast.firm)
    assert offer not in client.get(page).content.decode()
    assert client.post(offer).status_code == 404
