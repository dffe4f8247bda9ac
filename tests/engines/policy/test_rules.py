"""Rules that a document states once, and what they do to the items that follow."""

from __future__ import annotations

import pytest

from manas.engines.policy import read_text
from manas.engines.policy.model import Role


def leads(text: str) -> list[list[str]]:
    return [[each.full for each in task.units(Role.LEAD)] for task in read_text(text).tasks]


@pytest.mark.parametrize(
    "rule", ["排在第一位的部门为牵头部门，下同", "列首位的为牵头单位，下同", "列第一位者为牵头单位，下同"]
)
def test_the_first_unit_leads_where_the_document_says_so(rule: str) -> None:
    text = (
        f"方案\n一、修渠。修好水渠。（县水利局、县财政局负责，{rule}）\n二、换表。逐户换表。（县住建局、县财政局负责）"
    )
    assert leads(text) == [["县水利局"], ["县住建局"]]
    assert len(read_text(text).rules) == 1


def test_units_before_the_comma_lead_where_the_document_says_so() -> None:
    text = (
        "方案\n一、修渠。修好水渠。〔县水利局、县住建局，县财政局。逗号前为牵头部门，下同〕\n"
        "二、换表。逐户换表。〔县住建局，县财政局〕\n三、清淤。及时清淤。〔县水利局、县财政局〕"
    )
    assert leads(text) == [["县水利局", "县住建局"], ["县住建局"], []]


def test_a_rule_is_no_unit() -> None:
    text = "方案\n一、修渠。修好水渠。（责任单位：县水利局、县财政局。列第一位的为牵头单位，下同。以下均需各乡镇政府落实，不再列出）"
    plan = read_text(text)
    assert [each.full for each in plan.tasks[0].responsibilities] == ["县水利局", "县财政局"]


@pytest.mark.parametrize(
    ("rule", "units"),
    [
        ("以下责任单位均有各县(市)人民政府,不再列出", ["各县(市)人民政府"]),
        ("以下均需各市、县〔市、区〕政府落实，不再列出", ["各市、县〔市、区〕政府"]),
        ("以下任务均需各县区政府、高新区管委会负责落实，不再一一列出", ["各县区政府", "高新区管委会"]),
        ("各市州、县市区人民政府均为责任单位，以下不再列出", ["各市州、县市区人民政府"]),
    ],
)
def test_default_units_stand_once_and_are_not_copied(rule: str, units: list[str]) -> None:
    text = f"方案\n一、修渠。修好水渠。（市水利局牵头，市财政局负责。{rule}）\n二、换表。逐户换表。（市住建局负责）"
    plan = read_text(text)
    assert [[each.full for each in default.responsibilities] for default in plan.default_units] == [units]
    assert [each.full for each in plan.tasks[1].responsibilities] == ["市住建局"]
    assert plan.default_units[0].first_task == 1


def test_a_bracket_of_office_person_and_telephone_is_read_by_its_rule() -> None:
    text = (
        "措施\n一、修渠。修好水渠。（农水处，张某，60000001）（括号中为牵头负责部门、人员、电话，各直属单位按职责分工负责。下同）"
        "加固渠壁。（工程处，李某，60000002）\n二、换表。逐户换表。（供水处，王某，60000003）"
    )
    assert leads(text) == [["农水处"], ["工程处"], ["供水处"]]


def test_a_bracket_of_office_person_and_telephone_is_a_contact_without_the_rule() -> None:
    text = "措施\n一、修渠。修好水渠。（农水处，张某，60000001）\n二、换表。逐户换表。（供水处，王某，60000003）"
    assert [task.responsibilities for task in read_text(text).tasks] == [(), ()]


def test_nobody_is_made_lead_by_guess() -> None:
    text = "方案\n一、修渠。修好水渠。（县水利局、县财政局按职责分工负责）"
    assert leads(text) == [[]]


def test_the_same_below_that_explains_a_word_is_no_rule() -> None:
    text = "方案\n一、修渠。修好水渠（含支渠、毛渠，下同），及时清淤。（县水利局、县财政局负责）"
    plan = read_text(text)
    assert plan.rules == ()
    assert leads(text) == [[]]
