"""Days, counts and amounts in the words of official papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_CAPITALS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")
LARGEST_ORDINAL: Final = 99
AMOUNTS_BELOW: Final = Decimal(10) ** 16


def chinese_day(day: date) -> str:
    """This function will give a day as papers are dated: 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def ordinal(count: int) -> str:
    """This function will give 1 to 99 in Chinese (一, 十, 二十一), and what no paper counts to in western digits."""
    if not 1 <= count <= LARGEST_ORDINAL:
        return str(count)
    tens, ones = divmod(count, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones else "")


def grouped(amount: Decimal) -> str:
    """This function will give yuan with two places and separators: 12,000.00."""
    return f"{amount:,.2f}"


def capitals(amount: Decimal) -> str:
    """This function will give yuan in the capital figures of 支付结算办法: 壹万贰仟元整, 伍元零叁分.

    Raises ValueError for amounts below nothing, with parts of a fen, or of 10^16 and more.
    """
    if not amount.is_finite() or not 0 <= amount < AMOUNTS_BELOW or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"no capital figures for {amount}")
    yuan, fen = divmod(int(amount * 100), 100)
    whole = f"{_whole(yuan)}元" if yuan else ""
    return whole + _parts(fen, after_yuan=bool(yuan)) if fen else f"{whole or '零元'}整"


def _parts(fen: int, *, after_yuan: bool) -> str:
    tenths, hundredths = divmod(fen, 10)
    first = f"{_CAPITALS[tenths]}角" if tenths else "零" if after_yuan else ""
    return first + (f"{_CAPITALS[hundredths]}分" if hundredths else "整")


def _whole(yuan: int) -> str:
    """Groups of four from the highest; a 零 where a group does not reach the place below the one before."""
    said, gap = "", False
    for at in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * at) % 10000
        if not group:
            gap = bool(said)
            continue
        said += ("零" if said and (gap or group < 1000) else "") + _group(group) + _unit(at, yuan)
        gap = False
    return said


def _unit(at: int, yuan: int) -> str:
    """万亿 is said as 万 where 亿 follows by itself: 壹万贰仟亿."""
    return "万" if at == 3 and yuan // 10**8 % 10000 else _GROUPS[at]


def _group(group: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + _CAPITALS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return said
