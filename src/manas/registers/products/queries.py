"""What is asked about products: the list narrowed with its counts, the page of one, and where a patent is worked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from manas.office.journal.actions import label
from manas.office.models import JournalEntry, Organization, Unit
from manas.office.rules import Standing
from manas.registers.models import Patent, Product, ProductPatent, ProductQuerySet, TechnologyField
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.products import rules

MOST: Final = 12  # values shown of one facet
# What words are looked for in.
SEARCHED: Final = ("name", "description", "brand", "organization__name", "industry_code")
FACETS: Final = ("county", "field", "industry", "worked")


@dataclass(frozen=True, slots=True)
class Filters:
    """How the list is narrowed: words, and a value for each facet that is chosen."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with the number of products that have it."""

    value: str
    label: str
    count: int


def filters_of(asked: Mapping[str, str]) -> Filters:
    """This function will read filters from an address; what cannot be is left out."""
    chosen = {key: asked[key] for key in FACETS if _can_be(key, asked.get(key, ""))}
    return Filters(asked.get("q", "").replace("\x00", "")[:60].strip(), chosen)


def _can_be(key: str, value: str) -> bool:
    if key == "worked":
        return value in ("yes", "no")
    if key == "industry":
        return 0 < len(value) <= 5 and value.isascii() and value.isalnum()
    return 0 < len(value) < 10 and value.isascii() and value.isdigit()


def listed(standing: Standing, filters: Filters) -> ProductQuerySet:
    """This function will give the products that somebody may read and that fit the filters, the newest first."""
    found = Product.objects.visible_to(standing)
    for key, value in filters.chosen.items():
        found = found.filter(_condition(key, value))
    for word in filters.words.split():
        found = found.filter(_said(word))
    return found.select_related("organization__county").prefetch_related("fields")


def _condition(key: str, value: str) -> Q:
    if key == "county":
        return Q(organization__county=int(value))
    if key == "field":
        return Q(pk__in=Product.fields.through.objects.filter(technologyfield__in=_below(int(value))).values("product"))
    if key == "industry":
        return Q(industry_code=value)
    works = Q(pk__in=ProductPatent.objects.values("product"))
    return works if value == "yes" else ~works


def _below(pk: int) -> list[int]:
    """A field and all below it; a scheme has some hundreds, read at once."""
    above = dict(TechnologyField.objects.values_list("pk", "parent"))
    found = [pk]
    for one in found:  # grows while it is walked
        found += [child for child, parent in above.items() if parent == one and child not in found]
    return found


def _said(word: str) -> Q:
    wanted = Q()
    for name in SEARCHED:
        wanted |= Q(**{f"{name}__icontains": word})
    return wanted


def counts(found: QuerySet[Product]) -> dict[str, list[Value]]:
    """This function will count a list by every facet, in five queries however many products there are."""
    plain = found.order_by()
    works = plain.filter(_condition("worked", "yes")).distinct().count()
    rest = plain.count() - works
    return {
        "county": _tally(plain, "organization__county", "organization__county__short_name"),
        "field": _tally(plain, "fields", "fields__name"),
        "industry": _tally(plain.exclude(industry_code=""), "industry_code", "industry_code"),
        "worked": [Value(key, "", n) for key, n in (("yes", works), ("no", rest)) if n],
    }


def _tally(found: QuerySet[Product], key: str, name: str) -> list[Value]:
    rows = found.exclude(**{key: None}).values_list(key, name).annotate(n=Count("pk", distinct=True))
    return [Value(str(value), str(words), n) for value, words, n in rows.order_by("-n", key)[:MOST]]


def label_of(key: str, value: str) -> str:
    """This function will name a value of a facet for the line that says what was chosen."""
    names: dict[str, QuerySet[Any]] = (
        {
            "county": Unit.objects.filter(pk=value).values_list("short_name", flat=True),
            "field": TechnologyField.objects.filter(pk=value).values_list("name", flat=True),
        }
        if key in ("county", "field")
        else {}
    )
    return str(names[key].first() or value) if key in names else value


def writable_organizations(standing: Standing, at: datetime) -> QuerySet[Organization]:
    """This function will give the organizations whose products the person enters."""
    return Organization.objects.filter(rules.writable(standing, ip_offices(at)), closed_on=None).select_related(
        "county"
    )


def history(product: Product) -> list[JournalEntry]:
    """This function will give the deeds on a product, the first one first."""
    return list(JournalEntry.objects.filter(subject=label(product)).order_by("number"))


def works_of(patent: Patent, standing: Standing) -> list[ProductPatent]:
    """This function will give the products in which a patent is told to be worked, as far as the person may read of them."""
    seen = Product.objects.visible_to(standing).values("pk")
    found = ProductPatent.objects.filter(patent=patent, product__in=seen)
    return list(found.select_related("product__organization"))


def fields_loaded() -> str:
    """This function will name the scheme of fields of technology that is loaded; nothing (the empty string) for none."""
    found = TechnologyField.objects.order_by("-pk").first()
    return "" if found is None else (found.edition or found.source or found.name)


def fields_of_symbol(symbol: str) -> list[TechnologyField]:
    """This function will give the fields to which an IPC symbol belongs: the longest patterns that it begins with."""
    beginnings = [symbol[:size] for size in range(1, len(symbol) + 1)]
    found = TechnologyField.objects.filter(patterns__symbol__in=beginnings)
    return list(found.distinct())
