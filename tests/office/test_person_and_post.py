"""开立账号、任职、离任、停用: people and what they hold office for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from manas.office.actions import PostRefused, add_person, appoint, end_post, set_active
from manas.office.models import JournalEntry, Person, Post, Role
from manas.office.queries import standing
from tests.cast import AT, PASSWORD, TODAY, Cast, journal_lines

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_the_first_person_stands_as_their_own_actor() -> None:
    with journal_lines() as told:
        person = add_person(username="first", name="王明", password="Xk7-quiet-river", actor=None, at=AT)
    assert [(line.verb, line.actor, line.detail) for line in told.lines] == [("开立账号", person, {"name": "王明"})]
    assert person.check_password("Xk7-quiet-river")
    assert (person.is_active, person.is_example) == (True, False)


def test_later_people_are_entered_by_somebody(cast: Cast) -> None:
    with journal_lines() as told:
        person = add_person(username="second", name="李华", password=None, actor=cast.administrator, at=AT)
    assert told.lines[0].actor == cast.administrator
    assert told.lines[0].subject == f"office.person:{person.pk}"


def test_without_a_password_nobody_signs_in(cast: Cast) -> None:
    person = add_person(username="second", name="李华", password=None, actor=cast.office, at=AT)
    assert not person.has_usable_password()
    assert not person.check_password("")


@pytest.mark.parametrize("password", ["short", "12345678901", "password", ""])
def test_a_weak_password_is_refused_and_nothing_remains(cast: Cast, password: str) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(ValidationError):
        add_person(username="second", name="李华", password=password, actor=cast.office, at=AT)
    assert not Person.objects.filter(username="second").exists()
    assert JournalEntry.objects.count() == lines


def test_a_password_is_not_kept_in_the_journal(cast: Cast) -> None:
    add_person(username="second", name="李华", password="Xk7-quiet-river", actor=cast.office, at=AT)
    assert not [
        line for line in JournalEntry.objects.all() if PASSWORD in str(line.detail) or "river" in str(line.detail)
    ]


def test_a_username_is_given_once(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person(username="office", name="另一人", password=None, actor=cast.office, at=AT)


def test_an_appointment_is_kept_and_told(cast: Cast) -> None:
    with journal_lines() as told:
        post = appoint(
            person=cast.nobody, unit=cast.science, role=Role.LIAISON, from_on=TODAY, actor=cast.administrator, at=AT
        )
    assert (post.person, post.unit, post.role, post.from_on, post.to_on) == (
        cast.nobody,
        cast.science,
        "liaison",
        TODAY,
        None,
    )
    line = told.lines[0]
    assert told.verbs == ["任职"]
    assert (line.unit, line.context, line.detail) == (
        cast.science,
        f"office.person:{cast.nobody.pk}",
        {"role": "liaison"},
    )


def test_nobody_holds_the_same_post_twice(cast: Cast) -> None:
    with pytest.raises(PostRefused, match="liaison已在科技局担任部门联络员"):
        appoint(person=cast.liaison, unit=cast.science, role=Role.LIAISON, from_on=TODAY, actor=cast.office, at=AT)


def test_who_has_left_may_come_back(cast: Cast) -> None:
    old = cast.liaison.posts.get(unit=cast.science)
    end_post(post=old, to_on=TODAY, actor=cast.office, at=AT)
    new = appoint(person=cast.liaison, unit=cast.science, role=Role.LIAISON, from_on=TODAY, actor=cast.office, at=AT)
    assert new.pk != old.pk
    assert Post.objects.filter(person=cast.liaison, unit=cast.science).count() == 2


def test_a_post_holds_from_its_first_day_until_the_day_of_leaving(cast: Cast) -> None:
    post = cast.leader.posts.get()
    with journal_lines() as told:
        end_post(post=post, to_on=TODAY, actor=cast.office, at=AT)
    assert told.verbs == ["离任"]
    held = {
        day: bool(standing(cast.leader, day).posts) for day in (post.from_on - DAY, post.from_on, TODAY - DAY, TODAY)
    }
    assert list(held.values()) == [False, True, True, False]


def test_a_post_ends_once(cast: Cast) -> None:
    post = end_post(post=cast.leader.posts.get(), to_on=TODAY, actor=cast.office, at=AT)
    with pytest.raises(PostRefused, match="该任职已经结束"):
        end_post(post=post, to_on=TODAY, actor=cast.office, at=AT)


def test_a_post_does_not_end_before_it_began(cast: Cast) -> None:
    post = cast.leader.posts.get()
    with pytest.raises(PostRefused, match="离任日期不能早于任职日期"):
        end_post(post=post, to_on=post.from_on - DAY, actor=cast.office, at=AT)
    post.refresh_from_db()
    assert post.to_on is None


def test_post_ends_after_start(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="post_ends_after_start"), transaction.atomic():
        Post.objects.filter(person=cast.leader).update(to_on=date(2000, 1, 1))


@pytest.mark.parametrize(("active", "verb"), [(False, "停用账号"), (True, "启用账号")])
def test_an_account_is_closed_and_opened(cast: Cast, *, active: bool, verb: str) -> None:
    with journal_lines() as told:
        set_active(person=cast.leader, active=active, actor=cast.administrator, at=AT)
    cast.leader.refresh_from_db()
    assert (cast.leader.is_active, told.verbs) == (active, [verb])


def test_a_closed_account_has_no_standing_whatever_its_posts(cast: Cast) -> None:
    set_active(person=cast.office, active=False, actor=cast.administrator, at=AT)
    cast.office.refresh_from_db()
    assert standing(cast.office, TODAY).posts == ()


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    with pytest.raises(PostRefused, match="不能停用自己的账号"):
        set_active(person=cast.administrator, active=False, actor=cast.administrator, at=AT)
