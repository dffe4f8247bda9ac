"""Responsibility markers: the brackets and label lines that say who must act.

（X牵头，Y、Z按职责分工负责） · 〔牵头单位：X；配合单位：Y；完成时限：…〕 · 责任单位：… on a line of its own · a bare list of units
in brackets where the document says how to read it. Running text that talks of leading and being responsible is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from manas.engines.policy import units
from manas.engines.policy.flow import Flow
from manas.engines.policy.model import Role

LONGEST = 900  # no marker is longer than this, in characters without blanks


class Form(StrEnum):
    LABELS = "labels"
    VERBS = "verbs"
    BARE = "bare"
    PERSON = "person"  # （处室，姓名，电话）


@dataclass(frozen=True, slots=True)
class Clause:
    """`norm[start:end]` lists units with `role`; `by_word` when the role is said, not merely 责任."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marker:
    """`start`/`end` include the brackets; `rules` are sentences inside that speak of other items; `due` a time limit."""

    form: Form
    start: int
    end: int
    clauses: tuple[Clause, ...]
    rules: tuple[tuple[int, int], ...] = ()
    due: tuple[tuple[int, int], ...] = ()


_PARTY = r"(?:责任)?(?:单位|部门|处室|科室|机构|主体|股室|地区|方)(?:（[^（）：]{1,8}）)?"
_ROLE_WORDS = {
    Role.LEAD: r"(?:指标|任务|工作|总|省级|市级|州级)?(?:牵头|主办|主责|责任牵头|牵头负责|牵头责任)",
    Role.COOPERATE: r"(?:主要|责任)?(?:配合|参与|参加|协办|协同|协助|支持)",
    Role.GUIDE: r"(?:业务)?指导",
    Role.RESPONSIBLE: r"(?:主要|第一|任务|工作|具体)?(?:责任|负责|落实|承办|实施|承担)",
}
_LABELS = "|".join(
    f"(?P<{role.name}>{words}{_PARTY}(?:及(?:配合|责任|参与)?(?:单位|部门))?)" for role, words in _ROLE_WORDS.items()
)
_LONGEST_LABEL = 24
_DUE = r"(?P<DUE>(?:完成|目标|办理|工作|推进|落实)?(?:时限|时间|期限)(?:要求|节点|安排)?|时间节点|时限要求|完成日期|进度安排|时间进度)"
_OTHER = (
    r"(?P<OTHER>适用范围|责任人|责任领导|牵头领导|联系人|联系电话|联系方式|电话|备注|实施范围|改革依据|政策依据|"
    r"成果形式|工作目标|预期成果)"
)
_LABEL = re.compile(rf"(?:{_LABELS}|{_DUE}|{_OTHER})[：]")
_BEFORE_LABEL = frozenset("。；，、：！）〕》”.（〔 ")

_VERB = re.compile(
    r"(?:、|，)?(?:(?:按照?|依照?|根据)[\u4e00-\u9fa5]{2,12}?)?(?:分别|分工|共同|具体|联合|各自|密切|积极|协同)*"
    r"(?P<verb>牵头(?:并|和)?(?:按照?[\u4e00-\u9fa5]{2,8}?)?(?:会同|组织|负责|落实|推进|实施|抓总|协调)*|(?:负责|承担)(?:组织|具体|指导)*(?:落实|实施|推进|配合|执行|推动)?|配合(?:落实|做好|推进|实施|负责|完成)?(?:(?:有关|相关|各项)工作)?|(?:做好|完成)(?:有关|相关|各项|具体)工作|参与(?:配合|落实)?|参加|协助|协同|组织?实施|落实|指导|推进(?:落实)?|抓好落实|贯彻落实)"
    r"(?=[，、；。]|$|等)"
)
_VERB_ROLES = (
    ("牵头", Role.LEAD),
    ("配合", Role.COOPERATE),
    ("参与", Role.COOPERATE),
    ("参加", Role.COOPERATE),
    ("协助", Role.COOPERATE),
    ("协同", Role.COOPERATE),
    ("指导", Role.GUIDE),
)
_TIME = re.compile(r"\d[年月日]|[年月季度]底|年内|(?:持续|长期|常年)(?:推进|坚持|$)|完成")
_RULE = re.compile(
    r"下同|不再(?:一一|单独|重复|逐一|另行)?(?:列出|列明|标注|赘述|注明)|以下(?:任务|各项|责任|内容|措施|均|工作)|(?:第一|首)位|逗号前|列(?:在)?(?:第一|首|最前)"
)
_LEAD_RULE = re.compile(r"(?:第一|首)位|逗号前|列第一")
_RULE_OPENS = re.compile(
    r"(?:(?<=[，。；：])|（)(?:以下|列|排|逗号|首位|第一|下同|除|均|括号|不再|各[\u4e00-\u9fa5〔〕（）、]{1,24}均)"
)
_PERSON = re.compile(r"^(?P<unit>[\u4e00-\u9fa5（）]{2,20})[，、；：][\u4e00-\u9fa5·]{2,5}[，、；：][\d\-—、]{7,24}$")
_FIRST_LOOK = re.compile(r"负责|牵头|配合|参与|落实|指导|：|协助|实施|推进|下同|完成")


def find(flow: Flow) -> tuple[Marker, ...]:
    """This function will find the markers of the text in order, none overlapping another."""
    brackets = list(_brackets(flow.norm))
    found = [marker for start, end in brackets if (marker := _bracketed(flow.norm, start, end))]
    found = _outermost(found)
    lines = list(_labelled_lines(flow, found))
    found = sorted(found + lines, key=lambda marker: marker.start)
    return tuple(_joined(flow.norm, found))


def bare(flow: Flow, known: tuple[Marker, ...]) -> tuple[Marker, ...]:
    """This function will find brackets that hold nothing but units, at the end of a sentence."""
    taken = {marker.start for marker in known}
    result = []
    for start, end in _brackets(flow.norm):
        before = flow.norm[start - 1 : start]
        if start in taken or before not in "。；！）〕”" or not _item_ends(flow, end):
            continue
        if _only_units(flow.norm[start + 1 : end - 1]):
            clauses = (Clause(Role.RESPONSIBLE, start + 1, end - 1),)
            result.append(Marker(Form.BARE, start, end, clauses))
    return tuple(result)


def persons(flow: Flow) -> tuple[Marker, ...]:
    """This function will find brackets that name an office, a person and a telephone."""
    result = []
    for start, end in _brackets(flow.norm):
        found = _PERSON.match(flow.norm[start + 1 : end - 1])
        if found:
            clause = Clause(Role.RESPONSIBLE, start + 1, start + 1 + found.end("unit"))
            result.append(Marker(Form.PERSON, start, end, (clause,)))
    return tuple(result)


def _only_units(content: str) -> bool:
    if len(content) < 3 or len(content) > LONGEST:
        return False
    listed = units.parse(content)
    return (
        bool(listed.units)
        and all(units.is_unit(each.full) for each in listed.units)
        and units.is_office(listed.units[0].name)
    )


def _item_ends(flow: Flow, end: int) -> bool:
    """Nothing follows the bracket on its line, or the next number does."""
    return end >= len(flow.norm) or flow.begins_line(end) or bool(_FIELD_STOP.match(flow.norm, end))


def _brackets(norm: str) -> Iterator[tuple[int, int]]:
    """Every round or tortoise bracket with what it holds, inner ones first; an opening one that never closes is passed over."""
    stack: list[tuple[str, int]] = []
    for found in re.finditer(r"[（〔）〕]", norm):
        mark, place = found.group(), found.start()
        if mark in "（〔":
            stack.append((mark, place))
            continue
        while stack and place - stack[-1][1] > LONGEST:
            stack.pop()
        opener = _opener(stack, "（" if mark == "）" else "〔")
        if opener is not None:
            yield opener, place + 1


def _opener(stack: list[tuple[str, int]], wanted: str) -> int | None:
    """The matching opening bracket; where an office mixed the kinds, the last one open."""
    for depth in (1, 2, 3):
        if len(stack) >= depth and stack[-depth][0] == wanted:
            place = stack[-depth][1]
            del stack[-depth:]
            return place
    return stack.pop()[1] if len(stack) == 1 else None


def _outermost(found: list[Marker]) -> list[Marker]:
    result: list[Marker] = []
    for marker in sorted(found, key=lambda each: (each.start, -each.end)):
        if not result or marker.start >= result[-1].end:
            result.append(marker)
    return result


def _bracketed(norm: str, start: int, end: int) -> Marker | None:
    if not 4 <= end - start <= LONGEST or not _FIRST_LOOK.search(norm, start, end):
        return None
    body, rules = _without_rules(norm, start + 1, end - 1)
    labelled = list(_fields(norm, body[0], body[1]))
    if labelled and labelled[0][1] == body[0]:
        return _from_fields(norm, start, end, labelled, rules)
    clauses, due = _verbal(norm, *body)
    if (
        rules
        and not clauses
        and _LEAD_RULE.search(norm, body[1], end)
        and _only_units(norm[body[0] : body[1]].rstrip("。，；"))
    ):
        return Marker(Form.BARE, start, end, (Clause(Role.RESPONSIBLE, *body),), rules)
    if not clauses or not _plausible(norm, clauses):
        return None
    due += tuple((a, b) for kind, _, a, b in labelled if kind == "DUE")
    return Marker(Form.VERBS, start, end, clauses, rules, due)


def _without_rules(norm: str, start: int, end: int) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    """What is left of the bracket before its first reading rule, and the rules."""
    if not _RULE.search(norm, start, end):
        return (start, end), ()
    bounds = [start, *(found.end() for found in re.compile(r"[。；]").finditer(norm, start, end)), end]
    for begin, finish in pairwise(bounds):
        if finish > begin and _RULE.search(norm, begin, finish):
            opens = _rule_begin(norm, begin, finish)
            return (start, opens), ((opens, end),)
    return (start, end), ()


def _rule_begin(norm: str, begin: int, finish: int) -> int:
    """A rule may follow a comma instead of a full stop: （A、B负责，列首位的为牵头单位）."""
    found = _RULE_OPENS.search(norm, begin, finish)
    return found.start() if found else begin


def _fields(norm: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Kind, place of the label, and start and end of what it labels."""
    labels = [
        found
        for found in _LABEL.finditer(norm, start, end)
        if found.start() == start or norm[found.start() - 1] in _BEFORE_LABEL
    ]
    finishes = [label.start() for label in labels[1:]] + [end]
    for label, finish in zip(labels, finishes, strict=False):
        yield label.lastgroup or "OTHER", label.start(), label.end(), finish


def _from_fields(
    norm: str, start: int, end: int, fields: list[tuple[str, int, int, int]], rules: tuple[tuple[int, int], ...]
) -> Marker | None:
    clauses: list[Clause] = []
    due = tuple((a, b) for kind, _, a, b in fields if kind == "DUE")
    for kind, _, a, b in fields:
        if kind in Role.__members__:
            clauses.extend(_labelled(norm, a, b, Role[kind]))
    return Marker(Form.LABELS, start, end, tuple(clauses), rules, due) if clauses else None


def _labelled(norm: str, start: int, end: int, role: Role) -> list[Clause]:
    """What stands after a label; verbs inside overrule it (责任科室：A牵头，B配合)."""
    stop = norm.find("。", start, end)
    end = end if stop < 0 else stop
    inner, _ = _verbal(norm, start, end)
    if not inner:
        return [Clause(role, start, end)]
    rest = _verb_end(norm, inner[-1].end, end)
    kept = [Clause(role, each.start, each.end) if each.role is Role.RESPONSIBLE else each for each in inner]
    return kept + ([Clause(role, rest, end)] if end - rest > 2 else [])


def _verb_end(norm: str, place: int, end: int) -> int:
    found = _VERB.match(norm, place, end)
    return found.end() if found else place


def _verbal(norm: str, start: int, end: int) -> tuple[tuple[Clause, ...], tuple[tuple[int, int], ...]]:
    """The clauses of “X牵头，Y、Z按职责分工负责”, each list with the verb that follows it; and what is left over."""
    clauses: list[Clause] = []
    begin = start
    for found in _verbs(norm, start, end):
        if found.start() > begin and _TIME.search(norm, begin, found.start()):
            continue
        if found.start() > begin:
            clauses.append(Clause(_role(found["verb"]), begin, found.start()))
        elif clauses and begin == found.start() and found["verb"].startswith("牵头"):
            continue
        begin = found.end()
    leftover = ((begin, end),) if clauses and end - begin > 3 and re.search(r"\d|年底|月底", norm[begin:end]) else ()
    return tuple(clauses), leftover


def _verbs(norm: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The role verbs that close a list: at a separator or the end, outside inner brackets."""
    place = start
    while found := _VERB.search(norm, place, end):
        place = found.end()
        if units._outside_brackets(norm, start, found.start()):
            yield found


def _role(verb: str) -> Role:
    return next((role for word, role in _VERB_ROLES if verb.startswith(word)), Role.RESPONSIBLE)


def _plausible(norm: str, clauses: tuple[Clause, ...]) -> bool:
    """Running text in brackets (联合采购办公室负责拟定…) does not pass: every list must consist of names."""
    good = total = 0
    for clause in clauses:
        for unit in units.parse(norm[clause.start : clause.end]).units:
            total += 1
            good += units.is_unit(unit.full)
    return total > 0 and good * 4 >= total * 3


def _labelled_lines(flow: Flow, known: list[Marker]) -> Iterator[Marker]:
    """牵头单位：… 责任单位：… 完成时限：… without brackets, at the start of a line or after a full stop."""
    covered = _Covered(known)
    passed = 0
    for found in _labels(flow.norm):
        kind = found.lastgroup or "OTHER"
        place = found.start()
        if place < passed or covered.holds(place) or not _opens(flow, place):
            continue
        if flow.norm[place - 1 : place] in ("（", "〔"):
            passed = _unclosed_end(flow, place)
            whole = _from_fields(flow.norm, place - 1, passed, list(_fields(flow.norm, place, passed)), ())
            if whole:
                yield whole
            continue
        end = _line_field_end(flow, found.end())
        if kind in Role.__members__:
            clauses = tuple(_labelled(flow.norm, found.end(), end, Role[kind]))
            if _plausible(flow.norm, clauses):
                yield Marker(Form.LABELS, place, end, clauses)
        elif kind == "DUE":
            yield Marker(Form.LABELS, place, end, (), (), ((found.end(), end),))


_NEXT_ITEM = re.compile(
    r"。|(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,3}\.(?!\d)|（\d{1,2}）)"
)


def _unclosed_end(flow: Flow, start: int) -> int:
    """Where a bracket that the office forgot to close ends: at a full stop or before the next number on a new line."""
    limit = min(start + LONGEST // 2, len(flow.norm))
    for found in _NEXT_ITEM.finditer(flow.norm, start, limit):
        if found.group() == "。":
            return found.end()
        if flow.begins_line(found.start()):
            return found.start()
    return max(_line_field_end(flow, start), start)


def _labels(norm: str) -> Iterator[re.Match[str]]:
    """Every label, found from its colon."""
    colon = norm.find("：")
    last = 0
    while colon >= 0:
        found = _LABEL.search(norm, max(colon - _LONGEST_LABEL, last), colon + 1)
        if found:
            yield found
        last = colon + 1
        colon = norm.find("：", last)


class _Covered:
    """Whether a place lies inside one of the markers found before; asked in rising order."""

    def __init__(self, markers: list[Marker]) -> None:
        self._markers = markers
        self._next = 0

    def holds(self, place: int) -> bool:
        while self._next < len(self._markers) and self._markers[self._next].end <= place:
            self._next += 1
        return self._next < len(self._markers) and self._markers[self._next].start <= place


def _opens(flow: Flow, place: int) -> bool:
    return flow.begins_line(place) or flow.norm[place - 1 : place] in "。；）〕！（〔"


_FIELD_STOP = re.compile(
    r"[。；（〔]?(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,3}\.(?!\d)|[一二三四五六七八九十]是|附件|（\d{1,2}）))"
)


def _line_field_end(flow: Flow, start: int) -> int:
    """Where the text of a label ends: a full stop, another label, a number, or a line that is not full."""
    end = flow.line_end(start)
    stop = flow.norm.find("。", start, end)
    label = _LABEL.search(flow.norm, start, min(end, start + LONGEST))
    while flow.width and stop < 0 and not label and end < len(flow.norm) and _runs_on(flow, start, end):
        following = flow.line_end(end)
        stop = flow.norm.find("。", end, following)
        label = _LABEL.search(flow.norm, end, following)
        if following - start > LONGEST:
            break
        end = following
    if label and (stop < 0 or label.start() < stop):
        return label.start()
    return stop + 1 if stop >= 0 else min(end, start + LONGEST)


def _runs_on(flow: Flow, start: int, end: int) -> bool:
    """The line that ends at `end` is full, or breaks off at a comma, and no number or label follows."""
    if _LABEL.match(flow.norm, end) or _FIELD_STOP.match(flow.norm, end):
        return False
    return flow.is_full(end - 1) or flow.norm[end - 1] in "、，：" or end == start


def _joined(norm: str, found: list[Marker]) -> Iterator[Marker]:
    """Label lines that follow each other are one marker; a time limit alone is none."""
    held: Marker | None = None
    for marker in found:
        if held and marker.form is held.form is Form.LABELS and _adjacent(norm, held, marker):
            held = Marker(
                held.form,
                held.start,
                marker.end,
                held.clauses + marker.clauses,
                held.rules + marker.rules,
                held.due + marker.due,
            )
            continue
        if held and held.clauses:
            yield held
        held = marker
    if held and held.clauses:
        yield held


def _adjacent(norm: str, left: Marker, right: Marker) -> bool:
    """Two markers that stand side by side are one unless they name the same role twice."""
    if right.end - left.start > LONGEST or norm[left.end : right.start].strip("。；，、"):
        return False
    return not {clause.role for clause in left.clauses} & {clause.role for clause in right.clauses}
