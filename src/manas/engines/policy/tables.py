"""Task tables that a text layer has flattened: every line of every cell on a line of its own, column after column.

The header tells the columns and is printed again after each page. A row begins with its running number. Where one cell ends
and the next begins must be read from the text: work ends with a full stop, units are names, columns have a width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from manas.engines.policy import units
from manas.engines.policy.flow import Flow
from manas.engines.policy.model import Role


class Column(StrEnum):
    NUMBER = "number"
    GROUP = "group"
    WORK = "work"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATE = "cooperate"
    DUE = "due"


_HEADERS = {
    Column.NUMBER: r"序号|编号",
    Column.GROUP: r"重点任务|任务类别|类别|领域|指标|一级指标|任务名称|事项名称|项目",
    Column.WORK: r"主要内容|工作内容|工作任务|具体任务|具体措施|工作措施|任务内容|改革措施|主要措施|具体内容|任务|工作举措|主要任务",
    Column.LEAD: r"牵头(?:单位|部门|处室|科室)",
    Column.RESPONSIBLE: r"(?:责任|负责|落实|实施)(?:单位|部门|处室|科室)",
    Column.COOPERATE: r"(?:配合|参与|协办|协同)(?:单位|部门|处室|科室)",
    Column.DUE: r"(?:完成)?(?:时限|时间)(?:要求|节点)?",
}
_HEADER = re.compile("|".join(f"(?P<{column.name}>(?:{words}))$" for column, words in _HEADERS.items()))
ROLES = {Column.LEAD: Role.LEAD, Column.RESPONSIBLE: Role.RESPONSIBLE, Column.COOPERATE: Role.COOPERATE}
_EMPTY = frozenset("—-－/无——")
_FEWEST = 3  # columns that make a header, rows that make a table
_WIDEST_UNIT_LINE = 11

Cell = list[tuple[int, int]]  # stretches of the flow, in order


@dataclass(slots=True)
class Row:
    """One row: its running number, the group it stands in, and its cells as stretches of the flow."""

    number: int
    start: int
    end: int
    group: Cell = field(default_factory=list)
    work: Cell = field(default_factory=list)
    parties: dict[Column, Cell] = field(default_factory=dict)
    due: Cell = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int


def rows(flow: Flow, body: int) -> tuple[Row, ...]:
    """This function will read the rows of the flattened table of the text, or give none where there is no such table."""
    lines = [_Line(a, b) for a, b in zip(flow.starts, [*flow.starts[1:], len(flow.norm)], strict=False) if a >= body]
    headers = _headers(flow, lines)
    if not headers:
        return ()
    columns = headers[0][1]
    parties = [column for column in columns if column in ROLES]
    if not parties:
        return ()
    found = list(_divide(flow, lines, headers))
    if len(found) < _FEWEST:
        return ()
    cells = sum(len(parts) == 1 and len(columns) - len(parts[0]) in (1, 2) for _, _, parts in found)
    lined = cells * 10 >= len(found) * 6  # most rows have a line for every cell: the table was not wrapped
    group: Cell = []
    result = []
    for number, start, parts in found:
        row = Row(number, start, parts[-1][-1].end)
        alone = lined and len(parts) == 1 and _cell_by_cell(flow, row, parts[0], columns)
        for position, part in enumerate(() if alone else parts):
            _fill(flow, row, part, parties, first=position == 0, last=position == len(parts) - 1)
        group = row.group or group
        row.group = group
        result.append(row)
    return tuple(result)


def _headers(flow: Flow, lines: list[_Line]) -> list[tuple[int, list[Column], int]]:
    """Index of the first line, columns and index after the last line of every printed header."""
    result = []
    position = 0
    while position < len(lines):
        columns: list[Column] = []
        place = position
        while place < len(lines) and (found := _HEADER.match(flow.norm[lines[place].start : lines[place].end])):
            columns.append(Column[found.lastgroup or "WORK"])
            place += 1
        if len(columns) >= _FEWEST and columns[0] is Column.NUMBER and Column.WORK in columns:
            result.append((position, columns, place))
        position = max(place, position + 1)
    return result


def _divide(
    flow: Flow, lines: list[_Line], headers: list[tuple[int, list[Column], int]]
) -> list[tuple[int, int, list[list[_Line]]]]:
    """Number, place of the number and lines of each row, in parts where a header printed again cuts it."""
    skipped = {place for first, _, after in headers[1:] for place in range(first, after)}
    result: list[tuple[int, int, list[list[_Line]]]] = []
    expected = 1
    for place in range(headers[0][2], len(lines)):
        line = lines[place]
        text = flow.norm[line.start : line.end]
        if place in skipped:
            if result and result[-1][2][-1]:
                result[-1][2].append([])
            continue
        if text == str(expected):
            result.append((expected, line.start, [[]]))
            expected += 1
        elif result:
            result[-1][2][-1].append(line)
    return [(number, start, kept) for number, start, parts in result if (kept := [part for part in parts if part])]


def _cell_by_cell(flow: Flow, row: Row, part: list[_Line], columns: list[Column]) -> bool:
    """Fills a row whose cells take a line each; a group cell may be missing where it was printed once for several rows."""
    for wanted in (columns[1:], [column for column in columns[1:] if column is not Column.GROUP]):
        pairs = list(zip(wanted, part, strict=False))
        said = {column: flow.norm[line.start : line.end] for column, line in pairs}
        parties = [said[column] for column in wanted if column in ROLES and column in said]
        if len(part) == len(wanted) and all(text in _EMPTY or _complete(text) for text in parties):
            for column, line in pairs:
                _put(row, column, line, empty=said[column] in _EMPTY)
            return True
    return False


def _put(row: Row, column: Column, line: _Line, *, empty: bool) -> None:
    place = (line.start, line.end)
    if column is Column.GROUP:
        row.group = [place]
    elif column is Column.WORK:
        row.work.append(place)
    elif column is Column.DUE:
        row.due.append(place)
    elif not empty:
        row.parties.setdefault(column, []).append(place)


def _fill(flow: Flow, row: Row, part: list[_Line], parties: list[Column], *, first: bool, last: bool) -> None:
    begin = _group_end(flow, part) if first else 0
    if begin:
        row.group = [(line.start, line.end) for line in part[:begin]]
    work, rest = _work(flow, part[begin:])
    row.work.extend(work)
    cells = _parties(flow, rest, parties, last=last) if first else {parties[-1]: rest}
    for column, cell in cells.items():
        kept = [(line.start, line.end) for line in cell if flow.norm[line.start : line.end] not in _EMPTY]
        row.parties.setdefault(column, []).extend(kept)


def _group_end(flow: Flow, part: list[_Line]) -> int:
    """How many lines the cell of the group takes: it begins with a number of its own and is narrow."""
    if not re.match(
        r"\d{1,2}\.|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）",
        flow.norm[part[0].start : part[0].end],
    ):
        return 0
    width = _width(flow, part[0])
    for place, line in enumerate(part[1:], 1):
        if _width(flow, line) > width + 1:
            return place
        if _width(flow, line) < width - 0.5:
            return place + 1
    return len(part)


def _width(flow: Flow, line: _Line) -> float:
    return line.end - line.start - sum(map(str.isascii, flow.norm[line.start : line.end])) / 2


def _work(flow: Flow, part: list[_Line]) -> tuple[Cell, list[_Line]]:
    """The cell of the work, up to its last full stop or its last line too wide for a name; and the lines after it."""
    last = -1
    for place, line in enumerate(part):
        text = flow.norm[line.start : line.end]
        if "。" in text or _width(flow, line) > _WIDEST_UNIT_LINE:
            last = place
    if last < 0:
        return [], part
    line = part[last]
    stop = flow.norm.rfind("。", line.start, line.end) + 1
    tail = flow.norm[stop : line.end] if stop else ""
    cell = [(each.start, each.end) for each in part[:last]]
    if tail and units.is_unit(tail):
        return [*cell, (line.start, stop)], [_Line(stop, line.end), *part[last + 1 :]]
    return [*cell, (line.start, line.end)], part[last + 1 :]


def _parties(flow: Flow, rest: list[_Line], parties: list[Column], *, last: bool) -> dict[Column, list[_Line]]:
    """The cells of units: the first border where what stands before it is complete and what follows begins anew."""
    if len(parties) == 1:
        return {parties[0]: rest}
    for place in range(1, len(rest) + 1):
        left, right = _joined(flow, rest[:place]), _joined(flow, rest[place:])
        if _complete(left) and (not right or right in _EMPTY or _complete(right) or (not last and _begins(right))):
            return {parties[0]: rest[:place], parties[1]: rest[place:]}
    return {parties[0]: rest}


def _joined(flow: Flow, part: list[_Line]) -> str:
    return "".join(flow.norm[line.start : line.end] for line in part)


def _complete(text: str) -> bool:
    if text in _EMPTY and text:
        return True
    if not text or text[-1] in "、，等":
        return False
    listed = units.parse(text).units
    return bool(listed) and all(units.is_unit(each.full) for each in listed) and units.is_office(listed[-1].name)


def _begins(text: str) -> bool:
    listed = units.parse(text).units
    return bool(listed) and units.prefix_of(listed[0].name) is not None
