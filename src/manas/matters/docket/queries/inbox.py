"""What waits for somebody: mine, my unit's, due, late; and the lists of matters that one may look through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from manas.engines.words import bigrams, runs, spellings
from manas.matters.docket import rules
from manas.matters.docket.models import Gram, Matter, MatterQuerySet
from manas.office.rules import Standing

PAGE = 50
SOON = timedelta(days=7)
# Up to so many rows are gathered by an index and sorted; where there are more, a list walks from the newest matter instead.
FEW = 2_000
MOST_PAIRS = 12  # so many pairs of a search are tried for one that few matters have
# True of no matter. One way to be found that no index serves keeps a database from gathering, by the indexes of all the
# others, whatever somebody may read, to sort it and show fifty.
BY_NO_INDEX = Q(turn__lt=0)


class Tray(StrEnum):
    """The trays of the inbox."""

    MINE = "mine"
    UNIT = "unit"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list of matters is narrowed: words, kind, state, county, year of the number, open or closed."""

    words: str = ""
    kind: str = ""
    state: str = ""
    county: int | None = None
    year: int | None = None
    closed: bool | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list; `more` tells whether another follows."""

    matters: list[Matter]
    page: int
    more: bool


def inbox(standing: Standing, tray: Tray, today: date, page: int = 1) -> Slice:
    """This function will give one page of a tray, what falls due first on top."""
    return _slice(lying_in(standing, tray, today).order_by(F("due_on").asc(nulls_last=True), "pk"), page)


def counts(standing: Standing, today: date, most: int = 999) -> dict[Tray, int]:
    """This function will count what lies in each tray, as `count` does."""
    return {tray: count(standing, tray, today, most) for tray in Tray}


def count(standing: Standing, tray: Tray, today: date, most: int = 999) -> int:
    """This function will count what lies in a tray, up to `most`: nobody reads a thousand lines."""
    return lying_in(standing, tray, today).order_by()[:most].count()


def listed(standing: Standing, filters: Filters, page: int = 1) -> Slice:
    """This function will give the matters that somebody may read, the newest first.

    Of few, by their keys; among many the first are found by walking from the newest.
    """
    keys = _some(Matter.objects.visible_to(standing).values_list("pk", flat=True))
    if len(keys) < FEW:
        return _slice(_fitting(Matter.objects.filter(pk__in=keys), filters), page)
    return _slice(filtered(standing, filters, walked=True), page)


def filtered(standing: Standing, filters: Filters, *, walked: bool = False) -> QuerySet[Matter]:
    """This function will give all matters that somebody may read and that fit the filters, the newest first.

    `walked` finds the first ones of many fast, and all of few slowly.
    """
    readable = rules.visible(standing)
    return _fitting(Matter.objects.filter(readable | BY_NO_INDEX if walked else readable), filters)


def _fitting(found: QuerySet[Matter], filters: Filters) -> QuerySet[Matter]:
    found = found.filter(submitted_at__isnull=False)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.county is not None:
        found = found.filter(county_id=filters.county)
    if filters.year is not None:
        found = found.filter(submitted_at__year=filters.year)
    if filters.closed is not None:
        found = found.filter(closed_at__isnull=not filters.closed)
    return _with_words(found, filters.words).select_related("county", "lead_unit", "handler").order_by("-pk")


def applications(standing: Standing, page: int = 1) -> Slice:
    """This function will give what somebody applied for, alone or with their organization, drafts with it."""
    own = Q(applicant_organization__in=standing.organizations)
    if standing.person is not None:
        own |= Q(applicant_person=standing.person)
    found = Matter.objects.filter(own).select_related("county", "lead_unit", "handler").order_by("-pk")
    return _slice(found, page)


def lying_in(standing: Standing, tray: Tray, today: date) -> QuerySet[Matter]:
    """This function will give the matters in a tray, in no order."""
    found = _waiting(standing).filter(_narrowed(standing, today)[tray])
    return found.select_related("county", "lead_unit", "handler")


def _waiting(standing: Standing) -> MatterQuerySet:
    """What is merged is closed; asked for by itself, a database would look for all that were never merged."""
    return Matter.objects.awaiting(standing).running().filter(suspended=False)


def _narrowed(standing: Standing, today: date) -> dict[Tray, Q]:
    person = standing.person.pk if standing.person else None
    return {
        Tray.MINE: Q(handler=person) | Q(handler=None) | ~Q(awaits="handler"),
        Tray.UNIT: Q(),
        Tray.DUE: Q(due_on__lte=today + SOON, due_on__gte=today),
        Tray.LATE: Q(due_on__lt=today),
    }


def _with_words(found: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """Every pair of characters must be there; that they stand side by side is then looked at in the words themselves."""
    number = words.strip()
    if number.endswith("号") and Matter.objects.filter(number=number).exists():
        return found.filter(number=number)
    pairs = sorted(bigrams(words))
    for text in pairs:
        found = found.filter(Exists(Gram.objects.filter(matter=OuterRef("pk"), text=text)))
    for run in runs(words):
        found = found.filter(_contains(run))
    # The matters themselves, not a question for them: no database then has a choice whether to begin with them.
    rare = next((hits for text in pairs[:MOST_PAIRS] if len(hits := _some(_having(text))) < FEW), None)
    return found if rare is None else found.filter(pk__in=rare)


def _having(pair: str) -> QuerySet[Gram, int]:
    return Gram.objects.filter(text=pair).values_list("matter_id", flat=True)


def _some(keys: QuerySet[Any, int]) -> list[int]:
    return list(keys.order_by()[:FEW])


def _contains(run: str) -> Q:
    """By position, not by LIKE: of a pattern PostgreSQL believes that few rows fit it, and reads and sorts them all."""
    found = Q(pk__in=[])
    for field in ("number", "title", "applicant_name", "summary"):
        for spelling in sorted(spellings(run)):
            found |= Q(GreaterThan(StrIndex(Upper(field), Upper(Value(spelling))), 0))
    return found


def _slice(found: QuerySet[Matter], page: int) -> Slice:
    start = (page - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    return Slice(rows[:PAGE], page, len(rows) > PAGE)
