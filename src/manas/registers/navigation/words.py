"""Figures, phases and kinds of holders in words, for pages, papers and tables alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.engines.navigation.kept import figures
from manas.engines.navigation.model import Figure, Landscape, PhaseKind, Year
from manas.office.models import OrganizationKind
from manas.registers.navigation.limits import DOUBTS

PHASES: Final[Mapping[PhaseKind, Promise]] = {
    PhaseKind.FEW: gettext_lazy("件数太少，不作判断"),
    PhaseKind.GROWTH: gettext_lazy("发展期：专利和权利人都在增加"),
    PhaseKind.MATURE: gettext_lazy("成熟期：专利和权利人都大致持平"),
    PhaseKind.DECLINE: gettext_lazy("衰退期：专利和权利人都在减少"),
    PhaseKind.MIXED: gettext_lazy("走向不一：专利和权利人的增减不同步，不作判断"),
}
# What a code begins with → its words; `name` is the rest of the code.
CODES: Final[Mapping[str, Promise]] = {
    "all": gettext_lazy("符合检索条件的专利"),
    "filed": gettext_lazy("%(name)s年申请"),
    "published": gettext_lazy("%(name)s年公开（申请年份不明）"),
    "holders-of": gettext_lazy("%(name)s年的权利人"),
    "undated": gettext_lazy("年份不明"),
    "subclass": gettext_lazy("小类 %(name)s"),
    "subclass-others": gettext_lazy("其他小类"),
    "group": gettext_lazy("大组 %(name)s"),
    "unclassed": gettext_lazy("没有主分类号"),
    "holder": gettext_lazy("权利人 %(name)s"),
    "organization": gettext_lazy("权利人 %(name)s"),
    "holders/others": gettext_lazy("其他权利人的专利"),
    "holders/unnamed": gettext_lazy("没有权利人"),
    "technology": gettext_lazy("矩阵中的大组 %(name)s"),
    "effect": gettext_lazy("功效 %(name)s"),
    "cell": gettext_lazy("技术与功效 %(name)s"),
    "matrix/read": gettext_lazy("读了摘要的专利"),
    "matrix/silent": gettext_lazy("没有读出功效的专利"),
    "matrix/named": gettext_lazy("读出功效的专利"),
    "local": gettext_lazy("本地权利人的专利"),
    "place": gettext_lazy("%(name)s权利人的专利"),
    "local-in": gettext_lazy("%(name)s 中本地权利人的专利"),
    "needs": gettext_lazy("技术需求"),
    "needs-in": gettext_lazy("%(name)s 的专利谈到的需求"),
    "needs-unanswered": gettext_lazy("没有专利谈到的需求"),
    "speaking": gettext_lazy("%(name)s 中谈到需求的专利"),
    "doubt": gettext_lazy("%(name)s"),
}


def called(landscape: Landscape) -> dict[str, str]:
    """This function will name every figure of a landscape, by its code."""
    holders = {line.figure.code: line.name for line in landscape.holders.lines}
    return {figure.code: _called(figure, holders) for figure in figures(landscape)}


def share(figure: Figure, landscape: Landscape) -> str:
    """This function will write in percent, to one place, what part of the selection a figure is."""
    if not landscape.total.count:
        return ""
    part = 100 * figure.count / landscape.total.count
    return "<0.1%" if 0 < part < 0.05 else f"{part:.1f}%"


def wholeness(year: Year) -> str:
    """This function will say what of a year cannot be complete yet; nothing where all can."""
    if not year.published_complete:
        return _("还不完整")
    return "" if year.filed_complete else _("申请件数还不完整")


def kind_in_words(kind: str) -> str:
    """This function will name the kind of a holder."""
    return str(OrganizationKind(kind).label) if kind else _("不明")


def _called(figure: Figure, holders: Mapping[str, str]) -> str:
    if figure.code in CODES:
        return str(CODES[figure.code])
    begin, _slash, rest = figure.code.partition("/")
    name = {"doubt": DOUBTS.get(rest, rest), "cell": rest.replace("/00/", "/00 × ", 1)}.get(begin, rest)
    return str(CODES[begin] % {"name": holders.get(figure.code, name)})
