"""What the rules say while amounts are typed: crimes near by, fines, hearings, lapse of time. Never a decision."""

from datetime import date
from decimal import Decimal

import pytest

from manas.facts.protection import crimes, fines
from manas.matters.docket.kinds import Level
from manas.matters.docket.models import Matter
from manas.matters.protection.penalty_case.models import Breach, Offence, PenaltyCase
from manas.matters.protection.penalty_case.queries import advice
from tests.cast import Cast
from tests.matters.business import aid
from tests.matters.penalty_case.cases import DECISION, File, deciding, filed, morning, registered, told

TODAY = date(2026, 3, 9)


def noted(cast: Cast, **values: object) -> File:
    """A case under investigation with these findings."""
    return filed(cast).do("note_findings", **values)


def about(file: File, word: str) -> list[tuple[Level, str]]:
    """What is said with this word."""
    return [(item.level, item.text) for item in file.advice() if word in item.text]


def test_choices_are_those_of_the_facts() -> None:
    assert set(Breach.values) - {"other"} == {fine.key for fine in fines()}
    assert set(Offence.values) <= {crime.offence.key for crime in crimes()}


@pytest.mark.parametrize(
    ("turnover", "level"),
    [
        ("34999.99", None),
        ("35000.00", Level.WARNING),
        ("49999.99", Level.WARNING),
        ("50000.00", Level.STOP),
        ("500000.00", Level.STOP),
    ],
)
def test_turnover_near_a_crime_warns_and_at_it_stops(cast: Cast, turnover: str, level: Level | None) -> None:
    file = noted(cast, offence="counterfeit-mark-goods", illegal_turnover=Decimal(turnover))
    found = [item for item in file.advice() if "非法经营数额" in item.text and "假冒注册商标（商品）" in item.text]
    assert [item.level for item in found] == ([] if level is None else [level])
    assert [item.basis for item in found] == ([] if level is None else [(("criminal-interpretation", "3"),)])


def test_ten_times_is_very_serious(cast: Cast) -> None:
    file = noted(cast, offence="counterfeit-mark-goods", illegal_turnover=Decimal(500000))
    assert "情节特别严重" in file.said(Level.STOP)[0]


@pytest.mark.parametrize("more", [{"repeated": True}, {"right_count": 2}])
def test_repetition_and_several_marks_lower_the_threshold(cast: Cast, more: dict[str, object]) -> None:
    assert noted(cast, offence="counterfeit-mark-goods", illegal_gain=Decimal(20000)).said(Level.STOP) == []
    assert len(noted(cast, offence="counterfeit-mark-goods", illegal_gain=Decimal(20000), **more).said(Level.STOP)) == 1


def test_sold_and_unsold_goods_count_together(cast: Cast) -> None:
    file = noted(cast, offence="selling-counterfeit-goods", sold_amount=Decimal(40000), unsold_value=Decimal(110000))
    assert [level for level, _ in about(file, "合计")] == [Level.STOP]


def test_all_crimes_that_a_breach_is_near_to_are_looked_at_until_one_is_named(cast: Cast) -> None:
    file = noted(cast, breach="mark-infringement", illegal_gain=Decimal(30000), label_count=10000)
    assert [text.partition("：")[0] for text in file.said(Level.STOP)] == [
        "假冒注册商标（商品）",
        "销售假冒注册商标的商品",
        "非法制造、销售非法制造的注册商标标识",
    ]
    file.do("note_findings", offence="counterfeit-labels")
    assert [text.partition("：")[0] for text in file.said(Level.STOP)] == ["非法制造、销售非法制造的注册商标标识"]


def test_patents_have_their_own_thresholds(cast: Cast) -> None:
    assert noted(cast, breach="patent-passing-off", loss=Decimal("299999.99")).said(Level.STOP) == []
    assert len(noted(cast, breach="patent-passing-off", loss=Decimal(300000)).said(Level.STOP)) == 1


def test_a_warning_comes_with_its_principles(cast: Cast) -> None:
    file = noted(cast, offence="counterfeit-mark-goods", illegal_turnover=Decimal(50000))
    assert about(file, "不得以行政处罚代替移送") == [(Level.INFO, "不得以行政处罚代替移送")]


def test_an_act_before_the_interpretation_is_not_judged_by_it(cast: Cast) -> None:
    file = noted(
        cast,
        offence="counterfeit-mark-goods",
        illegal_turnover=Decimal(50000),
        violation_ended_on=date(2025, 4, 25),
    )
    assert file.said(Level.STOP) == []


def test_nothing_typed_warns_of_nothing(cast: Cast) -> None:
    assert filed(cast).said(Level.STOP, Level.WARNING) == []


def test_advice_does_not_hinder_a_decision(cast: Cast) -> None:
    file = deciding(cast, illegal_turnover=Decimal(60000), offence="counterfeit-mark-goods")
    assert (Level.STOP, "已填数额达到追诉标准，作出处罚决定前应当先考虑移送公安机关") in about(file, "移送公安机关")
    file.do("punish", "approver", **DECISION, decided_on=date(2026, 3, 18), fine=Decimal(50000))
    assert file.state == "serving"


@pytest.mark.parametrize(
    ("fine", "turnover", "within"),
    [
        ("250000", "49999.99", True),
        ("250000.01", "49999.99", False),
        ("250000", "50000", True),
        ("250001", "50000", False),
    ],
)
def test_a_fine_lies_within_its_bracket(cast: Cast, fine: str, turnover: str, *, within: bool) -> None:
    file = noted(cast, breach="mark-infringement", illegal_turnover=Decimal(turnover))
    case = file.case
    case.fine = Decimal(fine)
    texts = [
        item.text for item in advice(case, morning(TODAY)) if item.level is Level.WARNING and "法定幅度" in item.text
    ]
    assert (texts == []) is within


def test_the_bracket_is_said_with_its_law(cast: Cast) -> None:
    file = noted(cast, breach="mark-infringement", illegal_turnover=Decimal(20000))
    found = [item for item in file.advice() if "250,000元以下" in item.text]
    assert [(item.level, item.basis, item.status) for item in found] == [
        (Level.INFO, (("trademark-law-2019", "60"),), "read")
    ]


def test_an_agent_is_fined_as_a_person_or_as_a_firm(cast: Cast) -> None:
    firm = noted(cast, breach="mark-agency")
    assert about(firm, "商标代理违法") == [(Level.INFO, "商标代理违法的罚款：10,000元以上100,000元以下")]
    case = firm.case
    case.party_kind = "person"
    assert [item.text for item in advice(case, morning(TODAY)) if "商标代理违法" in item.text] == [
        "商标代理违法的罚款：5,000元以上50,000元以下"
    ]


@pytest.mark.parametrize(("party", "least"), [("person", 10000), ("entity", 100000)])
def test_a_large_fine_calls_for_a_hearing_as_far_as_remembered(cast: Cast, party: str, least: int) -> None:
    case = filed(cast).case
    case.party_kind, case.proposed_fine = party, Decimal(least)
    found = [item for item in advice(case, morning(TODAY)) if "听证" in item.text]
    assert [(item.level, item.status) for item in found] == [(Level.WARNING, "memory")]
    case.hearing_told = True
    assert [item for item in advice(case, morning(TODAY)) if "听证" in item.text] == []
    case.hearing_told, case.proposed_fine = False, Decimal(least) - 1
    assert [item for item in advice(case, morning(TODAY)) if "听证" in item.text] == []


def test_a_fine_above_what_was_told_is_noticed(cast: Cast) -> None:
    case = told(cast).case
    case.fine = Decimal("50000.01")
    assert len([item for item in advice(case, morning(TODAY)) if "不得因陈述、申辩而给予更重的处罚" in item.text]) == 1


@pytest.mark.parametrize(("ended", "lapsed"), [(date(2024, 3, 2), False), (date(2024, 3, 1), True)])
def test_what_is_older_than_two_years_is_noticed(cast: Cast, ended: date, *, lapsed: bool) -> None:
    case = registered(cast).case
    case.violation_ended_on = ended
    found = [item.text for item in advice(case, morning(TODAY)) if "处罚时效" in item.text]
    assert bool(found) is lapsed


def test_a_fine_above_the_simple_limit_is_noticed_while_verifying(cast: Cast) -> None:
    case = registered(cast).case
    case.party_kind, case.fine = "person", Decimal("200.01")
    assert [item.level for item in advice(case, morning(TODAY)) if "当场处罚的限额" in item.text] == [Level.WARNING]


def test_a_seller_in_good_faith_is_told_to_stop(cast: Cast) -> None:
    file = noted(cast, lawful_source=True)
    found = [item for item in file.advice() if "说明提供者" in item.text]
    assert [(item.level, item.basis) for item in found] == [
        (Level.WARNING, (("trademark-law-2019", "60"), ("trademark-rules", "79, 80")))
    ]


def test_an_act_of_2027_is_judged_by_the_new_law(cast: Cast) -> None:
    case = filed(cast).case
    case.violation_ended_on, case.lawful_source = date(2027, 1, 1), True
    found = [item for item in advice(case, morning(TODAY)) if "说明提供者" in item.text]
    assert [item.basis[0] for item in found] == [("trademark-law-2026", "74")]


@pytest.mark.parametrize("breach", ["mark-infringement", "patent-passing-off"])
def test_what_is_to_be_looked_at_is_said_until_the_report(cast: Cast, breach: str) -> None:
    file = noted(cast, breach=breach)
    assert [level for level, _ in about(file, "核查要点")] == [Level.INFO]
    file.add("evidence").do("finish", evidence_found="笔录", proposal="penalty", review_kind="case")
    assert about(file, "核查要点") == []


def test_amounts_are_judged_before_they_are_kept(db: None) -> None:
    typed = PenaltyCase(state="clue", breach="mark-infringement", illegal_turnover=Decimal(60000), fine=Decimal(1))
    assert [item.level for item in advice(typed, morning(TODAY)) if "非法经营数额" in item.text] == [Level.STOP] * 2


def test_other_matters_get_no_advice_of_this_kind(cast: Cast) -> None:
    other: Matter = aid(cast)
    assert not isinstance(other, PenaltyCase)
    assert advice(other, morning(TODAY)) == ()
