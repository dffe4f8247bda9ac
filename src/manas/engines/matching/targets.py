"""性能指标: numbers with their direction and unit, as needs ask for them and patents state them.

A target is recognized by its unit and by the word that it measures; what stands in a patent about the same word and unit meets it,
contradicts it, or there is nothing: then the patent is silent, which is no fault.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

DIGITS = {
    character: value
    for value, characters in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for character in characters
}
PLACES = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|{CHINESE_NUMBER})"
# Each spelling of a unit, and what one of it is in the unit that is compared.
UNITS: dict[str, tuple[str, float]] = {
    "%": ("%", 1), "个百分点": ("百分点", 1), "百分点": ("百分点", 1), "成": ("%", 10), "‰": ("%", 0.1),
    "°c": ("°C", 1), "摄氏度": ("°C", 1), "度": ("度", 1),
    "秒": ("h", 1 / 3600), "s": ("h", 1 / 3600), "分钟": ("h", 1 / 60), "min": ("h", 1 / 60), "小时": ("h", 1), "h": ("h", 1),
    "天": ("h", 24), "日": ("h", 24), "d": ("h", 24), "周": ("h", 168), "个月": ("h", 720), "年": ("h", 8760),
    "μm": ("m", 1e-6), "微米": ("m", 1e-6), "nm": ("m", 1e-9), "纳米": ("m", 1e-9), "mm": ("m", 1e-3), "毫米": ("m", 1e-3),
    "cm": ("m", 0.01), "厘米": ("m", 0.01), "m": ("m", 1), "米": ("m", 1), "km": ("m", 1000), "公里": ("m", 1000),
    "mg": ("kg", 1e-6), "毫克": ("kg", 1e-6), "g": ("kg", 1e-3), "克": ("kg", 1e-3), "kg": ("kg", 1), "公斤": ("kg", 1), "千克": ("kg", 1),
    "吨": ("kg", 1000), "t": ("kg", 1000), "毫升": ("L", 1e-3), "ml": ("L", 1e-3), "升": ("L", 1), "l": ("L", 1),
    "kpa": ("Pa", 1e3), "mpa": ("Pa", 1e6), "pa": ("Pa", 1), "兆帕": ("Pa", 1e6), "千帕": ("Pa", 1e3),
    "w": ("W", 1), "kw": ("W", 1e3), "mw": ("W", 1e6), "千瓦": ("W", 1e3), "兆瓦": ("W", 1e6),
    "元": ("元", 1), "分钱": ("元", 0.01), "角": ("元", 0.1), "万元": ("元", 10_000), "倍": ("倍", 1), "亩": ("亩", 1), "人": ("人", 1),
}  # fmt: skip
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))


class Direction(StrEnum):
    """Which side of the number is good."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"


SIGNS = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤", Direction.ABOUT: "="}
# Read before the number, then after it; the first that is found decides.
UP = r"不(?:低|少|小)于|不下于|至少|(?<!不)(?:超过|大于|高于|多于)|≥|>|达到?|延长到?|提高到?|升至|增至"
DOWN = (
    r"不(?:高|多|大|超)[于过]|至多|(?<!不)(?:小于|低于|少于)|≤|<|控制在|缩短[到至]?|[降减][低少]?[到至]?|下降|节[约省]"
)
BEFORE: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile(UP), Direction.AT_LEAST),
    (re.compile(DOWN), Direction.AT_MOST),
)
AFTER: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile(r"^(?:以上|及以上|或更[高多长])"), Direction.AT_LEAST),
    (re.compile(r"^(?:以[下内]|之?内|及以下)"), Direction.AT_MOST),
)
# A change is good by how much it is: "下降三成" wants at least that much.
CHANGE = re.compile(r"(?:提高|增加|提升|上升|降低|下降|减少|节[约省]|缩短)(?:了|约)?$")
PERCENT_OF = re.compile(rf"百分之({CHINESE_NUMBER}|[0-9.]+)")
HALF = re.compile(r"([减降缩节][少低短约省])(?:了)?一半")
BELOW_ZERO = re.compile(r"(?:零下|-)$")
FOUND = re.compile(rf"(?P<value>{NUMBER})(?P<unit>{UNIT})", re.IGNORECASE)
CLAUSE = re.compile(r"[,，。;；!?!?\n]")
NAME_TAIL = re.compile(
    r"(?:不[低少小高多大超][于过]|至[少多]|超过|[大小高低多少]于|[≥≤<>=]|达到?|延长到?|提高到?|降[低到至]*|控制在|缩短[到至]?|减少|提高|增加|下降|"
    r"节[约省]|升至|为|约|可|在|使|能|每)+$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A number that is asked for or stated: what it measures, which way, how much, in the unit that is compared.

    `change`: the number is by how much something rises or falls, not where it stands; the two are never compared.
    """

    name: str
    direction: Direction
    value: float
    unit: str
    change: bool
    words: str


class Verdict(StrEnum):
    """What a patent says about a target."""

    MET = "met"
    CONTRADICTED = "contradicted"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Judged:
    """A target, what the patent says about it, and where it says so (empty where it is silent)."""

    target: Target
    verdict: Verdict
    words: str = ""


def number(written: str) -> float:
    """This function will give the value of a number in Arabic or Chinese digits: 一百二十, 三点五, 十万."""
    if written[0].isascii():
        return float(written)
    whole, _, decimals = written.partition("点")
    fraction = float("0." + "".join(str(DIGITS[character]) for character in decimals)) if decimals else 0.0
    return _whole(whole) + fraction


def _whole(written: str) -> int:
    total, section, digit = 0, 0, 0
    for character in written:
        if character in MYRIADS:
            total, section, digit = (total + section + digit or 1) * MYRIADS[character], 0, 0
        elif character in PLACES:
            section, digit = section + (digit or 1) * PLACES[character], 0
        else:
            digit = DIGITS[character]
    return total + section + digit


def targets(text: str) -> tuple[Target, ...]:
    """This function will give the numbers with a unit of a text, clause by clause, in their order."""
    return tuple(target for clause in CLAUSE.split(_readable(text)) for target in _of_clause(clause))


def judge(wanted: Target, text: str) -> Judged:
    """This function will say what a text states about a target: the first statement that meets it, else one that contradicts.

    A statement is about the target if it has its unit and shares two neighboring characters with its name.
    """
    stated = [own for own in targets(text) if _comparable(own, wanted)]
    met = [own for own in stated if _meets(own, wanted)]
    if met:
        return Judged(wanted, Verdict.MET, met[0].words)
    return Judged(wanted, Verdict.CONTRADICTED, stated[0].words) if stated else Judged(wanted, Verdict.SILENT)


def _readable(text: str) -> str:
    """This function will write percentages and halves as numbers, in narrow characters."""
    narrow = unicodedata.normalize("NFKC", text).replace("℃", "°c").replace("°C", "°c")
    narrow = PERCENT_OF.sub(lambda found: f"{number(found[1]):g}%", narrow)
    return HALF.sub(r"\g<1>50%", narrow)


def _of_clause(clause: str) -> list[Target]:
    found, begin = [], 0
    for match in FOUND.finditer(clause):
        found.append(_target(clause[begin : match.start()], match, clause[match.end() :]))
        begin = match.end()
    return found


def _target(before: str, match: re.Match[str], after: str) -> Target:
    unit, scale = UNITS[match["unit"].lower()]
    value = number(match["value"]) * scale
    bound = next((found[0] for pattern, _ in AFTER if (found := pattern.search(after))), "")
    words = f"{before}{match[0]}{bound}".strip(" 、")
    if BELOW_ZERO.search(before):
        before, value = BELOW_ZERO.sub("", before), -value
    name = NAME_TAIL.sub("", before).strip(" 、的")
    change = bool(CHANGE.search(before)) or unit == "百分点"
    return Target(name, _direction(before, after), value, unit, change, words)


def _direction(before: str, after: str) -> Direction:
    if CHANGE.search(before):
        return Direction.AT_LEAST
    for rules, side in ((AFTER, after), (BEFORE, before[-8:])):
        for pattern, direction in rules:
            if pattern.search(side):
                return direction
    return Direction.ABOUT


def _comparable(one: Target, other: Target) -> bool:
    return (one.unit, one.change) == (other.unit, other.change) and _alike(one.name, other.name)


def _alike(one: str, other: str) -> bool:
    return any(one[place : place + 2] in other for place in range(len(one) - 1))


def _meets(stated: Target, wanted: Target) -> bool:
    if wanted.direction is Direction.AT_LEAST:
        return stated.value >= wanted.value and stated.direction is not Direction.AT_MOST
    if wanted.direction is Direction.AT_MOST:
        return stated.value <= wanted.value and stated.direction is not Direction.AT_LEAST
    return stated.value == wanted.value
