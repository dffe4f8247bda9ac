"""The numbers that a word processor prints before paragraphs, computed from word/numbering.xml as Word does.

A plan whose 一、（一）1. are automatic holds none of them in its paragraphs: without this room it would have no tasks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS: Final = 9  # Word has levels 0 to 8
MAX_PATTERN: Final = 64  # characters of one level's pattern; Word's own dialog takes fewer
MAX_STYLE_DEPTH: Final = 20  # styles based on styles; a loop of them ends here
PLACE: Final = re.compile(r"%([1-9])")
DIGITS: Final = "〇一二三四五六七八九"
COUNTING: Final = "零一二三四五六七八九"
FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _digitwise(value: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(value))


def _counting(value: int, digits: str = COUNTING, units: str = "十百千", ten: str = "十") -> str:
    """12 → 十二, 105 → 一百零五; `ten` is what 10 itself is written as."""
    if not 0 < value < 10_000:
        return str(value)
    places = [int(digit) for digit in str(value)]
    written = ""
    for index, digit in enumerate(places):
        power = len(places) - index - 1
        if digit:
            written += digits[digit] + (units[power - 1] if power else "")
        elif written and not written.endswith(digits[0]) and any(places[index:]):
            written += digits[0]
    return ten + written[2:] if 10 <= value < 20 else written


def _short_counting(value: int) -> str:
    return _counting(value) if value < 100 else _digitwise(value).replace("〇", "○")


def _japanese(value: int) -> str:
    """Like counting, without 零 and without 一 before 十百千."""
    return re.sub("一(?=[十百千])", "", _counting(value).replace("零", "")) if value else "〇"


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for amount, letters in ROMAN:
        count, value = divmod(value, amount)
        written += letters * count
    return written


def _letters(value: int) -> str:
    """1 → A, 26 → Z, 27 → AA, 53 → AAA, as Word counts."""
    if not 0 < value <= 26 * 30:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _row(first: str, last: str) -> Callable[[int], str]:
    """Numbers that have a sign of their own, 1 being `first`; beyond `last` they are written in digits."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= ord(last) - ord(first) + 1 else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda value: str(value).translate({ord("0") + n: ord("０") + n for n in range(10)}),
    "decimalFullWidth2": lambda value: str(value).translate({ord("0") + n: ord("０") + n for n in range(10)}),
    "chineseCounting": _short_counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _short_counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "koreanDigital2": _digitwise,
    "ideographDigital": _digitwise,
    "chineseLegalSimplified": lambda value: _counting(value, FORMAL, "拾佰仟", "壹拾"),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ideographEnclosedCircle": _row("㊀", "㊉"),
    "decimalEnclosedCircle": _row("①", "⑳"),
    "decimalEnclosedCircleChinese": _row("①", "⑳"),
    "decimalEnclosedParen": _row("⑴", "⒇"),
    "decimalEnclosedFullstop": _row("⒈", "⒛"),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "none": lambda _: "",
}
# A format that is not in the table (Korean, Hebrew, … numerals) is printed in digits: the order is kept.
SIGNLESS: Final = frozenset({"bullet"})


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    restart: int | None = None  # the level (1-based) whose step restarts this one; 0: never; None: any higher one
    arabic: bool = False  # all numbers of the pattern in digits, whatever their own format
    gap: str = "tab"


@dataclass(slots=True)
class _List:
    """A w:num: the definition it counts with, its own levels, and the starts it overrides on first use."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document, one paragraph after the other."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._definitions = dict(_definitions(numbering))
        self._lists = dict(self._read_lists(numbering))
        self._styles = dict(_style_lists(styles))
        self._resolve_links(numbering)
        self._counts: dict[str, dict[int, int]] = {}

    def _read_lists(self, numbering: etree._Element | None) -> Iterator[tuple[str, _List]]:
        for num in _children(numbering, "num"):
            definition = _value(num, "abstractNumId")
            levels = dict(self._definitions.get(definition, {}))
            starts: dict[int, int] = {}
            for override in _children(num, "lvlOverride"):
                index = _integer(override.get(W + "ilvl"), 0)
                for own in _children(override, "lvl"):
                    levels[index] = _level(own)
                if override.find(W + "startOverride") is not None:
                    starts[index] = _integer(_value(override, "startOverride"), 1)
                    levels[index] = replace(levels.get(index, Level()), start=starts[index])
            yield num.get(W + "numId", ""), _List(definition, levels, starts)

    def _resolve_links(self, numbering: etree._Element | None) -> None:
        """A definition may only name a list style, which names a list, which has the levels."""
        for abstract in _children(numbering, "abstractNum"):
            style = _value(abstract, "numStyleLink")
            target = self._lists.get(self._styles.get(style, ("", 0))[0]) if style else None
            if target is None:
                continue
            for entry in self._lists.values():
                if entry.definition == abstract.get(W + "abstractNumId") and not entry.levels:
                    entry.levels.update(target.levels)

    def label(self, paragraph_properties: etree._Element | None) -> str:
        """This function will give the number printed before the paragraph with these properties, and count it.

        The gap after it is a blank, or nothing where the number ends in a wide sign (一、 （一）); "" without number.
        """
        number, index = self._list_of(paragraph_properties)
        entry = self._lists.get(number)
        if entry is None or index not in entry.levels:
            return ""
        counts = self._step(entry, index)
        level = entry.levels[index]
        if level.number_format in SIGNLESS:
            return ""
        label = PLACE.sub(lambda place: _printed(entry, level, counts, int(place.group(1)) - 1), level.pattern)
        return label + _gap(level, label)

    def _list_of(self, properties: etree._Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        number, index = _number_properties(properties)
        style = self._styles.get(_value(properties, "pStyle"), ("", 0))
        return (style[0] if number is None else number, style[1] if index is None else index)

    def _step(self, entry: _List, index: int) -> dict[int, int]:
        counts = self._counts.setdefault(entry.definition, {})
        if index in entry.starts:
            # The override holds for the first paragraph of this list at this level only.
            del entry.starts[index]
            counts.pop(index, None)
        counts[index] = counts[index] + 1 if index in counts else entry.levels[index].start
        for deeper in [key for key in counts if key > index]:
            restart = entry.levels.get(deeper, Level()).restart
            if restart is None or 0 < index + 1 <= restart:
                del counts[deeper]
        return counts


def _printed(entry: _List, level: Level, counts: Mapping[int, int], index: int) -> str:
    shown = entry.levels.get(index, Level())
    value = counts.get(index, shown.start)
    return str(value) if level.arabic else FORMATS.get(shown.number_format, str)(value)


def _gap(level: Level, label: str) -> str:
    if not label or level.gap == "nothing":
        return ""
    return "" if ord(label[-1]) > 0x2E80 else " "


def _definitions(numbering: etree._Element | None) -> Iterator[tuple[str, dict[int, Level]]]:
    for abstract in _children(numbering, "abstractNum"):
        levels = {_integer(level.get(W + "ilvl"), 0): _level(level) for level in _children(abstract, "lvl")}
        yield abstract.get(W + "abstractNumId", ""), levels


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=_integer(_value(element, "start"), 1),
        number_format=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText")[:MAX_PATTERN],
        restart=_integer(restart, 0) if restart else None,
        arabic=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
        gap=_value(element, "suff") or "tab",
    )


def _style_lists(styles: etree._Element | None) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each paragraph style with the list and level it carries, its own or inherited."""
    by_id = {style.get(W + "styleId", ""): style for style in _children(styles, "style")}
    for name in by_id:
        number: str | None = None
        index: int | None = None
        following = name
        for _ in range(MAX_STYLE_DEPTH):
            style = by_id.get(following)
            if style is None or (number is not None and index is not None):
                break
            properties = style.find(W + "pPr")
            found = _number_properties(properties) if properties is not None else (None, None)
            number, index = (number or found[0], found[1] if index is None else index)
            following = _value(style, "basedOn")
        if number:
            yield name, (number, index or 0)


def _number_properties(properties: etree._Element) -> tuple[str | None, int | None]:
    """The list and level of a w:numPr; None for what it does not say. List "0" takes a style's number away."""
    number = properties.find(W + "numPr")
    if number is None:
        return None, None
    index = _value(number, "ilvl")
    return _value(number, "numId") or None, min(_integer(index, 0), LEVELS - 1) if index else None


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else element.findall(W + name)


def _value(element: etree._Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val", "")


def _integer(text: str | None, otherwise: int) -> int:
    """Word writes small decimal integers; anything else in a damaged file counts as `otherwise`."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
