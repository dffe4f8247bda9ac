"""`manas import`: a file on this machine, checked and entered by the command itself; interrupted, it goes on where it was."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from manas.office.models import Job
from manas.registers.imports import actions, work
from manas.registers.imports.reading import Source
from manas.registers.models import ImportRun, ImportState, IpcTitle, Patent
from tests.cast import Cast, make_cast
from tests.registers.imports.files import HEAD, as_csv, clock, patents


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "专利.csv"
    path.write_bytes(as_csv([HEAD, *patents(30)]))
    return path


def said(*words: str, **options: object) -> str:
    out = StringIO()
    call_command("import", *words, "--as", "handler", stdout=out, **options)
    return out.getvalue()


def test_a_file_is_entered_and_entered_again(cast: Cast, file: Path) -> None:
    assert "30 行，新增 30，更新 0，无变化 0，未登记 0" in said("patents", str(file), "--yes")
    assert "30 行，新增 0，更新 0，无变化 30，未登记 0" in said("patents", str(file), "--yes")
    assert Patent.objects.count() == 30
    assert Job.objects.filter(kind__startswith="import.").count() == 0  # no worker has this path
    assert set(ImportRun.objects.values_list("begun_by__username", "file_name")) == {("handler", "专利.csv")}


def test_the_columns_and_faults_are_shown(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(as_csv([["申请号", "备注"], ["见附件", "x"], *[[row[0], "y"] for row in patents(1)]]))
    shown = said("patents", str(path), "--yes")
    assert "（不读）" in shown
    assert "“见附件”不是申请号" in shown


def test_killed_on_the_way_the_same_command_goes_on(cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process leaves: a run that is being entered, and nobody who has it in hand."""
    monkeypatch.setattr(work, "BATCH", 10)
    run = begun(cast, file)
    with pytest.raises(Killed):
        work.enter(run=run, source=Source(file, file.name), clock=clock, tell=kill_at_twenty)
    assert (ImportRun.objects.get().state, Patent.objects.count()) == (ImportState.ENTERING, 20)
    shown = said("patents", str(file))
    assert "从第 21 行数据继续" in shown
    assert (ImportRun.objects.get().state, Patent.objects.count()) == (ImportState.DONE, 30)


class Killed(BaseException):
    """Stands for the end of the process."""


def kill_at_twenty(position: int) -> None:
    if position == 20:
        raise Killed


def begun(cast: Cast, file: Path) -> ImportRun:
    at = clock()
    run = actions.begin(kind="patents", path=file, source="", edition="", actor=cast.handler, at=at)
    work.check(run=run, source=Source(file, file.name), clock=clock)
    return actions.confirm(run=run, actor=cast.handler, at=at)


def test_what_cannot_be_read_ends_with_a_sentence(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(as_csv([HEAD, *patents(3)]) + b"\xff\xfe\xff\n")
    for words, sentence in (
        (["patents", str(path)], "的文字编码"),
        (["patents", str(tmp_path / "没有.csv")], "No such file"),
        (["patents", str(path), "--as", "stranger"], "没有在用的登录名“stranger”"),
        (["patents", str(path), "--as", "liaison"], "只有知识产权局的人员可以导入"),
    ):
        with pytest.raises(SystemExit) as ended:
            said(*words, "--yes") if "--as" not in words else call_command("import", *words, "--yes")
        assert ended.value.code == 2
        assert sentence in capsys.readouterr().err
    assert Patent.objects.count() == 0


def test_code_tables_by_the_same_command(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "ipc.tsv"
    path.write_text(
        "code\tlevel\tparent\ttitle_zh\nA\tsection\t\t人类生活必需\nA01\tclass\tA\t农业\n", encoding="utf-8"
    )
    said("ipc", str(path), "--yes", "--edition", "2026.01")
    assert list(IpcTitle.objects.values_list("code", "edition")) == [("A", "2026.01"), ("A01", "2026.01")]
