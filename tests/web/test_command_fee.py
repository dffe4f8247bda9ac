"""`manas fee`: a table or JSON on stdout and 0, or one sentence on stderr and 2."""

import json
from typing import Any

import pytest

from tests import commands
from tests.commands import Done

ANNUITY = "annuity --kind invention --filed 2022-03-01 --granted 2024-05-01 --year 5 --reduction 85 --paid 2026-06-15"


def manas(arguments: str) -> Done:
    return commands.manas(f"fee {arguments}")


def bill(arguments: str) -> dict[str, Any]:
    done = manas(f"{arguments} --json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_an_annuity_as_a_table() -> None:
    done = manas(ANNUITY)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("年费（发明第4至6年）", "减缴85%", "按15%计", "360.00 元", "《中华人民共和国专利法实施细则》"):
        assert words in done.stdout
    assert "应缴日为 2026-03-01，逾期进入第 4 个月" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "total", "currency"),
    [
        (ANNUITY, "360.00", "CNY"),
        ("annuity --kind invention --filed 2019-06-01 --year 8 --paid 2026-06-01 --reduction 85 --open-licence", "300.00", "CNY"),
        ("application --kind invention --claims 13 --pages 35 --priorities 2 --reduction 85 --filed 2026-08-03", "1045.00", "CNY"),
        ("compensation --years 2 --paid 2026-08-03", "16000.00", "CNY"),
        ("request --request restoration --on 2026-08-03", "1000.00", "CNY"),
        ("trademark --items 12 --on 2026-08-03", "324.00", "CNY"),
        ("pct --received 2026-08-03 --pages 31", "14140.00", "CNY"),
        ("pct-entry --kind invention --priority 2024-02-01 --entered 2026-08-03", "1950.00", "CNY"),
        ("madrid --classes 4 --members 2 --on 2026-08-03", "953.00", "CHF"),
        ("hague --designs 2 --individual cn --on 2026-08-03", "961.00", "CHF"),
    ],
)  # fmt: skip
def test_every_topic_has_its_bill(arguments: str, total: str, currency: str) -> None:
    found = bill(arguments)
    assert (found["total"], found["currency"]) == (total, currency)
    assert all(line["law"] and line["status"] in {"read", "second-hand", "memory"} for line in found["lines"])


def test_the_grace_ends_after_the_national_day() -> None:
    due_in_april = "annuity --kind invention --filed 2022-04-01 --year 5"
    assert bill(f"{due_in_april} --paid 2026-10-08")["total"] == "1500.00"
    assert bill(f"{due_in_april} --paid 2026-10-09")["total"] == "2500.00"


def test_a_year_without_a_calendar_says_that_rest_days_may_matter() -> None:
    found = bill("annuity --kind invention --filed 2032-04-01 --year 5 --paid 2036-10-04")
    assert "near-a-step" in [remark["why"] for remark in found["remarks"]]


def test_what_is_not_known_is_said_and_not_counted() -> None:
    found = bill("madrid --classes 1 --individual KZ --on 2026-08-03")
    assert found["complete"] is False
    assert [remark["says"] for remark in found["remarks"]] == [
        "“KZ 单独规费”在该日的金额未查明，没有计入合计",
        "“原属局手续费”在该日的金额未查明，没有计入合计",
    ]


def test_what_is_only_remembered_is_marked() -> None:
    done = manas("trademark --matter renewal --on 2026-08-03")
    assert "未核实" in done.stdout


def test_what_was_paid_before_is_taken_off_or_comes_back() -> None:
    year = "annuity --kind utility-model --filed 2025-04-10 --year 2 --paid 2026-06-15"
    assert bill(f"{year} --already 625")["still_due"] == "35.00"
    assert bill(f"{year} --already 710")["refundable"] == "50.00"
    assert "still_due" not in bill(year)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("", "请说明要算哪种费用"),
        ("plant", "没有这种费用"),
        ("annuity --kind", "选项后面缺少一个值：--kind"),
        ("annuity --size 5", "没有这个选项：--size 5"),
        ("annuity --kind plant --filed 2020-01-01", "--kind（专利类型）："),
        ("annuity --kind invention --filed yesterday", "--filed（申请日）："),
        ("annuity --kind invention --filed 2020-01-01 --year 21", "--year（缴第几年度的年费）："),
        ("annuity --kind utility-model --filed 2015-01-01 --year 11", "专利保护期内没有这一年度"),
        ("madrid --individual KAZ", "--individual（收单独规费的被指定方）：“KAZ”不是两位国家代码"),
        ("madrid", "至少要指定一个缔约方"),
        ("trademark --classes 2 --items 3", "--items（各类的商品或者服务项目数）：共 2 类，填了 1 个项目数"),
        ("trademark --items 0", "--items（各类的商品或者服务项目数）：项目数须是用逗号隔开的正整数"),
    ],
)
def test_bad_input_is_one_sentence_and_two(arguments: str, sentence: str) -> None:
    done = manas(arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1
