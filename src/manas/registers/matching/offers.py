"""Patents of the register that answer a need of the register, with every reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.db.models import Count

from manas.engines.matching.find import find
from manas.engines.matching.match import Knowledge, Matching, Suggestion, match
from manas.engines.matching.model import Asker, Element, Need, Offer
from manas.engines.matching.need import Gap, quality, split
from manas.engines.matching.rank import MOST_HITS, Hit
from manas.registers.codes.queries import ipc_titles
from manas.registers.matching import keeping
from manas.registers.matching.marks import waiting
from manas.registers.models import Patent, PatentClass, TechnologyNeed

SUGGESTED: Final = 20
READ: Final = ("title", "abstract", "claims", "family", "legal_status", "willingness", "region", "maturity")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a need. `proposed`: nobody has confirmed its elements yet. `searched` patents lie in the index,
    `left` wait to be taken up."""

    need: Need
    proposed: bool
    gaps: tuple[Gap, ...]
    found: Matching
    patents: Mapping[int, Patent]
    searched: int
    left: int

    @property
    def lines(self) -> list[tuple[Patent, Suggestion]]:
        """The suggested patents, best first."""
        return [(self.patents[one.offer.key], one) for one in self.found.suggestions]


def offers_for(kept: TechnologyNeed, today: date, limit: int = SUGGESTED) -> Answer:
    """This function will look for the patents that answer a need. Raises IndexRefused where the index cannot be used."""
    index = keeping.index()
    need, proposed = compared(kept)
    hits = find(index.parts, need, MOST_HITS)
    patents = _patents(hits.keys.tolist())
    ranked = [
        Hit(_offer(patents[key], today), score)
        for key, score in zip(hits.keys.tolist(), hits.scores.tolist(), strict=True)
        if key in patents  # what was taken out of the register since the index was written
    ]
    knowledge = Knowledge(sizes=group_sizes(index.documents), titles=_titles(patents.values()))
    found = match(need, ranked, hits.rarity, asker=_asker(kept), knowledge=knowledge, limit=limit)
    return Answer(need, proposed, quality(need), found, patents, index.documents, waiting())


def compared(kept: TechnologyNeed) -> tuple[Need, bool]:
    """This function will give a need as it is compared, and whether its elements are only proposed: one said line by line
    is as somebody confirmed it, and where none is said the text is split."""
    said = {element.value: _said(getattr(kept, element.value)) for element in Element}
    if any(said.values()):
        return Need(text=kept.text, title=kept.title, **said), False
    return split(kept.text, kept.title), True


def _said(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("；", "\n").splitlines() if line.strip())


@lru_cache(maxsize=1)
def group_sizes(documents: int) -> Mapping[str, int]:  # noqa: ARG001  # counted anew when the index has another size
    """This function will count, for each IPC main group, how often it is given to a patent of the register."""
    sizes: dict[str, int] = {}
    rows = PatentClass.objects.order_by().values_list("symbol").annotate(n=Count("pk"))
    for symbol, n in rows:
        group = f"{symbol.partition('/')[0]}/00"
        sizes[group] = sizes.get(group, 0) + n
    return sizes


def _patents(keys: list[int]) -> dict[int, Patent]:
    return Patent.objects.prefetch_related("holders__organization", "classes").in_bulk(keys)


def _offer(patent: Patent, today: date) -> Offer:
    parties = list(patent.holders.all())
    names = {party.name for party in parties} | {party.organization.name for party in parties if party.organization}
    return Offer(
        key=patent.pk,
        classes=tuple(row.symbol for row in patent.classes.all()),
        holders=frozenset(names),
        terms=patent.asking_terms,
        pledged=patent.pledged_until is not None and patent.pledged_until >= today,
        **{name: getattr(patent, name) for name in READ},
    )


def _asker(kept: TechnologyNeed) -> Asker:
    names = {kept.asker, kept.organization.name if kept.organization else ""} - {""}
    return Asker(names=frozenset(names), budget=kept.budget, industry=kept.industry_code)


def _titles(patents: Iterable[Patent]) -> Mapping[str, str]:
    symbols = {row.symbol for patent in patents for row in patent.classes.all()}
    stems = {f"{symbol.partition('/')[0]}/00" for symbol in symbols}
    return ipc_titles(symbols | stems | {symbol[:4] for symbol in symbols})
