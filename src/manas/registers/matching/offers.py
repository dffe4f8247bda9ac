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
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.need import Gap, quality
from manas.engines.matching.rank import MOST_HITS, Encoder, Hit
from manas.registers.codes.queries import ipc_titles
from manas.registers.matching import keeping
from manas.registers.matching.asking import asker_of, compared, estimated_industries
from manas.registers.matching.encoder import ranked_again
from manas.registers.matching.marks import waiting
from manas.registers.models import Patent, PatentClass, TechnologyNeed

SUGGESTED: Final = 20
READ: Final = ("title", "abstract", "claims", "family", "legal_status", "willingness", "maturity")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a need. `proposed`: nobody has confirmed its elements yet. `searched` patents lie in the index,
    `left` wait to be taken up. `unaided`: why the sentence encoder that the office set up did not take part."""

    need: Need
    proposed: bool
    gaps: tuple[Gap, ...]
    found: Matching
    patents: Mapping[int, Patent]
    searched: int
    left: int
    unaided: str

    @property
    def lines(self) -> list[tuple[Patent, Suggestion]]:
        """The suggested patents, best first."""
        return [(self.patents[one.offer.key], one) for one in self.found.suggestions]


def offers_for(kept: TechnologyNeed, today: date, limit: int = SUGGESTED) -> Answer:
    """This function will look for the patents that answer a need. Raises IndexRefused where the index cannot be used."""
    index = keeping.index()
    need, proposed = compared(kept)
    hits = find(index.parts, need, MOST_HITS)
    patents = patents_of(hits.keys.tolist())
    ranked = [
        Hit(offer_of(patents[key], today), score)
        for key, score in zip(hits.keys.tolist(), hits.scores.tolist(), strict=True)
        if key in patents  # what was taken out of the register since the index was written
    ]
    knowledge = Knowledge(
        sizes=group_sizes(index.documents),
        titles=_titles(patents.values()),
        industries=estimated_industries(without=kept),
    )
    asker = asker_of(kept, today)

    def ask(encoder: Encoder | None) -> Matching:
        return match(need, ranked, hits.rarity, asker=asker, knowledge=knowledge, encoder=encoder, limit=limit)

    found, unaided = ranked_again(ask)
    return Answer(need, proposed, quality(need), found, patents, index.documents, waiting(), unaided)


@lru_cache(maxsize=1)
def group_sizes(documents: int) -> Mapping[str, int]:  # noqa: ARG001  # counted anew when the index has another size
    """This function will count, for each IPC main group, how often it is given to a patent of the register."""
    sizes: dict[str, int] = {}
    rows = PatentClass.objects.order_by().values_list("symbol").annotate(n=Count("pk"))
    for symbol, n in rows:
        group = f"{symbol.partition('/')[0]}/00"
        sizes[group] = sizes.get(group, 0) + n
    return sizes


def patents_of(keys: list[int]) -> dict[int, Patent]:
    """This function will read patents with what is compared of them; those that are gone are left out."""
    return Patent.objects.prefetch_related("holders__organization__county", "classes").in_bulk(keys)


def offer_of(patent: Patent, today: date) -> Offer:
    """This function will give a patent as it is compared; where it was read with its holders and classes, without a query.

    Its region is as written, and the counties of the holders that are known here.
    """
    parties = list(patent.holders.all())
    known = [party.organization for party in parties if party.organization]
    return Offer(
        key=patent.pk,
        classes=tuple(row.symbol for row in patent.classes.all()),
        holders=frozenset({party.name for party in parties} | {one.name for one in known}),
        region="，".join([patent.region, *(one.county.short_name for one in known if one.county)]),
        terms=patent.asking_terms,
        pledged=patent.pledged_until is not None and patent.pledged_until >= today,
        **{name: getattr(patent, name) for name in READ},
    )


def _titles(patents: Iterable[Patent]) -> Mapping[str, str]:
    symbols = {row.symbol for patent in patents for row in patent.classes.all()}
    stems = {f"{symbol.partition('/')[0]}/00" for symbol in symbols}
    return ipc_titles(symbols | stems | {symbol[:4] for symbol in symbols})
