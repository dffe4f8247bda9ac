"""Reading a file of facts strictly: whatever is wrong is said with the file and the entry it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from manas.engines.calendar.model import Citation, Span, Status, Term

T = TypeVar("T")

_TERM = re.compile(r"(-?\d+) (hour|day|workday|month|year)s?")
_EXACT = re.compile(r"\d+(\.\d+)?")


class FactsWrong(ValueError):
    """A file of facts cannot be used; the sentence names the file, the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file of facts: it knows where it stands, so that its faults can be found."""

    file: str
    key: str
    values: Mapping[str, Any]

    def wrong(self, what: str) -> FactsWrong:
        """This function will name a fault of this entry together with its place."""
        return FactsWrong(f"{self.file}: {self.key}: {what}")

    def only(self, names: Iterable[str]) -> None:
        """This function will refuse fields that nobody reads: a misspelt field must not vanish silently."""
        unknown = sorted(set(self.values) - set(names))
        if unknown:
            raise self.wrong(f"unknown fields {', '.join(unknown)}")

    def text(self, name: str, default: str | None = None) -> str:
        """This function will give a text that is not empty; without a default, the text must be there."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.wrong(f"{name} must be a text, not {value!r}")
        return value

    def day(self, name: str) -> date | None:
        """This function will give a day, or None where none is known."""
        value = self.values.get(name)
        if value is not None and type(value) is not date:
            raise self.wrong(f"{name} must be a day, not {value!r}")
        return value

    def known_day(self, name: str) -> date:
        """This function will give a day that must be known."""
        day = self.day(name)
        if day is None:
            raise self.wrong(f"{name} is missing")
        return day

    def whole(self, name: str, default: int) -> int:
        """This function will give a whole number."""
        value = self.values.get(name, default)
        if type(value) is not int:
            raise self.wrong(f"{name} must be a whole number, not {value!r}")
        return value

    def amount(self, name: str) -> Decimal | None:
        """This function will give an amount or a multiple, None where there is none; a binary fraction is refused."""
        value = self.values.get(name)
        if value is None:
            return None
        if type(value) is not int and not (isinstance(value, str) and _EXACT.fullmatch(value)):
            raise self.wrong(f"{name} must be a whole number or a decimal in quotes, not {value!r}")
        return Decimal(value)

    def truth(self, name: str) -> bool | None:
        """This function will give yes, no, or None where it is not known."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(f"{name} must be true or false, not {value!r}")
        return value

    def one_of(self, kind: Callable[[Any], T], name: str, default: T | None = None) -> T:
        """This function will give a member of an enumeration."""
        value = self.values.get(name, default)
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(f"{name} cannot be {value!r}") from None

    def status(self) -> Status:
        """This function will give how well this entry is known."""
        return self.one_of(Status, "status")

    def texts(self, name: str) -> tuple[str, ...]:
        """This function will give a list of texts, empty where there is none."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.wrong(f"{name} must be a list of texts")
        return tuple(value)

    def mapping(self, name: str) -> Mapping[str, Any]:
        """This function will give a mapping by text keys, empty where there is none."""
        value = self.values.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise self.wrong(f"{name} must be a mapping")
        return value

    def parts(self, name: str) -> tuple[Entry, ...]:
        """This function will give the entries within this entry, each named after it."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"{name} must be a list of entries")
        return tuple(Entry(self.file, f"{self.key}: {name} {place}", item) for place, item in enumerate(value, 1))

    def citations(self, name: str = "cite") -> tuple[Citation, ...]:
        """This function will give the articles, written as `{law: article}`; at least one must be there."""
        cited = self.mapping(name)
        if not cited or not all(isinstance(article, str) for article in cited.values()):
            raise self.wrong(f"{name} must name at least one law with its article as a text")
        return tuple(Citation(law, article) for law, article in cited.items())

    def term(self, value: object) -> Term:
        """This function will read a term as it is written in the files: `3 months`, `-7 workdays`."""
        found = _TERM.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise self.wrong(f"{value!r} is no term (such as '3 months')")
        return Term(int(found[1]), Span(found[2]))


def parsed(file: str, text: str) -> Entry:
    """This function will read a whole file as one entry; FactsWrong when it is no mapping or no YAML."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FactsWrong(f"{file}: not readable: {error}") from error
    if not isinstance(data, dict):
        raise FactsWrong(f"{file}: must be a mapping")
    return Entry(file, "the file", data)


def shipped(file: str) -> Entry:
    """This function will read a file of facts that comes with the program, by its name below `facts/`."""
    return parsed(file, files("manas.facts").joinpath(file).read_text(encoding="utf-8"))


def shipped_in(folder: str) -> tuple[str, ...]:
    """This function will list the files of facts in a folder below `facts/`, in the order of their names."""
    names = (found.name for found in files("manas.facts").joinpath(folder).iterdir())
    return tuple(f"{folder}/{name}" for name in sorted(names) if name.endswith(".yaml"))


def keyed(sheet: Entry, name: str) -> tuple[Entry, ...]:
    """This function will give the entries of a list, each known by its own `key`."""
    return tuple(Entry(sheet.file, part.text("key"), part.values) for part in sheet.parts(name))
