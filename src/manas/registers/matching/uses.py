"""谁能用: who in the prefecture could use a patent, by open needs, products and scopes of business that somebody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from manas.engines.matching.ipc import words_shared
from manas.engines.matching.match import Bar
from manas.engines.matching.model import Asker
from manas.engines.matching.users import Ground, Party, User, users
from manas.office.models import Organization
from manas.office.rules import Standing
from manas.registers.matching.asking import compared
from manas.registers.matching.offers import offer_of, patents_of
from manas.registers.models import NeedState, Patent, Product, TechnologyNeed
from manas.registers.needs.rules import shown
from manas.registers.products.rules import READERS

# The scopes of so many organizations are read at most, those of the latest entered.
MOST_SCOPES: Final = 3_000
SUGGESTED: Final = 20
EXCERPT: Final = 160


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that speaks for a user: on what ground, its words, the words it shares with the patent, the need where it is one,
    and the subclasses that people confirmed for that need and the patent carries."""

    ground: Ground
    text: str
    words: tuple[str, ...]
    need: TechnologyNeed | None
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserLine:
    """Somebody who could use the patent, and why; no organization where a need names none."""

    name: str
    organization: Organization | None
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class UsesFound:
    """Who could use a patent, best first; how many were ruled out by what; how many were looked at."""

    lines: tuple[UserLine, ...]
    ruled_out: Mapping[Bar, int]
    searched: int


def may_look(standing: Standing) -> bool:
    """This function will tell whether the person looks for users: officials who deal with the plan or with matters."""
    return bool(standing.posts_as(*READERS))


def users_of(patent: Patent, standing: Standing, today: date, limit: int = SUGGESTED) -> UsesFound:
    """This function will look for who could use a patent, in what the person may read."""
    known = _Known.read_by(standing)
    full = patents_of([patent.pk])[patent.pk]
    parties = known.parties()
    found = users(offer_of(full, today), parties, limit)
    carried = {row.subclass for row in full.classes.all()}
    lines = tuple(known.line(one, carried) for one in found.users)
    return UsesFound(lines, found.ruled_out, len(parties))


@dataclass(frozen=True, slots=True)
class _Known:
    """What somebody may read: organizations by number, and what each needs, makes and is registered for. A need that names no
    organization stands under its own number, below nought."""

    organizations: Mapping[int, Organization]
    needs: Mapping[int, list[TechnologyNeed]]
    products: Mapping[int, list[Product]]

    @classmethod
    def read_by(cls, standing: Standing) -> _Known:
        """This function will read it in a fixed number of queries."""
        needs: defaultdict[int, list[TechnologyNeed]] = defaultdict(list)
        open_still = TechnologyNeed.objects.visible_to(standing).exclude(state=NeedState.CLOSED)
        for need in open_still.select_related("keeper", "county", "organization").prefetch_related("invitations"):
            if "text" in shown(standing, need):
                needs[need.organization_id or -need.pk].append(need)
        products: defaultdict[int, list[Product]] = defaultdict(list)
        for product in Product.objects.visible_to(standing).select_related("organization"):
            products[product.organization_id].append(product)
        scoped = Organization.objects.filter(closed_on=None).exclude(business_scope="").order_by("-pk")[:MOST_SCOPES]
        named = Organization.objects.in_bulk([key for key in {*needs, *products} if key > 0])
        return cls({one.pk: one for one in scoped} | named, needs, products)

    def parties(self) -> list[Party]:
        """This function will put together each organization, and each need without one."""
        keys = sorted({*self.organizations, *(key for key in self.needs if key < 0)})
        return [self.party(key) for key in keys]

    def party(self, key: int) -> Party:
        one = self.organizations.get(key)
        needs = self.needs.get(key, [])
        names = {need.asker for need in needs} | {one.name if one else ""}
        return Party(
            key=key,
            asker=Asker(names=frozenset(names - {""})),
            needs=tuple(compared(need)[0] for need in needs),
            products=tuple(_told(product) for product in self.products.get(key, [])),
            scope=one.business_scope if one else "",
        )

    def line(self, found: User, carried: set[str]) -> UserLine:
        key = found.party.key
        one, needs = self.organizations.get(key), self.needs.get(key, [])
        by_text = {f"{need.title}。{need.text}": need for need in needs}
        reasons = tuple(
            Why(
                ground=reason.ground,
                text=reason.text[:EXCERPT],
                words=words_shared(reason.text, reason.shared),
                need=(need := by_text.get(reason.text) if reason.ground is Ground.NEED else None),
                classes=tuple(sorted(carried & set(need.subclasses.split()))) if need else (),
            )
            for reason in found.reasons[:3]
        )
        return UserLine(one.name if one else needs[0].asker or needs[0].title, one, reasons)


def _told(product: Product) -> str:
    return f"{product.name}。{product.description}" if product.description else product.name
