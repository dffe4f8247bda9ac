"""What records know of a county's product: found by its words, each list as the reader may see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from manas.matters.indications.special_mark_use.models import SpecialMarkUse, YearlyUse
from manas.office.models import Unit, UnitKind
from manas.office.rules import Standing
from manas.plan.models import CountySpecialty, WorkItem
from manas.registers.models import Patent, PatentHolder, Product, TechnologyNeed

SHOWN = 5

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its words, the address of one, which rows there are in a county, and where its words stand."""

    label: Any
    page: str
    rows: Callable[[Standing, Unit], Rows]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a kind: how many, and the latest few."""

    label: Any
    page: str
    total: int
    rows: Sequence[Any]


def _held_here(standing: Standing, county: Unit) -> Rows:
    here = PatentHolder.objects.filter(organization__county__path__startswith=county.path).values("patent")
    return Patent.objects.visible_to(standing).filter(pk__in=here)


KINDS: Final = (
    Kind(
        _("地理标志专用标志使用"),
        "matter",
        lambda who, at: SpecialMarkUse.objects.visible_to(who).filter(county__path__startswith=at.path),
        ("indication_name",),
    ),
    Kind(
        _("产品"),
        "product",
        lambda who, at: Product.objects.visible_to(who).filter(organization__county__path__startswith=at.path),
        ("name", "brand"),
    ),
    Kind(
        _("技术需求"),
        "need",
        lambda who, at: TechnologyNeed.objects.visible_to(who).filter(county__path__startswith=at.path),
        ("title", "text"),
    ),
    Kind(_("专利"), "patent", _held_here, ("title", "abstract")),
    Kind(
        _("举措"),
        "item",
        lambda who, at: WorkItem.objects.visible_to(who).standing().filter(unit__path__startswith=at.path),
        ("what",),
    ),
)


def known(specialty: CountySpecialty, standing: Standing) -> list[Found]:
    """This function will give, kind by kind, the records of the county that speak of its product; an empty kind too."""
    return [_of(kind, specialty, standing) for kind in KINDS]


def _of(kind: Kind, specialty: CountySpecialty, standing: Standing) -> Found:
    rows = kind.rows(standing, specialty.county).filter(_says(kind.columns, specialty.words)).order_by("-pk")
    return Found(kind.label, kind.page, rows.count(), list(rows[:SHOWN]))


def _says(columns: Sequence[str], words: Sequence[str]) -> Q:
    return reduce(or_, (Q(**{f"{column}__contains": word}) for column in columns for word in words))


def sales(specialty: CountySpecialty, standing: Standing) -> list[tuple[int, Decimal]]:
    """This function will add up, year by year, what users of the special mark sold of it, as they reported."""
    uses = KINDS[0].rows(standing, specialty.county).filter(_says(KINDS[0].columns, specialty.words))
    found = YearlyUse.objects.filter(use__in=uses, sales__isnull=False).order_by("year").values_list("year")
    return [(year, amount) for year, amount in found.annotate(Sum("sales")) if year is not None]


def counties(standing: Standing) -> list[tuple[Unit, CountySpecialty | None]]:
    """This function will give every open county of the reader's prefecture with its product, or none: a gap is shown as one."""
    home = standing.home
    if home is None:
        return []
    named = {one.county_id: one for one in CountySpecialty.objects.visible_to(standing).standing()}
    units = Unit.objects.filter(
        path__startswith=f"/{home.path.split('/')[1]}/", kind=UnitKind.COUNTY_GOVERNMENT, closed_on=None
    )
    return [(unit, named.get(unit.pk)) for unit in units.order_by("position", "pk")]


def history(specialty: CountySpecialty) -> list[CountySpecialty]:
    """This function will give the products that a county had before and since, the latest first."""
    return list(CountySpecialty.objects.filter(county=specialty.county).order_by("-named_on", "-pk"))
