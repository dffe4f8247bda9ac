"""What the database itself refuses, whatever the code does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.models import Counter, Gram, Matter, Paper, Rating, Stay, TimeLimit, Turn
from tests.cast import AT, BEGAN, Cast
from tests.matters.business import aid

Breaking = Callable[[Matter, Turn], object]


def limit(matter: Matter, turn: Turn, **values: object) -> TimeLimit:
    given: dict[str, object] = {"rule": "AID-OPINION", "binds": "handler", "event_at": AT, **values}
    return TimeLimit.objects.create(matter=matter, began=turn, **given)


def paper(matter: Matter, turn: Turn, **values: object) -> Paper:
    given: dict[str, object] = {"key": "answer", "title": "答复书", "version": 1, **values}
    return Paper.objects.create(matter=matter, turn=turn, **given)


def other(matter: Matter) -> Matter:
    return Matter.objects.create(
        kind=matter.kind, flow_version=1, state="draft", lead_unit=matter.lead_unit, opened_at=matter.opened_at
    )


BROKEN: dict[str, Breaking] = {
    "matter_number_when_submitted": lambda m, t: Matter.objects.filter(pk=m.pk).update(number=None),
    "matter_closed_after_opened": lambda m, t: Matter.objects.filter(pk=m.pk).update(closed_at=BEGAN),
    "matter_not_into_itself": lambda m, t: Matter.objects.filter(pk=m.pk).update(merged_into=m.pk),
    "matter_merged_is_closed": lambda m, t: Matter.objects.filter(pk=m.pk).update(merged_into=other(m)),
    "counter_once": lambda m, t: [Counter.objects.create(mark="克知援", year=2026) for _ in range(2)],
    "gram_once": lambda m, t: [Gram.objects.create(matter=m, text="重复") for _ in range(2)],
    "rating_one_to_five": lambda m, t: Rating.objects.create(matter=m, score=6, at=AT),
    "turn_once": lambda m, t: Turn.objects.create(
        matter=m,
        number=t.number,
        act="step",
        label="又一次",
        to_state="received",
        actor=t.actor,
        actor_name="某",
        at=AT,
    ),
    "limit_runs_once": lambda m, t: [limit(m, t) for _ in range(2)],
    "limit_ended_when_met": lambda m, t: limit(m, t, state="met"),
    "stay_ends_after_start": lambda m, t: Stay.objects.create(
        matter=m, ground="suspension", from_on=date(2026, 3, 9), until_on=date(2026, 3, 8)
    ),
    "stay_once": lambda m, t: [
        Stay.objects.create(matter=m, ground="suspension", from_on=date(2026, 3, 9)) for _ in range(2)
    ],
    "paper_version_once": lambda m, t: [paper(m, t) for _ in range(2)],
    "paper_made_with_file": lambda m, t: paper(m, t, state="made"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_it(cast: Cast, name: str) -> None:
    matter = Matter.objects.get(pk=aid(cast).pk)
    turn = matter.turns.last()
    assert turn is not None
    with pytest.raises(IntegrityError, match=r"(?i)constraint"), transaction.atomic():
        BROKEN[name](matter, turn)
