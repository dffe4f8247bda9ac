"""技术功效矩阵 and 空白点: which technologies promise which effects, and where none does though one would look for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manas.engines.navigation.classes import grouped, largest
from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.model import Figure, Filing, Matrix, Share, Spot

ROWS: Final = 12
COLUMNS: Final = 10
# An empty cell is worth a look where at least so many would lie in it if row and column had nothing to do with each other:
# below five, the rule of thumb of Pearson's test, chance alone leaves cells empty.
EXPECTED: Final = 5.0


def matrix(filings: Sequence[Filing], evidence: Evidence) -> Matrix:
    """This function will cross the largest main groups with the effects named most, over the patents whose texts name any."""
    read = [one for one in filings if one.readable and one.group]
    named = [one for one in read if one.effects]
    by_group = grouped(named, lambda one: (one.group,))
    by_effect = grouped(named, lambda one: one.effects)
    technologies = largest(by_group, "technology", ROWS, evidence)
    effects = largest(by_effect, "effect", COLUMNS, evidence)
    members = {name: frozenset(keys) for name, keys in by_effect.items()}
    cells = tuple(
        tuple(
            evidence.figure(f"cell/{row.name}/{column.name}", members[column.name].intersection(by_group[row.name]))
            for column in effects
        )
        for row in technologies
    )
    return Matrix(
        technologies,
        effects,
        cells,
        evidence.figure("matrix/read", (one.key for one in read)),
        evidence.figure("matrix/silent", (one.key for one in read if not one.effects)),
        evidence.figure("matrix/named", (one.key for one in named)),
        spots(technologies, effects, cells, len(named)),
    )


def spots(
    technologies: Sequence[Share], effects: Sequence[Share], cells: Sequence[Sequence[Figure]], total: int
) -> tuple[Spot, ...]:
    """This function will give the empty cells in which at least five patents would be expected, most expected first."""
    found = [
        Spot(row.name, column.name, round(row.figure.count * column.figure.count / total, 1))
        for row, line in zip(technologies, cells, strict=True)
        for column, cell in zip(effects, line, strict=True)
        if cell.count == 0 and row.figure.count * column.figure.count >= EXPECTED * total
    ]
    return tuple(sorted(found, key=lambda spot: -spot.expected))
