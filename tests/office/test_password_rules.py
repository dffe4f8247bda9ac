"""口令: long enough, not the sign-in name, none of the last five; one set by another is changed first."""

import pytest
from django.core.exceptions import ValidationError

from manas.office.actions import AccessRefused, add_person, change_password, reset_password
from manas.office.models import JournalEntry, Person
from tests.cast import AT, PASSWORD, Cast, journal_lines

WORDS = [
    "a first quiet river",
    "a second tall poplar",
    "a third red apricot",
    "a fourth white mountain",
    "a fifth long road",
]


@pytest.mark.parametrize("password", ["nine char", "1234567890123", "password123", "liaison"])
def test_a_weak_one_is_refused(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError):
        change_password(person=cast.liaison, password=password, at=AT)
    assert Person.objects.get(pk=cast.liaison.pk).check_password(PASSWORD)


def test_the_sign_in_name_is_no_password(cast: Cast) -> None:
    person = add_person(username="long-sign-in-name", name="李", password=None, actor=cast.office, at=AT)
    with pytest.raises(ValidationError, match="登录名"):
        change_password(person=person, password="long-sign-in-name", at=AT)


def test_the_last_five_are_not_taken_again(cast: Cast) -> None:
    for word in WORDS:
        change_password(person=cast.liaison, password=word, at=AT)
    for word in WORDS:
        with pytest.raises(ValidationError, match="最近用过的口令"):
            change_password(person=cast.liaison, password=word, at=AT)
    change_password(person=cast.liaison, password=PASSWORD, at=AT)  # the sixth before
    change_password(person=cast.liaison, password=WORDS[0], at=AT)
    assert Person.objects.get(pk=cast.liaison.pk).check_password(WORDS[0])


def test_anothers_passwords_do_not_count(cast: Cast) -> None:
    change_password(person=cast.liaison, password=WORDS[0], at=AT)
    change_password(person=cast.leader, password=WORDS[0], at=AT)
    assert cast.leader.check_password(WORDS[0])


def test_a_password_set_by_another_must_be_changed(cast: Cast) -> None:
    with journal_lines() as told:
        reset_password(person=cast.liaison, password=WORDS[0], actor=cast.security, at=AT)
    assert (told.verbs, told.lines[-1].actor) == (["重置口令"], cast.security)
    person = Person.objects.get(pk=cast.liaison.pk)
    assert (person.must_change_password, person.check_password(WORDS[0])) == (True, True)
    with pytest.raises(ValidationError, match="最近用过的口令"):
        change_password(person=person, password=WORDS[0], at=AT)
    change_password(person=person, password=WORDS[1], at=AT)
    person.refresh_from_db()
    assert not person.must_change_password


def test_nobody_resets_their_own(cast: Cast) -> None:
    with pytest.raises(AccessRefused, match="不能重置自己的"):
        reset_password(person=cast.security, password=WORDS[0], actor=cast.security, at=AT)


def test_no_password_reaches_the_journal(cast: Cast) -> None:
    reset_password(person=cast.liaison, password=WORDS[0], actor=cast.security, at=AT)
    assert not [line for line in JournalEntry.objects.all() if WORDS[0] in str(line.detail)]
