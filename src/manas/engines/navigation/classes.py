"""技术构成 by the International Patent Classification: codes are counted as they are, known to a table or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.model import Classes, Filing, Share

SHOWN: Final = 20
SYMBOL: Final = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/")


def main_group(symbol: str) -> str:
    """This function will give the main group of a symbol: "A23N4/00" of "A23N 4/04"; empty where there is none."""
    found = SYMBOL.match(symbol.strip().upper())
    return f"{found[1]}{int(found[2])}/00" if found else ""


def classes(filings: Sequence[Filing], evidence: Evidence) -> Classes:
    """This function will count the patents by the subclass and the main group of their main class."""
    subclasses = largest(grouped(filings, lambda one: (one.subclass,)), "subclass", SHOWN, evidence)
    shown = {share.name for share in subclasses}
    others = (one.key for one in filings if one.subclass and one.subclass not in shown)
    return Classes(
        subclasses,
        evidence.figure("subclass-others", others),
        largest(grouped(filings, lambda one: (one.group,)), "group", SHOWN, evidence),
        evidence.figure("unclassed", (one.key for one in filings if not one.subclass)),
    )


def grouped(filings: Iterable[Filing], names: Callable[[Filing], Iterable[str]]) -> Mapping[str, Sequence[int]]:
    """This function will gather the numbers of the patents under each of their names; an empty name is none."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for filing in filings:
        for name in names(filing):
            if name:
                found[name].append(filing.key)
    return found


def largest(found: Mapping[str, Sequence[int]], code: str, most: int, evidence: Evidence) -> tuple[Share, ...]:
    """This function will make figures of the largest groups; equal ones stand in the order of their names."""
    ranked = sorted(found, key=lambda name: (-len(found[name]), name))[:most]
    return tuple(Share(name, evidence.figure(f"{code}/{name}", found[name])) for name in ranked)
