"""Walking a text once: which stretches touch a window that only moves forward."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Stretch = TypeVar("Stretch")


class Sweep(Generic[Stretch]):
    """Gives the stretches in the order of their start; the cost grows with the text, not with text times stretches."""

    def __init__(self, stretches: Iterable[Stretch], borders: Callable[[Stretch], tuple[int, int]]) -> None:
        self._borders = borders
        self._coming = sorted(stretches, key=borders)
        self._next = 0
        self._open: list[Stretch] = []

    def touching(self, start: int, end: int) -> list[Stretch]:
        """This function will give what overlaps ``[start, end)``; each window begins where the last one did or later."""
        while self._next < len(self._coming) and self._borders(self._coming[self._next])[0] < end:
            self._open.append(self._coming[self._next])
            self._next += 1
        self._open = [one for one in self._open if self._borders(one)[1] > start]
        return list(self._open)
