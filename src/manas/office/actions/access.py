"""Deeds about coming in: signing in and being locked out, the second factor, passwords, sessions."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pyotp
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import salted_hmac

from manas.office.journal import actions as journal
from manas.office.models import (
    CalendarToken,
    OpenSession,
    Outcome,
    PastPassword,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from manas.office.queries import calendar_digest

RECOVERY_CODES = 10
# No letter that is taken for another; eleven of 30 characters are 53 bits.
RECOVERY_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# A phone's clock may be half a minute off, either way.
STEPS_OFF = (0, -1, 1)


class AccessRefused(Exception):
    """The way in stays as it is."""


def begin_sign_in(*, username: str, address: str, at: datetime) -> SignIn:
    """This function will write a try down as failed before anything is checked, and say whether it may go on.

    Each try sees all that were written before it, so that however many come at once no more are checked than may fail.
    A try within a lock is marked LOCKED and does not lengthen it. Unknown names are counted like known ones.
    """
    attempt = SignIn.objects.create(
        username=username[:40],
        person=Person.objects.filter(username=username).first(),
        address=address[:45],
        outcome=Outcome.FAILED,
        at=at,
    )
    if _locked(attempt):
        attempt.outcome = Outcome.LOCKED
        attempt.save(update_fields=["outcome"])
    return attempt


def _locked(attempt: SignIn) -> bool:
    """Too many failures of this name since it last came in or was unlocked, or too many from this address."""
    since = attempt.at - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    recent = SignIn.objects.filter(at__gt=since)
    cleared = SignIn.objects.filter(username=attempt.username, outcome__in=[Outcome.PASSED, Outcome.UNLOCKED])
    last = cleared.order_by("-pk").values_list("pk", flat=True).first() or 0
    failed = recent.filter(outcome=Outcome.FAILED)
    of_name = failed.filter(username=attempt.username, pk__gt=last).count()
    of_address = failed.filter(address=attempt.address).count()
    return of_name > settings.SIGN_IN_TRIES or of_address > settings.SIGN_IN_TRIES_PER_ADDRESS


def pass_sign_in(*, attempt: SignIn, outcome: Outcome = Outcome.PASSED) -> SignIn:
    """This function will write down that a try came through: wholly, or by its password and waiting for the code."""
    attempt.outcome = outcome
    attempt.person = attempt.person or Person.objects.filter(username=attempt.username).first()  # just registered
    attempt.save(update_fields=["outcome", "person"])
    return attempt


@transaction.atomic
def unlock(*, username: str, actor: Person, at: datetime) -> SignIn:
    """This function will let a name try again at once. Raises AccessRefused for a name that nobody bears."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise AccessRefused("没有这个登录名")
    mark = SignIn.objects.create(username=username, person=person, address="", outcome=Outcome.UNLOCKED, at=at)
    journal.record(actor=actor, at=at, verb="解除登录锁定", subject=person)
    return mark


@transaction.atomic
def prepare_second_factor(*, person: Person) -> SecondFactor:
    """This function will give a person the secret for an authenticator; it counts once a code has proved it."""
    factor, _made = SecondFactor.objects.get_or_create(person=person, defaults={"secret": pyotp.random_base32()})
    return factor


@transaction.atomic
def confirm_second_factor(*, person: Person, code: str, at: datetime) -> list[str]:
    """This function will put the authenticator into use once it shows the right code, and give recovery codes.

    Raises AccessRefused for a wrong code, and when one is in use already.
    """
    factor = SecondFactor.objects.select_for_update().filter(person=person).first()
    if factor is None or factor.confirmed_at is not None:
        raise AccessRefused("第二重验证已经启用，或尚未开始设置")
    if not _takes(factor, code, at):
        raise AccessRefused("动态口令不对，请核对手机时间后再试")
    factor.confirmed_at = at
    factor.save(update_fields=["confirmed_at"])
    journal.record(actor=person, at=at, verb="启用第二重验证", subject=person)
    return _fresh_codes(person)


@transaction.atomic
def renew_recovery_codes(*, person: Person, at: datetime) -> list[str]:
    """This function will make new recovery codes, shown this once; the old ones are void."""
    journal.record(actor=person, at=at, verb="更换恢复码", subject=person)
    return _fresh_codes(person)


def _fresh_codes(person: Person) -> list[str]:
    codes = ["".join(secrets.choice(RECOVERY_LETTERS) for _ in range(11)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(code)) for code in codes)
    return codes


def _digest(code: str) -> str:
    """Codes are random enough to need no slow hash; the key keeps a stolen table useless without the machine."""
    return salted_hmac("manas.recovery-code", code, algorithm="sha256").hexdigest()


@transaction.atomic
def pass_second_factor(*, person: Person, code: str, at: datetime) -> bool:
    """This function will tell whether the code is the authenticator's, not used before, or a recovery code left over."""
    plain = "".join(code.split()).replace("-", "").upper()
    factor = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).first()
    if factor is None:
        return False
    if len(plain) == 6:
        return _takes(factor, plain, at)
    used = RecoveryCode.objects.filter(person=person, digest=_digest(plain), used_at__isnull=True).update(used_at=at)
    if used:
        journal.record(actor=person, at=at, verb="使用恢复码登录", subject=person)
    return bool(used)


def _takes(factor: SecondFactor, code: str, at: datetime) -> bool:
    """One statement moves the clock's step on: of two who show the same code, one comes in."""
    totp = pyotp.TOTP(factor.secret)
    now = totp.timecode(at)
    for step in (now + off for off in STEPS_OFF):
        if secrets.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            fresh = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            return bool(fresh.update(last_step=step))
    return False


@transaction.atomic
def reset_second_factor(*, person: Person, actor: Person, at: datetime) -> Person:
    """This function will take a lost authenticator off an account and end its sessions. Nobody resets their own."""
    _not_oneself(person, actor)
    RecoveryCode.objects.filter(person=person).delete()
    if not SecondFactor.objects.filter(person=person).delete()[0]:
        raise AccessRefused(f"{person}没有启用第二重验证")
    end_sessions(person=person, actor=actor, at=at)
    journal.record(actor=actor, at=at, verb="重置第二重验证", subject=person)
    return person


@transaction.atomic
def make_calendar_token(*, person: Person, at: datetime) -> str:
    """This function will make the secret of the address of a person's calendar, given this once; an earlier one is void."""
    token = secrets.token_urlsafe(32)
    CalendarToken.objects.update_or_create(person=person, defaults={"digest": calendar_digest(token), "made_at": at})
    journal.record(actor=person, at=at, verb="生成日历订阅地址", subject=person)
    return token


@transaction.atomic
def revoke_calendar_token(*, person: Person, actor: Person, at: datetime) -> None:
    """This function will make the address of a person's calendar void. Raises AccessRefused when there is none."""
    if not CalendarToken.objects.filter(person=person).delete()[0]:
        raise AccessRefused("没有可以撤销的日历订阅地址")
    journal.record(actor=actor, at=at, verb="撤销日历订阅地址", subject=person)


@transaction.atomic
def change_password(*, person: Person, password: str, at: datetime) -> Person:
    """This function will give a person the password that they chose. Raises ValidationError for one that is too weak."""
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    remember_password(person, at)
    journal.record(actor=person, at=at, verb="修改口令", subject=person)
    return person


@transaction.atomic
def reset_password(*, person: Person, password: str, actor: Person, at: datetime) -> Person:
    """This function will give a person a first password again; its owner must choose another before anything else.

    Raises ValidationError for a weak one. Nobody resets their own.
    """
    _not_oneself(person, actor)
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    remember_password(person, at)
    end_sessions(person=person, actor=actor, at=at)
    CalendarToken.objects.filter(person=person).delete()  # whoever had the account may have made it
    journal.record(actor=actor, at=at, verb="重置口令", subject=person)
    return person


def _not_oneself(person: Person, actor: Person) -> None:
    if person == actor:
        raise AccessRefused("不能重置自己的口令或第二重验证，请由另一名安全管理员办理")


def remember_password(person: Person, at: datetime) -> None:
    """This function will keep the hash of the password just set, so that it is not chosen again soon."""
    PastPassword.objects.create(person=person, encoded=person.password, at=at)


@transaction.atomic
def open_session(*, person: Person, key: str, address: str, browser: str, at: datetime) -> OpenSession:
    """This function will write down where a person is signed in; rows whose session is gone are cleared away."""
    living = Session.objects.filter(expire_date__gt=at).values("session_key")
    OpenSession.objects.filter(person=person).exclude(key__in=living).exclude(key=key).delete()
    row, _made = OpenSession.objects.update_or_create(
        key=key,
        defaults={
            "person": person, "address": address[:45], "browser": browser[:200], "began_at": at, "seen_at": at
        },
    )  # fmt: skip
    return row


def see_session(*, key: str, at: datetime) -> None:
    """This function will write down that a session is in use."""
    OpenSession.objects.filter(key=key).update(seen_at=at)


def forget_session(*, key: str) -> None:
    """This function will take a session that ended by itself, or by signing out, off its owner's list."""
    OpenSession.objects.filter(key=key).delete()


@transaction.atomic
def end_session(*, session: OpenSession, actor: Person, at: datetime) -> None:
    """This function will sign a person out in one place."""
    journal.record(actor=actor, at=at, verb="结束登录会话", subject=session.person)
    _close([session])


@transaction.atomic
def end_sessions(*, person: Person, actor: Person, at: datetime, but: str = "") -> int:
    """This function will sign a person out everywhere, except in the session of the key `but`; it counts the ended."""
    rows = list(OpenSession.objects.filter(person=person).exclude(key=but))
    if rows:
        journal.record(actor=actor, at=at, verb="全部退出登录", subject=person, detail={"sessions": len(rows)})
        _close(rows)
    return len(rows)


def _close(rows: list[OpenSession]) -> None:
    Session.objects.filter(session_key__in=[row.key for row in rows]).delete()
    OpenSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
