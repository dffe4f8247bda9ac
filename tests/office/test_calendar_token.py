"""日历订阅: the secret of a person's calendar, shown once, kept as a hash, replaced and revoked."""

import pytest

from manas.office.actions import AccessRefused, make_calendar_token, reset_password, revoke_calendar_token, set_active
from manas.office.models import CalendarToken
from manas.office.queries import calendar_made_at, calendar_owner
from tests.cast import AT, LATER, PASSWORD, Cast, journal_lines


def test_a_secret_opens_one_calendar_and_only_its_hash_is_kept(cast: Cast) -> None:
    with journal_lines() as told:
        token = make_calendar_token(person=cast.handler, at=AT)
    kept = CalendarToken.objects.get(person=cast.handler)
    assert calendar_owner(token) == cast.handler
    assert (len(token) >= 43, len(kept.digest), token in kept.digest, calendar_made_at(cast.handler)) == (
        True, 64, False, AT,
    )  # fmt: skip
    assert told.verbs == ["生成日历订阅地址"]
    assert token not in str(told.lines[0].detail)


def test_a_new_secret_makes_the_old_one_void(cast: Cast) -> None:
    first = make_calendar_token(person=cast.handler, at=AT)
    second = make_calendar_token(person=cast.handler, at=LATER)
    assert [calendar_owner(token) for token in (first, second)] == [None, cast.handler]


def test_a_revoked_secret_opens_nothing(cast: Cast) -> None:
    token = make_calendar_token(person=cast.handler, at=AT)
    other = make_calendar_token(person=cast.approver, at=AT)
    with journal_lines() as told:
        revoke_calendar_token(person=cast.handler, actor=cast.handler, at=LATER)
    assert [calendar_owner(one) for one in (token, other)] == [None, cast.approver]
    assert (told.verbs, calendar_made_at(cast.handler)) == (["撤销日历订阅地址"], None)
    with pytest.raises(AccessRefused, match="没有可以撤销"):
        revoke_calendar_token(person=cast.handler, actor=cast.handler, at=LATER)


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "没有"])
def test_what_was_never_given_opens_nothing(cast: Cast, token: str) -> None:
    make_calendar_token(person=cast.handler, at=AT)
    assert calendar_owner(token) is None


def test_a_closed_account_has_no_calendar(cast: Cast) -> None:
    token = make_calendar_token(person=cast.handler, at=AT)
    set_active(person=cast.handler, active=False, actor=cast.administrator, at=LATER)
    assert calendar_owner(token) is None


def test_a_reset_password_takes_the_calendar_with_it(cast: Cast) -> None:
    token = make_calendar_token(person=cast.handler, at=AT)
    reset_password(person=cast.handler, password=f"{PASSWORD} anew", actor=cast.security, at=LATER)
    assert calendar_owner(token) is None
