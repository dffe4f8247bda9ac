"""Choices that narrow what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: list[Option]


def choice(name: str, label: str, choices: Iterable[tuple[Any, Any]], chosen: str) -> Filter:
    """This function will make a filter of the choices of a column."""
    return Filter(name, label, [Option(str(key), str(words), str(key) == chosen) for key, words in choices])
