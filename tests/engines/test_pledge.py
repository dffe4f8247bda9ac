"""What stands against registering a pledge: every block both ways, with consent, and where the answer is open."""

from dataclasses import fields, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.pledge import (
    ALARM,
    Block,
    Check,
    Outcome,
    PledgedRight,
    Reason,
    RightKind,
    Status,
    checks_of,
    checks_of_all,
    verdict,
)
from manas.facts.finance import pledge_grounds

DEBT = date(2029, 6, 30)
GROUNDS = pledge_grounds()
GOOD = PledgedRight(
    RightKind.UTILITY_MODEL,
    number="ZL202320000001.1",
    holders=("甲公司",),
    pledgors=("甲公司",),
    granted=True,
    in_force=True,
    annuity_paid=True,
    stayed=False,
    preserved=False,
    ends_on=date(2033, 1, 4),
    pledged_before=False,
    same_day_invention=False,
    invalidation_pending=False,
    open_license=False,
)
SHARED = replace(GOOD, holders=("甲公司", "乙大学"))


def look(right: PledgedRight, block: Block, debt: date | None = DEBT) -> Check:
    return {check.block: check for check in checks_of(right, debt, GROUNDS)}[block]


def test_ten_blocks_are_looked_at_and_a_good_right_is_clear() -> None:
    found = checks_of(GOOD, DEBT, GROUNDS)
    assert [check.block for check in found] == list(Block)
    assert len(found) == 10
    assert {check.outcome for check in found} == {Outcome.CLEAR}
    assert verdict(found) is Outcome.CLEAR


def test_of_a_right_of_which_nothing_is_known_nothing_is_clear() -> None:
    found = checks_of(PledgedRight(RightKind.UTILITY_MODEL), None, GROUNDS)
    assert {(check.outcome, check.reason) for check in found} == {(Outcome.UNKNOWN, Reason.NOT_KNOWN)}
    assert verdict(found) is Outcome.UNKNOWN
    assert verdict(()) is Outcome.UNKNOWN


AGAINST = [
    (Block.HOLDER, {"pledgors": ("丙公司",)}, Reason.NOT_THE_HOLDER),
    (Block.HOLDER, {"pledgors": ("甲公司", "丙公司")}, Reason.NOT_THE_HOLDER),
    (Block.HOLDER, {"pledgors": ()}, Reason.NOT_THE_HOLDER),
    (Block.IN_FORCE, {"granted": False, "in_force": None}, Reason.NOT_GRANTED),
    (Block.IN_FORCE, {"in_force": False}, Reason.ENDED),
    (Block.ANNUITY, {"annuity_paid": False}, Reason.ANNUITY_UNPAID),
    (Block.STAY, {"stayed": True}, Reason.STAYED),
    (Block.STAY, {"preserved": True, "stayed": None}, Reason.PRESERVED),
    (Block.TERM, {"ends_on": date(2029, 6, 29)}, Reason.DEBT_OUTLASTS_RIGHT),
    (Block.CO_OWNERS, {"holders": ("甲公司", "乙大学"), "co_owners_agree": False}, Reason.CO_OWNER_MISSING),
    (Block.EARLIER_PLEDGE, {"pledged_before": True}, Reason.PLEDGED_ALREADY),
    (Block.SAME_DAY, {"same_day_invention": True, "same_day_accepted": False}, Reason.SAME_DAY_INVENTION),
    (Block.INVALIDATION, {"invalidation_pending": True, "invalidation_accepted": False}, Reason.INVALIDATION_PENDING),
    (Block.OPEN_LICENSE, {"open_license": True, "open_license_accepted": False}, Reason.OPEN_LICENSED),
]


@pytest.mark.parametrize(("block", "known", "reason"), AGAINST)
def test_what_speaks_against_blocks_its_block_and_no_other(
    block: Block, known: dict[str, object], reason: Reason
) -> None:
    found = checks_of(replace(GOOD, **known), DEBT, GROUNDS)  # type: ignore[arg-type]  # fields of many types
    assert [(check.block, check.reason) for check in found if check.outcome is not Outcome.CLEAR] == [(block, reason)]
    assert verdict(found) is Outcome.BLOCKED


def test_every_block_has_a_case_against() -> None:
    assert {block for block, _, _ in AGAINST} == set(Block)


OPEN = [
    (Block.HOLDER, {"pledgors": None}),
    (Block.IN_FORCE, {"granted": None}),
    (Block.IN_FORCE, {"in_force": None}),
    (Block.ANNUITY, {"annuity_paid": None}),
    (Block.STAY, {"stayed": None}),
    (Block.STAY, {"preserved": None}),
    (Block.TERM, {"ends_on": None}),
    (Block.EARLIER_PLEDGE, {"pledged_before": None}),
    (Block.SAME_DAY, {"same_day_invention": None}),
    (Block.INVALIDATION, {"invalidation_pending": None}),
    (Block.OPEN_LICENSE, {"open_license": None}),
]


@pytest.mark.parametrize(("block", "known"), OPEN)
def test_an_open_question_is_not_clear(block: Block, known: dict[str, object]) -> None:
    found = checks_of(replace(GOOD, **known), DEBT, GROUNDS)  # type: ignore[arg-type]  # fields of many types
    assert [(check.block, check.outcome) for check in found if check.outcome is not Outcome.CLEAR] == [
        (block, Outcome.UNKNOWN)
    ]


def test_without_holders_neither_the_pledgor_nor_the_co_owners_are_known() -> None:
    found = checks_of(replace(GOOD, holders=None), DEBT, GROUNDS)
    assert [check.block for check in found if check.outcome is Outcome.UNKNOWN] == [Block.HOLDER, Block.CO_OWNERS]


CONSENTS = [
    (Block.SAME_DAY, "same_day_invention", "same_day_accepted"),
    (Block.INVALIDATION, "invalidation_pending", "invalidation_accepted"),
    (Block.OPEN_LICENSE, "open_license", "open_license_accepted"),
]
ANSWERS = {
    (False, False): Outcome.CLEAR,
    (False, None): Outcome.CLEAR,
    (False, True): Outcome.CLEAR,
    (True, True): Outcome.CLEAR,
    (None, True): Outcome.CLEAR,
    (True, None): Outcome.NEEDS_CONSENT,
    (True, False): Outcome.BLOCKED,
    (None, None): Outcome.UNKNOWN,
    (None, False): Outcome.UNKNOWN,
}


@pytest.mark.parametrize(("block", "fact", "accepted"), CONSENTS)
def test_every_pair_of_fact_and_consent(block: Block, fact: str, accepted: str) -> None:
    found = {}
    for answers in product((True, False, None), repeat=2):
        right = replace(GOOD, **dict(zip((fact, accepted), answers, strict=True)))  # type: ignore[arg-type]  # three answers
        found[answers] = look(right, block).outcome
    assert found == ANSWERS


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({}, Outcome.NEEDS_CONSENT),
        ({"co_owners_agree": True}, Outcome.CLEAR),
        ({"co_owners_agree": False}, Outcome.BLOCKED),
        ({"agreed_otherwise": True, "co_owners_agree": False}, Outcome.CLEAR),
        ({"pledgors": ("乙大学", "甲公司")}, Outcome.CLEAR),
        ({"pledgors": None}, Outcome.NEEDS_CONSENT),
    ],
)
def test_co_owners_agree_by_word_by_agreement_or_by_pledging(known: dict[str, object], outcome: Outcome) -> None:
    assert look(replace(SHARED, **known), Block.CO_OWNERS).outcome is outcome  # type: ignore[arg-type]  # fields of many types


def test_the_debt_may_end_on_the_last_day_of_the_right() -> None:
    right = replace(GOOD, ends_on=DEBT)
    assert look(right, Block.TERM).outcome is Outcome.CLEAR
    assert look(right, Block.TERM, debt=date(2029, 7, 1)).outcome is Outcome.BLOCKED
    assert look(right, Block.TERM, debt=None).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("kind", [RightKind.INVENTION, RightKind.DESIGN])
def test_only_a_utility_model_has_a_twin(kind: RightKind) -> None:
    found = look(replace(GOOD, kind=kind, same_day_invention=True, same_day_accepted=False), Block.SAME_DAY)
    assert (found.outcome, found.reason) == (Outcome.CLEAR, Reason.NOT_CONCERNED)


def test_a_mark_pays_no_annuity_and_its_grounds_were_not_read() -> None:
    mark = replace(GOOD, kind=RightKind.TRADEMARK, annuity_paid=None, open_license=None, pledged_before=True)
    assert look(mark, Block.ANNUITY).reason is Reason.NOT_CONCERNED
    assert look(mark, Block.OPEN_LICENSE).reason is Reason.NOT_CONCERNED
    assert look(mark, Block.HOLDER).outcome is Outcome.CLEAR
    found = look(mark, Block.EARLIER_PLEDGE)
    assert (found.outcome, found.reason, found.ground) == (Outcome.UNKNOWN, Reason.GROUND_NOT_READ, None)


def test_every_check_of_a_patent_names_its_ground_and_how_well_it_is_known() -> None:
    found = {check.block: check.ground for check in checks_of(GOOD, DEBT, GROUNDS)}
    assert all(ground is not None and ground.citations for ground in found.values())
    assert {block for block, ground in found.items() if ground and ground.status is Status.READ} == {Block.OPEN_LICENSE}


def test_several_rights_are_looked_at_one_by_one_and_the_worst_stands_for_all() -> None:
    other = replace(GOOD, number="ZL2", open_license=True)
    found = checks_of_all((GOOD, other), DEBT, GROUNDS)
    assert len(found) == 20
    assert [(check.number, check.block) for check in found if check.outcome is not Outcome.CLEAR] == [
        ("ZL2", Block.OPEN_LICENSE)
    ]
    assert verdict(found) is Outcome.NEEDS_CONSENT


ANSWER = st.sampled_from([True, False, None])
RIGHTS = st.builds(
    PledgedRight,
    st.sampled_from(list(RightKind)),
    st.just("ZL1"),
    st.none() | st.sampled_from([("甲",), ("甲", "乙")]),
    st.none() | st.sampled_from([("甲",), ("乙",), ("甲", "乙"), ("丙",)]),
    **{
        field.name: ANSWER
        for field in fields(PledgedRight)
        if field.name not in ("kind", "number", "holders", "pledgors", "ends_on")
    },
    ends_on=st.none() | st.dates(date(2028, 1, 1), date(2031, 1, 1)),
)


@given(RIGHTS, st.none() | st.just(DEBT), st.sampled_from([field.name for field in fields(PledgedRight)][4:]))
def test_forgetting_an_answer_never_makes_clear_what_was_not(
    right: PledgedRight, debt: date | None, forgotten: str
) -> None:
    before = checks_of(right, debt, GROUNDS)
    after = checks_of(replace(right, **{forgotten: None}), debt, GROUNDS)  # type: ignore[arg-type]  # every field may be open
    made_clear = [
        now.block
        for then, now in zip(before, after, strict=True)
        if then.outcome is not Outcome.CLEAR and now.outcome is Outcome.CLEAR
    ]
    assert made_clear == []


@given(RIGHTS, st.none() | st.just(DEBT))
def test_the_verdict_is_the_worst_check(right: PledgedRight, debt: date | None) -> None:
    found = checks_of(right, debt, GROUNDS)
    assert ALARM.index(verdict(found)) == min(ALARM.index(check.outcome) for check in found)
    assert all((check.outcome is Outcome.CLEAR) == (check.reason in GOOD_REASONS) for check in found)


GOOD_REASONS = {Reason.AS_IT_SHOULD_BE, Reason.NOT_CONCERNED, Reason.CONSENTED}
