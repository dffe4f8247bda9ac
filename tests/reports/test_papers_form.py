"""The form of GB/T 9704—2012 in the Word file itself: opened again, part by part."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from manas.engines.paper.blocks import Signature, Table
from manas.reports.papers.grid import column_widths
from manas.reports.papers.layout import signature_indents
from manas.reports.papers.measures import AREA_WIDTH, CHARACTER, LINE
from manas.reports.papers.names import ENDING, file_name
from manas.reports.papers.render import render
from manas.reports.papers.skeleton import STYLES, SUBSTITUTES
from tests.reports.papers_cast import AT, KINDS, NUMBER, VALUES, paper, template

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def opened(kind: str) -> Document:
    return docx.Document(io.BytesIO(paper(kind).data))


def part(kind: str, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(paper(kind).data)) as archive:
        return etree.fromstring(archive.read(name))


def words(block: etree._Element) -> str:
    return "".join(text.text or "" for text in block.iter(qn("w:t")))


def of_style(document: Document, name: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == name]


@pytest.mark.parametrize("kind", KINDS)
def test_paper_margins_and_grid(kind: str) -> None:
    section = opened(kind).sections[0]
    lengths = {
        section.page_width: 210, section.page_height: 297, section.top_margin: 37, section.left_margin: 28,
        section.right_margin: 26, section.bottom_margin: 35,
    }  # fmt: skip
    assert [round(length.mm, 1) for length in lengths if length is not None] == list(lengths.values())
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert Mm(225) // Pt(pitch / 20) == 22
    assert Mm(156) // Pt(16 + space / 4096) == 28


def test_fonts_and_sizes_of_the_standard() -> None:
    document = opened("notice")
    wanted = {
        "Normal": ("仿宋_GB2312", 16), "Title": ("方正小标宋简体", 22), "Body Text": ("仿宋_GB2312", 16),
        "Heading 1": ("黑体", 16), "Heading 2": ("楷体_GB2312", 16), "Heading 3": ("仿宋_GB2312", 16),
        "Issuing Body": ("方正小标宋简体", 22), "Colophon": ("仿宋_GB2312", 14), "Footer": ("宋体", 14),
    }  # fmt: skip
    found = {}
    for name in wanted:
        style = document.styles[name]
        size = style.font.size
        found[name] = (style.element.rPr.rFonts.get(qn("w:eastAsia")), size.pt if size else 0)
    assert found == wanted


def test_every_font_names_its_substitutes() -> None:
    table = part("notice", "word/fontTable.xml")
    named = {font.get(qn("w:name")): font[0].get(qn("w:val")) for font in table}
    assert named == SUBSTITUTES
    assert {style.font for style in STYLES} <= set(named)
    assert "FangSong" in named["仿宋_GB2312"]
    assert "FandolFang R" in named["仿宋_GB2312"]


def test_lines_are_exact_and_two_characters_stand_in() -> None:
    body = opened("notice").styles["Body Text"].element
    assert body.pPr.spacing.get(qn("w:line")) == str(LINE)
    assert body.pPr.spacing.get(qn("w:lineRule")) == "exact"
    assert (body.pPr.ind.get(qn("w:firstLineChars")), body.pPr.ind.get(qn("w:firstLine"))) == (
        "200",
        str(2 * CHARACTER),
    )


def test_page_numbers_stand_outside_with_their_dashes() -> None:
    section = opened("decision").sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]._element
        assert words(line) == "— 1 —"
        assert line.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert line.pPr.jc.get(qn("w:val")) == side
        assert line.pPr.ind.get(qn(f"w:{side}")) == str(CHARACTER)
    assert part("decision", "word/settings.xml").find("w:evenAndOddHeaders", W) is not None


def test_the_red_head_of_a_decision() -> None:
    document = opened("decision")
    mark, number, title = document.paragraphs[:3]
    assert (mark.text, number.text, title.text) == ("云岭州市场监督管理局", NUMBER, "行政处罚决定书")
    assert str(document.styles["Issuing Body"].font.color.rgb) == "FF0000"
    assert mark.paragraph_format.space_before is not None
    assert round(mark.paragraph_format.space_before.mm) == 35
    line = number._element.pPr.find("w:pBdr/w:bottom", W)
    assert (line.get(qn("w:color")), line.get(qn("w:val"))) == ("FF0000", "single")
    size = mark.runs[0].font.size
    assert size is not None
    assert size.pt * len(mark.text) <= 442


def test_the_mark_of_a_long_name_fits_its_line() -> None:
    text = "文种：决定书\n机关：云岭州市场监督管理局（云岭州知识产权局）\n标题：决定书\n---\n正文"
    document = docx.Document(io.BytesIO(render(text, {}, number=NUMBER, at=AT).data))
    size = document.paragraphs[0].runs[0].font.size
    assert size is not None
    assert size.pt * 20 <= 442.2
    assert size.pt == 22


def test_a_letter_has_its_frame_and_no_number_on_its_first_page() -> None:
    section = opened("letter").sections[0]
    assert section.different_first_page_header_footer
    assert section.header_distance is not None
    assert section.footer_distance is not None
    assert (round(section.header_distance.mm), round(section.footer_distance.mm)) == (30, 20)
    head, foot = section.first_page_header.paragraphs, section.first_page_footer.paragraphs
    assert [line.text for line in (*head, *foot)] == ["云岭州市场监督管理局", ""]
    borders = [line._element.pPr.find("w:pBdr/w:bottom", W) for line in (*head, *foot)]
    assert [(border.get(qn("w:val")), border.get(qn("w:color"))) for border in borders] == [
        ("thickThinSmallGap", "FF0000"),
        ("thinThickSmallGap", "FF0000"),
    ]
    out = [int(line._element.pPr.ind.get(qn("w:left"))) for line in (*head, *foot)]
    assert [round(156 - 2 * left / 56.69) for left in out] == [170, 170]


def test_heading_levels_and_their_numbers() -> None:
    document = opened("notice")
    assert of_style(document, "Heading 1") == ["一、受理事项", "二、办理时限"]
    assert of_style(document, "Heading 2") == ["（一）法定时限", "（二）期间中止"]
    assert of_style(document, "Heading 3") == ["1. 补正"]


def test_tables_have_lines_and_repeat_their_head() -> None:
    table = opened("notice").tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "ZL202310000001.2",
        "一种戈壁温室的保温墙体及其施工方法",
        "2025年3月7日",
    ]
    marks = [row._tr.find("w:trPr/w:tblHeader", W) is not None for row in table.rows]
    assert marks == [True, False, False]
    borders = table._tbl.find("w:tblPr/w:tblBorders", W)
    assert {line.get(qn("w:val")) for line in borders} == {"single"}
    assert len(borders) == 6


def test_columns_share_the_width_by_what_they_hold() -> None:
    widths = column_widths(Table(("序号", "名称", "日期"), (("1", "长" * 200, "2026年11月22日"),)))
    assert sum(widths) <= AREA_WIDTH
    assert widths[0] < widths[2] < widths[1]
    assert widths[2] >= 7 * 240
    assert sum(column_widths(Table(("列",) * 20, ()))) <= AREA_WIDTH


def test_attachments_signature_and_colophon() -> None:
    document = opened("notice")
    assert of_style(document, "Attachment") == ["附件：1. 材料清单", "2. 办理流程和时限说明"]
    assert of_style(document, "Signature") == ["云岭州知识产权局", "2026年11月22日"]
    last = document.tables[-1]
    assert [row.cells[0].text for row in last.rows] == [
        "抄送：云岭州地方金融管理局，云岭农村商业银行。",
        "云岭州知识产权局办公室\t2026年11月22日印发",
    ]
    assert last._tbl.find("w:tblPr/w:tblpPr", W).get(qn("w:vertAnchor")) == "page"
    lines = [
        [(line.tag, line.get(qn("w:sz"))) for line in borders] for borders in last._tbl.iterfind(".//w:tcBorders", W)
    ]
    assert lines == [[(qn("w:top"), "8")], [(qn("w:top"), "6"), (qn("w:bottom"), "8")]]


@pytest.mark.parametrize("office", ["州局", "云岭州知识产权局", "云岭州市场监督管理局（云岭州知识产权局）"])
def test_office_and_day_stand_on_one_axis(office: str) -> None:
    of_office, of_day = signature_indents(Signature(office, "2026年11月22日"))
    assert of_office + len(office) * CHARACTER / 2 == pytest.approx(of_day + 3.5 * CHARACTER, abs=0.3 * CHARACTER)
    assert min(of_office, of_day) >= 2 * CHARACTER


def test_an_approval_sheet_is_one_table_of_boxes() -> None:
    rows = opened("sheet").tables[0].rows
    texts = [[cell.text for cell in dict.fromkeys(row.cells)] for row in rows]
    assert texts[0] == ["案件来源", "投诉举报", "登记时间", "2026年11月20日12时05分"]
    assert texts[6] == ["承办人意见", "建议立案调查。\n签名：阿依古丽、李卫东　2026年11月22日"]
    assert texts[7] == ["承办机构负责人意见", "\n签名：　　　　　　　　年　　月　　日"]
    assert texts[9] == ["备注", ""]
    assert [row.height.mm > 29 for row in rows if row.height] == [False] * 6 + [True] * 3 + [False]


def test_a_slip_is_cut_off_in_one_piece() -> None:
    document = opened("decision")
    body = list(document.element.body)
    title = next(at for at, block in enumerate(body) if words(block) == "送达回证")
    assert body[title - 1].find("w:pPr/w:pBdr/w:top", W).get(qn("w:val")) == "dashed"
    slip = document.tables[-1]
    kept = [
        line._element.pPr.find(qn("w:keepNext")) is not None
        for row in slip.rows
        for cell in row.cells
        for line in cell.paragraphs
    ]
    assert set(kept) == {True}


def test_tables_never_touch_and_the_last_block_is_a_paragraph() -> None:
    text = "文种：审批表\n标题：表\n---\n【甲】乙\n| 丙 |\n\n| 丁 |\n"
    document = docx.Document(io.BytesIO(render(text, {}, number=NUMBER, at=AT).data))
    kinds = [etree.QName(block).localname for block in document.element.body]
    assert kinds == ["p", "p", "p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_arguments_give_the_same_bytes(kind: str) -> None:
    first, second = paper(kind), paper(kind)
    assert hashlib.sha256(first.data).hexdigest() == hashlib.sha256(second.data).hexdigest()
    with zipfile.ZipFile(io.BytesIO(first.data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_moment_is_another_file() -> None:
    later = render(template("letter"), VALUES["letter"], number=NUMBER, at=AT.replace(minute=31))
    assert later.data != paper("letter").data


def test_nobody_and_no_machine_is_named_in_the_file() -> None:
    properties = opened("notice").core_properties
    assert (properties.title, properties.author, properties.last_modified_by, properties.comments) == (
        "专利权质押融资申请受理通知书", "", "", "",
    )  # fmt: skip
    assert properties.created == properties.modified == AT
    assert [element.text for element in part("notice", "docProps/app.xml")] == ["Manas"]
    with zipfile.ZipFile(io.BytesIO(paper("notice").data)) as archive:
        assert [name for name in archive.namelist() if "custom" in name or "thumbnail" in name] == []


def test_a_title_longer_than_word_keeps_is_printed_in_full() -> None:
    title = "关于" * 300
    long = render(f"文种：函\n标题：{title}\n---\n正文", {}, number=NUMBER, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert docx.Document(io.BytesIO(long.data)).paragraphs[0].text == long.title == title


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("克知押〔2026〕3号", "受理通知书", "克知押〔2026〕3号 受理通知书.docx"),
        ("", 'a/b\\c:d*e?f"g<h>i|j\nk', "a_b_c_d_e_f_g_h_i_j k.docx"),
        ("", "../../etc/passwd", "etc_passwd.docx"),
        ("", "CON", "文书CON.docx"),
        ("", "nul.txt", "文书nul.txt.docx"),
        ("", "", "文书.docx"),
        ("", "通知\u202excod.exe ", "通知xcod.exe.docx"),
        ("", "结尾有点...", "结尾有点.docx"),
    ],
)
def test_file_names_for_every_system(number: str, title: str, name: str) -> None:
    assert file_name(number, title) == name


def test_a_long_file_name_is_cut_between_characters() -> None:
    name = file_name(NUMBER, "关于" * 200)
    assert len(name.encode()) <= 190
    assert name.removesuffix(ENDING).strip("关于") == f"{NUMBER} "
