"""Reading rules that a document states once: which unit leads, who is always responsible, what a bracket means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from manas.engines.policy.flow import Flow
from manas.engines.policy.markers import Marker


class Kind(StrEnum):
    FIRST_LEADS = "first"  # 排在第一位的部门为牵头部门
    COMMA_LEADS = "comma"  # 逗号前为牵头单位
    RESPONSIBLE_LEADS = "responsible"  # 无牵头单位的，责任单位即为牵头单位
    DEFAULT_UNITS = "default"  # 以下均需各市、县〔市、区〕政府落实，不再列出
    PERSON = "person"  # 括号中为牵头负责部门、人员、电话
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """`norm[start:end]` is the rule's own sentence; `units` the stretch that names default units."""

    kind: Kind
    start: int
    end: int
    units: tuple[int, int] | None = None


_FIRST = re.compile(
    r"(?:排|列|位|居)?(?:在|于)?(?:第一|首)(?:位|个|的单位)?(?:的|者)?(?:单位|部门|责任单位)?(?:的)?(?:均)?(?:为|是)(?:总?牵头)"
)
_COMMA = re.compile(r"逗号(?:之)?前(?:面)?(?:的)?(?:单位|部门)?(?:均)?(?:为|是)牵头")
_RESPONSIBLE = re.compile(r"(?:无|没有|未明确|未标明)牵头(?:单位|部门)的，?(?:第一)?责任(?:单位|部门)即?为牵头")
_PERSON = re.compile(r"括号(?:中|内|里)?(?:的)?(?:为|是)[^。]{0,6}(?:部门|单位|处室)、(?:人员|联系人|责任人)")
_PARTIES = r"[\u4e00-\u9fa5（）〔〕〈〉、，“”]"
_LATER = r"(?:，|。)?(?:以下)?(?:均|都)?(?:不再|不另行?)(?:一一|单独|重复|逐一|分别|另行)?(?:列出|列明|标注|列举|注明|赘述|列)"
_DEFAULTS = (
    re.compile(
        rf"以下(?:所有|各项|各条|全部)?(?:工作|重点)?(?:责任单位|牵头单位|配合单位|任务|措施|内容|事项|工作|各项|条款)?(?:中)?(?:，)?(?:均|都|皆)?(?:需要?|须|应|由|有|含|包括|包含|涉及)(?:有|由|包括|包含)?"
        rf"(?P<units>{_PARTIES}{{2,90}}?)(?:(?:按|依)[\u4e00-\u9fa5]{{0,8}})?(?:贯彻落实|(?:负责)?(?:抓好)?(?:落实|推进|实施)|负责|配合|参与|执行|承担|作为责任单位)?{_LATER}"
    ),
    re.compile(
        rf"(?P<units>各{_PARTIES}{{2,80}}?)(?:均|都)?(?:为|是|作为)(?:以下)?(?:各项|所有|全部)?(?:任务|工作)?(?:的)?(?:责任|配合|落实|牵头)?(?:单位|部门){_LATER}"
    ),
    re.compile(rf"(?P<units>各{_PARTIES}{{2,80}}?)(?:按照?[\u4e00-\u9fa5]{{2,8}})?(?:负责|落实)(?:落实)?(?:，|。)下同"),
)


def read(flow: Flow, found: tuple[Marker, ...]) -> tuple[Rule, ...]:
    """This function will read the rules stated inside markers, in brackets of their own, or in a sentence that ends in 下同."""
    rules: list[Rule] = []
    for marker in found:
        for start, end in marker.rules:
            rules.extend(_sentences(flow.norm, start + (flow.norm[start] in "（〔"), _closed(flow.norm, start, end)))
    taken = {rule.start for rule in rules}
    for start, end in _loose(flow.norm):
        if not any(marker.start <= start < marker.end for marker in found if marker.rules) and start not in taken:
            rules.extend(rule for rule in _sentences(flow.norm, start, end) if rule.kind is not Kind.OTHER)
    return tuple(sorted(rules, key=lambda rule: rule.start))


def _closed(norm: str, start: int, end: int) -> int:
    """Without the bracket that closes a rule in a bracket of its own."""
    return end - 1 if norm[start] in "（〔" and norm[end - 1] in "）〕" else end


_LOOSE = re.compile(r"逗号前|括号[中内]|[排列][在]?(?:第一|首)位|不再(?:一一|单独|重复|逐一)?列出|责任单位即为牵头")


def _loose(norm: str) -> list[tuple[int, int]]:
    """Sentences outside markers that sound like a rule."""
    result: list[tuple[int, int]] = []
    for found in _LOOSE.finditer(norm):
        start = max(norm.rfind(mark, max(found.start() - 120, 0), found.start()) for mark in "。（〔；") + 1
        closed = re.compile(r"下同|[）〕](?![，、；：市县区\u4e00-\u9fa5])|。(?!下同)").search(
            norm, found.end(), found.end() + 120
        )
        end = closed.end() if closed and closed.group() == "下同" else closed.start() if closed else found.end()
        if not result or result[-1][0] != start:
            result.append((start, end))
    return result


def _sentences(norm: str, start: int, end: int) -> list[Rule]:
    """The rules in one stretch; each kind is looked for in the whole, since 。 and ， are used alike."""
    rules: list[Rule] = []
    text = norm[start:end]
    for kind, pattern in (
        (Kind.FIRST_LEADS, _FIRST),
        (Kind.COMMA_LEADS, _COMMA),
        (Kind.RESPONSIBLE_LEADS, _RESPONSIBLE),
        (Kind.PERSON, _PERSON),
    ):
        if found := pattern.search(text):
            rules.append(Rule(kind, *_around(norm, start, end, start + found.start(), start + found.end())))
    default = next((found for pattern in _DEFAULTS if (found := pattern.search(text))), None)
    if default:
        place = (start + default.start("units"), start + default.end("units"))
        rules.append(Rule(Kind.DEFAULT_UNITS, start + default.start(), start + default.end(), place))
    if not rules and end - start > 3:
        rules.append(Rule(Kind.OTHER, start, end))
    return rules


def _around(norm: str, start: int, end: int, begin: int, finish: int) -> tuple[int, int]:
    """The whole sentence around `norm[begin:finish]` within the stretch."""
    left = max(norm.rfind("。", start, begin) + 1, start)
    right = norm.find("。", finish, end)
    right = right if right >= 0 else end
    return left, min(right + 3, end) if norm.startswith("。下同", right) else right
