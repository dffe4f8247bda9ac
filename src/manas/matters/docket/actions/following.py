"""Matters that continue others: when the later one ends well, the earlier one takes the step that its kind names for that.

Families do not know each other: the earlier kind names the later one by its key, and the docket joins them.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.stepping import advance
from manas.matters.docket.actions.turning import lock
from manas.matters.docket.kinds import flow_of, kind_of
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.following import continuable
from manas.office.models import Person


def checked(*, matter: Matter) -> None:
    """This function will raise StepRefused when a matter names one that it cannot continue."""
    if matter.continues_id is not None and not continuable(matter).filter(pk=matter.continues_id).exists():
        raise StepRefused("来源办件不是本单位正在等待这项业务的办件，请重新选择")


@transaction.atomic
def carry_on(*, matter: Matter, actor: Person, at: datetime) -> Matter | None:
    """This function will take the step in the earlier matter that the end of this one stands for, by whoever ended this one.

    Gives the earlier matter; nothing where there is none, or where it no longer waits for this: it has ended, moved on or
    stands still, and what was done here holds all the same. Raises StepRefused where that step is refused.
    """
    if matter.continues_id is None:
        return None
    earlier = Matter.objects.select_for_update().get(pk=matter.continues_id)
    earlier = lock(earlier, earlier.turn)
    key = kind_of(earlier).follow_ups.get(matter.kind, "")
    move = flow_of(earlier).step(key)
    if move is None or earlier.suspended or earlier.state not in move.sources:
        return None
    return advance(matter=earlier, move=move, actor=actor, at=at, opinion=f"{matter.number}办结")
