"""What the registers know of a need and of whoever asks, in the form in which it is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from manas.engines.matching.model import Asker, Element, Need
from manas.engines.matching.need import split
from manas.office.models import Organization, Unit, UnitKind
from manas.registers.aid.queries import partner_regions
from manas.registers.models import PatentClass, ProductPatent, TechnologyNeed

LETTERS = "ABCDEFGHIJKLMNOPQRST"
GOVERNMENT = "人民政府"


def compared(kept: TechnologyNeed) -> tuple[Need, bool]:
    """This function will give a need as it is compared, and whether its elements are only proposed: one said line by line
    is as somebody confirmed it, and where none is said the text is split."""
    said = {element.value: _said(getattr(kept, element.value)) for element in Element}
    classes = tuple(kept.subclasses.split())
    if any(said.values()):
        return Need(text=kept.text, title=kept.title, classes=classes, **said), False
    proposed = split(kept.text, kept.title)
    return Need(
        proposed.text, proposed.title, **{one.value: proposed.of(one) for one in Element}, classes=classes
    ), True


def asker_of(kept: TechnologyNeed, on: date) -> Asker:
    """This function will tell who asks: by what names, from where, aided by whom on a day, with what budget and industry."""
    names = {kept.asker, kept.organization.name if kept.organization else ""} - {""}
    place = kept.county or kept.keeper
    return Asker(
        names=frozenset(names),
        places=places_of(place),
        aided_by=partner_regions(place, on),
        budget=kept.budget,
        industry=_industry(kept.industry_code),
    )


def organization_asking(one: Organization, on: date) -> Asker:
    """This function will tell the same of an organization that has not asked for anything."""
    if one.county is None:
        return Asker(names=frozenset({one.name}))
    return Asker(names=frozenset({one.name}), places=places_of(one.county), aided_by=partner_regions(one.county, on))


def places_of(unit: Unit) -> frozenset[str]:
    """This function will name the prefecture to which a unit belongs, and its counties, without the word for a government."""
    root = Unit.objects.get(path=f"/{unit.path.split('/')[1]}/")
    counties = Unit.objects.filter(path__startswith=root.path, kind=UnitKind.COUNTY_GOVERNMENT)
    named = {
        root.short_name,
        *root.names.values_list("name", flat=True),
        *counties.values_list("short_name", flat=True),
    }
    return frozenset(name.removesuffix(GOVERNMENT) for name in named) - {""}


def estimated_industries(without: TechnologyNeed) -> Mapping[str, frozenset[str]]:
    """This function will estimate which IPC subclasses belong to an industry: those that people confirmed for its needs
    (but for this one), and those of the patents that its products work. Empty where nobody has entered either.

    No table of the office for statistics is loaded here: what comes out is an estimate and is called one.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    needs = TechnologyNeed.objects.exclude(pk=without.pk).exclude(industry_code="").exclude(subclasses="")
    for code, subclasses in needs.order_by().values_list("industry_code", "subclasses"):
        found[_industry(code)].update(subclasses.split())
    works = ProductPatent.objects.exclude(product__industry_code="").values_list("product__industry_code", "patent")
    industries: defaultdict[int, set[str]] = defaultdict(set)
    for code, patent in works:
        industries[patent].add(_industry(code))
    for patent, subclass in PatentClass.objects.filter(patent__in=list(industries)).values_list("patent", "subclass"):
        for code in industries[patent]:
            found[code].add(subclass)
    return {code: frozenset(subclasses - {""}) for code, subclasses in found.items()}


def _industry(code: str) -> str:
    """Codes are written with the letter of their section (A0519) or without."""
    return code.lstrip(LETTERS)


def _said(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("；", "\n").splitlines() if line.strip())
