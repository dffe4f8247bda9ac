"""Everything that one page shows of a matter, as far as whoever looks may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from manas.engines.calendar.model import Rule
from manas.engines.flow.model import Flow, Pause, State, Step
from manas.matters.docket import rules
from manas.matters.docket.actions.clocks import Grounds, Projected, grounds, projected, rule_of
from manas.matters.docket.actions.opening import PUBLIC
from manas.matters.docket.actions.turning import label, word
from manas.matters.docket.kinds import Advice, Document, Kind, Part, flow_of, full, kind_of, kinds
from manas.matters.docket.models import Attachment, Matter, Paper, Rating, Stay, TimeLimit, Turn
from manas.matters.docket.parties import SEATS, Party, sits
from manas.office.rules import Standing


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A time limit with its rule and how its day was found."""

    limit: TimeLimit
    rule: Rule
    found: Projected


@dataclass(frozen=True, slots=True)
class PartShown:
    """Rows beside a matter in words: heads, lines of (row number, words), and what whoever looks may do with them."""

    part: Part
    heads: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    can_add: bool
    can_remove: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A document that the kind names, with what lies there."""

    document: Document
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter as somebody sees it. `inside`: they handle it officially; `applicant`: it is theirs."""

    matter: Matter
    kind: Kind
    flow: Flow
    state: State
    inside: bool
    applicant: bool
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...]
    can_resume: bool
    can_hand_over: bool
    can_attach: bool
    turns: tuple[Turn, ...]
    limits: tuple[LimitLine, ...]
    stays: tuple[Stay, ...]
    attachments: tuple[Attachment, ...]
    papers: tuple[Paper, ...]
    parts: tuple[PartShown, ...]
    advice: tuple[Advice, ...]
    rating: Rating | None
    hidden: frozenset[str]
    continued_by: tuple[Kind, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The documents that whoever looks may see, in the order in which the kind names them."""
        shown = (document for document in self.kind.documents if self.inside or not document.inside)
        return tuple(Slot(one, tuple(a for a in self.attachments if a.document == one.key)) for one in shown)


def matter_page(matter: Matter, standing: Standing, at: datetime, *, by_code: bool = False) -> MatterPage:
    """This function will gather a matter's page. An applicant sees what they were told; the inside stays inside."""
    matter = full(matter)
    kind, flow = kind_of(matter), flow_of(matter)
    inside = rules.works_on(standing, matter) or (rules.oversees(standing, matter) and not matter.confidential)
    applicant = by_code or sits(Party.APPLICANT, standing, matter)
    partner = sits(Party.PARTNER, standing, matter)
    steps = rules.steps_open(standing, matter, flow) if not by_code else _by_code(matter, flow)
    hidden = frozenset() if by_code else kind.hidden(standing, matter)
    return MatterPage(
        matter=matter,
        kind=kind,
        flow=flow,
        state=flow.state(matter.state),
        inside=inside,
        applicant=applicant,
        steps=steps,
        pauses=_pauses(standing, matter, flow),
        can_resume=matter.suspended and any(rules.may_pause(standing, matter, pause) for pause in flow.pauses),
        can_hand_over=rules.may_hand_over(standing, matter),
        can_attach=rules.may_attach(standing, matter, inside=False, by_code=by_code),
        turns=_turns(matter, hidden, inside=inside, by_code=by_code),
        limits=_limits(matter, grounds()) if inside or applicant else (),
        stays=tuple(matter.stays.all()) if inside else (),
        attachments=_attachments(matter, kind, hidden, inside=inside),
        papers=_papers(matter, kind, hidden, inside=inside),
        parts=tuple(_part(part, matter, standing) for part in kind.parts if inside or not part.inside),
        advice=kind.advice(matter, at) if inside or not matter.submitted_at or partner else (),
        rating=Rating.objects.filter(matter_id=matter.pk).first(),
        hidden=hidden,
        continued_by=_continuing(kind, steps),
    )


def _continuing(kind: Kind, steps: tuple[Step, ...]) -> tuple[Kind, ...]:
    """The kinds that carry the matter on from where it stands, for whoever may take the step that their end stands for."""
    open_now = {step.key for step in steps}
    return tuple(kinds()[key] for key, step in kind.follow_ups.items() if step in open_now)


def _by_code(matter: Matter, flow: Flow) -> tuple[Step, ...]:
    if matter.suspended or matter.merged_into_id:
        return ()
    return tuple(step for step in flow.steps_from(matter.state) if Party.APPLICANT in step.by)


def _pauses(standing: Standing, matter: Matter, flow: Flow) -> tuple[Pause, ...]:
    if matter.suspended or matter.closed_at is not None:
        return ()
    open_here = (pause for pause in flow.pauses if matter.state in pause.states)
    return tuple(pause for pause in open_here if rules.may_pause(standing, matter, pause))


def _turns(matter: Matter, hidden: frozenset[str], *, inside: bool, by_code: bool) -> tuple[Turn, ...]:
    turns = list(matter.turns.select_related("actor").order_by("number"))
    for turn in turns:
        turn.changes = {label(matter, name): words for name, words in turn.changes.items() if name not in hidden}
    if inside:
        return tuple(turns)
    # Who asked and what they were told; the words that officials wrote for one another are not theirs to read.
    shown = []
    for turn in turns:
        mine = turn.actor_id == matter.applicant_person_id or (by_code and turn.actor.username == PUBLIC)
        if not (mine or turn.told):
            turn.opinion = ""
        if not mine:
            turn.changes = {}
            turn.actor_name = str(matter.lead_unit)
        elif by_code:
            turn.actor_name = matter.applicant_name
        shown.append(turn)
    return tuple(shown)


def _limits(matter: Matter, known: Grounds) -> tuple[LimitLine, ...]:
    stays = list(matter.stays.all())
    lines = matter.limits.select_related("began")
    return tuple(LimitLine(limit, rule_of(limit, known.rules), projected(limit, stays, known)) for limit in lines)


def _attachments(matter: Matter, kind: Kind, hidden: frozenset[str], *, inside: bool) -> tuple[Attachment, ...]:
    kept = matter.attachments.filter(removed_at=None).select_related("file", "added_by")
    within = {document.key for document in kind.documents if document.inside}
    return tuple(a for a in kept if a.document not in hidden and (inside or a.document not in within))


def _papers(matter: Matter, kind: Kind, hidden: frozenset[str], *, inside: bool) -> tuple[Paper, ...]:
    told = {paper.key for paper in kind.papers if paper.told}
    shown = (p for p in matter.papers.select_related("file") if inside or p.key in told)
    return tuple(paper for paper in shown if paper.key not in hidden)


def _part(part: Part, matter: Matter, standing: Standing) -> PartShown:
    """A column that no row fills is not shown."""
    rows = list(part.rows(matter))
    filled = [name for name in part.fields if any(word(row, name) for row in rows)]
    heads = tuple(label(part.model, name) for name in filled)
    lines = tuple((row.pk, tuple(word(row, name) for name in filled)) for row in rows)
    editable = matter.closed_at is None and part.may_edit(standing, matter)
    return PartShown(part, heads, lines, editable and part.add is not None, editable and part.remove is not None)


def party_label(party: str) -> str:
    """This function will give the Chinese name of a party."""
    return str(SEATS[Party(party)].label)
