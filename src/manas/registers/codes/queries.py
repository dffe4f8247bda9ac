"""Questions to the code tables. A table that is not loaded, and a code that is not in it, answer with nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from manas.registers.models import Industry, IpcTitle

LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much of a table is loaded, and which edition was loaded last; 0 rows: not loaded."""

    rows: int
    edition: str


def ipc_loaded() -> Loaded:
    """This function will tell how much of the IPC is loaded."""
    return _loaded(IpcTitle)


def industries_loaded() -> Loaded:
    """This function will tell how much of GB/T 4754 is loaded."""
    return _loaded(Industry)


def _loaded(model: type[IpcTitle | Industry]) -> Loaded:
    found = model.objects.aggregate(rows=Count("pk"), edition=Max("edition"))
    return Loaded(found["rows"], found["edition"] or "")


def ipc_in_words(code: str) -> tuple[str, ...]:
    """This function will give the Chinese titles from the section down to a symbol: "C12M3/00"; empty where it is not known."""
    return ipc_paths([code])[code]


def ipc_paths(codes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """This function will give for many symbols the Chinese titles from the section down, in one query; empty where not known."""
    wanted = list(dict.fromkeys(codes))
    above = Q(code__in={part for code in wanted for part in (code[:1], code[:3], code[:4], code)})
    for stem in {code.partition("/")[0] for code in wanted if "/" in code}:
        above |= Q(code__startswith=f"{stem}/")
    known = {row.code: row for row in IpcTitle.objects.filter(above)}
    return {code: _path(code, known) for code in wanted}


def _path(code: str, known: Mapping[str, IpcTitle]) -> tuple[str, ...]:
    path: dict[str, str] = {}
    while code in known and code not in path:  # a table that points in a circle ends too
        path[code] = known[code].title
        code = known[code].parent
    return tuple(reversed(path.values()))


def ipc_titles(codes: Iterable[str]) -> Mapping[str, str]:
    """This function will give the Chinese titles of many symbols in one query; those that are not known are left out."""
    return dict(IpcTitle.objects.filter(code__in=set(codes)).values_list("code", "title"))


def industry_in_words(code: str) -> tuple[str, ...]:
    """This function will give the names from the section down to a code, with its letter ("A0111") or without ("0111")."""
    digits = code.lstrip(LETTERS)
    sizes = [size for size in (2, 3, 4) if size <= len(digits)]
    wanted = [f"{letter}{digits[:size]}" for letter in ("", *LETTERS) for size in sizes]
    known = {row.code: row for row in Industry.objects.filter(Q(code__in=[code, *wanted]) | Q(level="section"))}
    ends = (at for at in (code, *(f"{letter}{digits}" for letter in LETTERS if digits)) if at in known)
    at, path = next(ends, ""), list[str]()
    while (row := known.pop(at, None)) is not None:
        path.append(row.name)
        at = row.parent
    return tuple(reversed(path))
