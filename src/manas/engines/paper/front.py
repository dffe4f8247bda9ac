"""The front of a template: “word：value” lines up to a line of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from manas.engines.paper.blocks import Form, MarkupFault, Mistake
from manas.engines.paper.lines import Line, unguarded

FORMS: Final = {
    "通知书": Form.NOTICE,
    "决定书": Form.DECISION,
    "函": Form.LETTER,
    "审批表": Form.SHEET,
    "笔录": Form.RECORD,
    "报告": Form.REPORT,
}
FORM, TITLE = "文种", "标题"
OFFICE, ADDRESSEE, BASIS = "机关", "主送", "依据"
SIGNER, DAY, ATTACHMENT = "落款", "日期", "附件"
COPIES, PRINTER = "抄送", "印发"
WORDS: Final = frozenset((FORM, TITLE, OFFICE, ADDRESSEE, BASIS, SIGNER, DAY, ATTACHMENT, COPIES, PRINTER))
REPEATED: Final = frozenset((ATTACHMENT,))

_CUT: Final = re.compile(r"-{3,}")
_PAIR: Final = re.compile(r"(?P<word>[^：:]+)[：:](?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front says, as printed; a word that is not there, or has nothing after it, is absent."""

    form: Form
    values: dict[str, tuple[str, ...]]

    def one(self, word: str) -> str:
        """This function will give what stands after a word, or ""."""
        return self.values.get(word, ("",))[0]


def read_front(lines: Sequence[Line]) -> tuple[Front, Sequence[Line]]:
    """This function will read the front and give it with the lines of the body.

    Raises MarkupFault where a line is not understood, stands twice, or form or title are missing.
    """
    cut = next((at for at, line in enumerate(lines) if _CUT.fullmatch(line.text)), None)
    if cut is None:
        raise MarkupFault(Mistake.NO_CUT, lines[0].number or 1)
    values = _values([line for line in lines[:cut] if line.text])
    end = lines[cut].number
    if not values.get(TITLE):
        raise MarkupFault(Mistake.NO_TITLE, end)
    return Front(_form(values, lines[:cut], end), values), lines[cut + 1 :]


def _values(lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for line in lines:
        word, value = _pair(line)
        if word in values and word not in REPEATED:
            raise MarkupFault(Mistake.TWICE, line.number, word)
        if value:
            values[word] = (*values.get(word, ()), value)
    return values


def _pair(line: Line) -> tuple[str, str]:
    pair = _PAIR.fullmatch(line.text)
    if pair is None:
        raise MarkupFault(Mistake.NOT_FRONT, line.number, unguarded(line.text))
    word = unguarded(pair["word"])
    if word not in WORDS:
        raise MarkupFault(Mistake.UNKNOWN_WORD, line.number, word)
    return word, unguarded(pair["value"])


def _form(values: dict[str, tuple[str, ...]], lines: Sequence[Line], end: int) -> Form:
    if FORM not in values:
        raise MarkupFault(Mistake.NO_FORM, end)
    name = values[FORM][0]
    if name not in FORMS:
        raise MarkupFault(Mistake.UNKNOWN_FORM, next(line.number for line in lines if line.text.startswith(FORM)), name)
    return FORMS[name]
