"""The text layer of a pdf, or a sentence that says why there is none."""

import time

import fpdf
import pytest

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source import Form, limits, load
from tests.engines.policy.source.papers import (
    SCANNED_PAGE,
    SMALL_PICTURE,
    nested_forms,
    objects_to_pdf,
    pages_to_pdf,
    pdf,
    stream,
    text_lines,
)


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load(data)
    return caught.value


def test_pages_follow_each_other_line_by_line() -> None:
    source = load(pdf(["工作方案", "一、目标"], ["二、任务"]))
    assert (source.form, source.text) == (Form.PDF, "工作方案\n一、目标\n二、任务")


def test_a_pdf_of_another_maker_reads() -> None:
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("helvetica")
    made.cell(text="Work plan 2023")
    assert load(bytes(made.output())).text == "Work plan 2023"


@pytest.mark.parametrize("mark", ["{}", "— {} —", "- {} -", "第{}页", "第 {} 页 共 3 页", "{}/3"])
def test_page_numbers_that_count_the_pages_are_left_out(mark: str) -> None:
    pages = [[f"正文{n}", mark.format(n + 4)] for n in range(3)]
    assert load(pdf(*pages)).text == "正文0\n正文1\n正文2"


def test_numbers_that_do_not_count_the_pages_stay() -> None:
    assert load(pdf(["甲乙", "12"], ["丙丁", "40"])).text == "甲乙\n12\n丙丁\n40"
    assert load(pdf(["甲乙", "1"])).text == "甲乙\n1"


def test_a_scanned_page_is_named() -> None:
    text = text_lines(["正文"])
    error = refusal(pages_to_pdf([text, text, SCANNED_PAGE]))
    assert (error.reason, str(error)) == (Unreadable.SCANNED, "第 3 页没有文字层，像是扫描件")
    assert str(refusal(pages_to_pdf([SCANNED_PAGE] * 7))) == "第 1、2、3、4、5 页等 7 页没有文字层，像是扫描件"


def test_an_empty_page_and_a_small_picture_do_not_matter() -> None:
    assert load(pages_to_pdf([text_lines(["正文"]), b"", SMALL_PICTURE])).text.strip() == "正文"


def test_a_scan_with_a_text_layer_is_read() -> None:
    assert load(pages_to_pdf([SCANNED_PAGE + b" " + text_lines(["正文"])])).text == "正文"


def test_no_text_at_all_looks_like_a_scan() -> None:
    assert refusal(pages_to_pdf([b""])).reason is Unreadable.SCANNED


def test_a_garbled_layer_is_refused() -> None:
    assert refusal(pdf(["\ue001\ue002\ue003\ue004字"])).reason is Unreadable.NOT_TEXT


@pytest.mark.parametrize("user", ["secret", ""])
def test_an_encrypted_pdf_is_refused(user: str) -> None:
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("helvetica")
    made.cell(text="secret plan")
    made.set_encryption("owner", user)
    data = bytes(made.output())
    assert refusal(data).reason is Unreadable.ENCRYPTED
    # A name may be written with codes; PDFium still sees the encryption.
    assert refusal(data.replace(b"/Encrypt ", b"/Encr#79pt ")).reason is Unreadable.ENCRYPTED


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\x80" * 5000, pdf(["甲"])[:700]])
def test_a_broken_pdf_is_damaged(data: bytes) -> None:
    assert refusal(data).reason in (Unreadable.DAMAGED, Unreadable.SCANNED)


def test_a_pdf_without_its_table_is_still_read() -> None:
    assert load(pdf(["正文"]).partition(b"xref")[0] + b"trailer << /Root 1 0 R >>").text == "正文"


def test_too_many_pages_are_refused() -> None:
    assert "超过 1000 页" in str(refusal(pages_to_pdf([b""] * 1001)))


def quick_refusal(data: bytes) -> ReadError:
    start = time.perf_counter()
    error = refusal(data)
    assert time.perf_counter() - start < 5
    assert error.reason is Unreadable.TOO_LARGE
    return error


@pytest.mark.parametrize(("depth", "fan"), [(5, 10), (9, 10), (35, 2), (2, 2000)])
def test_forms_that_run_forms_are_refused_before_they_run(depth: int, fan: int) -> None:
    assert "过于复杂" in str(quick_refusal(nested_forms(depth, fan)))


def test_forms_that_run_in_a_circle_are_refused() -> None:
    data = nested_forms(2, 3)
    # Without resources of its own a form uses those of the page, in which /F is the form itself.
    assert "过于复杂" in str(quick_refusal(data.replace(b"/BBox [0 0 9 9] /Resources", b"/BBox [0 0 9 9] /Resourses")))
    assert "过于复杂" in str(quick_refusal(data.replace(b"/F 6 0 R", b"/F 5 0 R")))
    assert "过于复杂" in str(quick_refusal(data.replace(b"/F 6 0 R", b"/#46 5 0 R")))


def test_a_few_forms_inside_forms_are_read() -> None:
    assert refusal(nested_forms(3, 2)).reason is Unreadable.SCANNED


def test_a_stream_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = b"q Q " * (limits.MAX_STREAM_BYTES // 4 + 1)
    assert str(quick_refusal(pages_to_pdf([bomb]))) == "PDF 解压后超过 32 MB，拒绝读取"


def test_a_page_with_very_many_instructions_is_refused() -> None:
    assert "过于复杂" in str(quick_refusal(pages_to_pdf([b"q Q " * 1_100_000])))


def test_one_heavy_stream_on_many_pages_is_refused() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [4 0 R 4 0 R] >>"
    kids = b"3 0 R " * 200
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 200 >>" % kids, page]
    assert "过于复杂" in str(quick_refusal(objects_to_pdf([*objects, stream(b"q Q " * 600_000, flate=True)])))


def test_rare_filters_that_may_grow_are_refused() -> None:
    chain = stream(bytes(40), b"/Filter [/LZWDecode /FlateDecode]")
    assert "压缩方式" in str(quick_refusal(objects_to_pdf([b"<< /Type /Catalog >>", chain])))
