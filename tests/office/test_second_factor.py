"""第二重验证: a code of the authenticator, taken once; recovery codes, shown once and used once."""

from datetime import timedelta

import pyotp
import pytest

from manas.office.actions import (
    AccessRefused,
    confirm_second_factor,
    pass_second_factor,
    prepare_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from manas.office.models import JournalEntry, Person, RecoveryCode, SecondFactor
from manas.office.queries import has_second_factor
from tests.cast import AT, Cast, journal_lines

STEP = timedelta(seconds=30)


def code_of(person: Person, steps: int = 0) -> str:
    """What the person's authenticator shows, so many half minutes from AT."""
    return pyotp.TOTP(SecondFactor.objects.get(person=person).secret).at(AT + steps * STEP)


def wrong(person: Person) -> str:
    near = {code_of(person, steps) for steps in range(-2, 3)}
    return next(code for code in ("000000", "000001", "000002", "000003", "000004", "000005") if code not in near)


def set_up(person: Person) -> list[str]:
    prepare_second_factor(person=person)
    return confirm_second_factor(person=person, code=code_of(person), at=AT)


def passes(person: Person, code: str, steps: int = 0) -> bool:
    return pass_second_factor(person=person, code=code, at=AT + steps * STEP)


def test_it_counts_once_a_code_has_proved_it(cast: Cast) -> None:
    prepare_second_factor(person=cast.office)
    secret = SecondFactor.objects.get(person=cast.office).secret
    prepare_second_factor(person=cast.office)
    assert SecondFactor.objects.get(person=cast.office).secret == secret
    assert not has_second_factor(cast.office)
    assert not passes(cast.office, code_of(cast.office))
    with pytest.raises(AccessRefused, match="动态口令不对"):
        confirm_second_factor(person=cast.office, code=wrong(cast.office), at=AT)
    with journal_lines() as told:
        codes = confirm_second_factor(person=cast.office, code=code_of(cast.office), at=AT)
    assert (has_second_factor(cast.office), told.verbs, len(set(codes))) == (True, ["启用第二重验证"], 10)
    with pytest.raises(AccessRefused, match="已经启用"):
        confirm_second_factor(person=cast.office, code=code_of(cast.office, 2), at=AT + 2 * STEP)


@pytest.mark.parametrize(("shown", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(cast: Cast, shown: int, *, taken: bool) -> None:
    set_up(cast.office)
    now = 10
    assert passes(cast.office, code_of(cast.office, now + shown), now) == taken


def test_a_code_is_not_taken_a_second_time_nor_an_older_one(cast: Cast) -> None:
    set_up(cast.office)
    assert not passes(cast.office, code_of(cast.office))  # proved it a moment ago
    assert passes(cast.office, code_of(cast.office, 5), 5)
    assert not passes(cast.office, code_of(cast.office, 5), 5)
    assert not passes(cast.office, code_of(cast.office, 4), 5)
    assert passes(cast.office, code_of(cast.office, 6), 6)


@pytest.mark.parametrize("code", ["", "abcdef", "１２３４５６", "12345", "-" * 20, "你好你好你好"])
def test_what_is_no_code_is_not_taken(cast: Cast, code: str) -> None:
    set_up(cast.office)
    assert not passes(cast.office, code, 3)


def test_a_recovery_code_is_used_once_however_it_is_typed(cast: Cast) -> None:
    codes = set_up(cast.office)
    typed = f" {codes[0][:4]}-{codes[0][4:]} ".lower()
    with journal_lines() as told:
        assert passes(cast.office, typed)
    assert told.verbs == ["使用恢复码登录"]
    assert not passes(cast.office, codes[0])
    assert not passes(cast.leader, codes[1])
    assert passes(cast.office, codes[1])


def test_codes_are_kept_as_hashes_and_not_told(cast: Cast) -> None:
    codes = set_up(cast.office)
    kept = {code.digest for code in RecoveryCode.objects.all()}
    assert kept.isdisjoint(codes)
    assert not [line for line in JournalEntry.objects.all() if any(code in str(line.detail) for code in codes)]


def test_new_codes_void_the_old(cast: Cast) -> None:
    old = set_up(cast.office)
    fresh = renew_recovery_codes(person=cast.office, at=AT)
    assert not passes(cast.office, old[0])
    assert passes(cast.office, fresh[0])


def test_a_lost_authenticator_is_taken_off_by_another(cast: Cast) -> None:
    set_up(cast.office)
    with pytest.raises(AccessRefused, match="不能重置自己的"):
        reset_second_factor(person=cast.office, actor=cast.office, at=AT)
    with journal_lines() as told:
        reset_second_factor(person=cast.office, actor=cast.security, at=AT)
    assert (told.verbs, has_second_factor(cast.office)) == (["重置第二重验证"], False)
    assert not RecoveryCode.objects.filter(person=cast.office).exists()
    with pytest.raises(AccessRefused, match="office没有启用第二重验证"):
        reset_second_factor(person=cast.office, actor=cast.security, at=AT)
