"""Figures and periods in words, as pages, tables and papers write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.engines.figures import Known
from manas.engines.periods import Period, Span

ABSENT: Final[dict[Known, Any]] = {
    Known.MISSING: gettext_lazy("未报"),
    Known.NOT_APPLICABLE: gettext_lazy("不适用"),
    Known.NOT_LOADED: gettext_lazy("名册未导入"),
}


def rounded(value: Decimal) -> Decimal:
    """This function will round to one place, halves up, as statistics are written."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def number(value: Decimal) -> str:
    """This function will write a number with its thousands apart and no noughts behind the point."""
    written = f"{value:,.2f}"
    return written.rstrip("0").rstrip(".")


def period_words(period: Period) -> str:
    """This function will write a period in words."""
    values = {"year": period.year, "number": period.number}
    if period.span is Span.YEAR:
        return _("%(year)s年") % values
    return (_("%(year)s年第%(number)s季度") if period.span is Span.QUARTER else _("%(year)s年%(number)s月")) % values
