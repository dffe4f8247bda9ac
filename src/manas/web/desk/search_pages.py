"""One box over everything: the plan in force, matters, registers. What one may not see is not found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from manas.matters.docket.queries import inbox
from manas.office.rules import Standing
from manas.plan.queries.search import search
from manas.registers.aid import queries as aid
from manas.registers.aid.books import OFFERS
from manas.registers.needs import queries as needs
from manas.registers.patents.queries import listing as patents
from manas.web.desk.forms import SearchForm
from manas.web.desk.matter_view import view_of
from manas.web.shared.access import Request, anyone
from manas.web.shared.frame import current_plan

MOST: Final = 10  # of each kind; the list of that kind shows the others


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    address: str
    facts: list[str]
    example: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `all` is the list that shows the rest, empty where this is everything."""

    label: Promise | str
    hits: list[Hit]
    all: str


def _matters(standing: Standing, words: str) -> list[Hit]:
    found = inbox.listed(standing, inbox.Filters(words=words)).matters[: MOST + 1]
    rows = [view_of(matter, official=standing.is_official) for matter in found]
    return [
        Hit(row.title, reverse("matter", args=[row.pk]), [row.number, row.kind, row.state], row.example) for row in rows
    ]


def _patents(standing: Standing, words: str) -> list[Hit]:
    found = patents.filtered(standing, patents.Filters(words))
    return [
        Hit(
            one.title or str(_("（没有名称）")),
            reverse("patent", args=[one.pk]),
            [one.publication_number or one.application_number or "", "；".join(map(str, one.holders.all()))],
            one.is_example,
        )
        for one in patents.Listed(found, patents.NEWEST, MOST + 1).first(MOST + 1)
    ]


def _needs(standing: Standing, words: str) -> list[Hit]:
    found = needs.listed(standing, needs.Filters(words=words)).lines[: MOST + 1]
    return [
        Hit(
            line.shown.get("title", ""),
            reverse("need", args=[line.need.pk]),
            [line.shown.get("sector", ""), str(line.need.get_state_display())],
            line.need.is_example,
        )
        for line in found
    ]


def _aid(standing: Standing, words: str) -> list[Hit]:
    found = aid.listed(OFFERS, standing, aid.Filters(words))[: MOST + 1]
    return [
        Hit(
            one.title,
            reverse("aid-record", args=[OFFERS.key, one.pk]),
            [str(one.partnership), str(one.unit), str(one.get_state_display())],
            one.is_example,
        )
        for one in found
    ]


# Label, what finds, the name of the page with the whole list and what it asks for.
KINDS: Final[tuple[tuple[Promise | str, Callable[[Standing, str], list[Hit]], tuple[str, ...]], ...]] = (
    (_("办件"), _matters, ("matters",)),
    (_("专利"), _patents, ("patents",)),
    (_("技术需求"), _needs, ("needs",)),
    (_("援疆引进项目"), _aid, ("aid-book", OFFERS.key)),
)


def groups(standing: Standing, words: str) -> list[Group]:
    """This function will search everything beside the plan, for those who are signed in."""
    if standing.person is None or not words.strip():
        return []
    found = [(label, find(standing, words), reverse(name, args=asked)) for label, find, (name, *asked) in KINDS]
    return [
        Group(label, hits[:MOST], f"{address}?{urlencode({'q': words})}" if len(hits) > MOST else "")
        for label, hits, address in found
        if hits
    ]


@anyone
@require_safe
def search_page(request: Request) -> HttpResponse:
    """Search the plan in force, matters and registers."""
    plan = current_plan()
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "plan": plan,
        "words": words,
        "found": search(plan, request.standing, words) if plan else None,
        "groups": groups(request.standing, words),
    }
    return render(request, "search.html", context)
