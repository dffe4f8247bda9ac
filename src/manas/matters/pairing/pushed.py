"""What begins where a firm answers a pushed patent: a pair with its holder, or a need for the improvement that it wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.models import Pair, PairSource
from manas.matters.pairing.pair.proposing import number_of
from manas.office.models import Person
from manas.office.rules import Standing
from manas.registers.models import PushAddressee, PushAnswer, Will

Key = tuple[int | None, str]  # the organization that needs, the number of the patent


@transaction.atomic
def begin_pair(*, addressee: PushAddressee, actor: Person, at: datetime) -> Matter:
    """This function will begin the draft of a pair for a firm that wants to work with the holder of a pushed patent.

    Raises StepRefused for anybody else, without such an answer, and where the two are talking already.
    """
    if _answer(addressee).will == Will.UNWILLING:
        raise StepRefused("答复为“不愿意合作”的，不发起对接；意愿有变化请先修改答复")
    number = number_of(addressee.pushed.patent)
    title = f"{addressee.organization}：{addressee.pushed.patent.title}"
    values = {"title": title, "patent_number": number, "source": PairSource.POOL}
    made = _draft("pair", addressee, values, actor, at)
    # Asked afterwards: opening holds the journal, so whoever else begins the same pair has begun it or is waiting.
    running: QuerySet[Pair] = QuerySet(Pair).filter(applicant_organization=addressee.organization, closed_at=None)
    if running.filter(patent_number=number).exclude(pk=made.pk).exists():
        raise StepRefused("这件专利已经在对接，请到“我的申请”办理")
    return made


@transaction.atomic
def begin_need(*, addressee: PushAddressee, actor: Person, at: datetime) -> Matter:
    """This function will begin the draft of a technology need from the improvement that a firm wants of a pushed patent.

    Raises StepRefused for anybody else, and for an answer that says of no improvement.
    """
    wanted = _answer(addressee).improvement
    if not wanted:
        raise StepRefused("答复里没有写改进需求")
    return _draft(
        "technology_need", addressee, {"title": f"{addressee.pushed.patent.title}：改进", "text": wanted}, actor, at
    )


def pairs_begun(standing: Standing, addressees: Iterable[PushAddressee]) -> Mapping[Key, Pair]:
    """This function will give the latest pair of each firm and pushed patent, as far as somebody may read them."""
    asked = list(addressees)
    numbers = {number_of(one.pushed.patent) for one in asked}
    firms = {one.organization_id for one in asked}
    readable = Matter.objects.visible_to(standing).filter(applicant_organization__in=firms)
    found: QuerySet[Pair] = QuerySet(Pair).filter(pk__in=readable.values("pk"), patent_number__in=numbers)
    return {(pair.applicant_organization_id, pair.patent_number): pair for pair in found.order_by("pk")}


def key_of(addressee: PushAddressee) -> Key:
    """This function will give by what the pair of a firm and a pushed patent is found."""
    return addressee.organization_id, number_of(addressee.pushed.patent)


def _answer(addressee: PushAddressee) -> PushAnswer:
    found = PushAnswer.objects.filter(addressee=addressee, replaced_at=None).first()
    if found is None:
        raise StepRefused("请先答复")
    return found


def _draft(kind: str, addressee: PushAddressee, values: dict[str, Any], actor: Person, at: datetime) -> Matter:
    organization = addressee.organization
    if organization.county is None:
        raise StepRefused("单位信息里没有所在县(市)，请先补充")
    told = {**values, "title": values["title"][:200], "contact": organization.phone}
    return open_draft(
        kind=kinds()[kind], county=organization.county, organization=organization, actor=actor, at=at, values=told
    )
