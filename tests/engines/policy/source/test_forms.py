"""The same plan in every form becomes the same lines; what a file is, its bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source import Form, load
from tests.engines.policy.source.papers import PLAN_LINES, every_form, packed, page, pdf, word_plan

FORMS = every_form()


def lines(data: bytes, name: str = "") -> list[str]:
    return [line for line in load(data, name=name).text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", FORMS)
def test_the_plan_reads_alike_in_every_form(name: str) -> None:
    table = ["索引号：", "X-1"] if name.endswith("html") else []
    read = [line.replace("1. ", "1.").replace("2. ", "2.") for line in lines(FORMS[name], name)]
    assert read == [*table, *PLAN_LINES]


@pytest.mark.parametrize("name", FORMS)
def test_the_bytes_decide_the_form_under_any_name(name: str) -> None:
    ending = name.rpartition(".")[2]
    assert load(FORMS[name]).form == Form(ending)
    assert load(FORMS[name], name="公文.dat").form == Form(ending)


def test_a_name_only_tells_text_forms_apart() -> None:
    assert load(b"# a\n**b**", name="a.txt").form is Form.TXT
    assert load(b"plain", name="a.MD").form is Form.MD
    assert load(b"plain", name="a.html").form is Form.TXT
    assert load("前言<p>正文</p>".encode(), name="a.htm").form is Form.HTML
    assert load("正文\n# Page 3:\n续".encode()).form is Form.TXT


def test_a_pdf_named_docx_is_read_as_a_pdf() -> None:
    assert load(pdf(["正文"]), name="a.docx").form is Form.PDF


def refusal(data: bytes, name: str = "") -> ReadError:
    with pytest.raises(ReadError) as caught:
        load(data, name=name)
    return caught.value


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REFUSED = {
    "nothing": (b"", Unreadable.EMPTY, "文件是空的"),
    "blank": (b" \n\t\n", Unreadable.EMPTY, "文件里没有文字"),
    "blank page": (page("<p>&nbsp;</p>"), Unreadable.EMPTY, "文件里没有文字"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), Unreadable.UNSUPPORTED, ".doc）"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), Unreadable.UNSUPPORTED, ".xls）"),
    "locked Word": (OLE + "EncryptedPackage".encode("utf-16-le"), Unreadable.ENCRYPTED, "需要口令"),
    "other OLE": (OLE, Unreadable.UNSUPPORTED, "旧版办公软件"),
    "RTF": (rb"{\rtf1 a}", Unreadable.UNSUPPORTED, "RTF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(20), Unreadable.UNSUPPORTED, "PNG"),
    "archive": (packed({"a.txt": "a"}), Unreadable.UNSUPPORTED, "压缩包"),
    "workbook": (packed({"xl/workbook.xml": "<a/>"}), Unreadable.UNSUPPORTED, "Excel"),
    "OFD": (packed({"OFD.xml": "<a/>"}), Unreadable.UNSUPPORTED, "OFD"),
    "no body": (packed({"[Content_Types].xml": "<a/>"}), Unreadable.DAMAGED, "没有正文"),
    "Word XML": (b'<?xml version="1.0"?><w:wordDocument/>', Unreadable.UNSUPPORTED, "Word XML"),
    "mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related", Unreadable.UNSUPPORTED, "mht"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_refused_by_name(case: str) -> None:
    data, reason, words = REFUSED[case]
    error = refusal(data)
    assert error.reason is reason
    assert words in str(error)


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_one_line(case: str) -> None:
    assert "\n" not in str(refusal(REFUSED[case][0]))


def test_a_file_beyond_the_limit_is_refused_before_work() -> None:
    error = refusal(b"a" * (50 * 1024 * 1024))
    assert error.reason is Unreadable.TOO_LARGE
    assert str(error) == "文件有 50.0 MB，超过 20 MB，拒绝读取"


def test_a_text_of_too_many_characters_is_refused() -> None:
    error = refusal(b"a" * 5_000_001)
    assert error.reason is Unreadable.TOO_LARGE
    assert "500 万字" in str(error)


def test_a_truncated_word_file_is_damaged() -> None:
    data = word_plan()
    assert refusal(data[: len(data) // 2]).reason is Unreadable.DAMAGED


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf")), min_size=1).filter(str.strip))
def test_plain_text_comes_out_as_it_went_in(text: str) -> None:
    normal = "\n".join(text.replace("\u2028", "\n").replace("\u2029", "\n").split("\n"))
    assert load(b"\xef\xbb\xbf. " + text.encode(), name="a.txt").text == ". " + normal
