"""方位示意: where counties lie to one another, for a page that sets them side by side without drawing a map."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import yaml


class Tile(NamedTuple):
    """A place in the grid, from one, counted from the north and from the west."""

    row: int
    column: int


@cache
def tiles() -> dict[str, Tile]:
    """This function will give the tile of each county that has one, by the code of its government."""
    told = yaml.safe_load((resources.files("manas.facts") / "tiles.yaml").read_text(encoding="utf-8"))
    return {code: Tile(*place) for code, place in told["tiles"].items()}
