"""A report of work as a Word file: opened again, with a real footnote at every number."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from manas.engines.periods import Period
from manas.indicators.workreports import actions
from manas.indicators.workreports.models import ReportNumber, WorkReport
from manas.reports.work_report import work_report
from tests.cast import make_cast
from tests.indicators.workreports.small_year import DRAWN, Year, make_year

CALL = re.compile(r"\[(\d+)\]")


def address(rows: Sequence[ReportNumber]) -> str:
    row = rows[0]
    return f"https://plan.example/{row.indicator or row.progress_id}/{row.period}"


@pytest.fixture
def small(db: None) -> Year:
    return make_year(make_cast())


def made(report: WorkReport) -> bytes:
    return work_report(report, address)


def words(block: etree._Element) -> str:
    """Texts in order, footnotes as [1]."""
    parts = block.iter(qn("w:t"), qn("w:footnoteReference"))
    return "".join(one.text or "" if one.tag == qn("w:t") else f"[{one.get(qn('w:id'))}]" for one in parts)


def notes(data: bytes) -> dict[int, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/footnotes.xml"))
    return {int(note.get(qn("w:id"))): words(note).strip() for note in root if note.get(qn("w:type")) is None}


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def paragraphs(data: bytes) -> list[str]:
    return [words(one._p) for one in opened(data).paragraphs]


def test_every_number_calls_a_footnote_that_names_its_query(small: Year) -> None:
    data = made(small.drawn())
    found = notes(data)
    line = next(line for line in paragraphs(data) if line.startswith("2026年第1季度到期的任务举措"))
    assert CALL.sub("", line) == "2026年第1季度到期的任务举措2件，按期完成1件，任务举措按期完成率50%。"
    called = [found[int(number)] for number in CALL.findall(line)]
    said = "，云岭州人民政府，2026年第1季度，2026-04-02计算。清单：https://plan.example/items_in_time/2026Q1"
    assert called == [f"指标items_in_time“任务举措按期完成率”{part}{said}" for part in ("（分母）", "（分子）", "")]


def test_a_sentence_of_progress_names_the_report_that_it_was_taken_from(small: Year) -> None:
    data, progress = made(small.drawn()), small.done.reports.get()
    line = next(line for line in paragraphs(data) if line.startswith("科技局："))
    assert CALL.sub("", line) == "科技局：已完成调研。"
    (number,) = CALL.findall(line)
    source = f"进展填报{progress.pk}，科技局，举措“建成培育库”，核验日2026-03-02，2026-04-02计算。"
    assert notes(data)[int(number)] == f"{source}清单：https://plan.example/{progress.pk}/2026Q1"


def test_the_numbers_of_a_row_have_one_footnote_that_names_all_of_them(small: Year) -> None:
    data = made(small.drawn())
    table = next(one for one in opened(data).tables if one.cell(0, 2).text == "云岭州人民政府")
    row = [words(cell._tc) for cell in table.rows[1].cells]
    number = CALL.findall(row[0])
    assert [CALL.sub("", row[0]), *row[1:]] == ["任务举措按期完成率", "%", "50", "不适用", "不适用"]
    assert "，云岭州人民政府、北山县、南河市，2026年第1季度，" in notes(data)[int(number[0])]


def test_footnotes_are_called_once_each_in_their_order_and_no_mark_is_left(small: Year) -> None:
    data = made(small.drawn())
    body = words(opened(data).element.body)
    assert [int(number) for number in CALL.findall(body)] == sorted(notes(data))
    assert len(notes(data)) > 50
    assert "【" not in body


def test_headings_are_headings_and_are_counted(small: Year) -> None:
    headings = [
        (one.style.name, one.text)
        for one in opened(made(small.drawn())).paragraphs
        if one.style and one.style.name and one.style.name.startswith("Heading")
    ]
    assert headings[:5] == [
        ("Heading 1", "一、总体情况"),
        ("Heading 1", "二、各项任务进展"),
        ("Heading 2", "（一）聚焦创造提质，培育优势产业"),
        ("Heading 3", "1. 培育高价值专利"),
        ("Heading 3", "2. 做强地理标志"),
    ]


def test_a_chart_has_a_bar_for_each_county(small: Year) -> None:
    table = next(one for one in opened(made(small.drawn())).tables if len(one.columns) > 20)
    rows = [[words(cell) for cell in row._tr.iter(qn("w:tc"))] for row in table.rows]
    assert [(CALL.sub("", row[0]), CALL.sub("", row[-1])) for row in rows] == [("北山县", "0件"), ("南河市", "0件")]


def test_a_yearly_report_begins_with_its_contents(small: Year) -> None:
    document = opened(made(small.drawn(Period(2026))))
    styled = [(one.style.name, words(one._p)) for one in document.paragraphs if one.style]
    entries = [text for name, text in styled if name in {"toc 1", "toc 2"}]
    assert entries == [text for name, text in styled if name in {"Heading 1", "Heading 2"}]
    names = [one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))]
    assert [one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))] == names
    signs = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert signs.count("begin") == signs.count("separate") == signs.count("end") == len(entries) + 1


def test_a_quarterly_report_has_no_contents(small: Year) -> None:
    assert list(opened(made(small.drawn())).element.body.iter(qn("w:hyperlink"))) == []


def test_the_file_is_whole(small: Year) -> None:
    """Every part has its type, every relationship leads to a part, every style that is used is there."""
    data = made(small.drawn(Period(2026)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    assert {f"/{name}" for name in names if name.startswith("word/") and "_rels" not in name} <= {
        one.get("PartName") for one in types
    }
    assert {str(PurePosixPath("word") / one.get("Target")) for one in relations} <= names
    document = opened(data)
    used = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:pStyle"))}
    assert used <= {one.style_id for one in document.styles}
    settings = [etree.QName(one).localname for one in document.settings.element]
    assert settings.index("footnotePr") < settings.index("compat")


def test_a_draft_and_an_example_say_so_and_a_final_one_is_the_same_every_time(small: Year) -> None:
    report = small.drawn()
    assert "（修改稿，尚未定稿。）" in paragraphs(made(report))
    report = actions.finish(report=report, actor=small.cast.office, at=DRAWN)
    report.is_example = False
    data = made(report)
    assert "（修改稿，尚未定稿。）" not in paragraphs(data)
    assert paragraphs(data)[-1].endswith(f"2026年4月2日定稿，校验值{report.sha256}。")
    assert data == made(report)
    report.is_example = True
    assert paragraphs(made(report))[1].startswith("（示例：")
