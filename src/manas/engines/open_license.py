"""开放许可使用费: whether the fee of an open licence stays within what the guidelines call normal. It warns and never refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

LUMP = "lump"


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as it is declared: a sum of yuan, a rate in per cent of a base, or both; what is not asked is absent."""

    lump: Decimal | None = None
    rate: Decimal | None = None
    base: str = ""


def exceeded(fee: Fee, rails: Mapping[str, Decimal]) -> tuple[str, ...]:
    """This function will name the rails that a fee goes over (审查指南 第五部分第十一章 3.3: 一般).

    `rails` say how much is normal at most: yuan for `lump`, else per cent of the base that the key names.
    """
    asked = {LUMP: fee.lump, fee.base: fee.rate}
    return tuple(key for key, most in rails.items() if (amount := asked.get(key)) is not None and amount > most)
