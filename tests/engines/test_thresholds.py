"""How near a case stands to a crime: reached, near, below or not given, limb by limb; never a decision."""

from decimal import Decimal

import pytest

from manas.engines.thresholds import (
    CIRCUMSTANCES,
    WORDS,
    Circumstance,
    Finding,
    Limb,
    Measure,
    Offence,
    State,
    assess,
    halves,
    worst,
)


def limb(*measures: Measure, amount: int, given: Circumstance = Circumstance.ORDINARY) -> Limb:
    return Limb(measures, Decimal(amount), given, "criminal-interpretation", "3", "read")


SALES = limb(Measure.SALES, amount=50000)
BOTH = limb(Measure.SALES, Measure.UNSOLD_VALUE, amount=150000)
AGAIN = limb(Measure.SALES, amount=30000, given=Circumstance.REPEATED)
SELLING = Offence("selling", "销售假冒注册商标的商品", (SALES, BOTH, AGAIN), very_serious=10)
GAIN = limb(Measure.ILLEGAL_GAIN, amount=30000)
COPIES = limb(Measure.COPIES, amount=500)
COPYRIGHT = Offence("copyright", "侵犯著作权", (GAIN, COPIES), very_serious=None, half_limbs=2)


def state(amount: str, offence: Offence = SELLING, measure: Measure = Measure.SALES) -> State:
    return assess(offence, {measure: Decimal(amount)})[0].state


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", State.BELOW),
        ("34999.99", State.BELOW),
        ("35000", State.NEAR),
        ("49999.99", State.NEAR),
        ("50000", State.REACHED),
        ("499999.99", State.REACHED),
        ("500000", State.VERY_SERIOUS),
    ],
)
def test_a_threshold_includes_its_own_amount(amount: str, expected: State) -> None:
    assert state(amount) is expected


def test_an_offence_without_a_graver_degree_is_only_reached() -> None:
    assert state("99999999", COPYRIGHT, Measure.ILLEGAL_GAIN) is State.REACHED


def test_the_share_that_warns_may_be_set() -> None:
    (found, *_) = assess(SELLING, {Measure.SALES: Decimal(25000)}, alert=Decimal("0.5"))
    assert found.state is State.NEAR


def test_sold_and_unsold_goods_add_up() -> None:
    found = by_limb(assess(SELLING, {Measure.SALES: Decimal(40000), Measure.UNSOLD_VALUE: Decimal(110000)}))
    assert (found[SALES].state, found[BOTH].state) == (State.NEAR, State.REACHED)
    assert found[BOTH].given == Decimal(150000)


def test_what_was_not_typed_is_unknown_and_not_nil() -> None:
    found = by_limb(assess(COPYRIGHT, {Measure.ILLEGAL_GAIN: Decimal(0)}))
    assert (found[GAIN].state, found[GAIN].ratio) == (State.BELOW, Decimal(0))
    assert (found[COPIES].state, found[COPIES].given, found[COPIES].ratio) == (State.NOT_GIVEN, None, None)
    assert found[COPIES].reason == "复制件数量未填写（一般情形）"


def test_a_sum_of_which_one_part_is_missing_says_so() -> None:
    found = by_limb(assess(SELLING, {Measure.SALES: Decimal(40000)}))
    assert found[BOTH].reason == (
        "销售金额与未销售货值金额合计40000元（未销售货值金额未填写），一般情形的标准为150000元，未达到标准"
    )


def test_a_lower_threshold_holds_only_in_its_circumstance() -> None:
    amounts = {Measure.SALES: Decimal(30000)}
    assert AGAIN not in by_limb(assess(SELLING, amounts))
    found = by_limb(assess(SELLING, amounts, {Circumstance.REPEATED}))
    assert (found[AGAIN].state, found[SALES].state) == (State.REACHED, State.BELOW)


def test_the_nearest_limb_stands_first_and_the_unknown_last() -> None:
    found = assess(SELLING, {Measure.SALES: Decimal(30000)}, {Circumstance.REPEATED})
    assert [finding.limb for finding in found] == [AGAIN, SALES, BOTH]
    assert assess(COPYRIGHT, {Measure.COPIES: Decimal(1)})[-1].limb is GAIN


def test_a_finding_gives_its_reason_and_keeps_its_law() -> None:
    (found, *_) = assess(SELLING, {Measure.SALES: Decimal("50000.50")})
    assert found.reason == "销售金额50000.5元，一般情形的标准为50000元，达到标准"
    assert (found.limb.law, found.limb.article) == ("criminal-interpretation", "3")


def test_a_very_serious_case_names_the_amount_of_its_degree() -> None:
    (found, *_) = assess(SELLING, {Measure.SALES: Decimal(600000)})
    assert found.reason == "销售金额600000元，一般情形的标准为500000元，达到情节特别严重的标准"


def test_two_halves_together_are_as_good_as_one() -> None:
    amounts = {Measure.ILLEGAL_GAIN: Decimal(15000), Measure.COPIES: Decimal(250)}
    assert {finding.limb for finding in halves(COPYRIGHT, assess(COPYRIGHT, amounts))} == {GAIN, COPIES}
    amounts[Measure.COPIES] = Decimal(249)
    assert halves(COPYRIGHT, assess(COPYRIGHT, amounts)) == ()


def test_halves_count_for_nothing_where_the_law_does_not_say_so() -> None:
    found = assess(SELLING, {Measure.SALES: Decimal(45000), Measure.UNSOLD_VALUE: Decimal(100000)})
    assert halves(SELLING, found) == ()


def test_the_gravest_limb_stands_for_all() -> None:
    assert worst(assess(SELLING, {Measure.SALES: Decimal(500000)})) is State.VERY_SERIOUS
    assert worst(assess(SELLING, {})) is State.NOT_GIVEN
    assert worst(()) is State.NOT_GIVEN


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        assess(SELLING, {Measure.SALES: Decimal(-1)})


def test_every_measure_and_circumstance_has_its_words() -> None:
    assert (set(WORDS), set(CIRCUMSTANCES)) == (set(Measure), set(Circumstance))


def by_limb(found: tuple[Finding, ...]) -> dict[Limb, Finding]:
    return {finding.limb: finding for finding in found}
