"""What a keeper of the facts must look at: entries without a source, checked long ago, or known from memory only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from manas.engines.calendar.model import Status

# Words are no facts: they need no source.
WORDS = frozenset({"glossary.yaml", "events.yaml"})

_NAMES = ("key", "code", "year", "season", "name")
_STATUSES = ("status", "date_status")


class Concern(StrEnum):
    """Why an entry stands on the list."""

    UNSOURCED = "unsourced"
    STALE = "stale"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry of a file with its concern; `checked_on` is the day on which it was last checked, None: never said."""

    file: str
    entry: str
    concern: Concern
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an entry stands on, by itself or by what stands around it."""

    file: str
    path: tuple[str, ...] = ()
    sourced: bool = False
    checked_on: date | None = None
    status: str = ""


def review(on: date) -> tuple[Doubt, ...]:
    """This function will list every doubtful entry of all files of facts, as things stand on the day `on`."""
    root = files("manas.facts")
    found: list[Doubt] = []
    for path in sorted(_sheets(root, "")):
        if path not in WORDS:
            found.extend(doubts(path, yaml.safe_load(root.joinpath(path).read_text(encoding="utf-8")), on))
    return tuple(found)


def doubts(file: str, facts: Mapping[str, Any], on: date) -> tuple[Doubt, ...]:
    """This function will list the doubtful entries of one file, given as it was parsed."""
    whole = _standing(_Ground(file), facts, ())
    return tuple(doubt for name, value in facts.items() for doubt in _within(name, value, whole, on))


def _within(name: str, value: object, around: _Ground, on: date) -> Iterator[Doubt]:
    """The doubts about the entries within a value: the items of its lists, and mappings with a status of their own."""
    match value:
        case list():
            for item in value:
                if isinstance(item, dict):
                    yield from _about(name, item, around, on)
        case dict() if any(field in value for field in _STATUSES):
            yield from _about(name, value, around, on)
        case dict():
            for inner, part in value.items():
                yield from _within(inner, part, around, on)


def _about(name: str, entry: Mapping[str, Any], around: _Ground, on: date) -> Iterator[Doubt]:
    """An entry of a file answers for its source and its age; a part of an entry only for a status of its own."""
    label = next((str(entry[field]) for field in _NAMES if field in entry), name)
    ground = _standing(around, entry, (*around.path, label))
    whole = not around.path
    said = " / ".join(ground.path)
    if whole and not ground.sourced:
        yield Doubt(ground.file, said, Concern.UNSOURCED, ground.checked_on)
    if whole and is_stale(ground.checked_on, on):
        yield Doubt(ground.file, said, Concern.STALE, ground.checked_on)
    statuses = [entry[field] for field in _STATUSES if field in entry] or ([ground.status] if whole else [])
    if Status.MEMORY in statuses:
        yield Doubt(ground.file, said, Concern.MEMORY, ground.checked_on)
    for inner, part in entry.items():
        yield from _within(inner, part, ground, on)


def is_stale(checked_on: date | None, on: date) -> bool:
    """This function will tell whether a fact was last checked more than a year before `on`, or on no known day."""
    if checked_on is None:
        return True
    return (checked_on.year + 1, checked_on.month, checked_on.day) < (on.year, on.month, on.day)


def _standing(around: _Ground, entry: Mapping[str, Any], path: tuple[str, ...]) -> _Ground:
    source = entry.get("source")
    titled = isinstance(source, dict) and bool(source.get("title"))
    return _Ground(
        around.file,
        path,
        around.sourced or titled or bool(entry.get("cite")) or bool(entry.get("read_in")),
        entry.get("checked_on", around.checked_on),
        str(entry.get("status", around.status)),
    )


def _sheets(folder: Traversable, under: str) -> Iterator[str]:
    for found in folder.iterdir():
        if found.is_dir():
            yield from _sheets(found, f"{under}{found.name}/")
        elif found.name.endswith(".yaml"):
            yield f"{under}{found.name}"
