"""Where a code stands in its table, as far as its form says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from manas.registers.models.codes import IndustryLevel, IpcLevel


@dataclass(frozen=True, slots=True)
class Code:
    """A row of a code table; `parent` is empty at the top. `dots`: of a subgroup of the IPC, where they are known."""

    code: str
    title: str
    level: str
    parent: str
    dots: int | None = None


# The Guide to the IPC, paragraphs 17 to 27: section A, class A01, subclass A01B, main group A01B1/00, subgroup A01B1/02.
IPC = re.compile(r"(?P<section>[A-H])(?P<class>\d{2})?(?P<subclass>[A-Z])?(?P<group>\d{1,4})?(?:/(?P<end>\d{2,6}))?")
# GB/T 4754-2017, 3.3: a letter, two digits, three, four; published lists often carry the letter in front of the digits.
INDUSTRY = re.compile(r"(?P<letter>[A-T])?(?P<digits>\d{2,4})?")
INDUSTRY_LEVELS = {
    0: IndustryLevel.SECTION,
    2: IndustryLevel.DIVISION,
    3: IndustryLevel.GROUP,
    4: IndustryLevel.CLASS,
}


def ipc_code(code: str, title: str, parent: str = "") -> Code | None:
    """This function will place an IPC symbol; nothing for what is none.

    Without `parent` a subgroup hangs on its main group until its dots say better.
    """
    found = IPC.fullmatch(code)
    if (
        found is None
        or (found["group"] is None) != (found["end"] is None)
        or (found["group"] and not found["subclass"])
    ):
        return None
    if found["group"] is None:
        level = {1: IpcLevel.SECTION, 3: IpcLevel.CLASS, 4: IpcLevel.SUBCLASS}.get(len(code))
        above = {IpcLevel.SECTION: "", IpcLevel.CLASS: code[:1], IpcLevel.SUBCLASS: code[:3]}
        return Code(code, title, level, above[level]) if level else None
    if not found["end"].strip("0"):
        return Code(code, title, IpcLevel.MAIN_GROUP, code[:4])
    return Code(code, title, IpcLevel.SUBGROUP, parent or f"{code.partition('/')[0]}/00")


def industry_code(code: str, title: str, parent: str = "") -> Code | None:
    """This function will place a code of GB/T 4754; nothing for what is none."""
    found = INDUSTRY.fullmatch(code)
    if found is None or not code:
        return None
    digits, letter = found["digits"] or "", found["letter"] or ""
    above = code[:-1] if len(digits) > 2 else letter if digits else ""
    return Code(code, title, INDUSTRY_LEVELS[len(digits)], parent or above)
