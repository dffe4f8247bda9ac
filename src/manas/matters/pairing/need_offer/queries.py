"""What is asked about offered answers: which needs may be answered, what was offered for one, what the office should look at."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet

from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.pairing.need_offer.models import NeedOffer
from manas.matters.pairing.need_offer.rules import is_open
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.rules import Standing
from manas.registers.deals.queries import by_number
from manas.registers.models import TechnologyNeed


def answerable(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the public needs that look for an answer and are not the applicant's own."""
    found = TechnologyNeed.objects.published()
    if matter.applicant_organization_id is None:
        return found
    return found.exclude(organization=matter.applicant_organization_id)


def offers_for(standing: Standing, need: TechnologyNeed) -> QuerySet[NeedOffer]:
    """This function will give what was offered for a need, as far as somebody may read it, the newest first."""
    readable = Matter.objects.visible_to(standing).filter(kind="need_offer")
    return QuerySet(NeedOffer).filter(pk__in=readable.values("pk"), need=need).order_by("-pk")


def request_of(need: TechnologyNeed) -> NeedRequest | None:
    """This function will give the matter by which a need came in; none where the office entered it itself."""
    return QuerySet(NeedRequest).filter(need=need).first()


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:  # noqa: ARG001  # the shape of all advice
    """This function will say what is to be looked at before an offer is shown to whoever asked."""
    offer = cast(NeedOffer, matter)
    if offer.state != "received" or offer.need is None:
        return ()
    found = []
    if not is_open(offer.need):
        found.append(Advice(Level.WARNING, "这项需求已经不再公开征集答复"))
    if offer.patent_number and by_number(offer.patent_number) is None:
        found.append(Advice(Level.INFO, f"登记册中没有“{offer.patent_number}”：核对号码，需要时先导入"))
    return tuple(found)
