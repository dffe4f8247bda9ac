"""What is asked about technology needs: the lists, and one need as whoever looks may read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from manas.engines.paper.figures import grouped
from manas.office.rules import Standing
from manas.registers.models import NeedInvitation, TechnologyNeed
from manas.registers.needs import rules

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list of needs is narrowed: words, state, county."""

    words: str = ""
    state: str = ""
    county: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A need as somebody may read it: field and words by name; a field that is not theirs is not there."""

    need: TechnologyNeed
    shown: dict[str, str]
    audience: rules.Audience

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The shown fields that say something, with their Chinese names; the title stands above them."""
        labels = {field.name: str(field.verbose_name) for field in TechnologyNeed._meta.concrete_fields}
        return [(labels[name], words) for name, words in self.shown.items() if words and name != "title"]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list; `more` tells whether another follows."""

    lines: list[Line]
    page: int
    more: bool


def listed(standing: Standing, filters: Filters, page: int = 1) -> Slice:
    """This function will give one page of the needs that somebody may read, the newest first."""
    return _slice(standing, _narrowed(TechnologyNeed.objects.visible_to(standing), standing, filters), page)


def published(standing: Standing, filters: Filters, page: int = 1) -> Slice:
    """This function will give one page of the needs that everybody may read and that still look for an answer."""
    return _slice(standing, _narrowed(TechnologyNeed.objects.published(), standing, filters), page)


def one(standing: Standing, pk: int) -> Line | None:
    """This function will give a need as somebody may read it; nothing where no field of it is theirs to see."""
    found = _related(TechnologyNeed.objects.visible_to(standing)).filter(pk=pk).first()
    line = _line(standing, found) if found is not None else None
    return line if line is not None and line.shown else None


def _narrowed(found: QuerySet[TechnologyNeed], standing: Standing, filters: Filters) -> QuerySet[TechnologyNeed]:
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.county is not None:
        found = found.filter(county_id=filters.county)
    for word in filters.words.split():
        found = found.filter(Q(title__icontains=word) | Q(sector__icontains=word) | _in_text(standing, word))
    return found


def _in_text(standing: Standing, word: str) -> Q:
    """What is not shown is not found either: the text is searched where everybody reads it, or one's posts open it."""
    readable = Q(confidentiality="public")
    if standing.person is not None:
        readable |= rules.kept_within(standing) | Q(organization__in=standing.organizations)
    return Q(text__icontains=word) & readable


def _slice(standing: Standing, found: QuerySet[TechnologyNeed], page: int) -> Slice:
    start = (page - 1) * PAGE
    rows = list(_related(found).order_by("-pk")[start : start + PAGE + 1])
    return Slice([_line(standing, need) for need in rows[:PAGE]], page, len(rows) > PAGE)


def _related(found: QuerySet[TechnologyNeed]) -> QuerySet[TechnologyNeed]:
    invitations = Prefetch("invitations", NeedInvitation.objects.filter(ended_at=None))
    return found.select_related("county", "keeper", "organization").prefetch_related(invitations)


def _line(standing: Standing, need: TechnologyNeed) -> Line:
    names = rules.shown(standing, need)
    return Line(need, {name: word(need, name) for name in names}, rules.audience(standing, need))


def word(need: TechnologyNeed, name: str) -> str:
    """This function will say the value of a field in words; nothing for none."""
    display = getattr(need, f"get_{name}_display", None)
    value = display() if display is not None else getattr(need, name)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return grouped(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
