"""The whole landscape in one call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from manas.engines.navigation.classes import classes, grouped
from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.holders import Folded, holders
from manas.engines.navigation.local import local
from manas.engines.navigation.matrix import matrix
from manas.engines.navigation.model import Filing, Landscape, Need, Share, Survey
from manas.engines.navigation.years import trend


def survey(filings: Sequence[Filing], needs: Sequence[Need] = (), known_until: date | None = None) -> Survey:
    """This function will count a landscape; `known_until` is the last day of which the register knows anything.

    The same patents, in whatever order, give the same landscape.
    """
    evidence = Evidence()
    # Figures stand for the least row of each holder: without an order they would depend on how the database gave them out.
    filings = sorted(filings, key=lambda one: one.key)
    folded = Folded(party for filing in filings for party in filing.holders)
    doubts = grouped(filings, lambda one: one.doubts)
    landscape = Landscape(
        total=evidence.figure("all", (one.key for one in filings)),
        trend=trend(filings, folded, known_until, evidence),
        classes=classes(filings, evidence),
        holders=holders(filings, folded, evidence),
        matrix=matrix(filings, evidence),
        local=local(filings, needs, evidence),
        doubts=tuple(Share(name, evidence.figure(f"doubt/{name}", keys)) for name, keys in sorted(doubts.items())),
    )
    return Survey(landscape, dict(evidence.members))
