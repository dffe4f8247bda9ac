"""Those who come at the same moment do not slip past a count, a code, or a rule together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
from django.conf import settings
from django.db import connection

from manas.office.actions import (
    PostRefused,
    appoint,
    begin_sign_in,
    confirm_second_factor,
    pass_second_factor,
    prepare_second_factor,
)
from manas.office.models import Outcome, Role
from tests.cast import AT, LATER, TODAY, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times: int, deed: Callable[[int], object]) -> list[object]:
    """This function will do a deed so many times at the same moment, each in a connection of its own."""
    start = Barrier(times)

    def one(number: int) -> object:
        try:
            start.wait()
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_no_more_passwords_are_looked_at_than_may_fail() -> None:
    make_cast()
    tried = at_once(12, lambda _: begin_sign_in(username="office", address="10.0.0.8", at=AT).outcome)
    looked_at = tried.count(Outcome.FAILED)
    assert looked_at <= settings.SIGN_IN_TRIES
    assert tried.count(Outcome.LOCKED) == 12 - looked_at


def test_of_two_who_show_the_same_code_one_comes_in() -> None:
    cast = make_cast()
    totp = pyotp.TOTP(prepare_second_factor(person=cast.office).secret)
    confirm_second_factor(person=cast.office, code=totp.at(AT), at=AT)
    shown = totp.at(LATER)
    passed = at_once(4, lambda _: pass_second_factor(person=cast.office, code=shown, at=LATER))
    assert sorted(map(bool, passed)) == [False, False, False, True]


def test_of_two_posts_that_exclude_each_other_one_is_given() -> None:
    cast = make_cast()

    def give(number: int) -> bool:
        role = (Role.SECURITY, Role.AUDITOR, Role.HANDLER, Role.ADMINISTRATOR)[number]
        try:
            appoint(person=cast.nobody, unit=cast.science, role=role, from_on=TODAY, actor=cast.office, at=AT)
        except PostRefused:
            return False
        return True

    assert sorted(map(bool, at_once(4, give))) == [False, False, False, True]
