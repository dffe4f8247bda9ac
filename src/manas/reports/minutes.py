"""会议纪要 as a Word file in the official form: what was decided, who does it by when, under which sentence of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from manas.engines.paper.blocks import Block, Colophon, Form, Heading, Number, Paper, Paragraph, Table, Title
from manas.engines.paper.figures import chinese_day
from manas.engines.paper.lines import clean
from manas.plan.models import Decision, Meeting
from manas.reports.papers.layout import laid_out
from manas.reports.supervision_papers import EXAMPLE, issuing_office, named

# Marks of a title within a title.
INNER = str.maketrans("《》", "〈〉")
HEADS = ("序号", "议定事项", "完成标准", "落实单位", "完成期限")


def minutes_paper(meeting: Meeting) -> bytes:
    """This function will set the minutes of a meeting as a Word file; the same minutes always come out the same.

    Raises ValueError for a meeting whose minutes are not issued.
    """
    if meeting.minuted_by is None or meeting.minuted_at is None:
        raise ValueError("a meeting without minutes")
    with override("zh-hans"):
        title = f"{clean(meeting.title)}纪要"
        office = issuing_office(meeting.minuted_by, meeting.minuted_at)
        blocks = tuple(_blocks(meeting, title, office, timezone.localdate(meeting.minuted_at)))
        return laid_out(Paper(Form.REPORT, title, blocks), meeting.minuted_at)


def _blocks(meeting: Meeting, title: str, office: str, day: date) -> Iterator[Block]:
    decided = list(meeting.decisions.select_related("unit", "obligation__task").order_by("pk"))
    units = "、".join(named(unit, day) for unit in meeting.units.order_by("position", "pk"))
    yield Title(title)
    yield Number(f"会议纪要第{meeting.pk}号")
    if meeting.is_example:
        yield Paragraph(EXAMPLE)
    place = f"在{clean(meeting.place)}" if meeting.place else ""
    yield Paragraph(f"{chinese_day(meeting.held_on)}，{office}{place}召开{meeting.get_kind_display()}。")
    yield Paragraph(f"会议议题：{'；'.join(_lines(meeting.agenda))}")
    yield Paragraph(f"参会单位（按会议通知）：{units}")
    yield from (Paragraph(line) for line in _lines(meeting.summary))
    yield Heading(1, "一、", "议定事项")
    yield Table(HEADS, tuple(_row(number, one, day) for number, one in enumerate(decided, start=1)))
    yield Heading(1, "二、", "落实依据")
    yield Paragraph(
        f"各项均落实《{clean(str(meeting.plan)).translate(INNER)}》，已记入工作台账，进展在台账中填报，不再另报材料。"
    )
    yield from (_basis(number, one) for number, one in enumerate(decided, start=1))
    yield Colophon(units, office, chinese_day(day))


def _basis(number: int, one: Decision) -> Paragraph:
    sentence = one.obligation
    return Paragraph(
        f"第{number}项：{clean(str(sentence.task))}：{clean(sentence.text)}" if sentence else f"第{number}项"
    )


def _row(number: int, one: Decision, day: date) -> tuple[str, ...]:
    return (str(number), clean(one.what), clean(one.measure), named(one.unit, day), chinese_day(one.due_on))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).splitlines() if line.strip()]
