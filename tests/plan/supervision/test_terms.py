"""How long orders wait for their answer: the office's own days, from a day on, by its document."""

from datetime import date, timedelta

import pytest

from manas.office.models import JournalEntry, LocalValue
from manas.office.values.actions import ValueRefused
from manas.plan.actions import ledger
from manas.plan.supervision.grounds import not_redone
from manas.plan.supervision.terms import LONGEST, REDO, days_on, set_days, terms_on
from tests import cast as people
from tests.cast import Cast
from tests.plan.supervision.orders import NOW, TODAY, issued, late_item

pytestmark = pytest.mark.django_db


def set_to(cast: Cast, days: int, key: str = "order", valid_from: date = TODAY) -> LocalValue:
    return set_days(
        root=cast.government, key=key, days=days, valid_from=valid_from, document="局发3号", actor=cast.office, at=NOW
    )


def test_an_order_waits_as_long_as_the_office_set(cast: Cast) -> None:
    item = late_item(cast)
    before = days_on("order", cast.government, TODAY)
    set_to(cast, 2)
    assert (
        before,
        days_on("order", cast.government, TODAY),
        days_on("order", cast.government, TODAY - timedelta(days=1)),
    ) == (5, 2, 5)
    # Two working days from Thursday 2 April 2026, Tomb Sweeping on the Sunday with a Monday off.
    assert issued(cast, item).answer_by == date(2026, 4, 7)
    assert [value and value.document for _key, _term, value in terms_on(cast.government, TODAY)] == [
        None,
        "局发3号",
        None,
        None,
    ]
    assert JournalEntry.objects.filter(verb="设定督办期限").count() == 1


def test_the_value_before_ends_the_day_before(cast: Cast) -> None:
    first = set_to(cast, 2)
    second = set_to(cast, 4, valid_from=TODAY + timedelta(days=10))
    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (TODAY + timedelta(days=9), None)
    assert [days_on("order", cast.government, TODAY + timedelta(days=n)) for n in (9, 10)] == [2, 4]
    with pytest.raises(ValueRefused, match="要晚于这一天"):
        set_to(cast, 3, valid_from=TODAY + timedelta(days=10))


def test_returned_progress_waits_as_long_as_the_office_set(cast: Cast) -> None:
    item = people.item(cast, people.adopted(cast), unit=cast.north, due_on=date(2026, 9, 1))
    report = ledger.write_report(item=item, text="已建成", actor=cast.county_liaison, at=NOW)
    ledger.submit_report(report=report, actor=cast.county_liaison, at=NOW)
    ledger.return_report(report=report, reason="没有数据", actor=cast.office, at=NOW)
    week = TODAY + timedelta(days=8)
    assert not_redone(cast.government, week) == []
    set_to(cast, 7, REDO)
    (ground,) = not_redone(cast.government, week)
    assert ground.due_on == TODAY + timedelta(days=7)


@pytest.mark.parametrize(("key", "days"), [("order", 0), ("order", LONGEST + 1), ("nothing", 3)])
def test_a_term_that_cannot_be(cast: Cast, key: str, days: int) -> None:
    with pytest.raises(ValueRefused, match="一到60的天数"):
        set_to(cast, days, key)


def test_the_office_alone_sets_and_names_its_document(cast: Cast) -> None:
    for person in cast.others("office"):
        with pytest.raises(ValueRefused, match="知识产权局"):
            set_days(
                root=cast.government, key="order", days=3, valid_from=TODAY, document="局发3号", actor=person, at=NOW
            )
    with pytest.raises(ValueRefused, match="依据文件"):
        set_days(root=cast.government, key="order", days=3, valid_from=TODAY, document=" ", actor=cast.office, at=NOW)
    assert not LocalValue.objects.exists()
