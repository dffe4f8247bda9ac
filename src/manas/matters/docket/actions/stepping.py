"""Taking a step of the flow: the one way in which a matter moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from manas.engines.flow.model import Flow, Opinion, Step
from manas.matters.docket import rules
from manas.matters.docket.actions import clocks, papers, telling
from manas.matters.docket.actions.opening import number
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import fill, label, lock, write
from manas.matters.docket.kinds import Kind, flow_of, kind_of
from manas.matters.docket.models import Act, Matter
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.people import ROLES
from manas.office.models import Person
from manas.office.queries import standing_at


@transaction.atomic
def take(
    *,
    matter: Matter,
    step: str,
    turn: int,
    actor: Person,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    opinion: str = "",
    by_code: bool = False,
) -> Matter:
    """This function will take a step: check that it is open to the actor, write its fields, move the matter, run its clocks,
    ask for its papers, tell whom it concerns, and do what the kind says must follow.

    `turn` is the turn of the matter that the actor saw; `by_code`: the actor showed the applicant's lookup code. Raises
    Overtaken when somebody was faster, StepRefused with the reason for anything else that stands in the way.
    """
    matter = lock(matter, turn)
    move = _open_step(matter, flow_of(matter), step, actor, at, by_code=by_code)
    return advance(matter=matter, move=move, actor=actor, at=at, values=values, opinion=opinion)


def advance(
    *,
    matter: Matter,
    move: Step,
    actor: Person,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    opinion: str = "",
) -> Matter:
    """This function will do what a step does to a matter that the caller has locked; that it is open is for them to know.

    Raises StepRefused when something that the step asks for is missing, or its consequence refuses.
    """
    kind, flow = kind_of(matter), flow_of(matter)
    given = opinion.strip()
    _words_given(move, given)
    changes = fill(matter, {name: values[name] for name in (*move.asks, *move.offers) if values and name in values})
    _asked(matter, move)
    _documents(matter, kind, move)
    came_from = flow.state(matter.state)
    _arrive(matter, kind, flow, move, at)
    done = write(
        matter=matter,
        act=Act.STEP,
        name=str(move.label),
        step=move.key,
        actor=actor,
        at=at,
        from_state=came_from.key,
        opinion=given,
        told=move.told,
        changes=changes,
        roles=tuple(dict.fromkeys(ROLES[Party(party)] for party in move.by if party in ROLES)),
    )
    consequence = kind.consequences.get(move.key)
    if consequence is not None:
        consequence(done)
    clocks.turned(matter=matter, turn=done, step=move, came_from=came_from, now_in=flow.state(matter.state))
    papers.want(matter=matter, turn=done, keys=move.makes, at=at)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


def _open_step(matter: Matter, flow: Flow, key: str, actor: Person, at: datetime, *, by_code: bool) -> Step:
    step = flow.step(key)
    if step is None:
        raise StepRefused("没有这个办理步骤")
    if matter.merged_into_id is not None:
        raise StepRefused(f"已并入{matter.merged_into}，请在该办件中办理")
    if matter.suspended:
        raise StepRefused("办件已中止，恢复办理后才能继续")
    if matter.state not in step.sources:
        raise StepRefused(f"当前状态是“{flow.state(matter.state).label}”，不能办理“{step.label}”")
    if not (by_code and Party.APPLICANT in step.by) and not rules.may_take(standing_at(actor, at), matter, step):
        raise StepRefused(f"“{step.label}”不由您办理")
    return step


def _words_given(step: Step, opinion: str) -> None:
    if step.opinion == Opinion.MUST and not opinion:
        raise StepRefused(f"“{step.label}”必须写明意见或理由")


def _asked(matter: Matter, step: Step) -> None:
    missing = [label(matter, name) for name in step.asks if getattr(matter, name) in (None, "")]
    if missing:
        raise StepRefused(f"还需要填写：{'、'.join(missing)}")


def _documents(matter: Matter, kind: Kind, step: Step) -> None:
    there = set(matter.attachments.filter(removed_at=None).values_list("document", flat=True))
    missing = [
        document.label for document in kind.documents if document.key in step.needs and document.key not in there
    ]
    if missing:
        raise StepRefused(f"还缺材料：{'、'.join(str(name) for name in missing)}")


def _arrive(matter: Matter, kind: Kind, flow: Flow, step: Step, at: datetime) -> None:
    target = flow.state(step.target)
    if (
        matter.submitted_at is None
        and target.key != flow.initial
        and not (target.final and matter.state == flow.initial)
    ):
        number(matter, kind, at)
    matter.state, matter.awaits = target.key, target.awaits
    matter.closed_at = at if target.final else None
