"""The units of a government as documents name them: `facts/units/<division code>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name, with the days it holds (half open) and how well it is known: read, second-hand or memory."""

    name: str
    kind: str
    status: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitFact:
    code: str
    kind: str
    short: str
    names: tuple[NameFact, ...]


@dataclass(frozen=True, slots=True)
class GovernmentFact:
    """A government with the units directly below it, in official order."""

    code: str
    source: str
    root: UnitFact
    units: tuple[UnitFact, ...]


def known_governments() -> tuple[str, ...]:
    """This function will list the division codes whose units are known."""
    return tuple(
        sorted(f.name[:-5] for f in files("manas.facts").joinpath("units").iterdir() if f.name.endswith(".yaml"))
    )


def government(code: str) -> GovernmentFact:
    """This function will load the units of the government with this division code; KeyError when it is not known."""
    if code not in known_governments():
        raise KeyError(code)
    data = yaml.safe_load(files("manas.facts").joinpath(f"units/{code}.yaml").read_text(encoding="utf-8"))
    source = f"{data['source']['title']}，{data['source']['clause']}"
    return GovernmentFact(data["code"], source, _unit(data["root"]), tuple(_unit(u) for u in data["units"]))


def _unit(entry: dict[str, Any]) -> UnitFact:
    return UnitFact(entry["code"], entry["kind"], entry["short"], tuple(_name(n) for n in entry["names"]))


def _name(entry: dict[str, Any]) -> NameFact:
    return NameFact(entry["name"], entry["kind"], entry["status"], entry.get("valid_from"), entry.get("valid_to"))
