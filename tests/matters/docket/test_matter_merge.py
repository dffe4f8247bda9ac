"""Two matters that are one business: the one is closed into the other, which goes on alone."""

import pytest

from manas.matters.docket.actions.acts import merge, suspend
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.models import LimitState, Matter
from manas.office.models import Notice, Person
from tests.cast import LATER, Cast, journal_lines
from tests.matters.business import aid, aid_draft, step, term
from tests.matters.feedback.test_feedback_answer import feedback


def join(matter: Matter, into: Matter, actor: Person) -> Matter:
    matter.refresh_from_db()
    return merge(matter=matter, into=into, turn=matter.turn, actor=actor, at=LATER, opinion="同一投诉")


def test_the_duplicate_is_closed_and_says_where_it_went(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    first, second = aid(cast), aid(cast)
    with journal_lines() as told:
        merged = join(second, first, cast.handler)
    assert (merged.merged_into_id, merged.closed_at, merged.awaits) == (first.pk, LATER, "")
    assert [limit.state for limit in merged.limits.all()] == [LimitState.VOID]
    assert Matter.objects.get(pk=second.pk).due_on is None
    assert told.verbs == [f"办件·并入{first.number}"]
    first.refresh_from_db()
    assert (first.closed_at, first.turn) == (None, 2)


def test_the_applicant_is_told_and_the_handler_no_longer_asked(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    join(second, first, cast.handler)
    told = Notice.objects.get(recipient=cast.firm, about__endswith=":news")
    assert f"并入{first.number}" in told.body
    open_still = Notice.objects.filter(recipient=cast.handler, withdrawn_at=None)
    assert [notice.about for notice in open_still] == [f"matters.matter:{first.pk}"]


def test_nothing_is_done_with_it_any_more(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    join(second, first, cast.handler)
    with pytest.raises(StepRefused, match="已并入"):
        step(second, "accept", cast.handler, LATER)
    with pytest.raises(StepRefused, match="只有正在办理的办件"):
        join(second, first, cast.handler)


def test_a_suspended_one_stands_still_no_longer(cast: Cast) -> None:
    first, second = aid(cast), step(aid(cast), "accept", cast.handler)
    suspend(matter=second, ground="suspension", turn=second.turn, actor=cast.handler, at=LATER, opinion="等法院")
    merged = join(second, first, cast.handler)
    assert (merged.suspended, merged.stays.filter(until_on=None).count()) == (False, 0)


@pytest.mark.parametrize("other", ["itself", "closed", "merged", "draft", "another kind"])
def test_only_into_a_running_matter_of_the_same_kind_and_unit(cast: Cast, other: str) -> None:
    matter, another = aid(cast), aid(cast)
    targets = {
        "itself": lambda: matter,
        "closed": lambda: step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖"),
        "merged": lambda: join(aid(cast), another, cast.handler),
        "draft": lambda: aid_draft(cast),
        "another kind": lambda: feedback(cast),
    }
    with pytest.raises(StepRefused, match=r"不能并入自身|只能并入同一单位正在办理的同类办件"):
        join(matter, targets[other](), cast.handler)
    matter.refresh_from_db()
    assert matter.closed_at is None


def test_a_target_closed_since_the_page_was_opened_is_looked_at_as_it_is_now(cast: Cast) -> None:
    matter, into = aid(cast), aid(cast)
    seen = Matter.objects.get(pk=into.pk)
    step(into, "refuse", cast.handler, opinion="不属于本州管辖")
    assert seen.closed_at is None
    with pytest.raises(StepRefused, match="只能并入"):
        join(matter, seen, cast.handler)


def test_two_are_not_merged_into_one_another(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    seen = Matter.objects.get(pk=second.pk)
    join(second, first, cast.handler)
    with pytest.raises(StepRefused, match="只能并入"):
        join(first, seen, cast.handler)


def test_only_its_handler_may(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    for other in cast.others("handler"):
        with pytest.raises(StepRefused, match="只有承办人可以并案"):
            join(second, first, other)


def test_on_a_page_that_is_out_of_date_it_is_overtaken(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    with pytest.raises(Overtaken):
        merge(matter=second, into=first, turn=1, actor=cast.handler, at=LATER)
