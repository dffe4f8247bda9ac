"""What the database itself refuses of pushed lists."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import PushAddressee, PushAnswer, PushedPatent, PushList
from tests.cast import AT, Cast
from tests.registers.pool.lists import pushed, pushed_list


@pytest.fixture
def addressee(cast: Cast) -> PushAddressee:
    """The company, asked about the first patent of a list."""
    first = pushed(pushed_list(cast, 1))
    return PushAddressee.objects.create(
        pushed=first, organization=cast.company, assigned_by=cast.handler, assigned_at=AT
    )


def refused(make: Callable[..., object], **values: object) -> bool:
    """Whether a row with these values cannot be kept."""
    try:
        with transaction.atomic():
            make(**values)
    except IntegrityError:
        return True
    return False


def test_a_due_day_names_its_paper(cast: Cast) -> None:  # push_list_due_by_a_paper
    keep = {"title": "批次", "source": "来源", "keeper": cast.ip_office, "created_at": AT}
    assert refused(PushList.objects.create, **keep, due_on=date(2026, 6, 1))
    assert not refused(PushList.objects.create, **keep, due_on=date(2026, 6, 1), due_basis="通知")


def test_a_patent_stands_once_on_a_list_and_a_firm_is_asked_once(cast: Cast, addressee: PushAddressee) -> None:
    first = addressee.pushed
    # pushed_patent_once_a_list
    assert refused(PushedPatent.objects.create, push_list=first.push_list, patent=first.patent, position=9)
    asked = {"pushed": first, "assigned_by": cast.handler, "assigned_at": AT}
    assert refused(PushAddressee.objects.create, organization=cast.company, **asked)  # push_addressee_once
    assert not refused(PushAddressee.objects.create, organization=cast.cooperative, **asked)


def test_one_answer_stands_and_the_earlier_ones_are_kept(cast: Cast, addressee: PushAddressee) -> None:
    said = {"addressee": addressee, "prospect": "good", "will": "willing", "actor": cast.firm, "at": AT}
    PushAnswer.objects.create(**said, replaced_at=AT)
    PushAnswer.objects.create(**said)
    assert refused(PushAnswer.objects.create, **said)  # push_answer_one_stands


@pytest.mark.parametrize(
    ("will", "reason", "is_refused"),
    [
        ("unwilling", "", True), ("unwilling", "own", False),
        ("willing", "own", True), ("willing", "", False), ("conditions", "", False),
    ],
)  # fmt: skip
def test_who_is_unwilling_says_why_and_nobody_else(
    cast: Cast, addressee: PushAddressee, will: str, reason: str, *, is_refused: bool
) -> None:  # push_answer_unwilling_with_reason
    values = {"addressee": addressee, "prospect": "fair", "will": will, "reason": reason, "actor": cast.firm, "at": AT}
    assert refused(PushAnswer.objects.create, **values) == is_refused
