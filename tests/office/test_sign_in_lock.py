"""登录锁定: so many failures, then waiting; by name and by address, known names and unknown ones alike."""

from datetime import timedelta

import pytest
from django.conf import settings

from manas.office.actions import AccessRefused, begin_sign_in, pass_sign_in, unlock
from manas.office.models import Outcome, SignIn
from manas.office.queries import sign_ins
from tests.cast import AT, Cast, journal_lines

TRIES, MINUTE = settings.SIGN_IN_TRIES, timedelta(minutes=1)
HERE, ELSEWHERE = "10.0.0.8", "10.0.0.9"


def attempt(username: str = "office", minutes: float = 0, address: str = HERE) -> Outcome:
    return Outcome(begin_sign_in(username=username, address=address, at=AT + minutes * MINUTE).outcome)


@pytest.mark.parametrize("username", ["office", "nobody-bears-this"])
def test_after_so_many_failures_a_name_must_wait(cast: Cast, username: str) -> None:
    assert [attempt(username) for _ in range(TRIES)] == [Outcome.FAILED] * TRIES
    assert attempt(username) == Outcome.LOCKED
    assert attempt(username, address=ELSEWHERE) == Outcome.LOCKED
    assert attempt("leader") == Outcome.FAILED


def test_a_lock_ends_by_itself_and_is_not_lengthened_by_trying(cast: Cast) -> None:
    for _ in range(TRIES):
        attempt()
    lock = settings.SIGN_IN_LOCK_MINUTES
    assert [attempt(minutes=n) for n in range(1, lock)] == [Outcome.LOCKED] * (lock - 1)
    assert attempt(minutes=lock) == Outcome.FAILED


def test_coming_in_forgets_the_failures_of_the_name(cast: Cast) -> None:
    for _ in range(TRIES - 1):
        attempt()
    pass_sign_in(attempt=begin_sign_in(username="office", address=HERE, at=AT))
    assert [attempt() for _ in range(TRIES)] == [Outcome.FAILED] * TRIES


def test_a_right_password_alone_forgets_nothing(cast: Cast) -> None:
    for _ in range(TRIES):
        pass_sign_in(attempt=begin_sign_in(username="office", address=HERE, at=AT), outcome=Outcome.PASSWORD)
        attempt()
    assert attempt() == Outcome.LOCKED


def test_the_security_administrator_unlocks(cast: Cast) -> None:
    for _ in range(TRIES):
        attempt()
    with journal_lines() as told:
        unlock(username="office", actor=cast.security, at=AT)
    assert [(line.verb, line.actor, line.subject) for line in told.lines] == [
        ("解除登录锁定", cast.security, f"office.person:{cast.office.pk}")
    ]
    assert attempt() == Outcome.FAILED
    with pytest.raises(AccessRefused, match="没有这个登录名"):
        unlock(username="nobody-bears-this", actor=cast.security, at=AT)


def test_an_address_that_tries_many_names_must_wait(cast: Cast) -> None:
    most = settings.SIGN_IN_TRIES_PER_ADDRESS
    assert {attempt(f"name-{n}") for n in range(most)} == {Outcome.FAILED}
    assert attempt("office") == Outcome.LOCKED
    assert attempt("office", address=ELSEWHERE) == Outcome.FAILED


def test_ones_own_success_does_not_clear_the_address(cast: Cast) -> None:
    for n in range(settings.SIGN_IN_TRIES_PER_ADDRESS):
        attempt(f"name-{n}")
    pass_sign_in(attempt=begin_sign_in(username="leader", address=HERE, at=AT))
    assert attempt("office") == Outcome.LOCKED


def test_every_try_is_kept_for_the_auditor(cast: Cast) -> None:
    attempt()
    attempt("nobody-bears-this")
    pass_sign_in(attempt=begin_sign_in(username="leader", address=ELSEWHERE, at=AT))
    found = [(each.username, each.person, each.outcome, each.address) for each in sign_ins()]
    assert found == [
        ("leader", cast.leader, "passed", ELSEWHERE),
        ("nobody-bears-this", None, "failed", HERE),
        ("office", cast.office, "failed", HERE),
    ]
    assert [each.username for each in sign_ins(username="office")] == ["office"]
    assert [each.username for each in sign_ins(outcome="passed")] == ["leader"]
    assert [each.username for each in sign_ins(address=ELSEWHERE)] == ["leader"]


def test_what_is_typed_too_long_is_kept_short(cast: Cast) -> None:
    begin_sign_in(username="x" * 400, address="y" * 400, at=AT)
    kept = SignIn.objects.get()
    assert (len(kept.username), len(kept.address)) == (40, 45)
