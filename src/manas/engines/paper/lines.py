"""Lines that know where they stood in the template, and values that cannot pass for marks.

Filling a template repeats, drops and joins its lines. So every line carries its number through the filling, in signs from the
private use area; and the signs of our markup that occur in a value travel in the same disguise until the markup is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BEGIN, _END = "\ue000", "\ue001"  # around a line's number
_OPEN, _CLOSE = "\ue002", "\ue003"  # around a value: no mark of ours begins or ends with them
_MARKS: Final = "\n|:：，【】（）#=-"
_DISGUISE: Final = {ord(sign): 0xE010 + at for at, sign in enumerate(_MARKS)}
_UNDISGUISE: Final = {0xE010 + at: sign for at, sign in enumerate(_MARKS)} | {ord(_OPEN): None, ord(_CLOSE): None}

# What no XML may hold, and what would reorder the words of a line.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# A character that only one machine's fonts know: printers have set 〓 for a missing letter since lead type.
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_LINE_END: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NUMBERED: Final = re.compile(f"{_BEGIN}([0-9]+){_END}")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1 in the template; an empty `text` is an empty line of the template, never of a value."""

    number: int
    text: str


def clean(text: str) -> str:
    """This function will take out of a text what cannot be printed, and end its lines with \\n."""
    return _PRIVATE.sub("〓", _UNFIT.sub("", _LINE_END.sub("\n", text)))


def guarded(value: str) -> str:
    """This function will give a value as it may stand in a template that is read afterwards: nothing in it is a mark."""
    return f"{_OPEN}{clean(value).translate(_DISGUISE)}{_CLOSE}"


def unguarded(text: str) -> str:
    """This function will give the text as it is printed; line breaks of values come back as \\n."""
    return text.translate(_UNDISGUISE).strip()


def numbered(template: str) -> str:
    """This function will put its number before every line that is not empty."""
    lines = enumerate(clean(template).split("\n"), start=1)
    return "\n".join(f"{_BEGIN}{at}{_END}{line.rstrip()}" if line.strip() else "" for at, line in lines)


def unnumbered(text: str) -> str:
    """This function will take the numbers out again, for words that are shown to a person."""
    return _NUMBERED.sub("", text)


def read_lines(filled: str) -> tuple[Line, ...]:
    """This function will give the lines of a filled template, without those that held only tags or were emptied by a condition."""
    found, last = [], 0
    for raw in filled.split("\n"):
        numbers = _NUMBERED.findall(raw)
        text = _NUMBERED.sub("", raw).strip()
        last = int(numbers[0]) if numbers else last
        if text or not numbers:
            found.append(Line(last, text))
    return tuple(found)
