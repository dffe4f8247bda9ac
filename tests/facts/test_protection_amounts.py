"""The amounts of protection: thresholds of crimes limb by limb, fines by the version of their law, procedure."""

from datetime import date
from decimal import Decimal

import pytest

from manas.engines.calendar.model import Status
from manas.engines.thresholds import Circumstance, Measure, State, assess, halves, worst
from manas.facts.entries import FactsWrong
from manas.facts.laws import laws
from manas.facts.protection import (
    Bracket,
    NothingHolds,
    Procedure,
    Subject,
    crime,
    crimes,
    fine,
    fines,
    load_crimes,
    load_fines,
    principles,
    procedure_amounts,
)

DAY = date(2026, 11, 22)
GAIN, TURNOVER, SALES, UNSOLD = (
    Measure.ILLEGAL_GAIN,
    Measure.ILLEGAL_TURNOVER,
    Measure.SALES,
    Measure.UNSOLD_VALUE,
)
TWO, AGAIN = Circumstance.TWO_OR_MORE, Circumstance.REPEATED


@pytest.mark.parametrize(
    ("key", "measure", "amount", "given"),
    [
        ("counterfeit-mark-goods", GAIN, 30000, None),
        ("counterfeit-mark-goods", TURNOVER, 50000, None),
        ("counterfeit-mark-goods", GAIN, 20000, TWO),
        ("counterfeit-mark-goods", TURNOVER, 30000, AGAIN),
        ("counterfeit-mark-services", GAIN, 50000, None),
        ("counterfeit-mark-services", GAIN, 30000, TWO),
        ("selling-counterfeit-goods", SALES, 50000, None),
        ("selling-counterfeit-goods", UNSOLD, 150000, None),
        ("selling-counterfeit-goods", SALES, 30000, AGAIN),
        ("selling-counterfeit-goods", UNSOLD, 90000, AGAIN),
        ("counterfeit-labels", Measure.LABELS, 10000, None),
        ("counterfeit-labels", Measure.LABELS, 5000, TWO),
        ("counterfeit-labels", Measure.UNSOLD_LABELS, 30000, None),
        ("counterfeit-patent", GAIN, 100000, None),
        ("counterfeit-patent", Measure.LOSS, 300000, None),
        ("counterfeit-patent", TURNOVER, 100000, TWO),
        ("copyright", Measure.COPIES, 500, None),
        ("copyright", Measure.CLICKS, 100000, None),
        ("selling-infringing-copies", GAIN, 50000, None),
        ("trade-secret", Measure.LOSS, 300000, None),
        ("trade-secret", GAIN, 100000, AGAIN),
    ],
)
def test_a_threshold_is_reached_at_its_amount_and_near_just_below(
    key: str, measure: Measure, amount: int, given: Circumstance | None
) -> None:
    offence = crime(key, DAY).offence
    circumstances = {given} if given else set()
    assert worst(assess(offence, {measure: Decimal(amount)}, circumstances)) is State.REACHED
    assert worst(assess(offence, {measure: Decimal(amount) - Decimal("0.01")}, circumstances)) is State.NEAR


@pytest.mark.parametrize(
    ("key", "multiple"),
    [("counterfeit-mark-goods", 10), ("counterfeit-labels", 5), ("trade-secret", 10), ("counterfeit-patent", None)],
)
def test_how_many_times_a_threshold_make_a_case_very_serious(key: str, multiple: int | None) -> None:
    assert crime(key, DAY).offence.very_serious == multiple


def test_two_halves_make_an_offence_against_copyright() -> None:
    offence = crime("copyright", DAY).offence
    found = assess(offence, {Measure.COPIES: Decimal(250), Measure.MEMBERS: Decimal(500)})
    assert (len(halves(offence, found)), worst(found)) == (2, State.BELOW)


def test_selling_secrets_abroad_has_no_threshold() -> None:
    assert assess(crime("trade-secret-abroad", DAY).offence, {GAIN: Decimal(1)}) == ()


def test_thresholds_of_before_the_interpretation_are_not_known() -> None:
    with pytest.raises(NothingHolds, match="counterfeit-mark-goods"):
        crime("counterfeit-mark-goods", date(2025, 4, 25))


def test_a_limb_is_cited_from_the_interpretation_with_its_status() -> None:
    (copy,) = crime("selling-infringing-copies", DAY).offence.limbs
    assert (copy.law, copy.article, copy.status) == ("criminal-interpretation", "14", "second-hand")


@pytest.mark.parametrize(
    ("turnover", "highest"),
    [("0", "250000"), ("49999.99", "250000"), ("50000", "250000"), ("60000", "300000")],
)
def test_the_highest_fine_for_infringing_a_mark_follows_the_turnover(turnover: str, highest: str) -> None:
    for day in (DAY, date(2027, 1, 1)):
        (bracket,) = [one for one in fine("mark-infringement", day).brackets if one.covers(Decimal(turnover))]
        assert bracket.highest(Decimal(turnover)) == Decimal(highest)


@pytest.mark.parametrize(("gain", "highest"), [("50000", "250000"), ("50000.01", "250000.05")])
def test_fifty_thousand_of_gain_still_belongs_to_the_lower_bracket_of_passing_off(gain: str, highest: str) -> None:
    (bracket,) = [one for one in fine("patent-passing-off", DAY).brackets if one.covers(Decimal(gain))]
    assert bracket.highest(Decimal(gain)) == Decimal(highest)


def test_a_fifth_of_the_turnover_is_exact() -> None:
    bracket = fine("false-registered-mark", DAY).brackets[0]
    assert bracket.highest(Decimal("60000.05")) == Decimal("12000.01")


def test_agencies_may_be_fined_more_from_2027_on() -> None:
    def most(day: date) -> list[Decimal | None]:
        return [one.most for one in fine("mark-agency", day).brackets if one.subject is Subject.ENTITY]

    assert most(DAY) == [Decimal(100000)]
    assert most(date(2027, 1, 1)) == [Decimal(100000), Decimal(200000)]


def test_what_the_new_law_says_was_not_read_everywhere() -> None:
    with pytest.raises(NothingHolds, match="well-known-wording"):
        fine("well-known-wording", date(2027, 1, 1))


def test_a_bracket_has_a_bound() -> None:
    def bound(bracket: Bracket) -> bool:
        return bracket.most is not None or bracket.most_times is not None

    assert [known.key for known in fines() if not known.brackets or not all(map(bound, known.brackets))] == []


def test_a_hearing_is_due_from_amounts_that_are_only_remembered() -> None:
    hearing = {known.subject: known for known in procedure_amounts() if known.kind is Procedure.HEARING}
    assert {subject: known.least for subject, known in hearing.items()} == {
        Subject.PERSON: Decimal(10000),
        Subject.ENTITY: Decimal(100000),
    }
    assert {known.held.status for known in hearing.values()} == {Status.MEMORY}


def test_a_small_fine_may_be_decided_on_the_spot() -> None:
    simple = {known.subject: known.most for known in procedure_amounts() if known.kind is Procedure.SIMPLE}
    assert simple == {Subject.PERSON: Decimal(200), Subject.ENTITY: Decimal(3000)}


def test_everything_stands_on_laws_that_are_known() -> None:
    held = [known.held for known in (*crimes(), *fines(), *procedure_amounts(), *principles())]
    assert {cited.law for one in held for cited in one.citations} - set(laws()) == set()


def test_a_fine_does_not_outlive_its_law() -> None:
    bounds = [(known, laws()[cited.law]) for known in fines() for cited in known.held.citations]
    late = [
        known.key
        for known, law in bounds
        if law.in_force_to and (known.held.valid_to is None or known.held.valid_to > law.in_force_to)
    ]
    assert late == []


CRIME = "checked_on: 2026-11-22\ncrimes:\n- {{key: x, name: 甲, cite: {{criminal-law: '1'}}, status: read, limbs: {limbs}}}\n"


@pytest.mark.parametrize(
    ("limbs", "fault"),
    [
        ("[{measures: [weight], amount: 1}]", "no measure is called 'weight'"),
        ("[{measures: [sales], amount: 0}]", "an amount above nought"),
        ("[{measures: [sales], amount: 0.5}]", "whole number or a decimal in quotes"),
        ("[{measures: [sales], amount: true}]", "whole number or a decimal in quotes"),
        ("[{measures: [], amount: 5}]", "needs measures"),
        ("[{measures: [sales], amount: 5, given: never}]", "given cannot be 'never'"),
        ("[{measures: [sales], amount: 5}, {measures: [sales], amount: 6}]", "two limbs count the same"),
    ],
)
def test_a_wrong_limb_is_refused_with_its_place(limbs: str, fault: str) -> None:
    with pytest.raises(FactsWrong) as refused:
        load_crimes("new.yaml", CRIME.format(limbs=limbs))
    assert str(refused.value).startswith("new.yaml: x")
    assert fault in str(refused.value)


def test_two_versions_of_a_fine_for_one_day_are_refused() -> None:
    entry = "- {key: x, name: 甲, cite: {penalty-law: '1'}, status: read, brackets: [{most: 1}]}\n"
    with pytest.raises(FactsWrong, match=r"new\.yaml: x: two versions hold on the same day"):
        load_fines("new.yaml", f"checked_on: 2026-11-22\nfines:\n{entry}{entry}")
