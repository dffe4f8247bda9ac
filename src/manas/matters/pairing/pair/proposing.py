"""Beginning a pair from a need and a patent that was found for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from manas.matters.docket.actions.opening import open_case, open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.models import Pair, PairSource
from manas.office.models import Person, Role
from manas.office.queries import standing_at
from manas.office.rules import Standing
from manas.registers.models import NeedState, Patent, TechnologyNeed


def may_propose(standing: Standing, need: TechnologyNeed) -> bool:
    """This function will tell who may begin a pair for a need: the office that keeps it, and the organization that asks."""
    return need.state != NeedState.CLOSED and (_keeps(standing, need) or _asks(standing, need))


def running(need: TechnologyNeed) -> dict[str, Pair]:
    """This function will give the pairs of a need that have not ended, by the number of their patent."""
    found: QuerySet[Pair] = QuerySet(Pair).filter(need=need, closed_at=None).order_by("pk")
    return {pair.patent_number: pair for pair in found}


def number_of(patent: Patent) -> str:
    """This function will give the number by which a pair names its patent."""
    return patent.application_number or patent.publication_number or ""


@transaction.atomic
def propose(*, need: TechnologyNeed, patent: Patent, actor: Person, at: datetime) -> Matter:
    """This function will begin a pair: with its number where the office begins it, else as a draft of the asker.

    Raises StepRefused for anybody else, for a need that is closed, and where the two are talking already.
    """
    standing = standing_at(actor, at)
    if not may_propose(standing, need):
        raise StepRefused("只有登记这项需求的知识产权局和需求单位可以发起对接，已办结的需求不再对接")
    made = _begun(need, patent, standing, actor, at)
    # Asked afterwards: opening holds the journal, so whoever else begins the same pair has begun it or is waiting.
    if any(pair.pk != made.pk for pair in _of_patent(need, patent)):
        raise StepRefused("这件专利和这项需求已经在对接")
    return made


def _begun(need: TechnologyNeed, patent: Patent, standing: Standing, actor: Person, at: datetime) -> Matter:
    values = {
        "title": f"{need.title}：{patent.title}"[:200],
        "need": need,
        "patent_number": number_of(patent),
        "source": PairSource.MATCH,
    }
    if _keeps(standing, need):
        return open_case(kind=kinds()["pair"], unit=need.keeper, county=need.county, actor=actor, at=at, values=values)
    if need.county is None:
        raise StepRefused("需求没有写明所在县(市)，请先补充")
    return open_draft(
        kind=kinds()["pair"], county=need.county, organization=need.organization, actor=actor, at=at, values=values
    )


def _of_patent(need: TechnologyNeed, patent: Patent) -> QuerySet[Pair]:
    return QuerySet(Pair).filter(need=need, closed_at=None, patent_number=number_of(patent))


def _keeps(standing: Standing, need: TechnologyNeed) -> bool:
    return any(post.unit_id == need.keeper_id for post in standing.posts_as(Role.HANDLER))


def _asks(standing: Standing, need: TechnologyNeed) -> bool:
    return need.organization_id is not None and need.organization_id in standing.organizations
