"""Making figures: a number exists only together with what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manas.engines.navigation.model import Figure, Of


class Evidence:
    """Collects what is behind each figure while a landscape is counted."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, ...]] = {}

    def figure(self, code: str, members: Iterable[int], of: Of = Of.PATENTS) -> Figure:
        """This function will count members, each once, and keep them; the same code always stands for the same members.

        Raises ValueError where two figures would share a code.
        """
        counted = tuple(sorted(set(members)))
        if self._found.setdefault(code, counted) != counted:
            raise ValueError(f"two figures are called {code}")
        return Figure(code, len(counted), of)

    @property
    def members(self) -> Mapping[str, tuple[int, ...]]:
        """What is behind each figure, by its code."""
        return self._found
