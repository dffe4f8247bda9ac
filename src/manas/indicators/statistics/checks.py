"""What is wrong with a value, and what must be explained: the same words block the return and stand beside the field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from manas.engines.figures import Known
from manas.indicators.statistics.models import FormItem, ReturnValue

# Without a bound of its own an item that moved by half since the period before is asked about.
SWING = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value. What is only `doubtful` is settled by a word of explanation."""

    item: FormItem
    words: str
    doubtful: bool = False


def faults_of(value: ReturnValue, before: Decimal | None) -> list[Fault]:
    """This function will check one value against its bounds, its records and the period before."""
    item = value.item
    if value.reported_known != Known.VALUE:
        return _without(value)
    given = value.reported or Decimal(0)
    found = []
    if item.least is not None and given < item.least:
        found.append(Fault(item, _("小于最小值 %s") % item.least))
    if item.most is not None and given > item.most:
        found.append(Fault(item, _("大于最大值 %s") % item.most))
    if value.comment.strip():
        return found
    if value.computed is not None and given != value.computed:
        found.append(
            Fault(item, _("与系统计算的 %s 不一致，请说明原因") % f"{value.computed.normalize():f}", doubtful=True)
        )
    if item.asked and swings(given, before, item.swing):
        found.append(Fault(item, _("与上期 %s 相比变动较大，请说明原因") % f"{before:f}", doubtful=True))
    return found


def _without(value: ReturnValue) -> list[Fault]:
    """Nothing is given: what nobody has entered is owed; that a value is not applicable, or not collected, is explained."""
    if value.item.asked and value.reported_known == Known.MISSING:
        return [Fault(value.item, _("尚未填报"))]
    unsaid = value.reported_known != value.computed_known and not value.comment.strip()
    return [Fault(value.item, _("没有数值，请说明原因"), doubtful=True)] if unsaid else []


def swings(given: Decimal, before: Decimal | None, percent: int | None) -> bool:
    """This function will tell whether a value moved by more than so many percent; from nought nothing is measured."""
    if not before:
        return False
    return abs(given - before) * 100 > abs(before) * (SWING if percent is None else percent)
