"""An order and a circular as Word files: opened again, every sentence from records."""

import io
from datetime import date, datetime, timedelta

import docx
import pytest

from manas.office.models import UnitName
from manas.plan.models import SupervisionOrder
from manas.plan.supervision import actions
from manas.reports.supervision_papers import circular, order_paper
from tests import cast as people
from tests.cast import FIFTY, Cast, make_cast
from tests.plan.supervision import orders
from tests.plan.supervision.orders import LATER, NOW, TODAY

pytestmark = pytest.mark.django_db
ADDRESS = "https://plan.example/supervision/1/"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def words(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs if one.text]


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows]


def told(cast: Cast, first: date = date(2026, 1, 1), last: date = TODAY, at: datetime = NOW) -> bytes:
    return circular(root=cast.government, office=cast.ip_office, first=first, last=last, at=at)


def test_an_order_on_paper_says_what_its_record_says(cast: Cast) -> None:
    order = orders.issued(cast)
    data = order_paper(order, ADDRESS)
    text = words(data)
    assert text[:3] == ["督办通知单", f"督办件第{order.pk}号", "北山县人民政府："]
    assert "业务记录显示，下列事项应于2026年3月20日完成，至签发之日已逾期13天。" in text
    assert any(one.endswith(f"不再另报纸质材料：{ADDRESS}") for one in text)
    assert text[-1] == "2026年4月2日"
    boxes = {cell for row in rows(data) for cell in row}
    assert {order.ground, order.what, "2026年4月10日", "督办"} <= boxes
    assert data == order_paper(order, ADDRESS)


def test_a_name_that_no_document_was_read_for_stands_short(cast: Cast) -> None:
    UnitName.objects.update(status="memory")
    assert words(order_paper(orders.issued(cast), ADDRESS))[2] == "北山县："


def test_one_that_was_raised_names_the_one_before(cast: Cast) -> None:
    first = orders.issued(cast, level="reminder")
    second = actions.raise_order(order=first, what="限期三日", actor=cast.office, at=LATER)
    text = words(order_paper(second, ADDRESS))
    assert f"此前的提醒（督办件第{first.pk}号）应于2026年4月10日前回复，到期未回复。" in text


def _four(cast: Cast) -> list[SupervisionOrder]:
    """In time, late, raised and the one above it, withdrawn: 北山县 and 南河市."""
    plan = people.adopted(cast)
    units = (cast.north, cast.north, cast.south, cast.south)
    items = [people.item(cast, plan, text=FIFTY, unit=unit, due_on=date(2026, 3, 20)) for unit in units]
    first, second, third, fourth = (orders.issued(cast, item) for item in items)
    orders.act(cast, first, "reply", "close")
    orders.act(cast, second, "reply", at=LATER)
    raised = actions.raise_order(order=third, what="限期完成", actor=cast.office, at=LATER)
    orders.act(cast, fourth, "withdraw")
    return [first, second, third, raised, fourth]


def test_a_circular_counts_by_unit_and_names_units_with_their_record(cast: Cast) -> None:
    _first, second, third, raised, _withdrawn = _four(cast)
    data = told(cast, last=LATER.date(), at=LATER)
    text = words(data)
    assert (
        "2026年1月1日至2026年4月20日，签发督办件4件（督办3件、约谈1件）。截至2026年4月20日，按期回复1件，逾期回复1件，"
        "逾期未回复1件，未到回复期限1件；已销号1件，在办2件。另有1件签发后撤销，不计在内。"
    ) in text
    assert [row[1:] for row in rows(data)[1:]] == [list("2110011"), list("2001101")]
    assert [row[0] for row in rows(data)[1:]] == ["北山县", "南河市"]
    assert f"（督办件第{second.pk}号，2026年4月2日签发），应于2026年4月10日前回复，于2026年4月20日回复。" in "".join(
        text
    )
    silent = next(one for one in text if f"督办件第{third.pk}号" in one)
    assert silent.startswith("南河市：“")
    assert silent.endswith("到期未回复，已升级。")
    assert f"督办件第{raised.pk}号" not in "".join(text), "its day has not come"


def test_a_circular_of_a_time_without_orders_says_so_and_nothing_else(cast: Cast) -> None:
    orders.issued(cast)
    before = words(told(cast, last=TODAY - timedelta(days=1)))
    assert before[:3] == ["督查情况通报", "一、总体情况", "2026年1月1日至2026年4月1日，没有签发督办件。"]
    assert "签发督办件1件" in "".join(words(told(cast)))


def test_what_was_sent_back_is_answered_by_its_last_reply(cast: Cast) -> None:
    order = orders.act(cast, orders.issued(cast), "reply", "send_back")
    assert "未到回复期限1件" in "".join(words(told(cast)))
    orders.act(cast, order, "reply", at=LATER)
    assert "逾期回复1件" in "".join(words(told(cast, at=LATER)))
