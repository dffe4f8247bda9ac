"""What the applicant thought of it: once it is over, one to five, theirs alone to say."""

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.opening import public
from manas.matters.docket.actions.rating import rate
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Rating
from tests.cast import LATER, Cast, journal_lines
from tests.matters.business import aid, step


def answered(cast: Cast) -> Matter:
    return step(step(aid(cast), "accept", cast.handler), "answer", cast.handler, answer="可以投诉")


def test_the_applicant_rates_what_is_over_and_may_think_again(cast: Cast) -> None:
    matter = answered(cast)
    with journal_lines() as told:
        rate(matter=matter, score=2, words=" 太慢 ", actor=cast.firm, at=LATER)
        rate(matter=matter, score=5, words="", actor=cast.firm, at=LATER)
    assert [(r.score, r.words) for r in Rating.objects.all()] == [(5, "")]
    assert [(line.verb, line.detail) for line in told.lines] == [("评价办件", {"score": 2}), ("评价办件", {"score": 5})]


def test_nobody_else_rates(cast: Cast) -> None:
    matter = answered(cast)
    for other in [*cast.others("firm"), public()]:
        with pytest.raises(StepRefused, match="只有申请人可以评价"):
            rate(matter=matter, score=5, words="", actor=other, at=LATER)
    rate(matter=matter, score=4, words="", actor=public(), at=LATER, by_code=True)


def test_not_before_it_is_over(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="办结后才能评价"):
        rate(matter=aid(cast), score=5, words="", actor=cast.firm, at=LATER)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_one_to_five(cast: Cast, score: int) -> None:
    matter = answered(cast)
    with pytest.raises(StepRefused, match="一到五分"):
        rate(matter=matter, score=score, words="", actor=cast.firm, at=LATER)
    with pytest.raises(IntegrityError, match=r"rating_one_to_five|CHECK"), transaction.atomic():
        Rating.objects.create(matter=Matter.objects.get(), score=max(score, 0), at=LATER)
