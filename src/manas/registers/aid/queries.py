"""What is asked about aid: the overview by unit, the four books narrowed, and whose offers come to a unit by aid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from manas.facts.aid import KnownPartner, known_partners
from manas.office.journal.actions import label
from manas.office.models import JournalEntry, Organization, Unit, UnitKind
from manas.office.rules import Standing, under
from manas.registers.aid import rules
from manas.registers.aid.books import OFFERS, POLICIES, TEAMS, Book
from manas.registers.models import AidPartnership, AidRecord, AidState

GOVERNMENTS: Final = (UnitKind.GOVERNMENT, UnitKind.COUNTY_GOVERNMENT)
LEVELS: Final = ("省", "市", "县", "区")


def partner_regions(unit: Unit, on: date) -> frozenset[str]:
    """This function will name the provinces and cities whose offers come to a unit by aid on a day: its own partners, those
    of the units above it and, for a government, those of its counties.

    The names are short (江苏, 昆山): a place belongs to them when its name contains one (江苏省苏州市).
    """
    in_force = AidPartnership.objects.in_force_on(on).filter(unit__path__startswith=rules.root(unit.path))
    return frozenset(
        short(one.city or one.province)
        for one in in_force.select_related("unit")
        if one.unit.path.startswith(unit.path) or unit.path.startswith(one.unit.path)
    )


def short(place: str) -> str:
    """This function will take the level off the name of a place: 江苏省 is 江苏; a name of one character keeps it."""
    stem = next((place.removesuffix(level) for level in LEVELS if place.endswith(level)), place)
    return stem if len(stem) > 1 else place


@dataclass
class Row:
    """What one unit gets: its partners now, its offers by state, its policies, and the teams that are there today."""

    unit: Unit
    states: dict[str, int]
    policies: int
    teams: int
    partners: list[AidPartnership] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[AidState, int]]:
        """Every state with the number of offers in it."""
        return [(state, self.states.get(state, 0)) for state in AidState]


def overview(standing: Standing, today: date) -> list[Row]:
    """This function will count what each unit gets, as far as the person may read of it, in the order of the units.

    Governments in reach stand there with noughts too; the number of queries does not grow with them.
    """
    offers = _counted(OFFERS, standing, Q(), "state")
    policies = _counted(POLICIES, standing, Q(), "unit")
    teams = _counted(TEAMS, standing, present(today), "unit")
    units = Unit.objects.filter(_governments(standing) | Q(pk__in=[*offers, *policies, *teams]))
    rows = {
        unit.pk: Row(unit, offers[unit.pk], sum(policies[unit.pk].values()), sum(teams[unit.pk].values()))
        for unit in units
    }
    for one in AidPartnership.objects.visible_to(standing).in_force_on(today).select_related("unit"):
        if one.unit_id in rows:
            rows[one.unit_id].partners.append(one)
    return sorted(rows.values(), key=lambda row: (row.unit.path.count("/"), row.unit.position, row.unit.pk))


def not_entered(rows: list[Row]) -> list[tuple[Unit, KnownPartner]]:
    """This function will give the partners that are publicly known of these units and that nobody has entered yet."""
    units = {row.unit.code: row.unit for row in rows}
    entered = set(AidPartnership.objects.values_list("unit__code", "province", "city"))
    return [
        (units[one.unit], one)
        for one in known_partners()
        if one.unit in units and (one.unit, one.province, one.city) not in entered
    ]


def present(today: date) -> Q:
    """This function will make the filter "is here today" for teams."""
    return Q(from_on__lte=today) & (Q(until_on=None) | Q(until_on__gte=today))


def _governments(standing: Standing) -> Q:
    return under("path", rules.reach(standing)) & Q(kind__in=GOVERNMENTS, closed_on=None)


def _counted(book: Book, standing: Standing, which: Q, by: str) -> defaultdict[int, dict[str, int]]:
    counted: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in visible(book, standing).filter(which).order_by().values("unit", by).annotate(n=Count("pk")):
        counted[row["unit"]][row[by]] = row["n"]
    return counted


@dataclass(frozen=True, slots=True)
class Filters:
    """How a book is narrowed: words, the unit that is aided, the partner; offers also by state and kind, teams to those
    that are `here` on a day."""

    words: str = ""
    unit: int | None = None
    partnership: int | None = None
    state: str = ""
    kind: str = ""
    here: date | None = None


def visible(book: Book, standing: Standing) -> QuerySet[Any]:
    """This function will give the records of a book that the person may read, with what stands on their lines."""
    found: QuerySet[Any] = book.model._default_manager.visible_to(standing)  # type: ignore[attr-defined]  # of every book
    return found.select_related(*book.related)


def listed(book: Book, standing: Standing, filters: Filters) -> QuerySet[Any]:
    """This function will give the records of a book that the person may read and that fit, in the order of the book."""
    found = visible(book, standing)
    columns = {column.name for column in book.model._meta.concrete_fields}
    for name in ("unit", "partnership", "state", "kind"):
        value = getattr(filters, name)
        if value and name in columns:
            found = found.filter(**{name: value})
    if filters.here is not None and book is TEAMS:
        found = found.filter(present(filters.here))
    for word in filters.words.split():
        found = found.filter(_said(book, word))
    return found


def _said(book: Book, word: str) -> Q:
    wanted = Q()
    for name in book.words:
        wanted |= Q(**{f"{name}__icontains": word})
    return wanted


def history(record: AidRecord) -> list[JournalEntry]:
    """This function will give the deeds on a record, the first one first."""
    return list(JournalEntry.objects.filter(subject=label(record)).order_by("number"))


def units_for(standing: Standing) -> QuerySet[Unit]:
    """This function will give the governments for which the person enters records."""
    open_still = Unit.objects.filter(kind__in=GOVERNMENTS, closed_on=None)
    fitting = [unit.pk for unit in open_still if keeper_for(standing, unit) is not None]
    return open_still.filter(pk__in=fitting)


def keeper_for(standing: Standing, unit: Unit) -> Unit | None:
    """This function will give the office in whose name the person enters records of a unit; none where they may not."""
    return next((one for one in rules.keepers(standing) if rules.may_enter(standing, one, unit)), None)


def partners_for(units: QuerySet[Unit], standing: Standing) -> QuerySet[AidPartnership]:
    """This function will give the partnerships of these units and of those above them."""
    above = {prefix for unit in units for prefix in _prefixes(unit.path)}
    return AidPartnership.objects.visible_to(standing).filter(unit__path__in=above).select_related("unit")


def _prefixes(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts) + 1)]


def users_for(record: AidRecord) -> QuerySet[Organization]:
    """This function will give the local organizations that may use what was brought in: those of the whole prefecture."""
    root = rules.root(record.unit.path)
    return Organization.objects.filter(closed_on=None, county__path__startswith=root).select_related("county")
