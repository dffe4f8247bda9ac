"""A plan as an outline for a terminal: who issued it, what it asks, of whom, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from manas.engines.policy.model import Deadline, DeadlineKind, Plan, Responsibility, Role, Target, Task

TITLE_WIDTH = 60  # a task without a title of its own begins with a whole sentence
QUIET = "dim"
ROLES = (
    (Role.LEAD, "牵头", "bold green"),
    (Role.RESPONSIBLE, "责任", "cyan"),
    (Role.COOPERATE, "配合", "blue"),
    (Role.GUIDE, "指导", "magenta"),
)
KINDS = {DeadlineKind.ABSOLUTE: "", DeadlineKind.RELATIVE: "相对期限", DeadlineKind.RECURRING: "定期"}


def outline(plan: Plan) -> Group:
    """This function will give the outline of `plan` as something that rich prints."""
    return Group(*_parts(plan))


def _parts(plan: Plan) -> Iterator[RenderableType]:
    yield Panel(_front(plan), border_style="red", expand=False, padding=(0, 2))
    yield _tree(plan)
    if plan.rules or plan.default_units or plan.inherited_leads:
        yield _section("统一规定", _rules(plan))
    if plan.safeguards:
        yield _section("保障措施", [Text(guard.number + guard.title) for guard in plan.safeguards])
    yield _section("", [Text(_counts(plan), style="bold")])


def _front(plan: Plan) -> Group:
    facts = (
        ("发文机关", plan.issuer),
        ("成文日期", _day(plan)),
        ("发文字号", plan.doc_number),
        ("主送机关", "、".join(plan.addressees)),
    )
    return Group(
        Text(plan.title or "（没有标题）", style="bold red"),
        _grid((label, Text(words)) for label, words in facts if words),
    )


def _day(plan: Plan) -> str:
    day = plan.issued_on
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _tree(plan: Plan) -> Tree:
    """Headings that hold tasks as branches, the tasks as leaves, in the order of the text."""
    tree = Tree(Text(f"工作任务 {len(plan.tasks)} 项", style="bold"), guide_style=QUIET)
    for path, tasks in groupby(plan.tasks, key=lambda task: task.path[:-1]):
        branch = tree
        for heading in path:
            branch = _branch(branch, heading)
        for task in tasks:
            branch.add(_task(task))
    return tree


def _branch(tree: Tree, heading: str) -> Tree:
    """The branch of this heading: the last one when it goes on, a new one otherwise."""
    label = _short(heading)
    last = tree.children[-1] if tree.children else None
    if last is not None and isinstance(last.label, Text) and last.label.plain == label:
        return last
    return tree.add(Text(label, style="bold yellow"))


def _task(task: Task) -> Group:
    title = Text()
    title.append(f"{task.number} " if task.number else "", style="bold red")
    title.append(_short(task.title or task.begins), style="bold")
    if task.item > 1:
        title.append(f"（第 {task.item} 处）", style=QUIET)
    return Group(title, _grid(_details(task)))


def _details(task: Task) -> Iterator[tuple[str, Text]]:
    for role, label, style in ROLES:
        held = task.units(role)
        if held:
            yield label, _names(held, style, open_list=task.open_list and role is Role.RESPONSIBLE)
    if task.deadlines:
        yield "期限", Text("；").join(map(_deadline, task.deadlines))
    targets = [target for sentence in task.sentences for target in sentence.targets]
    if targets:
        yield "指标", Text("；").join(map(_target, targets))
    if not task.responsibilities:
        yield "单位", Text("未写明", style=QUIET)


def _names(held: Sequence[Responsibility], style: str, *, open_list: bool = False) -> Text:
    names = Text("、").join(Text(each.full, style=f"{style} italic" if each.generic else style) for each in held)
    return names.append(" 等", style=QUIET) if open_list else names


def _deadline(deadline: Deadline) -> Text:
    words = Text(_flat(deadline.text), style="yellow")
    note = deadline.day.isoformat() if deadline.day else KINDS[deadline.kind]
    return words.append(f" {note}", style=QUIET) if note else words


def _target(target: Target) -> Text:
    when = "每年" if target.every_year else str(target.year) if target.year else ""
    words = Text(f"{target.indicator} ").append(target.value + target.unit, style="bold magenta")
    return words.append(f" {when}", style=QUIET) if when else words


def _rules(plan: Plan) -> list[Text]:
    lines = [Text(_flat(rule.text)) for rule in plan.rules]
    lines += [Text("均有责任：").append_text(_names(each.responsibilities, "cyan")) for each in plan.default_units]
    lines += [
        Text(f"{_short(heading)}：").append_text(_names(held, "green"))
        for heading, held in plan.inherited_leads.items()
    ]
    return lines


def _counts(plan: Plan) -> str:
    units = {each.full for task in plan.tasks for each in task.responsibilities}
    units |= {each.full for default in plan.default_units for each in default.responsibilities}
    counted = (
        (len(plan.focuses), "个重点"),
        (len(plan.tasks), "项任务"),
        (sum(len(task.sentences) for task in plan.tasks), "句要求"),
        (len(units), "个单位"),
        (sum(len(task.deadlines) for task in plan.tasks), "个期限"),
        (len(plan.targets), "项指标"),
        (len(plan.safeguards), "项保障措施"),
    )
    return " · ".join(f"{count} {what}" for count, what in counted if count or what == "项任务")


def _section(title: str, lines: Iterable[Text]) -> Padding:
    head = [Text(title, style="bold")] if title else []
    return Padding(Group(*head, *(Padding(line, (0, 0, 0, 2)) if title else line for line in lines)), (1, 0, 0, 0))


def _grid(rows: Iterable[tuple[str, Text]]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style=QUIET)
    grid.add_column(overflow="fold")
    for label, words in rows:
        grid.add_row(label, words)
    return grid


def _short(words: str) -> str:
    flat = _flat(words)
    return flat if len(flat) <= TITLE_WIDTH else flat[: TITLE_WIDTH - 1] + "…"


def _flat(words: str) -> str:
    return "".join(line.strip() for line in words.splitlines())
