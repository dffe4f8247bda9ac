"""The tree of a method as rows of places: indicators below, the whole on top, every parent one row above its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from manas.engines.composite.method import Method

Weights = tuple[tuple[float, ...], ...]
"""The weights of each row below the top, in the order of the framework's keys; they count relative to one another in a group."""


@dataclass(frozen=True, slots=True)
class Framework:
    """`keys[0]` are the indicators, `keys[-1]` the whole; `parents[row][place]` is the parent's place in the next row."""

    keys: tuple[tuple[str, ...], ...]
    parents: tuple[tuple[int, ...], ...]

    @property
    def height(self) -> int:
        """How many rows lie above the indicators."""
        return len(self.parents)


def depths(method: Method) -> dict[str, int]:
    """This function will give how far below the whole each group and indicator lies; those that never reach it are absent."""
    parents = {one.key: one.parent for one in method.members}
    found = {key: _depth(key, parents) for key in parents}
    return {key: depth for key, depth in found.items() if depth is not None}


def framework(method: Method) -> Framework:
    """This function will lay the tree of a method without faults out in rows."""
    depth = depths(method)
    height = max(depth.values())
    rows = [tuple(one.key for one in method.indicators)]
    rows += [
        tuple(group.key for group in method.groups if depth[group.key] == height - up) for up in range(1, height + 1)
    ]
    parent = {one.key: one.parent for one in method.members}
    places = [{key: place for place, key in enumerate(row)} for row in rows]
    above = tuple(tuple(places[up + 1][parent[key]] for key in row) for up, row in enumerate(rows[:-1]))
    return Framework(tuple(rows), above)


def weights_of(method: Method, tree: Framework) -> Weights:
    """This function will give the weights of a method row by row."""
    weight = {one.key: one.weight for one in method.members}
    return tuple(tuple(weight[key] for key in row) for row in tree.keys[:-1])


def effective(tree: Framework, weights: Weights) -> tuple[tuple[float, ...], ...]:
    """This function will give what share of the whole each one stands for when nothing is missing; every row sums to 1."""
    rows: list[tuple[float, ...]] = [(1.0,)]
    for parents, row in zip(reversed(tree.parents), reversed(weights), strict=True):
        sums = [0.0] * len(rows[0])
        for parent, weight in zip(parents, row, strict=True):
            sums[parent] += weight
        shares = [w / sums[p] * rows[0][p] for p, w in zip(parents, row, strict=True)]
        rows.insert(0, tuple(shares))
    return tuple(rows)


def _depth(key: str, parents: Mapping[str, str]) -> int | None:
    steps = 0
    while parents[key]:
        key, steps = parents[key], steps + 1
        if key not in parents or steps > len(parents):
            return None
    return steps
