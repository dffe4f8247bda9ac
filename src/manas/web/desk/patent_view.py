"""The register of patents in words: addresses that narrow a list, and one patent with what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from manas.engines.calendar.model import Status
from manas.facts.laws import cited_as
from manas.registers.models import Patent, PatentChange
from manas.registers.patents import rules
from manas.registers.patents.merging import written
from manas.registers.patents.queries.annuity import NextAnnuity
from manas.registers.patents.queries.facets import Counts, label_of
from manas.registers.patents.queries.listing import MINE, NEWEST, ORDERS, UNKNOWN, Filters
from manas.registers.patents.queries.page import Idle, PatentPage
from manas.web.portal.fee_words import REFUSALS, Row, rows, sentences
from manas.web.shared.explain import Sentence, beyond_in_words, explained

LISTS = {"holders": "专利权人", "inventors": "发明人", "classes": "分类号"}
# What the page lists, in this order.
SHOWN = (
    "application_number", "publication_number", "kind", "legal_status", "filed_on", "published_on", "granted_on",
    "region", "address", "family", "pledged_until", "publicly_funded",
)  # fmt: skip
PAID = ("annuity_year", "annuity_due_on", "annuity_payer")


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a facet: where choosing it leads, or taking it back."""

    label: str
    address: str
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    label: str
    links: list[Link]


def address(filters: Filters, **changed: str) -> str:
    """This function will give the query of a list with some filters changed; an empty one is taken away."""
    asked: dict[str, str] = {"q": filters.words, **filters.chosen, "order": filters.order, **changed}
    if asked["order"] == NEWEST:
        del asked["order"]
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"


def facets(counted: Counts, filters: Filters) -> list[Facet]:
    """This function will give the facets of which anything is known."""
    found = []
    for facet in counted.facets:
        links = [
            Link(one.label, address(filters, **{facet.key: "" if one.chosen else one.value}), one.count, one.chosen)
            for one in facet.values
        ]
        if any(one.value != UNKNOWN for one in facet.values):
            found.append(Facet(facet.label, links))
    return found


def chosen(filters: Filters) -> list[Link]:
    """This function will name what the list is narrowed by, each with the way back."""
    return [Link(str(label_of(key, value)), address(filters, **{key: ""})) for key, value in filters.chosen.items()]


def orders(filters: Filters) -> list[Link]:
    """This function will give the ways to sort."""
    return [
        Link(str(label), address(filters, order=key), 0, key == filters.order) for key, (label, _by) in ORDERS.items()
    ]


def own() -> str:
    """This function will give the address of the list of one's own patents."""
    return address(Filters(), **{MINE: "yes"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page: a column in words."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    label: str
    before: str
    after: str
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnnuityView:
    year: int
    found: NextAnnuity
    days_left: int
    reasons: list[Sentence]
    beyond: str
    rows: list[Row]
    remarks: list[str]
    total: Decimal | None
    refusal: str


def facts(page: PatentPage, names: tuple[str, ...] = SHOWN) -> list[Fact]:
    """This function will give the lines of a patent that say something."""
    found = [Fact(label(name), said(name, written(getattr(page.patent, name)))) for name in names]
    return [fact for fact in found if fact.words]


def correctable(page: PatentPage) -> list[Link]:
    """This function will lead an official to the form of each column."""
    if not page.may_correct:
        return []
    pk = page.patent.pk
    return [
        Link(label(name), reverse("patent-correct", args=[pk, name])) for name in (*rules.PUBLISHED, *rules.OFFERED)
    ]


def shields(page: PatentPage) -> list[ChangeLine]:
    """This function will name the columns that stay as an official put them right, each with its value."""
    patent = page.patent
    return [
        ChangeLine(
            label(one.field),
            one.field,
            said(one.field, written(getattr(patent, one.field))),
            one.at,
            one.actor.name,
            "",
        )
        for one in page.shields
    ]


def label(name: str) -> str:
    """This function will name a column or list of a patent."""
    return _(LISTS[name]) if name in LISTS else str(getattr(Patent._meta.get_field(name), "verbose_name", name))


def said(name: str, text: str) -> str:
    """This function will put a column, as the history keeps it, into words."""
    choices = {} if name in LISTS else dict(getattr(Patent._meta.get_field(name), "choices", None) or {})
    return str(choices.get(text, text))


def history(changes: list[PatentChange]) -> list[ChangeLine]:
    """This function will put the history into words, the newest first."""
    return [
        ChangeLine(
            label(one.field),
            said(one.field, one.before),
            said(one.field, one.after),
            one.at,
            one.actor.name if one.actor else "",
            one.reason,
        )
        for one in changes
    ]


def annuity(found: NextAnnuity | None, today: date) -> AnnuityView | None:
    """This function will put the next annuity into words."""
    if found is None:
        return None
    return AnnuityView(
        year=found.year,
        found=found,
        days_left=(found.due_on - today).days,
        reasons=explained(found.derivation) if found.derivation else [],
        beyond=beyond_in_words(found.beyond) if found.beyond else "",
        rows=rows(found.bill) if found.bill else [],
        remarks=sentences(found.bill) if found.bill else [],
        total=found.bill.total if found.bill else None,
        refusal=str(REFUSALS[found.refusal]) if found.refusal else "",
    )


def basis(idle: Idle | None) -> str:
    """This function will say where the rule of the timer stands, and how well it is known."""
    if idle is None:
        return ""
    cited = "；".join(cited_as(one) for one in idle.rule.citations)
    known = {Status.SECOND_HAND: _("转引"), Status.MEMORY: _("未核实")}.get(idle.rule.status, "")
    return " · ".join(part for part in (cited, known, idle.rule.note) if part)


def parameters(filters: Filters) -> Mapping[str, str]:
    """This function will give the filters as hidden fields of a form."""
    return {"q": filters.words, **filters.chosen, "order": filters.order}
