"""Numbers as plans print them: 2023, 1,200, 二〇二三, 十二, 三十."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}

CHINESE = "零〇一二两三四五六七八九十百千"


def whole(printed: str) -> int | None:
    """This function will give the whole number that `printed` says in western or Chinese digits, or None.

    A row of Chinese digits without 十百千 is read digit by digit (二〇二三 is 2023).
    """
    if printed.isascii() and printed.isdigit():
        return int(printed[:18])
    if not printed or any(sign not in CHINESE for sign in printed):
        return None
    if not any(sign in _SCALES for sign in printed):
        return int("".join(str(_DIGITS[sign]) for sign in printed[:18]))
    return _scaled(printed)


def _scaled(printed: str) -> int:
    total, digit = 0, 0
    for sign in printed:
        if sign in _SCALES:
            total += (digit or 1) * _SCALES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def plain(printed: str) -> str:
    """This function will give a printed western number as a plain decimal string: "1,200.50" becomes "1200.5"."""
    number = printed.replace(",", "")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number.lstrip("0") if number.lstrip("0")[:1].isdigit() else "0" + number.lstrip("0")
