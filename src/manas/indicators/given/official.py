"""Official figures that no register here can give: who gives them, what they mean, and where that is known from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Giver(TextChoices):
    """Where a figure comes from that is not computed here."""

    ABOVE = "above", _("上级反馈")
    STATISTICS = "statistics", _("统计部门")


@dataclass(frozen=True)
class Official:
    """An official figure: its words, unit of measure, giver, how its definition is known, and whether parts add up to it."""

    name: Any
    definition: Any
    measure: Any
    giver: Giver
    basis: Any
    adds: bool = False


SECOND_HAND = _("国家规划指标，转引")
MEMORY = _("国家知识产权局统计口径，未核实")
POPULATION = "population"
HIGH_VALUE = "high_value_inventions"

OFFICIAL: dict[str, Official] = {
    POPULATION: Official(
        _("常住人口"), _("统计部门公布的当年年末常住人口。"), _("万人"), Giver.STATISTICS, _("统计部门公布"), adds=True
    ),
    HIGH_VALUE: Official(
        _("每万人口高价值发明专利拥有量"),
        _("国家知识产权局按市（地）统计、由上级反馈的数。"),
        _("件/万人"),
        Giver.ABOVE,
        MEMORY,
    ),
    "pledge_registered_above": Official(
        _("知识产权质押融资登记金额（上级反馈）"),
        _("本期按登记日统计的专利、商标质押登记金额合计。"),
        _("亿元"),
        Giver.ABOVE,
        SECOND_HAND,
        adds=True,
    ),
    "overseas_grants": Official(
        _("海外发明专利授权量"),
        _("本期本地权利人在海外获得授权的发明专利件数。"),
        _("件"),
        Giver.ABOVE,
        SECOND_HAND,
        adds=True,
    ),
    "indication_output": Official(
        _("地理标志产品直接产值"), _("本期地理标志产品的直接产值。"), _("亿元"), Giver.ABOVE, SECOND_HAND, adds=True
    ),
    "protection_satisfaction": Official(
        _("知识产权保护社会满意度"),
        _("本期国家知识产权局组织调查所得的分数。"),
        _("分"),
        Giver.ABOVE,
        SECOND_HAND,
    ),
    "patent_intensive_share": Official(
        _("专利密集型产业增加值占GDP比重"),
        _("本期专利密集型产业增加值占地区生产总值的比重，一般晚一年公布。"),
        "%",
        Giver.STATISTICS,
        SECOND_HAND,
    ),
    "first_instance_settled": Official(
        _("知识产权民事一审案件服判息诉率"),
        _("本期审结的知识产权民事一审案件中未上诉的比例，计算办法未核实。"),
        "%",
        Giver.ABOVE,
        SECOND_HAND,
    ),
}
