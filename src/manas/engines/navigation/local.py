"""本地实力与需求: what holders of the counties have, subclass by subclass, beside the needs that the patents speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from manas.engines.navigation.classes import grouped, largest
from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.model import Filing, Local, LocalLine, Need, Of

PLACES: Final = 50
LINES: Final = 30


def local(filings: Sequence[Filing], needs: Sequence[Need], evidence: Evidence) -> Local:
    """This function will set patents held here beside needs; subclasses with the most needs come first."""
    here = [one for one in filings if _places(one)]
    answered = {need for one in filings for need in one.answers}
    return Local(
        evidence.figure("local", (one.key for one in here)),
        largest(grouped(here, _places), "place", PLACES, evidence),
        _lines(filings, here, evidence),
        evidence.figure("needs", (one.key for one in needs), Of.NEEDS),
        evidence.figure("needs-unanswered", (one.key for one in needs if one.key not in answered), Of.NEEDS),
    )


def _lines(filings: Sequence[Filing], here: Sequence[Filing], evidence: Evidence) -> tuple[LocalLine, ...]:
    speaking = [one for one in filings if one.answers and one.subclass]
    every, held, spoken = (grouped(some, lambda one: (one.subclass,)) for some in (filings, here, speaking))
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for filing in speaking:
        asked[filing.subclass].update(filing.answers)
    ranked = sorted({*held, *asked}, key=lambda name: (-len(asked.get(name, ())), -len(held.get(name, ())), name))
    return tuple(
        LocalLine(
            name,
            evidence.figure(f"subclass/{name}", every[name]),
            evidence.figure(f"local-in/{name}", held.get(name, ())),
            evidence.figure(f"needs-in/{name}", asked.get(name, ()), Of.NEEDS),
            evidence.figure(f"speaking/{name}", spoken.get(name, ())),
        )
        for name in ranked[:LINES]
    )


def _places(filing: Filing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.place for party in filing.holders if party.place))
