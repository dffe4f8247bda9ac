"""指标: every indicator, one declaration each, under the five heads of the plan."""

from manas.indicators.declared import creation, management, official, protection, service, support, use
from manas.indicators.declared.model import Among, Head, Indicator, Own, Place, Rows

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for head in (creation, use, protection, management, support, service, official)
    for indicator in head.INDICATORS
}

__all__ = ["INDICATORS", "Among", "Head", "Indicator", "Own", "Place", "Rows"]
