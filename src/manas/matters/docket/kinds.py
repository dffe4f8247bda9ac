"""What a kind of matter declares about itself, and the list of all kinds that the families declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, Protocol

from django.db.models import Model, QuerySet

import manas.matters
from manas.engines.flow.model import Basis, Flow, Words
from manas.engines.flow.move import moves
from manas.matters.docket.models import Matter, Turn
from manas.matters.docket.parties import Party
from manas.office.rules import Standing


@dataclass(frozen=True, slots=True)
class Document:
    """A document that an applicant brings, or that officials add; `inside`: never shown to the applicant."""

    key: str
    label: Words
    note: Words = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper that the office makes: its title, its template beside the flow (`papers/<key>.txt`).

    `told`: the applicant may read it.
    """

    key: str
    title: Words
    told: bool = False
    numbered: bool = True


class Level(StrEnum):
    INFO = "info"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules have to say about a matter as it stands: shown while it is worked on, never a decision."""

    level: Level
    text: str
    basis: tuple[Basis, ...] = ()
    status: str = "read"


class Consequence(Protocol):
    """What a step brings about beyond its change of state: it gets the turn, which knows its matter, who took it and when.

    In the step's transaction; it refuses with StepRefused.
    """

    def __call__(self, turn: Turn, /) -> None: ...


def nobody(standing: Standing, matter: Matter) -> bool:  # noqa: ARG001  # the shape of all such rules
    """This function will let nobody change the rows."""
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of their own beside a matter (rights pledged, years of use): shown with it, added and taken out by deeds.

    `fields` are the columns that are shown and filled in; `add(matter=, values=, actor=, at=)` and `remove(row=, actor=, at=)`
    refuse with StepRefused; without `add` the steps write the rows. `inside`: the applicant does not see them.
    """

    key: str
    label: Words
    model: type[Model]
    fields: tuple[str, ...]
    rows: Callable[[Matter], QuerySet[Any]]
    may_edit: Callable[[Standing, Matter], bool] = nobody
    add: Callable[..., object] | None = None
    remove: Callable[..., object] | None = None
    inside: bool = False


def no_advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:  # noqa: ARG001  # the shape of all advice
    """This function will have nothing to say."""
    return ()


def no_values(matter: Matter) -> Mapping[str, object]:  # noqa: ARG001  # the shape of all values
    """This function will add nothing."""
    return {}


def nothing_hidden(standing: Standing, matter: Matter) -> frozenset[str]:  # noqa: ARG001  # the shape of all such rules
    """This function will hide nothing."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter. `flows` are its versions in order: a running matter keeps the one it began with.

    `mark` begins its numbers (克知押〔2026〕3号); `tasks` are the numbers of the plan's tasks that it carries out. What officials
    open begins in `opened_in`, where that is not where applicants begin. `hidden` names the columns, documents and papers
    that somebody who reads the matter does not see. `follow_ups`: a kind that may continue this one, and the step taken here
    when that ends well.
    """

    key: str
    label: Words
    model: type[Matter]
    flows: tuple[Flow, ...]
    mark: str
    tasks: tuple[str, ...]
    wish: Words = ""
    for_whom: Words = ""
    result: Words = ""
    opened_by: tuple[Party, ...] = (Party.APPLICANT,)
    asks: tuple[str, ...] = ("title", "summary")
    offers: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    papers: tuple[PaperForm, ...] = ()
    without_account: bool = False
    confidential: bool = False
    consequences: Mapping[str, Consequence] = field(default_factory=lambda: MappingProxyType({}))
    advice: Callable[[Matter, datetime], tuple[Advice, ...]] = no_advice
    parts: tuple[Part, ...] = ()
    paper_values: Callable[[Matter], Mapping[str, object]] = no_values
    choices: Mapping[str, Callable[[Matter, date], QuerySet[Any]]] = field(default_factory=lambda: MappingProxyType({}))
    opened_in: str = ""
    hidden: Callable[[Standing, Matter], frozenset[str]] = nothing_hidden
    follow_ups: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def flow(self) -> Flow:
        """The version that new matters begin with."""
        return self.flows[-1]

    @property
    def in_portal(self) -> bool:
        return Party.APPLICANT in self.opened_by

    def version(self, number: int) -> Flow:
        """This function will give the flow of this version; KeyError when the kind never had it."""
        return next((flow for flow in self.flows if flow.version == number), None) or _no_version(self.key, number)

    def moved(self, state: str, version: int, newer: int) -> str | None:
        """This function will give the state that a state of `version` becomes in a newer one, version by version; absent when
        one of them has no place for it."""
        found: str | None = state
        for flow in self.flows:
            if version < flow.version <= newer and found is not None:
                found = moves(flow, [found]).targets.get(found)
        return found

    def document(self, key: str) -> Document | None:
        """This function will give what the kind says of a document, absent when it does not list it."""
        return next((document for document in self.documents if document.key == key), None)

    def part(self, key: str) -> Part | None:
        """This function will give what the kind says of rows beside its matters, absent when it has none of this key."""
        return next((part for part in self.parts if part.key == key), None)

    def paper(self, key: str) -> PaperForm:
        """This function will give what the kind says of a paper; KeyError when it does not list it."""
        return next((paper for paper in self.papers if paper.key == key), None) or _no_paper(self.key, key)

    def template(self, paper: str) -> str:
        """This function will read the text template of a paper of this kind."""
        return files(rooms()[self.key]).joinpath("papers", f"{paper}.txt").read_text(encoding="utf-8")


def _no_version(kind: str, number: int) -> Flow:
    raise KeyError(f"{kind} {number}")


def _no_paper(kind: str, key: str) -> PaperForm:
    raise KeyError(f"{kind} {key}")


@cache
def _found() -> Mapping[str, tuple[str, Kind]]:
    """A room of a family with a `flow` module declares a kind there; nothing else has to be told of it."""
    found: dict[str, tuple[str, Kind]] = {}
    for family in iter_modules(manas.matters.__path__, "manas.matters."):
        if not family.ispkg:
            continue
        for room in iter_modules(import_module(family.name).__path__, f"{family.name}."):
            if room.ispkg and any(part.name == "flow" for part in iter_modules(import_module(room.name).__path__)):
                kind: Kind = import_module(f"{room.name}.flow").KIND
                found[kind.key] = (room.name, kind)
    return MappingProxyType(dict(sorted(found.items())))


def kinds() -> Mapping[str, Kind]:
    """This function will give every kind of matter by its key."""
    return {key: kind for key, (_, kind) in _found().items()}


def rooms() -> Mapping[str, str]:
    """This function will give the package in which each kind is declared."""
    return {key: room for key, (room, _) in _found().items()}


def kind_of(matter: Matter) -> Kind:
    """This function will give the kind of a matter."""
    return _found()[matter.kind][1]


def flow_of(matter: Matter) -> Flow:
    """This function will give the flow that a matter runs by: the version that it began with."""
    return kind_of(matter).version(matter.flow_version)


def full(matter: Matter) -> Matter:
    """This function will give a matter with the columns of its kind."""
    model = kind_of(matter).model
    return matter if isinstance(matter, model) else model._default_manager.get(pk=matter.pk)
