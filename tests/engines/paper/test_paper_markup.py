"""A template as a civil servant writes it, read into blocks; a slip of the pen is named with its line."""

import pytest

from manas.engines.paper.blocks import (
    Addressee,
    Attachments,
    Box,
    Boxes,
    Colophon,
    Form,
    Head,
    Heading,
    MarkupFault,
    Mistake,
    Number,
    Paper,
    Paragraph,
    Signature,
    Signed,
    Slip,
    Table,
    Title,
)
from manas.engines.paper.lines import guarded, numbered
from manas.engines.paper.read import read

FRONT = "文种：通知书\n标题：受理通知书\n---\n"


def of(template: str, value: str = "") -> Paper:
    """The paper of a template, with a value where ◆ stands."""
    return read(numbered(template).replace("◆", guarded(value)), number="云知〔2026〕1号", day="2026年11月22日")


def body(text: str, value: str = "") -> tuple[object, ...]:
    """The blocks after number and title."""
    return of(FRONT + text, value).blocks[2:]


def test_a_whole_paper_in_the_order_of_printing() -> None:
    paper = of(
        "文种：决定书\n机关：云岭州局\n标题：处罚决定书\n主送：红枣合作社：\n依据：某法第一条\n附件：清单\n附件：说明\n"
        "抄送：州公安局\n印发：州局办公室\n\n---\n正文一。\n\n# 事实\n正文二。\n=== 送达回证\n【收件人】（签名）\n"
    )
    assert paper == Paper(
        Form.DECISION,
        "处罚决定书",
        (
            Head("云岭州局", "云知〔2026〕1号"),
            Title("处罚决定书"),
            Addressee("红枣合作社"),
            Paragraph("正文一。"),
            Heading(1, "一、", "事实"),
            Paragraph("正文二。"),
            Paragraph("依据：某法第一条"),
            Attachments(("清单", "说明")),
            Signature("云岭州局", "2026年11月22日"),
            Colophon("州公安局", "州局办公室", "2026年11月22日"),
            Slip("送达回证", (Boxes(((Box("收件人", "", Signed()),),)),)),
        ),
    )


def test_without_an_issuing_body_the_number_stands_under_the_title_and_nobody_signs() -> None:
    assert of(f"{FRONT}正文。").blocks == (Title("受理通知书"), Number("云知〔2026〕1号"), Paragraph("正文。"))


def test_the_office_that_signs_and_the_day_may_differ_from_the_mark() -> None:
    paper = of("文种：函\n机关：州政府\n落款：州局\n日期：2026年1月5日\n标题：函\n---\n正文。")
    assert paper.blocks[-1] == Signature("州局", "2026年1月5日")


@pytest.mark.parametrize("name", ["审批表", "笔录"])
def test_sheets_and_records_are_signed_in_their_lines(name: str) -> None:
    blocks = of(f"文种：{name}\n机关：州局\n标题：表\n---\n正文。").blocks
    assert [block for block in blocks if isinstance(block, Signature)] == []


def test_headings_count_themselves_and_start_anew_under_a_higher_one() -> None:
    numbers = [
        block.number
        for block in body("# 甲\n## 乙\n### 丙\n#### 丁\n## 戊\n# 己\n## 庚\n")
        if isinstance(block, Heading)
    ]
    assert numbers == ["一、", "（一）", "1. ", "（1）", "（二）", "二、", "（一）"]


def test_a_table_ends_at_an_empty_line() -> None:
    assert body("| 甲 | 乙 |\n| 1 |  |\n\n| 丙 |\n") == (Table(("甲", "乙"), (("1", ""),)), Table(("丙",), ()))


def test_boxes_share_a_line_and_opinions_have_room_for_a_name_and_a_day() -> None:
    assert body("【案由】侵权 【来源】举报\n【意见】同意（签名：李卫东，2026年1月5日）\n【审批】（签名）\n") == (
        Boxes(
            (
                (Box("案由", "侵权"), Box("来源", "举报")),
                (Box("意见", "同意", Signed("李卫东", "2026年1月5日")),),
                (Box("审批", "", Signed()),),
            )
        ),
    )


@pytest.mark.parametrize(
    "value",
    ["# 标题", "| 甲 |", "【甲】乙", "=== 回证", "---", "文种：函", "甲\n\n| 乙 |\n---\n=== 丙", "甲（签名）"],
)
def test_a_value_is_never_a_mark(value: str) -> None:
    lines = [part for part in value.split("\n") if part]
    assert body("◆", value) == tuple(Paragraph(line) for line in lines)
    assert body("| 头 |\n| ◆ |\n", value) == (Table(("头",), ((value,),)),)
    assert body("【头】◆", value) == (Boxes(((Box("头", value),),)),)


def test_what_no_printer_prints_is_taken_out_of_values_and_what_only_one_machine_knows_is_shown() -> None:
    assert body("◆", "甲\x00\x08\ud800\ufffe\u202e乙\x0b丙") == (Paragraph("甲乙"), Paragraph("丙"))
    assert body("◆", "买\ue000\ue002提") == (Paragraph("买〓〓提"),)


@pytest.mark.parametrize(
    ("template", "mistake", "line"),
    [
        ("", Mistake.NO_CUT, 1),
        ("文种：函\n标题：甲\n正文", Mistake.NO_CUT, 1),
        ("文种：函\n标题\n---\n正文", Mistake.NOT_FRONT, 2),
        ("文种：函\n标提：甲\n---\n正文", Mistake.UNKNOWN_WORD, 2),
        ("文种：函\n标题：甲\n标题：乙\n---\n正文", Mistake.TWICE, 3),
        ("标题：甲\n---\n正文", Mistake.NO_FORM, 2),
        ("标题：甲\n文种：公告\n---\n正文", Mistake.UNKNOWN_FORM, 2),
        ("文种：函\n标题：\n---\n正文", Mistake.NO_TITLE, 3),
        (FRONT, Mistake.NO_BODY, 3),
        (f"{FRONT}| 甲 |\n| 乙", Mistake.OPEN_ROW, 5),
        (f"{FRONT}|", Mistake.OPEN_ROW, 4),
        (f"{FRONT}| 甲 | 乙 |\n| 丙 |", Mistake.RAGGED_ROW, 5),
        (f"{FRONT}正文\n#", Mistake.EMPTY_HEADING, 5),
        (f"{FRONT}# 甲\n## 乙\n### 丙\n#### 丁\n##### 戊", Mistake.DEEP_HEADING, 8),
        (f"{FRONT}# 甲\n### 乙", Mistake.SKIPPED_LEVEL, 5),
        (f"{FRONT}【甲】乙\n【丙", Mistake.OPEN_BOX, 5),
        (f"{FRONT}【】乙", Mistake.OPEN_BOX, 4),
        (f"{FRONT}【一】1【二】2【三】3【四】4", Mistake.CROWDED_BOXES, 4),
        (f"{FRONT}正文\n===", Mistake.UNNAMED_SLIP, 5),
        (f"{FRONT}正文\n=== 送达回证", Mistake.EMPTY_SLIP, 5),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_line(template: str, mistake: Mistake, line: int) -> None:
    with pytest.raises(MarkupFault) as caught:
        of(template)
    assert (caught.value.mistake, caught.value.line) == (mistake, line)
