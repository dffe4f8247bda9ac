"""Two landscapes beside each other: which figures differ, and which patents came and went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manas.engines.navigation.kept import figures
from manas.engines.navigation.model import Landscape


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that counts another number, or other patents, than before; None: there was, or is, no such figure."""

    code: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    came: tuple[int, ...]
    gone: tuple[int, ...]
    changes: tuple[Change, ...]


Kept = tuple[Landscape, Mapping[str, Sequence[int]]]


def compare(before: Kept, after: Kept) -> Difference:
    """This function will tell what differs between two landscapes with their evidence; figures in the order of the later."""
    old, new = _counts(before[0]), _counts(after[0])
    changed = [
        Change(code, old.get(code), new.get(code))
        for code in dict.fromkeys((*new, *old))
        if before[1].get(code) != after[1].get(code)
    ]
    then, now = set(before[1]["all"]), set(after[1]["all"])
    return Difference(tuple(sorted(now - then)), tuple(sorted(then - now)), tuple(changed))


def _counts(landscape: Landscape) -> dict[str, int]:
    return {figure.code: figure.count for figure in figures(landscape)}
