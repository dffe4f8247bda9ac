"""Official figures: patents of high value per head, computed beside what is returned; and those that are only given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from manas.engines.periods import Period
from manas.indicators.declared.creation import HELD, NOW_ONLY, granted_by, in_force, register_has_patents
from manas.indicators.declared.model import Head, Indicator, Own, Rows
from manas.indicators.given.models import GivenValue
from manas.indicators.given.official import HIGH_VALUE, MEMORY, OFFICIAL, POPULATION
from manas.indicators.given.queries import of_high_value
from manas.registers.models import PatentKind


def _of(figure: str) -> Callable[[], QuerySet[Any]]:
    return lambda: GivenValue.objects.counting().filter(figure=figure)


def _of_its_year(period: Period) -> Q:
    """People are counted once a year; every part of it is measured by them."""
    return Q(period=str(period.year))


def _of_the_period(period: Period) -> Q:
    """What is given for a year says nothing of its quarters."""
    return Q(period=period.code)


def _given(figure: str, given_for: Callable[[Period], Q], loaded: Callable[[], bool] | None = None) -> Rows:
    place = Own("unit", "period", adds=OFFICIAL[figure].adds)
    return Rows(_of(figure), place, given_for=given_for, amount="value", loaded=loaded)


def _only_given(figure: str, head: Head, tasks: tuple[str, ...]) -> Indicator:
    told = OFFICIAL[figure]
    rows = _given(figure, _of_the_period, lambda: _of(figure)().exists())
    return Indicator(
        figure, told.name, told.definition, head, told.measure, rows, tasks=tasks,
        basis=format_lazy("{}：{}", told.giver.label, told.basis),
    )  # fmt: skip


INDICATORS = (
    Indicator(
        HIGH_VALUE,
        _("每万人口高价值发明专利拥有量"),
        format_lazy(
            "{}{}{}",
            _("期末本地权利人持有的有效发明专利中至少符合五项条件之一的件数，每件只计一次，除以统计部门公布的当年常住人口。"),
            _("维持年限由系统从申请日起算（起算日未核实）；其余四项只按上级名单认定，名单未导入的条件不作判断，计算数因此可能偏低。"),
            NOW_ONLY,
        ),
        Head.CREATION,
        _("件/万人"),
        Rows(
            in_force,
            HELD,
            standing=lambda day: granted_by(day) & of_high_value(day),
            loaded=register_has_patents,
            only=Q(kind=PatentKind.INVENTION),
        ),
        out_of=_given(POPULATION, _of_its_year),
        tasks=("5",),
        basis=MEMORY,
    ),
    _only_given("overseas_grants", Head.CREATION, ("5",)),
    _only_given("pledge_registered_above", Head.USE, ("10",)),
    _only_given("indication_output", Head.USE, ("7",)),
    _only_given("patent_intensive_share", Head.USE, ("5",)),
    _only_given("protection_satisfaction", Head.PROTECTION, ()),
    _only_given("first_instance_settled", Head.PROTECTION, ()),
)  # fmt: skip
