"""What the database itself refuses of judgements, whatever the code does."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import Judgement, JudgingCandidate, JudgingRound
from tests.cast import AT, Cast
from tests.registers.patents.records import entered


def asked(cast: Cast, query: str = "沙棘机械采收") -> JudgingRound:
    return JudgingRound.objects.create(query=query, seed=7, keeper=cast.ip_office, opened_by=cast.handler, opened_at=AT)


def candidates(cast: Cast, places: tuple[int, int] = (0, 1), *, same: bool = False) -> list[JudgingCandidate]:
    leaching, harvester = entered(cast)
    patents = (leaching, leaching) if same else (leaching, harvester)
    made = asked(cast)
    return [
        JudgingCandidate.objects.create(round=made, patent=patent, position=place)
        for patent, place in zip(patents, places, strict=True)
    ]


def judged(cast: Cast, *levels: int) -> None:
    candidate = candidates(cast)[0]
    for level in levels:
        Judgement.objects.create(candidate=candidate, judge=cast.handler, level=level, at=AT)


BROKEN: dict[str, Callable[[Cast], object]] = {
    "judging_round_asks_once": lambda cast: asked(cast, query=""),
    "judging_candidate_once": lambda cast: candidates(cast, same=True),
    "judging_candidate_position": lambda cast: candidates(cast, (0, 0)),
    "judgement_once_a_judge": lambda cast: judged(cast, 1, 2),
    "judgement_level_known": lambda cast: judged(cast, 3),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name](cast)


def test_what_is_proper_stands(cast: Cast) -> None:
    judged(cast, 2)
    assert [one.level for one in Judgement.objects.all()] == [2]
