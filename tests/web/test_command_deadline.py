"""`manas deadline`: the last day with its steps on stdout and 0, or one sentence on stderr and 2 (3: a year is not known)."""

import json
from typing import Any

import pytest

from tests import commands
from tests.commands import Done


def manas(arguments: str) -> Done:
    return commands.manas(f"deadline {arguments}")


def derived(arguments: str) -> dict[str, Any]:
    done = manas(f"{arguments} --json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_day_with_its_steps_to_read() -> None:
    done = manas("PEN-STATEMENT --event 2026-09-28")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "最后一日：2026-10-10",
        "依据：《市场监督管理行政处罚程序规定》第57条",
        "国庆节10-01—10-07",
        "逾期：",
    ):
        assert words in done.stdout


DAYS = [
    ("pat-oa1 --event 2026-06-30", "2026-10-30"),
    ("PAT-OA1 --event 2026-03-06 --served post", "2026-07-21"),
    ("PAT-OA1 --event 2026-03-02 --extend cnipa=2m", "2026-09-02"),
    ("PEN-DECIDE --event 2026-01-05 --suspend 2026-02-02..2026-02-20:testing", "2026-04-23"),
    ("PEN-LITIGATE --event reconsideration-decision-received=2026-03-02 --variant after-reconsideration", "2026-03-17"),
    ("PAT-FEE-FILE --event filing=2026-03-02 --event acceptance-notice-received=2026-04-30", "2026-05-15"),
]


@pytest.mark.parametrize(("arguments", "due_on"), DAYS, ids=[row[0].split()[0] + str(n) for n, row in enumerate(DAYS)])
def test_the_day(arguments: str, due_on: str) -> None:
    assert derived(arguments)["due_on"] == due_on


def test_hours_give_a_moment() -> None:
    found = derived("TRF-SEND --event 2026-09-28T17:30")
    assert found["due_at"] == "2026-09-29T17:30:00+08:00"


def test_while_time_stands_still_there_is_no_day() -> None:
    found = derived("PEN-DECIDE --event 2026-01-05 --suspend 2026-02-02..:suspension")
    assert found["due_on"] is None
    assert found["steps"][-1]["says"] == "因中止，自2026年2月2日起停止计算，尚未恢复；恢复后还有63日。"


def test_what_is_from_memory_says_so() -> None:
    assert "（未核实）" in manas("PVP-TERM-OTHER --event 2026-03-02").stdout


def test_a_year_that_is_not_known_is_named() -> None:
    done = manas("PAT-OA1 --event 2026-12-30")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("2027年的放假安排（全国）尚未录入：最后一日为2027年4月30日")


def test_the_limits_are_listed() -> None:
    done = manas("--list transfer")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 8)
    assert done.stdout.splitlines()[1] == "TRF-SEND\t向公安机关移送\ttransfer-approved（批准移送） 24小时"
    assert len(manas("--list").stdout.splitlines()) > 200


FAULTS = [
    ("", "请写明期限的编号；--list 列出全部"),
    ("PEN-STATMENT --event 2026-03-02", "没有“PEN-STATMENT”这一期限，相近的有：PEN-STATEMENT"),
    ("PAT-OA1", "请给出：first-opinion-served（第一次审查意见通知书送达）"),
    ("PAT-OA1 --event filing=2026-03-02", "请给出：first-opinion-served"),
    ("PAT-OA1 --event 2026-02-30", "参数有误：“2026-02-30”不是日期"),
    ("PAT-OA1 --event 9999-12-31", "参数有误：日期须在"),
    ("PAT-OA1 --event fillin=2026-03-02", "参数有误：没有“fillin”这一事件，相近的有：filing"),
    ("PAT-OA1 --event 2026-03-02 --variant x", "这一期限没有这种情形"),
    ("PAT-OA1 --event 2026-03-02 --extend cnipa=3m", "这一期限不能这样延长"),
    ("PAT-OA1 --event 2026-03-02 --extend 30", "参数有误：写作 BY=30d"),
    ("PAT-OA1 --event 2026-03-02 --suspend x", "参数有误：写作 A..B:GROUND"),
    ("PEN-DECIDE --event 2026-03-02 --suspend 2026-03-09..2026-03-08:testing", "中止的终止日早于起始日"),
    ("PEN-SERVE --event 2026-03-02 --served post", "这类通知以这种方式送达的推定日未查明"),
    ("TRF-SEND --event 2026-03-02", "这一期限按小时计算，请写到时刻"),
    ("AID-ACCEPT --event 2026-03-02", "法律没有规定这一期限的长短"),
    ("CMP-ACCEPT --event 2026-09-28", "没有查到适用于这一天的条文"),
    ("--list cattle", "没有“cattle”这一领域"),
    ("PAT-OA1 --wrong", "参数有误：--wrong"),
]


@pytest.mark.parametrize(("arguments", "sentence"), FAULTS, ids=range(len(FAULTS)))
def test_a_question_that_cannot_be_answered_gets_one_sentence(arguments: str, sentence: str) -> None:
    done = manas(arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(sentence)
