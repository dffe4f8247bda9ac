"""How many patents of a list there are of each kind, state, class, place and year: each look reads one index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.office.models import Unit
from manas.registers.codes.queries import ipc_titles
from manas.registers.models import PatentHolder, PatentQuerySet
from manas.registers.patents.queries.listing import BY_KEY, COUNTY, FACETS, UNKNOWN, Facet, Filters

MOST: Final = 12  # values shown of one facet
# Columns of few values are counted together; one of many would make nearly every patent a group of its own.
TOGETHER: Final = (
    ("kind", "legal_status", "publicly_funded", "worked", "willingness"),
    ("main_subclass",),
    ("region",),
    ("year",),
)


@dataclass(frozen=True, slots=True)
class Value:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FacetCounts:
    key: str
    label: str
    values: list[Value]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many patents fit, and how they fall to the values of each facet."""

    total: int
    facets: list[FacetCounts]


def counts(found: PatentQuerySet, filters: Filters) -> Counts:
    """This function will count the patents of a list by every facet, in eight queries however many there are."""
    tallies: dict[str, Counter[str]] = {facet.key: Counter() for facet in FACETS}
    coded: dict[tuple[str, object], str] = {}
    deep = len(filters.chosen.get("ipc", "")) > 0
    for columns in TOGETHER:
        counted = [(place, facet) for facet in FACETS for place, column in enumerate(columns) if column == facet.column]
        for *values, number in found.values_list(*columns).annotate(Count("pk")).order_by():
            for place, facet in counted:
                tallies[facet.key][_code(coded, facet, values[place], deep=deep)] += number
    total = tallies["kind"].total()
    titles = ipc_titles(tallies["ipc"])
    shown = [_facet(facet, tallies[facet.key], filters, titles) for facet in FACETS]
    return Counts(total, [*shown[:4], _counties(found, filters), *shown[4:]])


def _code(known: dict[tuple[str, object], str], facet: Facet, value: object, *, deep: bool) -> str:
    """Worked out once for each value, of which there are hundreds, not for each row."""
    found = known.get((facet.key, value))
    if found is None:
        found = facet.coded(value)
        if facet.key == "ipc" and not deep and found != UNKNOWN:
            found = found[:1]
        known[facet.key, value] = found
    return found


def _facet(facet: Facet, tally: Counter[str], filters: Filters, titles: Mapping[str, str]) -> FacetCounts:
    chosen = filters.chosen.get(facet.key, "")
    by_value = facet.key in ("year", "ipc")
    first = sorted(tally, reverse=facet.key == "year") if by_value else [value for value, _n in tally.most_common()]
    known = [value for value in first if value != UNKNOWN][:MOST] + [UNKNOWN] * (UNKNOWN in tally)
    values = [Value(value, _word(facet, value, titles), tally[value], value == chosen) for value in known]
    return FacetCounts(facet.key, str(facet.label), values)


def _word(facet: Facet, value: str, titles: Mapping[str, str]) -> str:
    if value == UNKNOWN:
        return str(_("不明"))
    if facet.key == "ipc":
        return f"{value} {titles.get(value, '')}".strip()
    return str(facet.words.get(value, value))


def _counties(found: PatentQuerySet, filters: Filters) -> FacetCounts:
    """Few holders live here: it begins with them, and asks which of their patents are on the list."""
    local = PatentHolder.objects.filter(organization__county__isnull=False).order_by()
    places = set(local.values_list("patent_id", "organization__county"))
    listed = set(found.filter(pk__in=local.values("patent")).values_list("pk", flat=True))
    tally = Counter(county for patent, county in places if patent in listed)
    units = Unit.objects.filter(pk__in=tally).order_by("position", "pk")
    chosen = filters.chosen.get(COUNTY, "")
    values = [Value(str(unit.pk), unit.short_name, tally[unit.pk], str(unit.pk) == chosen) for unit in units]
    return FacetCounts(COUNTY, str(_("权利人所在县(市)")), values)


def label_of(key: str, value: str) -> Promise | str:
    """This function will name a value of a facet that narrows a list, for the line that says what was chosen."""
    if key == COUNTY:
        return Unit.objects.filter(pk=int(value)).values_list("short_name", flat=True).first() or value
    facet = BY_KEY.get(key)
    return facet.words.get(value, _("不明") if value == UNKNOWN else value) if facet else _("本单位的专利")
