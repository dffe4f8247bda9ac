"""The pages of importing: a file is handed in, looked at, its columns put right, confirmed, followed, taken back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from manas.registers.models import ImportRun, ImportState, Patent
from manas.web.worker.deeds import HANDLERS
from manas.web.worker.loop import run_one
from tests.cast import Cast, make_cast
from tests.registers.imports.files import HEAD, as_csv, number, patents


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def handler(cast: Cast) -> Client:
    return signed_in(cast, "handler")


def signed_in(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people()[part])
    return client


def upload(client: Client, data: bytes, name: str = "专利.csv", kind: str = "patents") -> ImportRun:
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("imports"), {"kind": kind, "file": file, "source": "测试", "edition": "2026.01"})
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def work() -> None:
    """A worker does what waits."""
    while run_one(HANDLERS, "worker", timezone.now):
        pass


def page(client: Client, run: ImportRun, **headers: str) -> str:
    answer = client.get(reverse("import", args=[run.pk]), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def do(client: Client, run: ImportRun, verb: str) -> int:
    status = client.post(reverse("import-deed", args=[run.pk, verb])).status_code
    run.refresh_from_db()
    return status


def test_from_the_upload_to_the_register_and_back(handler: Client) -> None:
    rows = patents(3)
    rows[1][0] = "见附件"
    run = upload(handler, as_csv([HEAD, *rows]))
    first = page(handler, run)
    assert "检查中" in first
    assert "一种沙棘采收装置1" in first
    assert "不登记：" in first
    work()
    ready = page(handler, run)
    assert "共 3 行数据，其中 1 行不能登记" in ready
    assert "“见附件”不是申请号" in ready
    assert do(handler, run, "confirm") == 302
    assert 'hx-trigger="every 2s"' in page(handler, run)
    work()
    run.refresh_from_db()
    assert (run.state, Patent.objects.count()) == (ImportState.DONE, 2)
    done = page(handler, run)
    assert "撤销这次导入" in done
    assert "hx-trigger" not in done
    assert do(handler, run, "undo") == 302
    work()
    assert Patent.objects.count() == 0
    assert "已撤销" in page(handler, run)


def test_columns_are_put_right_on_the_page(handler: Client) -> None:
    run = upload(handler, as_csv([["申请号", "名目"], [number(1), "一种装置"]]))
    work()
    chosen = {"column-0": "application_number", "column-1": "title"}
    assert handler.post(reverse("import-mapping", args=[run.pk]), chosen).status_code == 302
    work()
    assert '<option value="title" selected>' in page(handler, run)
    wrong = handler.post(reverse("import-mapping", args=[run.pk]), {"column-0": "title", "column-1": "title"})
    assert wrong.status_code == 422
    assert "对应了不止一列" in wrong.content.decode()


def test_the_part_that_moves_does_not_read_the_file_again(handler: Client) -> None:
    run = upload(handler, as_csv([HEAD, *patents(3)]))
    assert "一种沙棘采收装置1" not in page(handler, run, **{"HX-Request": "true"})


def test_what_cannot_be_taken_in_is_said_at_the_file(handler: Client) -> None:
    for name, data, reason in (
        ("a.pdf", b"%PDF-1.7", "不收“.pdf”文件"),
        ("a.csv", as_csv([["甲"], ["1"]]), "没有认得的列名"),
        ("a.csv", b"x" * (20 * 1024 * 1024 + 1), "manas import"),
    ):
        answer = handler.post(reverse("imports"), {"kind": "patents", "file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        assert reason in answer.content.decode()
    assert handler.post(reverse("imports"), {"kind": "patents"}).status_code == 422
    assert ImportRun.objects.count() == 0


def test_a_deed_at_the_wrong_moment_is_refused_on_the_page(handler: Client) -> None:
    run = upload(handler, as_csv([HEAD, *patents(1)]))
    answer = handler.post(reverse("import-deed", args=[run.pk, "confirm"]))
    assert answer.status_code == 422
    assert "现在是“检查中”" in answer.content.decode()
    assert handler.post(reverse("import-deed", args=[run.pk, "sing"])).status_code == 404


def test_the_report_as_a_workbook_and_as_text(handler: Client) -> None:
    rows = patents(2)
    rows[1][3] = "=1+1"
    run = upload(handler, as_csv([HEAD, *rows]))
    work()
    book = handler.get(reverse("import-faults", args=[run.pk, "xlsx"])).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sheet[2] == [3.0, "申请日", "=1+1", "“=1+1”不是日期，请写成2021-05-03", "该格未采用"]
    text = handler.get(reverse("import-faults", args=[run.pk, "csv"])).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[2][:3] == ["3", "申请日", "'=1+1"]
    assert handler.get(reverse("import-faults", args=[run.pk, "pdf"])).status_code == 404


def test_code_tables_say_whether_they_are_loaded(handler: Client) -> None:
    assert handler.get(reverse("imports")).content.decode().count("尚未导入") == 2
    run = upload(handler, as_csv([["分类号", "名称"], ["C", "化学；冶金"]]), kind="ipc")
    work()
    do(handler, run, "confirm")
    work()
    shown = handler.get(reverse("imports")).content.decode()
    assert "已导入 1 条，版本 2026.01" in shown
    assert shown.count("尚未导入") == 1


def test_outside_the_office_the_pages_do_not_exist(cast: Cast, handler: Client) -> None:
    run = upload(handler, as_csv([HEAD, *patents(1)]))
    for part in ("leader", "liaison", "county_handler", "police", "administrator", "auditor", "firm", "nobody"):
        client = signed_in(cast, part)
        assert client.get(reverse("imports")).status_code == 404, part
        assert client.get(reverse("import", args=[run.pk])).status_code == 404, part
        assert client.post(reverse("import-deed", args=[run.pk, "confirm"])).status_code == 404, part
    outsider = signed_in(cast, "outsider")
    assert outsider.get(reverse("imports")).status_code == 200
    assert outsider.get(reverse("import", args=[run.pk])).status_code == 404
