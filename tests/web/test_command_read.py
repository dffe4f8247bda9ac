"""`manas read`: an outline or JSON on stdout and 0, or one sentence on stderr and 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.policy.source.papers import PLAN_TEXT, every_form

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "kezhou-2023.txt"


def manas(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error::ResourceWarning", "-m", "manas", "read", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def shown() -> str:
    done = manas(str(EXAMPLE))
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_the_outline_shows_what_the_plan_says(shown: str) -> None:
    assert "克州贯彻落实《共建丝绸之路经济带知识产权强区工作实施方案》的工作方案" in shown
    assert "2023年4月18日" in shown
    assert "工作任务 12 项" in shown
    assert "4 个重点 · 12 项任务" in shown
    assert "4 项保障措施" in shown
    assert "以下责任单位均有各县(市)人民政府" in shown


def test_a_task_without_a_lead_shows_none(shown: str) -> None:
    last = shown.partition("12 夯实知识产权人才基础")[2].partition("统一规定")[0]
    assert "责任 自治州党委组织部" in last
    assert "牵头" not in last


def test_without_a_terminal_there_is_no_colour(shown: str) -> None:
    assert "\x1b" not in shown


def test_colour_may_be_asked_for() -> None:
    assert b"\x1b[1;31m" in manas(str(EXAMPLE), "--force-color").stdout


def test_json_holds_the_same_plan() -> None:
    done = manas(str(EXAMPLE), "--json")
    plan = json.loads(done.stdout)
    assert (done.returncode, len(plan["tasks"]), len(plan["focuses"]), len(plan["safeguards"])) == (0, 12, 4, 4)
    assert plan["date"] == "2023-04-18"
    assert plan["tasks"][11]["lead"] == []


def test_a_dash_reads_standard_input() -> None:
    done = manas("-", "--json", data=PLAN_TEXT.encode("gb18030"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "某州知识产权工作方案"


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_a_binary_form_is_read_from_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(every_form()[name])
    done = manas(str(tmp_path / name))
    assert done.returncode == 0
    assert "提升专利质量" in done.stdout.decode()


def refusal(file: str, data: bytes = b"") -> str:
    done = manas(file, data=data)
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_what_cannot_be_read_ends_with_two_and_one_sentence(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert refusal(str(scan)).endswith("这是PNG 图片，只能读取 txt、html、md、docx 和带文字层的 pdf")
    assert refusal("-") == "-：文件是空的"


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none.txt")).endswith("none.txt：没有这个文件")
    assert refusal(str(tmp_path)).endswith("：这是文件夹，不是文件")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert refusal(str(large)).endswith("文件有 50.0 MB，超过 20 MB，拒绝读取")
