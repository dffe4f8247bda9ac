"""What registering a pledge asks for and on which grounds it is refused: `facts/finance/pledge_registration.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from manas.engines.pledge import PATENTS, Block, Citation, Ground, RightKind, Status
from manas.facts.entries import Entry, keyed, shipped

_SHEET = "family name source checked_on grounds also papers later_papers trademark_papers effects".split()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is handed in; `when` empty: always."""

    key: str
    name: str
    when: str
    citations: tuple[Citation, ...]
    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows in law from a registered pledge."""

    key: str
    name: str
    citations: tuple[Citation, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Registration:
    """Everything that is known of registering pledges: the twelve `grounds` of the list, and `also` those elsewhere."""

    grounds: tuple[Ground, ...]
    also: tuple[Ground, ...]
    papers: tuple[Paper, ...]
    later_papers: tuple[Paper, ...]
    trademark_papers: tuple[Paper, ...]
    effects: tuple[Effect, ...]


@cache
def pledge_registration() -> Registration:
    """This function will load what is known of registering pledges."""
    return read_registration(shipped("finance/pledge_registration.yaml"))


def pledge_grounds() -> tuple[Ground, ...]:
    """This function will give every ground that the checks of `manas.engines.pledge` look at or a person must."""
    found = pledge_registration()
    return (*found.grounds, *found.also)


def read_registration(sheet: Entry) -> Registration:
    """This function will read the whole file; FactsWrong, with file and entry, for whatever is wrong with it."""
    sheet.only(_SHEET)
    return Registration(
        tuple(_ground(entry) for entry in keyed(sheet, "grounds")),
        tuple(_ground(entry) for entry in keyed(sheet, "also")),
        tuple(_paper(entry) for entry in keyed(sheet, "papers")),
        tuple(_paper(entry) for entry in keyed(sheet, "later_papers")),
        tuple(_paper(entry) for entry in keyed(sheet, "trademark_papers")),
        tuple(_effect(entry) for entry in keyed(sheet, "effects")),
    )


def _ground(entry: Entry) -> Ground:
    entry.only("key name block kinds status cite note".split())
    block = entry.one_of(Block, "block") if "block" in entry.values else None
    return Ground(
        entry.key,
        entry.text("name"),
        block,
        _kinds(entry),
        _cited(entry),
        entry.one_of(Status, "status"),
        entry.text("note", ""),
    )


def _kinds(entry: Entry) -> tuple[RightKind, ...]:
    """The kinds of rights that a ground was read for; patents where none is named."""
    named = entry.texts("kinds") or tuple(sorted(PATENTS))
    if unknown := set(named) - {kind.value for kind in RightKind}:
        raise entry.wrong(f"no such kind of right: {', '.join(sorted(unknown))}")
    return tuple(RightKind(kind) for kind in named)


def _paper(entry: Entry) -> Paper:
    entry.only("key name when status cite note".split())
    return Paper(
        entry.key,
        entry.text("name"),
        entry.text("when", ""),
        _cited(entry),
        entry.one_of(Status, "status"),
        entry.text("note", ""),
    )


def _effect(entry: Entry) -> Effect:
    entry.only("key name status cite".split())
    return Effect(entry.key, entry.text("name"), _cited(entry), entry.one_of(Status, "status"))


def _cited(entry: Entry) -> tuple[Citation, ...]:
    return tuple(Citation(one.law, one.article) for one in entry.citations())
