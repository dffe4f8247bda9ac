"""A matter in the words of a page: what a list line shows, and what the page of one matter shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import DecimalField
from django.utils import timezone

from manas.engines.calendar.model import Status
from manas.engines.paper.figures import grouped
from manas.facts.laws import cited_as
from manas.matters.docket.actions.turning import label, word
from manas.matters.docket.kinds import flow_of, kind_of
from manas.matters.docket.models import LimitState, Matter
from manas.matters.docket.queries.page import LimitLine, MatterPage, party_label
from manas.web.desk.flow_picture import Drawing, drawing
from manas.web.shared.explain import explained

YUAN_PLACES = 2  # columns of two places hold yuan
# What the head of the page says already.
APART = frozenset({"title", "county", "partner_organization", "applicant_name"})


@dataclass(frozen=True, slots=True)
class LimitView:
    """A time limit in words: what, whose, until when, why, by which law."""

    name: str
    party: str
    rule: str
    state: str
    open: bool
    due_on: date | None
    days_left: int | None
    other_on: date | None
    left_open: bool
    beyond: int | None
    reasons: list[str]
    laws: list[str]
    unverified: bool
    missed: str
    can_extend: bool


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter as a line; with its page also its facts, limits and picture."""

    pk: int
    number: str
    title: str
    kind: str
    state: str
    final: bool
    applicant: str
    county: str
    unit: str
    handler: str
    submitted_on: date | None
    due_on: date | None
    closed_on: date | None
    days_left: int | None
    told: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    limits: list[LimitView] = field(default_factory=list)
    picture: Drawing | None = None
    example: bool = False


def view_of(matter: Matter, page: MatterPage | None = None, *, official: bool = True) -> MatterView:
    """This function will put a matter into words; with its page everything, else what a list line needs. Whoever is no
    official reads which unit handles it, not who there."""
    state = flow_of(matter).state(matter.state)
    today = timezone.localdate()
    return MatterView(
        pk=matter.pk,
        number=matter.number or "",
        title=matter.title,
        kind=str(kind_of(matter).label),
        state=str(state.label),
        final=state.final,
        applicant="" if page and "applicant_name" in page.hidden else matter.applicant_name,
        county=matter.county.short_name if matter.county else "",
        unit=matter.lead_unit.short_name,
        handler=matter.handler.name if matter.handler and official else "",
        submitted_on=timezone.localtime(matter.submitted_at).date() if matter.submitted_at else None,
        due_on=None if matter.closed_at else matter.due_on,
        closed_on=timezone.localtime(matter.closed_at).date() if matter.closed_at else None,
        days_left=(matter.due_on - today).days if matter.due_on and not matter.closed_at else None,
        told=str(state.told) or str(state.label),
        facts=_facts(page) if page else [],
        limits=[_limit(page, line, today) for line in page.limits] if page else [],
        picture=_picture(page) if page else None,
        example=matter.is_example,
    )


def _facts(page: MatterPage) -> list[tuple[str, str]]:
    """Every filled field that a step of the flow asks or offers, in the order of the steps."""
    names = dict.fromkeys(
        name
        for names in [page.kind.asks, page.kind.offers, *((*s.asks, *s.offers) for s in page.flow.steps)]
        for name in names
    )
    hidden = set(APART) | page.hidden | set(_unanswered(page)) | set([] if page.inside else _inside(page))
    return [
        (label(page.matter, name), said) for name in names if name not in hidden and (said := _said(page.matter, name))
    ]


def _said(matter: Matter, name: str) -> str:
    """A column in words; an amount of yuan with its thousands apart."""
    field, value = matter._meta.get_field(name), getattr(matter, name)
    if isinstance(field, DecimalField) and field.decimal_places == YUAN_PLACES and value is not None:
        return grouped(value)
    return word(matter, name)


def _unanswered(page: MatterPage) -> list[str]:
    """A box that nobody was asked to tick yet is no answer."""
    done = {turn.step for turn in page.turns}
    asked = {name for step in page.flow.steps if step.key in done for name in (*step.asks, *step.offers)}
    every = {name for step in page.flow.steps for name in (*step.asks, *step.offers)}
    return [name for name in every - asked if getattr(page.matter, name) is False]


def _inside(page: MatterPage) -> list[str]:
    """Fields that only officials fill in stay inside, until the step that filled them last tells the applicant."""
    told: dict[str, bool] = {}
    for turn in page.turns:
        step = page.flow.step(turn.step)
        told |= dict.fromkeys((*step.asks, *step.offers), step.told) if step else {}
    open_to = {name for step in page.flow.steps if "applicant" in step.by for name in (*step.asks, *step.offers)}
    asked = {name for step in page.flow.steps for name in (*step.asks, *step.offers)}
    return [name for name in asked - open_to - {*page.kind.asks, *page.kind.offers} if not told.get(name)]


def _limit(page: MatterPage, line: LimitLine, today: date) -> LimitView:
    limit, rule, found = line.limit, line.rule, line.found
    running = limit.state in (LimitState.RUNNING, LimitState.STOPPED)
    derivation = found.derivation
    return LimitView(
        name=rule.name,
        party=party_label(limit.binds),
        rule=rule.key,
        state=str(limit.get_state_display()),
        open=running,
        due_on=limit.due_on,
        days_left=(limit.due_on - today).days if limit.due_on and running else None,
        other_on=limit.other_on,
        left_open=found.left_open,
        beyond=limit.beyond,
        reasons=[str(sentence.text) for sentence in explained(derivation)] if derivation else [],
        laws=[cited_as(citation) for citation in rule.citations],
        unverified=rule.status == Status.MEMORY,
        missed=rule.missed,
        can_extend=running and page.inside and bool(rule.extensions) and limit.rule in _extendable(page),
    )


def _extendable(page: MatterPage) -> set[str]:
    return {clock.rule for step in page.flow.steps for clock in step.starts if clock.extended_by}


def _picture(page: MatterPage) -> Drawing:
    ways = [(turn.from_state, turn.to_state) for turn in page.turns if turn.from_state]
    return drawing(page.flow, page.matter.state, ways)
