"""Everything that the page of one patent shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from manas.engines.fees.months import anniversary
from manas.facts.conversion import Unworked, unworked
from manas.office.rules import Standing
from manas.office.values.queries import calendars
from manas.registers.codes.queries import ipc_paths
from manas.registers.models import (
    IpcTitle,
    Patent,
    PatentChange,
    PatentDeal,
    PatentHolder,
    PatentInventor,
    PatentShield,
    ProductPatent,
)
from manas.registers.patents import rules
from manas.registers.patents.queries.annuity import NextAnnuity, next_annuity
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.products.queries import works_of

ABOVE: Final = 2  # titles of a path that say little of a patent: of the section and of the class


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class symbol and what it means: the titles from its subclass down to it, or to the subclass alone where the symbol is
    not in the table; none where the table is not loaded or does not know either."""

    symbol: str
    path: tuple[str, ...]

    @property
    def words(self) -> str:
        return " › ".join(self.path)


@dataclass(frozen=True, slots=True)
class Idle:
    """How long a publicly funded patent has not been worked: on `on` the time is full."""

    on: date
    days: int  # from today; not positive when it is full
    rule: Unworked


@dataclass(frozen=True, slots=True)
class PatentPage:
    patent: Patent
    holders: list[PatentHolder]
    inventors: list[PatentInventor]
    classes: list[ClassLine]
    titles_loaded: bool
    changes: list[PatentChange]
    shields: list[PatentShield]
    deals: list[PatentDeal]
    works: list[ProductPatent]
    annuity: NextAnnuity | None
    idle: Idle | None
    may_correct: bool
    may_offer: bool


def patent_page(patent: Patent, standing: Standing, at: datetime) -> PatentPage:
    """This function will gather what is known of a patent and what somebody may do with it, in a fixed number of queries."""
    today = timezone.localtime(at).date()
    holders = list(patent.holders.select_related("organization__county"))
    classes = list(patent.classes.all())
    paths = ipc_paths(code for one in classes for code in (one.symbol, one.subclass))
    return PatentPage(
        patent=patent,
        holders=holders,
        inventors=list(patent.inventors.all()),
        classes=[ClassLine(one.symbol, _said(paths[one.symbol] or paths[one.subclass])) for one in classes],
        titles_loaded=any(paths.values()) or IpcTitle.objects.exists(),
        changes=list(patent.changes.select_related("actor")[:100]),
        shields=list(patent.shields.select_related("actor")),
        deals=list(patent.deals.all()),
        works=works_of(patent, standing),
        annuity=next_annuity(patent, today, calendars()),
        idle=idle(patent, today),
        may_correct=rules.may_correct(standing, ip_offices(at), holders),
        may_offer=rules.may_offer(standing, holders),
    )


def _said(path: tuple[str, ...]) -> tuple[str, ...]:
    """Of a table that is loaded in part, the last title is said at least."""
    return path[ABOVE:] or path[-1:]


def idle(patent: Patent, today: date) -> Idle | None:
    """This function will run the timer of a granted patent that was publicly funded and is not known to be worked."""
    if not patent.publicly_funded or patent.worked or patent.granted_on is None:
        return None
    rule = unworked()
    full_on = anniversary(patent.granted_on, rule.years)
    return Idle(full_on, (full_on - today).days, rule)
