"""What a page of aid shows of a record: its facts, the chain of an offer, where else to look, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from manas.engines.calendar.model import Status
from manas.office.models import FactStatus
from manas.office.rules import Standing
from manas.registers.aid.books import OFFERS, PARTNERSHIPS, POLICIES, TEAMS, Book, book_of
from manas.registers.aid.queries import Filters, listed
from manas.registers.aid.queries import history as deeds
from manas.registers.models import AidOffer, AidPartnership, AidRecord, AidState, AidStep, Patent
from manas.reports.aid import cells, heads

# The way of an offer when nothing stops it.
WAY: Final = (AidState.OFFERED, AidState.DISCUSSED, AidState.IN_USE, AidState.RESULT)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a record: its name, its words, an address where one leads on, and how a cell of a table sets it."""

    label: str
    words: str
    address: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: the cells under their heads, the first one leads to the record."""

    record: AidRecord
    address: str
    first: Fact
    others: list[Fact]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: where it stands (done, now, ahead), and the steps that were taken into it."""

    state: AidState
    place: str
    steps: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the history: who did what, and what became what."""

    verb: str
    at: datetime
    who: str
    changes: list[tuple[str, str, str]]


def line(book: Book, record: AidRecord) -> Line:
    """This function will give a row of a list."""
    told = [
        Fact(head, said(value), shape=_shape(value))
        for head, value in zip(heads(book), cells(book, record), strict=True)
    ]
    unverified = isinstance(record, AidPartnership) and record.status == FactStatus.MEMORY
    return Line(record, reverse("aid-record", args=[book.key, record.pk]), told[0], told[1:], unverified)


def _shape(value: object) -> str:
    """Figures stand under each other, a day on one line."""
    if isinstance(value, int | Decimal):
        return "num"
    return "short" if isinstance(value, date) else ""


def said(value: object) -> str:
    """This function will put a value into words: money with its thousands, nothing as a dash."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return "–" if value in (None, "") else str(value)


def facts(record: AidRecord) -> list[Fact]:
    """This function will give what a record says, field by field; of an offer also the firm and the figures."""
    names = ("unit", *book_of(record).fields)
    if isinstance(record, AidOffer):
        names += ("organization", "output_value", "jobs")
    told = [(name, _value(record, name)) for name in (*names, "keeper")]
    return [
        Fact(str(record._meta.get_field(name).verbose_name), words, _address(record, name))  # type: ignore[union-attr]  # columns
        for name, words in told
        if words != "–"
    ]


def _value(record: AidRecord, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    return said(display() if display is not None else getattr(record, name))


def _address(record: AidRecord, name: str) -> str:
    """A partner and a patent have pages of their own."""
    found = getattr(record, name)
    if isinstance(found, AidPartnership):
        return reverse("aid-record", args=[PARTNERSHIPS.key, found.pk])
    return reverse("patent", args=[found.pk]) if isinstance(found, Patent) else ""


def chain(offer: AidOffer) -> list[Link]:
    """This function will set an offer's steps on its way from offer to result; an end stands behind the last one."""
    taken: dict[str, list[Fact]] = {}
    for step in offer.steps.select_related("organization", "actor"):
        taken.setdefault(step.state, []).append(
            Fact(step.on.isoformat(), "；".join(part.removesuffix("。") for part in _told(step)))
        )
    ended = offer.state == AidState.ENDED
    way = (*WAY, AidState.ENDED) if ended or AidState.ENDED in taken else WAY
    return [Link(state, _place(state, offer, taken), taken.get(state, [])) for state in way]


def _place(state: AidState, offer: AidOffer, taken: dict[str, list[Fact]]) -> str:
    if state == offer.state:
        return "now"
    return "done" if state in taken else "ahead"


def _told(step: AidStep) -> Iterator[str]:
    if step.organization:
        yield step.organization.name
    if step.output_value is not None:
        yield _("累计产值 %(sum)s 元") % {"sum": said(step.output_value)}
    if step.jobs is not None:
        yield _("带动就业 %(n)s 人") % {"n": step.jobs}
    if step.reason:
        yield str(step.get_reason_display())
    if step.note:
        yield step.note
    yield step.actor.name


def links(record: AidRecord, standing: Standing) -> list[tuple[str, int, str]]:
    """This function will count what a partner brought, each figure with the list behind it."""
    if not isinstance(record, AidPartnership):
        return []
    narrow = Filters(partnership=record.pk)
    return [
        (
            book.label,
            listed(book, standing, narrow).count(),
            f"{reverse('aid-book', args=[book.key])}?{urlencode({'partnership': record.pk})}",
        )
        for book in (OFFERS, POLICIES, TEAMS)
    ]


def history(record: AidRecord) -> list[Deed]:
    """This function will tell the deeds on a record; of a change, what each field said before and after."""
    labels = {column.name: str(column.verbose_name) for column in record._meta.concrete_fields}
    return [
        Deed(
            entry.verb,
            entry.at,
            entry.actor_name,
            [
                (labels[name], said(change[0]), said(change[1]))
                for name, change in entry.detail.items()
                if name in labels and isinstance(change, list)
            ],
        )
        for entry in deeds(record)
    ]


def entering(book: Book) -> str:
    """This function will title the form of a new record."""
    return _("登记%(what)s") % {"what": book.label}


def told(record: AidRecord) -> dict[str, Any]:
    """This function will give what a record says for its form."""
    return forms.model_to_dict(record, book_of(record).fields)


def status_word(status: Status) -> str:
    """This function will say how well a fact is known."""
    return str(FactStatus(status.value).label)
