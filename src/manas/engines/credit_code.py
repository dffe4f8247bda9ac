"""统一社会信用代码 (GB 32100): eighteen characters, the last of which proves the others."""

from __future__ import annotations

import re

# GB 32100-2015, table of values: digits and capitals without I, O, S, V, Z; a character's value is its place.
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHAPE = re.compile(rf"[{CHARACTERS}]{{2}}\d{{6}}[{CHARACTERS}]{{10}}")
# The weight of place i is 3^(i-1) mod 31.
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def check_character(body: str) -> str:
    """This function will give the eighteenth character for the first seventeen (GB 32100-2015, annex A, mod 31)."""
    total = sum(CHARACTERS.index(one) * weight for one, weight in zip(body, WEIGHTS, strict=True))
    return CHARACTERS[-total % 31]


def fault(code: str) -> str:
    """This function will say in Chinese what is wrong with a code; nothing (the empty string) when it fits."""
    if len(code) != 18:
        return f"统一社会信用代码应为18位，这里是{len(code)}位"
    if not SHAPE.fullmatch(code):
        return "统一社会信用代码只用数字和大写字母，不用I、O、S、V、Z，第3至8位是行政区划代码"
    if check_character(code[:17]) != code[17]:
        return "统一社会信用代码的校验位不符，请核对是否录错"
    return ""
