"""督办通知单 and 督查通报 as Word files in the official form: every sentence is made from records and names them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import override

from manas.engines.paper.blocks import (
    Addressee,
    Block,
    Box,
    Boxes,
    Form,
    Heading,
    Number,
    Paper,
    Paragraph,
    Signature,
    Table,
    Title,
)
from manas.engines.paper.figures import chinese_day
from manas.engines.paper.lines import clean
from manas.office.models import FactStatus, Person, Role, Unit
from manas.office.queries import name_on, standing_at
from manas.plan.models import Level, OrderState, SupervisionOrder
from manas.plan.supervision.queries import Answer, Course, Tally, by_unit, courses, issued_between, tally
from manas.reports.papers.layout import laid_out

EXAMPLE: Final = "（示例：本件由示例数据生成，不反映真实情况。）"
HEADS: Final = ("单位", "签发", "按期回复", "逾期回复", "逾期未回复", "未到期限", "已销号", "在办")
UNSIGNED: Final = "（签发机关）"


def order_paper(order: SupervisionOrder, address: str) -> bytes:
    """This function will set one order as a Word file; the same order always comes out the same.

    `address` is where its page stands: the answer is given there, and nothing is asked again on paper.
    """
    with override("zh-hans"):
        title = f"{order.get_level_display()}通知单"
        return laid_out(Paper(Form.NOTICE, title, tuple(_order(order, title, address))), order.issued_at)


def _order(order: SupervisionOrder, title: str, address: str) -> Iterator[Block]:
    day = timezone.localdate(order.issued_at)
    late = (day - order.ground_due_on).days
    yield Title(title)
    yield Number(f"督办件第{order.pk}号")
    yield Addressee(named(order.unit, day))
    if order.is_example:
        yield Paragraph(EXAMPLE)
    yield Paragraph(f"业务记录显示，下列事项应于{chinese_day(order.ground_due_on)}完成，至签发之日已逾期{late}天。")
    yield Boxes(
        (
            (Box("督办层级", str(order.get_level_display())), Box("回复期限", chinese_day(order.answer_by))),
            (Box("督办事由", clean(order.ground)),),
            (Box("督办要求", clean(order.what)),),
        )
    )
    if order.follows is not None:
        before = order.follows
        yield Paragraph(
            f"此前的{before.get_level_display()}（督办件第{before.pk}号）应于{chinese_day(before.answer_by)}前回复，到期未回复。"
        )
    yield Paragraph(f"请于{chinese_day(order.answer_by)}前在系统中回复，不再另报纸质材料：{address}")
    yield Signature(issuing_office(order.issued_by, order.issued_at), chinese_day(day))


def issuing_office(issuer: Person, at: datetime) -> str:
    """This function will name the office in which somebody stood when they issued, whoever stands there today."""
    held = standing_at(issuer, at).posts_as(Role.OFFICE)
    return next((named(post.unit, timezone.localdate(at)) for post in held), UNSIGNED)


def named(unit: Unit, day: date) -> str:
    """This function will give the full name of a unit where a document was read for it; otherwise its short name."""
    found = name_on(unit, day)
    return clean(found.name) if found is not None and found.status == FactStatus.READ else clean(unit.short_name)


def circular(*, root: Unit, office: Unit, first: date, last: date, at: datetime) -> bytes:
    """This function will set the circular on the orders that were issued in a tree from one day to another, both counted.

    Units stand in the order of the tree and are not ranked; nothing is said that no order shows.
    """
    with override("zh-hans"):
        title = "督查情况通报"
        written = _Circular(root, first, last, timezone.localdate(at))
        blocks = (Title(title), *written.blocks(), Signature(named(office, written.today), chinese_day(written.today)))
        return laid_out(Paper(Form.REPORT, title, blocks), at)


class _Circular:
    """A circular while it is written: the orders of its time, as they stand today."""

    def __init__(self, root: Unit, first: date, last: date, today: date) -> None:
        self.first, self.last, self.today = first, last, today
        issued = issued_between(root, first, last)
        self.withdrawn = issued.filter(state=OrderState.WITHDRAWN).count()
        self.found = courses(issued, today)

    def blocks(self) -> Iterator[Block]:
        if any(one.order.is_example for one in self.found):
            yield Paragraph(EXAMPLE)
        yield Heading(1, "一、", "总体情况")
        yield Paragraph(self.overview())
        if not self.found:
            return
        yield Heading(1, "二、", "各单位情况")
        yield Paragraph("各单位按机构顺序排列，不作排名。回复被退回的，以最后一次回复和退回后的期限为准。")
        yield Table(HEADS, tuple(_row(unit, tally(mine)) for unit, mine in by_unit(self.found)))
        yield from self.told("三、", "逾期未回复的督办件", Answer.NONE)
        yield from self.told("四、", "逾期回复的督办件", Answer.LATE)

    def overview(self) -> str:
        time = f"{chinese_day(self.first)}至{chinese_day(self.last)}"
        gone = f"另有{self.withdrawn}件签发后撤销，不计在内。" if self.withdrawn else ""
        if not self.found:
            return f"{time}，没有签发督办件。{gone}"
        counted, levels = tally(self.found), [one.order.level for one in self.found]
        issued = "、".join(f"{level.label}{levels.count(level)}件" for level in Level if level in levels)
        answered = (
            f"按期回复{counted.in_time}件，逾期回复{counted.late}件，逾期未回复{counted.unanswered}件，"
            f"未到回复期限{counted.waiting}件；已销号{counted.closed}件，在办{counted.open}件"
        )
        return f"{time}，签发督办件{counted.issued}件（{issued}）。截至{chinese_day(self.today)}，{answered}。{gone}"

    def told(self, number: str, heading: str, answer: Answer) -> Iterator[Block]:
        yield Heading(1, number, heading)
        lines = [_sentence(one) for one in self.found if one.answer == answer]
        yield from (Paragraph(line) for line in lines or [f"没有{heading}。"])


def _row(unit: Unit, counted: Tally) -> tuple[str, ...]:
    counts = (
        counted.issued, counted.in_time, counted.late, counted.unanswered, counted.waiting, counted.closed, counted.open,
    )  # fmt: skip
    return (clean(unit.short_name), *(str(count) for count in counts))


def _sentence(one: Course) -> str:
    order = one.order
    replied = f"于{chinese_day(one.replied_on)}回复" if one.replied_on else _silent(order)
    return (
        f"{clean(order.unit.short_name)}：“{clean(order.ground)}”（督办件第{order.pk}号，"
        f"{chinese_day(timezone.localdate(order.issued_at))}签发），应于{chinese_day(order.answer_by)}前回复，{replied}。"
    )


def _silent(order: SupervisionOrder) -> str:
    return "到期未回复，已升级" if order.state == OrderState.RAISED else "尚未回复"
