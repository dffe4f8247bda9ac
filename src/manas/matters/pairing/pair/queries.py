"""What is asked about pairs: what they may be made of, what speaks against them, and how far how many of them came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.models import ContractKind, ExitReason, Pair, PairSource
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.registers.models import LegalStatus, MatchmakingEvent, NeedState, PatentDeal, TechnologyNeed

NEAR: Final = timedelta(days=60)
DEAD: Final = (
    LegalStatus.LAPSED,
    LegalStatus.EXPIRED,
    LegalStatus.REJECTED,
    LegalStatus.WITHDRAWN,
    LegalStatus.INVALIDATED,
)


def needs(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the needs that a pair may serve: the firm's own, or those that the office keeps."""
    found = TechnologyNeed.objects.exclude(state=NeedState.CLOSED)
    if matter.applicant_organization_id is not None:
        return found.filter(organization=matter.applicant_organization_id)
    return found.filter(keeper=matter.lead_unit_id)


def events(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the events of the office that handles the pair."""
    return MatchmakingEvent.objects.filter(keeper=matter.lead_unit_id)


def record_of(pair: Pair) -> PatentDeal | None:
    """This function will give the recorded licence or transfer of the pair's patent since its contract, if there is one."""
    if pair.patent_id is None or pair.signed_on is None:
        return None
    return PatentDeal.objects.filter(patent=pair.patent_id, recorded_on__gte=pair.signed_on).order_by("pk").last()


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what speaks against a pair, and which day of its contract comes near."""
    pair = cast(Pair, matter)
    return (*_of_patent(pair), *_of_contract(pair, timezone.localtime(at).date()))


def _of_patent(pair: Pair) -> list[Advice]:
    patent = pair.patent
    if patent is None or pair.closed_at is not None:
        return []
    found = []
    if patent.legal_status in DEAD:
        text = f"登记册记载这件专利{patent.get_legal_status_display()}：失效的专利不需要许可，可以直接使用"
        found.append(Advice(Level.STOP, text))
    if patent.pledged_until is not None:
        text = f"登记册记载这件专利质押至{patent.pledged_until}：未经质权人同意不得转让或者许可"
        found.append(Advice(Level.WARNING, text, (("civil-code", "444"),)))
    return found


def _of_contract(pair: Pair, today: date) -> list[Advice]:
    days = {"using": ("免费使用期", pair.free_until), "paying": ("付款期限", pair.payment_due_on)}
    name, day = days.get(pair.state, ("", None))
    if day is None or today < day - NEAR:
        return []
    words = f"{name}已于{day}届满" if today > day else f"{name}将于{day}届满"
    rest = "；到期没有付费的，可以终止对接并申请调解" if pair.state == "paying" and today > day else ""
    return [Advice(Level.WARNING, words + rest)]


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers of a pair print beside its columns: the name of its patent, its record."""
    pair = cast(Pair, matter)
    deal = record_of(pair)
    return {
        "patent_title": pair.patent.title if pair.patent else None,
        "record_number": deal.record_number if deal else "",
    }


class By(StrEnum):
    """What a funnel is counted by."""

    EVENT = "event"
    COUNTY = "county"
    SOURCE = "source"
    REASON = "exit_reason"


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the pairs of one event, county, source or reason came: every count but the last is of those that came so far
    or farther; `ended` are those that ended with a reason."""

    key: int | str | None
    label: str
    begun: int
    asked: int
    willing: int
    visited: int
    agreed: int
    signed: int
    done: int
    ended: int


STAGES: Final = {
    "begun": Q(),
    "asked": ~Q(state="proposed"),
    "willing": Q(supply_standpoint__in=("willing", "conditions")),
    "visited": Q(visited_on__isnull=False),
    "agreed": ~Q(agreed_terms=""),
    "signed": Q(signed_on__isnull=False),
    "done": Q(state__in=("recorded", "developing")),
    "ended": Q(state="ended"),
}


def funnel(standing: Standing, by: By, within: Q | None = None) -> list[Funnel]:
    """This function will count the pairs that somebody may read by how far they came, one line a value, in three queries
    at most; `within` narrows the pairs first. The list behind each figure is `pairs_of`."""
    found = pairs(standing).filter(within or Q()).order_by().values(str(by))
    stages = {name: Count("pk", filter=stage) if stage else Count("pk") for name, stage in STAGES.items()}
    rows = list(found.annotate(**stages).order_by(str(by)))
    labels = _labels(by, [row[str(by)] for row in rows])
    return [Funnel(row[str(by)], labels.get(row[str(by)], "—"), *(row[name] for name in STAGES)) for row in rows]


def pairs(standing: Standing) -> QuerySet[Pair]:
    """This function will give the pairs that somebody may read and that were handed in, the newest first."""
    found = Pair._default_manager.filter(pk__in=Matter.objects.visible_to(standing).values("pk"))
    return found.filter(submitted_at__isnull=False).order_by("-pk")  # type: ignore[return-value]  # of this model


def pairs_of(standing: Standing, stage: str, by: By, key: int | str | None) -> QuerySet[Pair]:
    """This function will give the pairs behind one figure of a funnel."""
    return pairs(standing).filter(STAGES[stage], **{str(by): key})


@dataclass(frozen=True, slots=True)
class UseFirst:
    """How contracts of using first and paying later fare. `amount`: yuan of those that came to a recorded licence or transfer
    whose price is open; `sealed` counts the others."""

    signed: int
    using: int
    paying: int
    paid: int
    ended: int
    amount: Decimal
    sealed: int


USE_FIRST: Final = {
    "signed": Q(contract_kind=ContractKind.USE_FIRST),
    "using": Q(contract_kind=ContractKind.USE_FIRST, state="using"),
    "paying": Q(contract_kind=ContractKind.USE_FIRST, state="paying"),
    "paid": Q(contract_kind=ContractKind.USE_FIRST, fee_paid_on__isnull=False),
    "ended": Q(contract_kind=ContractKind.USE_FIRST, state="ended"),
}


def use_first(standing: Standing) -> UseFirst:
    """This function will count the contracts of using first and paying later that somebody may read, and what they brought."""
    found = pairs(standing)
    counts = found.order_by().aggregate(**{name: Count("pk", filter=stage) for name, stage in USE_FIRST.items()})
    deals = PatentDeal.objects.filter(
        Exists(found.filter(USE_FIRST["paid"], patent=OuterRef("patent"), signed_on__lte=OuterRef("recorded_on")))
    )
    amount = deals.filter(sealed=False).aggregate(amount=Sum("price"))["amount"]
    return UseFirst(**counts, amount=amount or Decimal(0), sealed=deals.filter(sealed=True).count())


def use_first_pairs(standing: Standing, stage: str) -> QuerySet[Pair]:
    """This function will give the pairs behind one figure of `use_first`; KeyError for a stage that there is not."""
    return pairs(standing).filter(USE_FIRST[stage])


def _labels(by: By, keys: list[Any]) -> dict[Any, str]:
    if by is By.EVENT:
        return {one.pk: str(one) for one in MatchmakingEvent.objects.filter(pk__in=keys)}
    if by is By.COUNTY:
        return {one.pk: one.short_name for one in Unit.objects.filter(pk__in=keys)}
    choices = PairSource.choices if by is By.SOURCE else ExitReason.choices
    return {key: str(words) for key, words in choices}
