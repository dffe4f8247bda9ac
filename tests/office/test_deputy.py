"""委托代理: while the holder is away a deputy acts with the post, and the journal says for whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.office.actions import PostRefused, delegate, end_post, set_active, take_back
from manas.office.journal.queries import verify
from manas.office.models import Delegation, JournalEntry, Person, Role
from manas.office.queries import deputies, standing
from manas.office.rules import acted_for
from manas.plan.actions import ledger
from manas.plan.models import ReportState
from tests.cast import AT, TODAY, Cast, adopted, item, journal_lines, queries_of, submitted

DAY = timedelta(days=1)


def lend(cast: Cast, part: str, deputy: Person, days: int = 0) -> Delegation:
    person = cast.people()[part]
    return delegate(
        post=person.posts.order_by("pk")[0],
        deputy=deputy,
        from_on=TODAY,
        last_on=TODAY + days * DAY,
        actor=person,
        at=AT,
        reason="外出",
    )


def test_a_deputy_acts_with_the_post_on_its_days(cast: Cast) -> None:
    with journal_lines() as told:
        lend(cast, "handler", cast.nobody, days=2)
    days = {n: standing(cast.nobody, TODAY + n * DAY).handles_at() for n in (-1, 0, 2, 3)}
    assert days == {-1: (), 0: (cast.ip_office.path,), 2: (cast.ip_office.path,), 3: ()}
    post = standing(cast.nobody, TODAY).posts[0]
    assert (post.delegated, post.person, post.delegation and post.delegation.reason) == (True, cast.handler, "外出")
    assert told.verbs == ["委托代理"]
    assert not any(post.delegated for post in standing(cast.handler, TODAY).posts)


def test_the_journal_says_on_whose_behalf(cast: Cast) -> None:
    plan = adopted(cast)
    report = submitted(cast, item(cast, plan))
    lend(cast, "office", cast.leader)
    ledger.accept_report(report=report, actor=cast.leader, at=AT, verified_figure=None)
    line = JournalEntry.objects.latest("number")
    assert (line.actor, line.on_behalf_of) == (cast.leader, cast.office)
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    assert verify().intact


def test_ones_own_deeds_stay_ones_own(cast: Cast) -> None:
    plan = adopted(cast)
    work = item(cast, plan)
    lend(cast, "market", cast.liaison)
    submitted(cast, work, actor=cast.liaison)
    assert JournalEntry.objects.latest("number").on_behalf_of is None


def test_the_roles_of_a_deed_tell_whose_post_did_it(cast: Cast) -> None:
    lend(cast, "office", cast.liaison)
    here = cast.standing("liaison")
    assert acted_for(here, cast.science, (Role.OFFICE,)) == cast.office
    assert acted_for(here, cast.science, (Role.LIAISON,)) is None
    assert acted_for(here, cast.science) is None
    assert acted_for(here, cast.elsewhere) is None


def test_on_whose_behalf_is_under_the_seal(cast: Cast) -> None:
    from tests.database import triggers_asleep

    lend(cast, "handler", cast.nobody)
    with triggers_asleep():
        JournalEntry.objects.filter(number=3).update(on_behalf_of=cast.leader)
    assert verify().broken_at == 3


def test_taking_back_ends_it_at_once(cast: Cast) -> None:
    made = lend(cast, "handler", cast.nobody, days=5)
    with pytest.raises(PostRefused, match="只能收回自己的委托"):
        take_back(delegation=made, actor=cast.nobody, at=AT)
    with journal_lines() as told:
        take_back(delegation=made, actor=cast.handler, at=AT)
    assert (told.verbs, standing(cast.nobody, TODAY).posts) == (["收回代理"], ())
    with pytest.raises(PostRefused, match="该委托已经收回"):
        take_back(delegation=made, actor=cast.handler, at=AT)


def test_a_post_that_ended_lends_nothing(cast: Cast) -> None:
    lend(cast, "handler", cast.nobody, days=5)
    end_post(post=cast.handler.posts.get(), to_on=TODAY + DAY, actor=cast.office, at=AT)
    assert [len(standing(cast.nobody, TODAY + n * DAY).posts) for n in (0, 1)] == [1, 0]


def test_a_closed_account_lends_nothing(cast: Cast) -> None:
    lend(cast, "handler", cast.nobody)
    set_active(person=cast.handler, active=False, actor=cast.administrator, at=AT)
    assert standing(cast.nobody, TODAY).posts == ()


def test_what_is_lent_is_not_lent_on(cast: Cast) -> None:
    made = lend(cast, "handler", cast.nobody)
    with pytest.raises(PostRefused, match="只能委托他人代理自己的任职"):
        delegate(post=made.post, deputy=cast.leader, from_on=TODAY, last_on=TODAY, actor=cast.nobody, at=AT)


@pytest.mark.parametrize("part", ["administrator", "security", "auditor"])
def test_watching_is_not_delegated_and_watchers_do_not_deputize(cast: Cast, part: str) -> None:
    with pytest.raises(PostRefused, match="的职责不得委托"):
        lend(cast, part, cast.nobody)
    with pytest.raises(PostRefused, match="不得代理业务工作"):
        lend(cast, "handler", cast.people()[part])


def test_who_cannot_be_a_deputy(cast: Cast) -> None:
    with pytest.raises(PostRefused, match="代理人不能是本人"):
        lend(cast, "handler", cast.handler)
    with pytest.raises(PostRefused, match="代理截止日不能早于起始日"):
        lend(cast, "handler", cast.nobody, days=-1)
    set_active(person=cast.nobody, active=False, actor=cast.administrator, at=AT)
    cast.nobody.refresh_from_db()
    with pytest.raises(PostRefused, match="账号已停用，不能代理"):
        lend(cast, "handler", cast.nobody)
    end_post(post=cast.handler.posts.get(), to_on=TODAY, actor=cast.office, at=AT)
    with pytest.raises(PostRefused, match="在代理期间已经结束"):
        lend(cast, "handler", cast.leader)


def test_a_post_is_lent_to_one_at_a_time(cast: Cast) -> None:
    lend(cast, "handler", cast.nobody, days=3)
    with pytest.raises(PostRefused, match="这些日子已经委托他人代理"):
        lend(cast, "handler", cast.leader, days=1)


def test_deputies_are_officials_of_the_same_tree(cast: Cast) -> None:
    found = set(deputies(cast.handler.posts.get(), TODAY))
    expected = "office leader liaison market county_liaison county_leader approver reviewer county_handler police"
    assert found == {cast.people()[part] for part in expected.split()}


def test_delegation_ends_after_start(cast: Cast) -> None:
    made = lend(cast, "handler", cast.nobody)
    with pytest.raises(IntegrityError, match="delegation_ends_after_start"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(last_on=TODAY - DAY)


def test_a_standing_takes_three_queries_whatever_one_holds(cast: Cast) -> None:
    few = queries_of(standing, cast.nobody, TODAY)
    for part in ("handler", "approver", "liaison"):
        lend(cast, part, cast.outsider)
    assert (few, queries_of(standing, cast.outsider, TODAY)) == (3, 3)
    assert {post.role for post in standing(cast.outsider, TODAY).posts if post.delegated} == {
        Role.HANDLER,
        Role.APPROVER,
        Role.LIAISON,
    }
