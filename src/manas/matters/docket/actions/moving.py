"""Moving all open matters of a kind to the newest version of its flow: each by itself, with its own turn and journal line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from manas.matters.docket.actions.acts import move_to
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Kind
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.versions import new_state, old_matters
from manas.office.models import Person
from manas.office.queries import standing_at

AT_ONCE = 200  # so that whoever asked is answered before their browser gives up


@dataclass(frozen=True, slots=True)
class Moved:
    """How many were moved, which were refused and why (by number; a draft has none), how many more could be tried."""

    done: int
    refused: tuple[tuple[str, str], ...]
    left: int


def move_all(*, kind: Kind, actor: Person, at: datetime) -> Moved:
    """This function will move the open matters of a kind to its newest version, at most AT_ONCE of them.

    Those whose state has no place there are left as they are; one that is refused for another reason is named and holds
    up no other. Raises StepRefused when the actor is no system administrator.
    """
    if not standing_at(actor, at).is_administrator:
        raise StepRefused("只有系统管理员可以更换流程版本")
    waiting = list(_movable(kind))
    refused: list[tuple[str, str]] = []
    tried = waiting[:AT_ONCE]
    for matter in tried:
        try:
            move_to(matter=matter, flow=kind.flow, turn=matter.turn, actor=actor, at=at)
        except StepRefused as refusal:
            refused.append((matter.number or "", str(refusal)))
    return Moved(len(tried) - len(refused), tuple(refused), len(waiting) - len(tried))


def _movable(kind: Kind) -> Iterator[Matter]:
    for matter in old_matters(kind).order_by("pk"):
        if new_state(kind, matter.state, matter.flow_version) is not None:
            yield matter
