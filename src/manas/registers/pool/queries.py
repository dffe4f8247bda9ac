"""What is asked about pushed lists: how far each is answered, by firm and county, the rows behind each figure, one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from manas.office.models import Organization
from manas.office.rules import Standing, under
from manas.registers.models import PatentHolder, PushAddressee, PushAnswer, PushedPatent, PushList, Will
from manas.registers.pool.rules import reach
from manas.registers.pool.telling import people_of

ANSWERED: Final = Q(answers__isnull=False, answers__replaced_at=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions were put and how many answered, of them willing; `key` narrows the list to what is behind them."""

    label: str
    key: str
    asked: int = 0
    answered: int = 0
    willing: int = 0
    county: str = ""
    reachable: bool = True

    @property
    def open(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How the questions of a list are narrowed; a key of `state` is one of STATES."""

    organization: str = ""
    county: str = ""
    state: str = ""
    segment: str = ""


STATES: Final = {
    "answered": ANSWERED,
    "open": ~Exists(PushAnswer.objects.filter(addressee=OuterRef("pk"), replaced_at=None)),
    "willing": Q(answers__replaced_at=None, answers__will__in=(Will.WILLING, Will.CONDITIONS)),
    "unwilling": Q(answers__replaced_at=None, answers__will=Will.UNWILLING),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """A list as its page counts it: all its questions, by firm, by county, and the patents nobody was asked about."""

    total: Tally
    firms: list[Tally] = field(default_factory=list)
    counties: list[Tally] = field(default_factory=list)
    patents: int = 0
    unasked: int = 0


def lists(standing: Standing) -> QuerySet[PushList]:
    """This function will give the lists of which somebody sees anything, with how much was asked and answered within view."""
    seen = _within(standing, "patents__addressees__")
    stands = Q(patents__addressees__answers__replaced_at=None, patents__addressees__answers__isnull=False)
    return (
        PushList.objects.visible_to(standing)
        .select_related("keeper")
        .annotate(
            size=Count("patents", distinct=True),
            asked=Count("patents__addressees", filter=seen, distinct=True),
            answered=Count("patents__addressees", filter=seen & stands, distinct=True),
        )
        .order_by("-pk")
    )


def _within(standing: Standing, addressee: str) -> Q:
    """The reach of PushAddressee.overseen_by, from another table."""
    prefixes = reach(standing)
    own = under(f"{addressee}pushed__push_list__keeper__path", prefixes)
    return own | under(f"{addressee}organization__county__path", prefixes)


def questions(push_list: PushList, standing: Standing, narrowed: Narrowed = Narrowed()) -> QuerySet[PushAddressee]:
    """This function will give the questions of a list within view, with patent, firm and the answer that stands."""
    found = PushAddressee.objects.overseen_by(standing).filter(pushed__push_list=push_list)
    for name, column in (("organization", "organization"), ("county", "organization__county")):
        if (key := getattr(narrowed, name)).isdecimal():
            found = found.filter(**{column: int(key[:9])})
    if narrowed.state in STATES:
        found = found.filter(STATES[narrowed.state])
    if narrowed.segment:
        found = found.filter(pushed__segment=narrowed.segment)
    return with_answers(found).order_by("pushed__position", "pushed", "organization__name", "pk")


def with_answers(found: QuerySet[PushAddressee]) -> QuerySet[PushAddressee]:
    """This function will read questions with all that a line of them shows; `answers` holds the one that stands, or none."""
    standing_one = PushAnswer.objects.filter(replaced_at=None).select_related("actor")
    return found.select_related("pushed__push_list__keeper", "pushed__patent", "organization__county").prefetch_related(
        Prefetch("answers", standing_one),
        Prefetch("pushed__patent__holders", PatentHolder.objects.order_by("position")),
    )


def overview(push_list: PushList, standing: Standing, today: date) -> Overview:
    """This function will count the questions of a list within view, in a number of queries that does not grow with it."""
    seen = PushAddressee.objects.overseen_by(standing).filter(pushed__push_list=push_list).order_by()
    willing = ANSWERED & Q(answers__will__in=(Will.WILLING, Will.CONDITIONS))
    counted = seen.values("organization").annotate(
        asked=Count("pk", distinct=True),
        answered=Count("pk", filter=ANSWERED, distinct=True),
        willing=Count("pk", filter=willing, distinct=True),
    )
    figures = {row["organization"]: (row["asked"], row["answered"], row["willing"]) for row in counted}
    firms = Organization.objects.filter(pk__in=figures).select_related("county").order_by("county__position", "name")
    reachable = people_of(firms, today)
    by_firm = [
        Tally(firm.name, str(firm.pk), *figures[firm.pk], str(firm.county or ""), firm.pk in reachable)
        for firm in firms
    ]
    of_list = push_list.patents.all()
    return Overview(
        total=_sum("", "", by_firm),
        firms=by_firm,
        counties=_by_county(firms, by_firm),
        patents=of_list.count(),
        unasked=of_list.filter(addressees=None).count(),
    )


def _by_county(firms: Iterable[Organization], tallies: list[Tally]) -> list[Tally]:
    groups: dict[tuple[str, str], list[Tally]] = {}
    for firm, tally in zip(firms, tallies, strict=True):
        groups.setdefault((str(firm.county or ""), str(firm.county_id or "")), []).append(tally)
    return [_sum(label, key, group) for (label, key), group in groups.items()]


def _sum(label: str, key: str, group: list[Tally]) -> Tally:
    asked, answered, willing = (sum(getattr(one, name) for one in group) for name in ("asked", "answered", "willing"))
    return Tally(label, key, asked, answered, willing)


def patents(push_list: PushList, *, only_unasked: bool = False) -> QuerySet[PushedPatent]:
    """This function will give the patents of a list, each with how many firms were asked about it; or those with none."""
    found = push_list.patents.select_related("patent").prefetch_related("patent__holders")
    if only_unasked:
        found = found.filter(addressees=None)
    return found.annotate(asked=Count("addressees")).order_by("position", "pk")


def segments(push_list: PushList) -> list[str]:
    """This function will give the trades that the rows of a list name."""
    return list(push_list.patents.exclude(segment="").order_by("segment").values_list("segment", flat=True).distinct())


def own(standing: Standing) -> QuerySet[PushAddressee]:
    """This function will give what one's organizations are asked: in open lists first, of them what waits for an answer."""
    mine = PushAddressee.objects.filter(organization__in=standing.organizations)
    answered = Exists(PushAnswer.objects.filter(addressee=OuterRef("pk"), replaced_at=None))
    marked = mine.annotate(is_answered=answered, over=Q(pushed__push_list__closed_at__isnull=False))
    return with_answers(marked.order_by("over", "is_answered", "-pushed__push_list", "pushed__position", "pk"))
