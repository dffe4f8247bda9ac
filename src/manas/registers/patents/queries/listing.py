"""Lists of patents: narrowed by facets and by words, sorted, a page at a time.

What narrows and sorts stands in one index beside the wide rows; only the rows of the page itself are read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, overload

from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.engines.patent_number import NumberFault, read
from manas.engines.words import runs
from manas.office.rules import Standing
from manas.registers.models import LegalStatus, Patent, PatentHolder, PatentKind, PatentQuerySet, Willingness
from manas.registers.patents.merging import twin

UNKNOWN: Final = "none"  # the value of a facet for patents of which it is not known
AT_ONCE: Final = 500
NEWEST: Final = "published"
ORDERS: Final[Mapping[str, tuple[Promise | str, OrderBy]]] = {
    NEWEST: (_("公开日由近到远"), F("published_on").desc(nulls_last=True)),
    "filed": (_("申请日由近到远"), F("filed_on").desc(nulls_last=True)),
    "annuity": (_("年费应缴日由近到远"), F("annuity_due_on").asc(nulls_last=True)),
    "entered": (_("最近入库"), F("pk").desc()),
}
YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}
Words = Mapping[str, Promise | str]


def _choices(choices: Sequence[tuple[str, Any]]) -> Words:
    return {value: label for value, label in choices if value}


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the register by a column. `empty` is how the column says "not known"; `reads` a value of it."""

    key: str
    label: Promise | str
    column: str
    words: Words = field(default_factory=dict)
    empty: object = ""
    reads: Callable[[str], object] = str

    def condition(self, value: str) -> Q:
        """This function will make the filter for a value of the facet; ValueError or KeyError for what is none."""
        if value == UNKNOWN:
            return Q(**{f"{self.column}__isnull": True}) if self.empty is None else Q(**{self.column: self.empty})
        if self.key == "ipc":
            return Q(main_subclass__startswith=value)
        return Q(**{self.column: self.reads(value)})

    def coded(self, value: object) -> str:
        """This function will give the facet's value for what stands in the column."""
        if value == self.empty:
            return UNKNOWN
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


FACETS: Final = (
    Facet("kind", _("专利类型"), "kind", _choices(PatentKind.choices)),
    Facet("status", _("法律状态"), "legal_status", _choices(LegalStatus.choices), LegalStatus.UNKNOWN.value),
    Facet("ipc", _("主分类"), "main_subclass"),
    Facet("region", _("权利人所在地区"), "region"),
    Facet(
        "funded",
        _("财政资助"),
        "publicly_funded",
        {"yes": _("财政资助形成"), "no": _("非财政资助")},
        None,
        YES_NO.__getitem__,
    ),
    Facet("worked", _("实施情况"), "worked", {"yes": _("已实施"), "no": _("未实施")}, None, YES_NO.__getitem__),
    Facet("willingness", _("转化意愿"), "willingness", _choices(Willingness.choices), Willingness.UNKNOWN.value),
    Facet("year", _("年份"), "year", empty=None, reads=int),
)
BY_KEY: Final = {facet.key: facet for facet in FACETS}
COUNTY: Final = "county"
MINE: Final = "mine"  # of organizations that one acts for


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list is narrowed: words, a value for each facet that is chosen, and the order."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = NEWEST

    def kept(self) -> dict[str, Any]:
        """This function will give the filters as they are kept with a saved search."""
        return {"words": self.words, "chosen": dict(self.chosen), "order": self.order}


def filters_of(asked: Mapping[str, Any]) -> Filters:
    """This function will read filters from an address or a saved search; what cannot be is left out."""
    chosen = {key: value for key, value in asked.items() if isinstance(value, str) and _can_be(key, value)}
    order = str(asked.get("order", ""))
    words = str(asked.get("q", "")).replace("\x00", "")[:60].strip()
    return Filters(words, chosen, order if order in ORDERS else NEWEST)


def _can_be(key: str, value: str) -> bool:
    if not value or len(value) > 60 or "\x00" in value:
        return False
    if key == COUNTY:
        return value.isascii() and value.isdigit() and len(value) < 10
    if key == MINE:
        return value == "yes"
    facet = BY_KEY.get(key)
    if facet is None:
        return False
    if facet.words or value == UNKNOWN:
        return value in facet.words or value == UNKNOWN
    return facet.reads is not int or (value.isascii() and value.isdigit() and len(value) == 4)


def filtered(standing: Standing, filters: Filters) -> PatentQuerySet:
    """This function will give the patents that somebody may read and that fit the filters, in no order."""
    found = Patent.objects.visible_to(standing).order_by()
    for key, value in filters.chosen.items():
        if key in BY_KEY:
            found = found.filter(BY_KEY[key].condition(value))
    if county := filters.chosen.get(COUNTY):
        found = found.filter(_held(organization__county=int(county)))
    if MINE in filters.chosen:
        found = found.filter(_held(organization__in=standing.organizations))
    return found.filter(with_words(filters.words))


def _held(**by: object) -> Q:
    """Few holders are organizations known here: their patents are gathered once, not asked for row by row."""
    return Q(pk__in=PatentHolder.objects.filter(**by).values("patent"))


def with_words(words: str) -> Q:
    """This function will make the filter "has this number, or every one of these words somewhere in title, numbers, people"."""
    if found := _numbered(words):
        return Q(pk__in=found)
    wanted = Q()
    for run in runs(words):
        wanted &= Q(words__contains=run)
    return wanted


def _numbered(words: str) -> list[int]:
    """A number finds its patent however it is written; the one before the grant finds the granted one."""
    try:
        number = read(words).text
    except NumberFault:
        return []
    named = Q(application_number=number) | Q(publication_number__in=[number, twin(number) or number])
    return list(Patent.objects.filter(named).values_list("pk", flat=True))


class Listed(Sequence[Patent]):
    """The patents of a list in their order, of which a page is read when it is asked for; `total` was counted before."""

    def __init__(self, found: PatentQuerySet, order: str, total: int) -> None:
        self._keys = found.order_by(ORDERS[order][1], F("pk").desc()).values_list("pk", flat=True)
        self._total = total

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, at: int) -> Patent: ...
    @overload
    def __getitem__(self, at: slice) -> list[Patent]: ...
    def __getitem__(self, at: int | slice) -> Patent | list[Patent]:
        if isinstance(at, int):
            return rows(list(self._keys[at : at + 1]))[0]
        return rows(list(self._keys[at]))

    def first(self, most: int) -> Iterator[Patent]:
        """This function will give the first `most` patents, some hundreds read at a time."""
        keys = list(self._keys[:most])
        for start in range(0, len(keys), AT_ONCE):
            yield from rows(keys[start : start + AT_ONCE])


def rows(keys: Sequence[int]) -> list[Patent]:
    """This function will read so many patents with their holders, without the long texts, in the order of their keys."""
    found = Patent.objects.defer("abstract", "claims", "words").prefetch_related("holders").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]
