"""Who holds how much: names are folded only where it is certain that they are one."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.model import Filing, HolderLine, Holders, Party

SHOWN: Final = 20
# What the end of a name says beyond doubt; the kinds are those of organizations. Whatever ends otherwise has no kind.
ENDINGS: Final = (
    ("enterprise", ("公司", "集团", "工厂", "企业")),
    ("cooperative", ("合作社",)),
    ("university", ("大学", "学院", "学校")),
    ("institute", ("研究所", "研究院", "研究中心", "科学院", "林科所", "农科所", "农科院")),
)


@dataclass(slots=True)
class _Held:
    keys: list[int] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    kind: str = ""
    place: str = ""


class Folded:
    """Tells which rows are one holder: the same organization, or the same name but for width, case and blanks.

    A name that an organization bears is that organization, unless two bear it. Nothing else is folded: a firm that was renamed,
    a school and its hospital stay apart.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        bearers: defaultdict[str, set[int]] = defaultdict(set)
        for party in parties:
            if party.organization is not None:
                bearers[plain(party.name)].add(party.organization)
        self._bearer = {name: min(known) for name, known in bearers.items() if len(known) == 1}

    def identity(self, party: Party) -> str | int:
        """This function will give what is the same for all rows of one holder."""
        name = plain(party.name)
        return party.organization if party.organization is not None else self._bearer.get(name, name)


def plain(name: str) -> str:
    """This function will write a name narrow, in small letters, without blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def kind_of(name: str) -> str:
    """This function will tell the kind of a holder by the end of its name; empty where it says nothing."""
    bare = plain(name)
    return next((kind for kind, ends in ENDINGS if bare.endswith(ends)), "")


def holders(filings: Sequence[Filing], folded: Folded, evidence: Evidence) -> Holders:
    """This function will rank the holders; those with as many patents stand in the order of their names."""
    held = _held(filings, folded)
    ranked = sorted(held, key=lambda one: (-len(set(held[one].keys)), _name(held[one]), str(one)))[:SHOWN]
    lines = tuple(_line(one, held[one], evidence) for one in ranked)
    shown = {key for one in ranked for key in held[one].keys}
    others = (filing.key for filing in filings if filing.holders and filing.key not in shown)
    unnamed = (filing.key for filing in filings if not filing.holders)
    return Holders(lines, evidence.figure("holders/others", others), evidence.figure("holders/unnamed", unnamed))


def _held(filings: Sequence[Filing], folded: Folded) -> Mapping[str | int, _Held]:
    held: defaultdict[str | int, _Held] = defaultdict(_Held)
    for filing in filings:
        for party in filing.holders:
            one = held[folded.identity(party)]
            one.keys.append(filing.key)
            one.spellings[party.name] += 1
            one.kind, one.place = one.kind or party.kind, one.place or party.place
    return held


def _name(held: _Held) -> str:
    return min(held.spellings, key=lambda spelling: (-held.spellings[spelling], spelling))


def _line(identity: str | int, held: _Held, evidence: Evidence) -> HolderLine:
    """Two organizations may bear one name: their figures are called by their numbers."""
    name = _name(held)
    others = tuple(sorted(spelling for spelling in held.spellings if spelling != name))
    code = f"holder/{identity}" if isinstance(identity, str) else f"organization/{identity}"
    return HolderLine(name, others, held.kind or kind_of(name), held.place, evidence.figure(code, held.keys))
