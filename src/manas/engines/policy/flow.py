"""The text without its wrapping: what the grammar reads.

Layout is noise to the grammar: a text layer breaks words at the line's end, a crawler adds marks, one office types
half-width commas. A `Flow` drops blanks, page marks and markup, folds width, and remembers for every remaining
character where it stood, so that whatever the grammar finds can be shown in the kept text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from manas.engines.policy.model import Span

_FOLD = str.maketrans(
    {
        **{chr(0xFF10 + d): str(d) for d in range(10)},
        ",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "．": ".", "﹒": ".", "﹝": "〔", "﹞": "〕", "[": "〔", "]": "〕",
        "【": "〔", "】": "〕", "［": "〔", "］": "〕", "<": "〈", ">": "〉", "﹙": "（", "﹚": "）", "｡": "。",
        "～": "~", "％": "%", "﹪": "%", "＂": "”", "‘": "‘", "『": "“", "』": "”", "「": "“", "」": "”",
    }
)  # fmt: skip

_NOISE = re.compile(
    r"(?:^|(?<=\n))[ \t]*#[ \t]*Page[ \t]+\d+[ \t]*:[ \t]*(?=\n|$)"  # page mark of a text layer
    r"|(?:^|(?<=\n))[ \t]*#{1,6}(?=[ \t])|(?:^|(?<=\n))[ \t]*-{3,}[ \t]*(?=\n|$)"  # markdown heading, rule
    r"|\*\*|<br[ \t]{0,3}/?>|</?[a-z][a-z0-9]{0,9}>"  # bold, private tags
    r"|[\s\u200b\ufeff\u00a0]+"
)
_BLANK = re.compile(r"[\s\u200b\ufeff\u00a0]+")


@dataclass(frozen=True, slots=True)
class Flow:
    """`norm[i]` is the folded form of `text[at[i]]`; `starts` are the places in `norm` where a printed line begins."""

    text: str
    norm: str
    raw: str
    at: list[int]
    starts: list[int]
    reach: list[float]  # for every line, how wide the printed row is up to the line's end
    width: float  # printed width of a full row where lines are wrapped, 0 where a line is a paragraph

    def span(self, start: int, end: int) -> Span:
        """This function will give the span in the kept text of `norm[start:end]`; an empty one where start ≥ end."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else len(self.text)
            return Span(here, here)
        return Span(self.at[start], self.at[end - 1] + 1)

    def show(self, start: int, end: int) -> str:
        """This function will give `norm[start:end]` as printed, without line breaks and runs of blanks."""
        end = min(end, len(self.at))
        if start < end and self.at[end - 1] - self.at[start] == end - start - 1:
            return self.text[self.at[start] : self.at[end - 1] + 1]
        pieces: list[str] = []
        previous = -1
        for i in range(start, end):
            place = self.at[i]
            if previous >= 0 and place > previous + 1 and self._spaced(previous, place):
                pieces.append(" ")
            pieces.append(self.text[place])
            previous = place
        return "".join(pieces)

    def _spaced(self, left: int, right: int) -> bool:
        gap = self.text[left + 1 : right]
        if "\n" in gap or _BLANK.sub("", gap):
            return self.text[left].isascii() and self.text[right].isascii() and self.text[left].isalpha()
        return True

    def line(self, place: int) -> int:
        """This function will give the index of the printed line that holds `norm[place]`."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def line_end(self, place: int) -> int:
        """This function will give the place in `norm` after the last character of the line that holds `place`."""
        following = self.line(place) + 1
        return self.starts[following] if following < len(self.starts) else len(self.norm)

    def is_full(self, place: int) -> bool:
        """This function will tell whether the printed row that holds `norm[place]` runs to the right edge."""
        return self.width > 0 and place >= 0 and self.reach[self.line(place)] >= self.width - 2

    def begins_line(self, place: int) -> bool:
        """This function will tell whether a printed line begins at `place`."""
        line = self.line(place)
        return line < len(self.starts) and self.starts[line] == place


def flow(text: str) -> Flow:
    """This function will drop from `text` what is only layout and give the rest with its places; linear in length."""
    at: list[int] = []
    starts: list[int] = []
    for begin, end, new_line in _kept(text):
        if (new_line or not starts) and end > begin:
            starts.append(len(at))
        at.extend(range(begin, end))
    raw = "".join(map(text.__getitem__, at))
    reach, width = _rows(text, at, starts)
    return Flow(text, raw.translate(_FOLD), raw, at, starts, reach, width)


def _kept(text: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of `text` that are not noise, and whether a line break stands before each."""
    begin, new_line = 0, True
    for found in _NOISE.finditer(text):
        if found.start() > begin:
            yield begin, found.start(), new_line
            new_line = False
        new_line = new_line or "\n" in found.group() or "<br" in found.group() or "\r" in found.group()
        begin = found.end()
    if begin < len(text):
        yield begin, len(text), new_line


_BREAKS = frozenset("，。、：；”》〉！？“《〈（）〔〕,;:")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]")
_WIDEST_LINE = 66
_NARROWEST_PAGE = 24


def _rows(text: str, at: list[int], starts: list[int]) -> tuple[list[float], float]:
    """Width of the printed row up to each line's end, and the width of a full row (0 where a line is a paragraph).

    Text layers also break a row at its punctuation, so several lines may be one row.
    """
    ends = [*starts[1:], len(at)]
    lines = [text[at[start] : at[end - 1] + 1] for start, end in zip(starts, ends, strict=False)]
    own = [len(line) - sum(map(str.isascii, line)) / 2 for line in lines]
    width = _width(own)
    result: list[float] = []
    row = 0.0
    for position, line in enumerate(lines):
        breaks = position > 0 and (lines[position - 1][-1] in _BREAKS or line[0] in _BREAKS) and not _NUMBER.match(line)
        row = row + own[position] if breaks and row + own[position] <= width + 2.5 else own[position]
        result.append(row)
    return result, width


def _width(own: list[float]) -> float:
    if len(own) < 8 or sum(width for width in own if width > _WIDEST_LINE) * 5 > sum(own):
        return 0.0
    full = Counter(round(width) for width in own if width >= _NARROWEST_PAGE)
    if full.total() < 5:
        return 0.0
    return float(max(full, key=lambda width: (full[width] + full[width - 1] + full[width + 1], width)))
