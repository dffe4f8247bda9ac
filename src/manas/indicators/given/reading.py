"""Reading given values from lines as a spreadsheet copies them: figure, unit, period, value. Every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from manas.engines.periods import Period, PeriodUnknown
from manas.indicators.given.official import OFFICIAL, POPULATION
from manas.office.models import Unit

COLUMNS = 4
APART = re.compile(r"[\t,，]")


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it was given: of which figure, unit and period."""

    figure: str
    unit: Unit
    period: Period
    value: Decimal


class LineFault(ValueError):
    """A line that cannot be read; the message says why."""


def read(text: str, units: Sequence[Unit]) -> tuple[list[Told], list[str]]:
    """This function will read lines into values and faults, each fault with the number of its line."""
    told: list[Told] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = _read(line, {unit.short_name: unit for unit in units})
            _once(found, told)
        except LineFault as fault:
            faults.append(f"第{number}行：{fault}")
        else:
            told.append(found)
    return told, faults


def _read(line: str, units: dict[str, Unit]) -> Told:
    cells = [cell.strip() for cell in APART.split(line)]
    if len(cells) != COLUMNS:
        raise LineFault("应为指标、单位、统计期、数值四栏（数值中不要用千分号）")
    figure, unit, period, value = cells
    keys = {str(official.name): key for key, official in OFFICIAL.items()}
    if figure not in keys:
        raise LineFault(f"没有官方指标“{figure}”")
    if unit not in units:
        raise LineFault(f"本州没有单位“{unit}”")
    return Told(keys[figure], units[unit], _year(period), _number(value, keys[figure]))


def _year(written: str) -> Period:
    """This function will read a year: what is given for less has no place yet beside figures of a year."""
    try:
        found = Period.read(written)
    except PeriodUnknown:
        raise LineFault(f"统计期“{written}”应写作2026") from None
    if found.code != str(found.year):
        raise LineFault("官方数据按年度登记，统计期应写作2026")
    return found


def _number(written: str, figure: str) -> Decimal:
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise LineFault(f"“{written}”不是数值") from None
    if not value.is_finite() or value < 0 or (figure == POPULATION and not value):
        raise LineFault(f"数值“{written}”不合理")
    return value


def _once(found: Told, told: Sequence[Told]) -> None:
    if any((one.figure, one.unit, one.period) == (found.figure, found.unit, found.period) for one in told):
        raise LineFault("同一指标、单位和统计期重复")
