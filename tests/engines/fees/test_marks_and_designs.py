"""Trademarks at home (F7), by Madrid (F8), designs by the Hague: amounts by day, and what is not known said so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.fees import hague, madrid, trademark
from manas.engines.fees.hague import hague_bill
from manas.engines.fees.madrid import madrid_bill
from manas.engines.fees.model import Bill, BillRefused, Currency, Form, Refusal, Status, Why
from manas.engines.fees.trademark import Mark, trademark_bill
from manas.facts import fees

TRADEMARK, MADRID, HAGUE = (fees.tariff(family) for family in ("trademark", "madrid", "hague"))
DAY = date(2026, 8, 3)


def shown(bill: Bill) -> list[tuple[str, int, Decimal]]:
    return [(line.key, line.quantity, line.amount) for line in bill.lines]


def missing(bill: Bill) -> list[str]:
    return [remark.name for remark in bill.remarks if remark.why is Why.NOT_KNOWN]


def test_twelve_items_online_are_two_beyond_ten() -> None:
    found = trademark_bill(Mark(trademark.Matter.REGISTRATION, Form.ONLINE, DAY, (12,)), TRADEMARK)
    assert shown(found) == [("registration/online", 1, 270), ("extra-items/online", 2, 54)]
    assert (found.total, {line.status for line in found.lines}) == (Decimal("324.00"), {Status.SECOND_HAND})


def test_each_class_has_ten_items_of_its_own() -> None:
    found = trademark_bill(Mark(trademark.Matter.REGISTRATION, Form.PAPER, DAY, (12, 9, 11)), TRADEMARK)
    assert shown(found) == [("registration/paper", 3, 900), ("extra-items/paper", 3, 90)]


@pytest.mark.parametrize(
    ("on", "amount"), [(date(2019, 6, 30), Decimal("1000.00")), (date(2019, 7, 1), Decimal("500.00"))]
)
def test_the_day_chooses_the_price_of_a_renewal(on: date, amount: Decimal) -> None:
    assert trademark_bill(Mark(trademark.Matter.RENEWAL, Form.PAPER, on), TRADEMARK).total == amount


def test_what_was_asked_online_before_2019_is_not_known() -> None:
    found = trademark_bill(Mark(trademark.Matter.RENEWAL, Form.ONLINE, date(2019, 6, 30)), TRADEMARK)
    assert (found.lines, missing(found)) == ((), ["受理商标续展注册费"])


def test_a_renewal_in_its_grace_costs_more_and_is_marked_as_memory() -> None:
    found = trademark_bill(Mark(trademark.Matter.RENEWAL, Form.ONLINE, DAY, (1, 1), late=True), TRADEMARK)
    assert shown(found) == [("renewal/online", 2, 900), ("renewal-late/online", 2, 450)]
    assert {line.status for line in found.lines} == {Status.MEMORY}


def test_a_collective_mark_says_that_more_items_are_an_open_question() -> None:
    found = trademark_bill(Mark(trademark.Matter.COLLECTIVE_OR_CERTIFICATION, Form.PAPER, DAY, (11,)), TRADEMARK)
    assert found.total == Decimal("1500.00")
    assert [remark.why for remark in found.remarks] == [Why.EXTRA_ITEMS_UNKNOWN]


def test_registering_a_pledge_is_free_on_paper_and_unknown_online() -> None:
    paper = trademark_bill(Mark(trademark.Matter.PLEDGE, Form.PAPER, DAY), TRADEMARK)
    online = trademark_bill(Mark(trademark.Matter.PLEDGE, Form.ONLINE, DAY), TRADEMARK)
    assert (shown(paper), missing(paper)) == ([("pledge/paper", 1, 0)], [])
    assert (shown(online), missing(online)) == ([], ["商标专用权质权登记费"])


@pytest.mark.parametrize("matter", list(trademark.Matter))
@pytest.mark.parametrize("form", list(Form))
def test_every_matter_has_an_answer(matter: trademark.Matter, form: Form) -> None:
    found = trademark_bill(Mark(matter, form, DAY), TRADEMARK)
    assert len(found.lines) + len(missing(found)) == 1


@pytest.mark.parametrize("items", [(), (0,), (3, 0)])
def test_a_mark_has_classes_and_items(items: tuple[int, ...]) -> None:
    with pytest.raises(BillRefused):
        trademark_bill(Mark(trademark.Matter.REGISTRATION, Form.PAPER, DAY, items), TRADEMARK)


REGISTRATION = madrid.Matter.REGISTRATION


def test_four_classes_and_two_members_without_a_fee_of_their_own() -> None:
    found = madrid_bill(madrid.International(REGISTRATION, DAY, classes=4, members=2), MADRID)
    assert shown(found) == [("registration", 1, 653), ("complementary", 2, 200), ("supplementary", 1, 100)]
    assert (found.total, found.currency) == (Decimal("953.00"), Currency.CHF)
    assert missing(found) == ["原属局手续费"]


def test_color_costs_more() -> None:
    assert madrid_bill(madrid.International(REGISTRATION, DAY, color=True, members=1), MADRID).total == 1003


def test_what_china_asks_is_known_and_what_kazakhstan_asks_is_not() -> None:
    mark = madrid.International(REGISTRATION, DAY, classes=3, individual=("KZ", "CN", "KZ"))
    found = madrid_bill(mark, MADRID)
    assert shown(found) == [("registration", 1, 653), ("individual-CN", 1, 249), ("individual-CN", 2, 250)]
    assert missing(found) == ["KZ 单独规费", "原属局手续费"]


def test_a_collective_mark_for_china() -> None:
    mark = madrid.International(madrid.Matter.SUBSEQUENT, DAY, classes=2, individual=("CN",), collective=True)
    assert madrid_bill(mark, MADRID).total == 300 + 747 + 374


def test_whether_extra_classes_cost_where_all_ask_their_own_fee_is_said_to_be_open() -> None:
    found = madrid_bill(madrid.International(REGISTRATION, DAY, classes=5, individual=("CN",)), MADRID)
    assert Why.ALL_INDIVIDUAL in [remark.why for remark in found.remarks]


def test_a_late_renewal_costs_half_the_basic_fee_more_and_its_individual_fees_are_not_known() -> None:
    mark = madrid.International(madrid.Matter.RENEWAL, DAY, members=1, individual=("CN",), late=True)
    found = madrid_bill(mark, MADRID)
    assert shown(found) == [("renewal", 1, 653), ("complementary", 1, 100), ("renewal-late", 1, Decimal("326.50"))]
    assert missing(found) == ["CN 单独规费"]
    assert found.lines[-1].status is Status.MEMORY


@pytest.mark.parametrize(("matter", "total"), [("transfer", 177), ("name-change", 150), ("limitation", 177)])
def test_matters_that_designate_nobody(matter: str, total: int) -> None:
    assert madrid_bill(madrid.International(madrid.Matter(matter), DAY), MADRID).total == total


def test_somebody_must_be_designated() -> None:
    with pytest.raises(BillRefused) as refused:
        madrid_bill(madrid.International(REGISTRATION, DAY), MADRID)
    assert refused.value.refusal is Refusal.NOTHING_DESIGNATED
    with pytest.raises(BillRefused):
        hague_bill(hague.International(DAY), HAGUE)


def test_two_designs_by_the_hague() -> None:
    found = hague_bill(hague.International(DAY, 3, 5, (2, 0, 1), ("CN", "RU")), HAGUE)
    assert shown(found) == [
        ("basic", 1, 397), ("basic", 2, 100), ("publication", 5, 85), ("standard-1", 2, 84), ("standard-1", 4, 8),
        ("standard-3", 1, 90), ("standard-3", 2, 100), ("individual-CN", 1, 497), ("individual-RU", 1, 107),
        ("individual-RU", 2, 44),
    ]  # fmt: skip
    assert found.is_complete


def test_china_may_be_reduced_and_nobody_else() -> None:
    single = fees.reduction("single")
    found = hague_bill(hague.International(DAY, individual=("CN", "KG")), HAGUE, [single])
    assert {line.key: line.amount for line in found.lines if line.reduction} == {"individual-CN": Decimal("74.55")}


def test_the_day_chooses_among_the_pages_that_were_seen() -> None:
    def china(on: date) -> list[Decimal]:
        found = hague_bill(hague.International(on, individual=("CN",)), HAGUE)
        return [line.amount for line in found.lines if line.key == "individual-CN"]

    assert [china(date(2023, 1, 15)), china(date(2024, 6, 1)), china(date(2025, 1, 1))] == [[603], [], [497]]


def test_a_second_design_for_uzbekistan_is_not_known() -> None:
    found = hague_bill(hague.International(DAY, 2, individual=("UZ",)), HAGUE)
    assert ("individual-UZ", 1, Decimal("262.00")) in shown(found)
    assert missing(found) == ["指定乌兹别克斯坦（首项设计）"]


def test_a_design_more_was_cheaper_before_2024() -> None:
    def more(on: date) -> Decimal:
        return hague_bill(hague.International(on, 2, 1, (1, 0, 0)), HAGUE).lines[1].amount

    assert (more(date(2023, 12, 31)), more(date(2024, 1, 1))) == (19, 50)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(1, 60))
def test_one_more_class_is_never_cheaper(items: list[int], more: int) -> None:
    def total(of: tuple[int, ...]) -> Decimal:
        return trademark_bill(Mark(trademark.Matter.REGISTRATION, Form.ONLINE, DAY, of), TRADEMARK).total

    assert total(tuple(items)) < total((*items, more))
    assert total(tuple(items)) <= total((*items[:-1], items[-1] + more))


@given(st.integers(1, 12), st.integers(0, 12), st.sets(st.sampled_from(["CN", "KZ", "KG"])))
def test_an_international_mark_adds_up(classes: int, members: int, individual: set[str]) -> None:
    if not members and not individual:
        members = 1
    found = madrid_bill(madrid.International(REGISTRATION, DAY, False, classes, members, tuple(individual)), MADRID)
    more = madrid_bill(
        madrid.International(REGISTRATION, DAY, False, classes + 1, members + 1, tuple(individual)), MADRID
    )
    assert found.total == sum(line.amount for line in found.lines)
    assert found.total < more.total
