"""What an entry changes on a patent that is known: what it does not say stays, and what it says anew is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from manas.engines.words import runs
from manas.registers.models import LegalStatus, Patent, Willingness
from manas.registers.models.patents import WORDS
from manas.registers.patents.entries import PatentEntry

# Everything of an entry that is one column of the patent; its lists and the line of the file are apart.
LISTS: Final = ("holders", "inventors", "classes")
APART: Final = ("holders", "inventors", "ipc", "row")
COLUMNS: Final = tuple(name for name in PatentEntry.__dataclass_fields__ if name not in APART)
NOTHING: Final = (None, "", LegalStatus.UNKNOWN.value, Willingness.UNKNOWN.value)
SUBCLASS = re.compile(r"[A-H]\d{2}[A-Z]")
# Inventions are published twice under one number: "A" before the grant, "B" with it. Only since 2007 do both agree.
TWICE_PUBLISHED = re.compile(r"(CN[1]\d{8})([AB])")


@dataclass(frozen=True, slots=True)
class Change:
    """A column or list that became another, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows beside a patent, in their order: names of holders and inventors, symbols of classes."""

    holders: tuple[str, ...] = ()
    inventors: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


def twin(number: str | None) -> str | None:
    """This function will give the other publication number of the same invention, absent where there is none."""
    found = TWICE_PUBLISHED.fullmatch(number or "")
    return found[1] + ("B" if found[2] == "A" else "A") if found else None


def numbers(entry: PatentEntry) -> list[str]:
    """This function will give the numbers by which the patent of an entry may be known, the surest first."""
    given = (entry.application_number, entry.publication_number, twin(entry.publication_number))
    return [number for number in given if number]


def merge(patent: Patent, known: Lists, entry: PatentEntry) -> tuple[Lists, list[Change]]:
    """This function will set on `patent` what the entry says anew; gives its lists afterwards and what changed.

    An entry that was published before the grant, coming after it, only fills what is empty.
    """
    earlier = _before_the_grant(patent, entry)
    changes = [*_columns(patent, entry, fills_only=earlier)]
    wanted = _lists(entry)
    lists = Lists(**{name: _chosen(getattr(known, name), wanted[name], earlier) for name in LISTS})
    changes += [
        Change(name, "；".join(getattr(known, name)), "；".join(getattr(lists, name)))
        for name in LISTS
        if getattr(known, name) != getattr(lists, name)
    ]
    main = patent.ipc_main
    derive(patent, lists)
    if patent.ipc_main != main:
        changes.append(Change("ipc_main", main, patent.ipc_main))
    return lists, changes


def _before_the_grant(patent: Patent, entry: PatentEntry) -> bool:
    granted = twin(entry.publication_number)
    return granted is not None and granted.endswith("B") and patent.publication_number == granted


def _columns(patent: Patent, entry: PatentEntry, *, fills_only: bool) -> Iterator[Change]:
    for name in COLUMNS:
        before, after = getattr(patent, name), getattr(entry, name)
        if after in NOTHING or after == before or (fills_only and before not in NOTHING):
            continue
        setattr(patent, name, after)
        yield Change(name, written(before), written(after))


def _lists(entry: PatentEntry) -> dict[str, tuple[str, ...]]:
    return {
        "holders": tuple(party.name for party in entry.holders),
        "inventors": entry.inventors,
        "classes": tuple(dict.fromkeys(entry.ipc)),
    }


def _chosen(known: tuple[str, ...], wanted: tuple[str, ...], fills_only: bool) -> tuple[str, ...]:  # noqa: FBT001
    return known if not wanted or (fills_only and known) else wanted


def derive(patent: Patent, lists: Lists) -> None:
    """This function will set the columns that follow from others: the main class, its subclass, the year, the words."""
    if not patent.ipc_main and lists.classes:
        patent.ipc_main = lists.classes[0]
    patent.main_subclass = subclass(patent.ipc_main)
    patent.year = _year_of(patent)
    shown = (patent.title, patent.application_number, patent.publication_number, *lists.holders, *lists.inventors)
    patent.words = " ".join(run for text in shown if text for run in runs(text))[:WORDS]


def subclass(symbol: str) -> str:
    """This function will give the subclass of an IPC symbol, "C12M" of "C12M3/00"; nothing for what is no such symbol."""
    found = SUBCLASS.match(symbol)
    return found[0] if found else ""


def _year_of(patent: Patent) -> int | None:
    if patent.filed_on:
        return patent.filed_on.year
    return _numbered_year(patent.application_number) or (patent.published_on.year if patent.published_on else None)


def _numbered_year(number: str | None) -> int | None:
    """The year in an application number: four digits, or two before October 2003 (85 to 03)."""
    body = (number or "").partition(".")[0]
    if not body.isdigit() or len(body) not in (8, 12):
        return None
    return int(body[:4]) if len(body) == 12 else (1900 if body[0] in "89" else 2000) + int(body[:2])


def read_back(name: str, text: str) -> Any:  # noqa: ANN401  # of any column
    """This function will read what `written` wrote: the value that a column of a patent held, a list as its parts."""
    if name in LISTS:
        return tuple(text.split("；")) if text else ()
    column = Patent._meta.get_field(name)
    if text == "" and getattr(column, "null", False):
        return None
    return {"是": True, "否": False}[text] if column.get_internal_type() == "BooleanField" else column.to_python(text)  # type: ignore[union-attr]  # columns


def written(value: Any) -> str:  # noqa: ANN401  # of any column
    """This function will write a value of a column for the history: the stored code, a day as 2026-01-31, yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)
