"""引数: text in which numbers from records stand as marks, 【数据12】, and the numbers that somebody typed instead of one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

# Both words are read alike; the second stands behind a sentence that was taken from a report of progress.
FIGURE, SENTENCE = "数据", "出处"
_MARK: Final = re.compile(rf"【(?:{FIGURE}|{SENTENCE})(\d{{1,5}})】")
# Days, periods and numbers of documents are no figures that could be counted from records.
_NO_FIGURE: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{4}年度?(?:第?\d季度)?(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{1,2}月(?=[份底初末])"
    r"|[〔\[(]\d{4}[〕\])]\d+号"
)
_DIGITS: Final = r"[零〇一二两三四五六七八九十百千万亿]"
# A number is told from another by what stands behind it: 3家 is not 3件. “一项” is an article, not a count.
_MEASURES: Final = "件家笔项次场元份人户倍成番亩吨"
_NUMBER: Final = re.compile(
    rf"\d(?:[\d,.]*\d)?\D?|百分之{_DIGITS}+|(?!一[{_MEASURES}]){_DIGITS}+[余多]?[{_MEASURES}]|[一二两三四五六七八九][百千万亿]{_DIGITS}*"
)


def marked(number: int, word: str = FIGURE) -> str:
    """This function will give the mark that stands in a text for a number: 【数据12】."""
    return f"【{word}{number}】"


def cited(text: str) -> list[int]:
    """This function will give the numbers whose marks stand in a text, in order, each as often as it stands there."""
    return [int(found) for found in _MARK.findall(text)]


def pieces(text: str) -> Iterator[str | int]:
    """This function will cut a text into words and the numbers whose marks stand between them."""
    for at, part in enumerate(_MARK.split(text)):
        if at % 2:
            yield int(part)
        elif part:
            yield part


def typed(text: str, *recorded: str) -> list[str]:
    """This function will give the figures of a text that no mark stands for and that none of `recorded` has as often.

    `recorded`: the words as records gave them. Digits of any width and Chinese ones before a word of measure are figures; days,
    periods and numbers of documents are not.
    """
    known = Counter[str]()
    for words in recorded:
        known |= Counter(_figures(words))
    return list((Counter(_figures(text)) - known).elements())


def _figures(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _MARK.sub("、", text))
    return [found.strip() for found in _NUMBER.findall(_NO_FIGURE.sub("、", plain))]
