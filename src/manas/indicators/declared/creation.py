"""创造: what the prefecture holds and wins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.model import Among, Head, Indicator, Rows
from manas.registers.models import LegalStatus, Patent, PatentHolder, PatentKind

# A patent belongs to every county in which one of its holders sits.
HELD = Among(PatentHolder.objects.all, "patent", "organization__county")


def register_has_patents() -> bool:
    """This function will tell whether the register of patents was ever filled."""
    return Patent.objects.exists()


def in_force() -> QuerySet[Any]:
    """This function will give the patents in force."""
    return Patent.objects.filter(legal_status=LegalStatus.IN_FORCE)


def granted_by(day: date) -> Q:
    """This function will keep what was granted until a day."""
    return Q(granted_on__lte=day)


NOW_ONLY = _("名册只存现在的法律状态，以前各期按现在仍有效的计算，已失效的不在内。")

IN_FORCE = Rows(in_force, HELD, standing=granted_by, loaded=register_has_patents)

INDICATORS = (
    Indicator(
        "patents_in_force",
        _("有效专利量"),
        format_lazy(
            "{}{}",
            _("期末本地权利人持有、已授权并且有效的专利件数；几个权利人分属几县的，各县都计，全州只计一次。"),
            NOW_ONLY,
        ),
        Head.CREATION,
        _("件"),
        IN_FORCE,
        tasks=("5",),
    ),
    Indicator(
        "inventions_in_force",
        _("有效发明专利量"),
        format_lazy("{}{}", _("期末本地权利人持有、已授权并且有效的发明专利件数。"), NOW_ONLY),
        Head.CREATION,
        _("件"),
        IN_FORCE.those(Q(kind=PatentKind.INVENTION)),
        tasks=("5",),
    ),
    Indicator(
        "patents_granted",
        _("专利授权量"),
        _("本期授权公告、权利人在本地的专利件数。"),
        Head.CREATION,
        _("件"),
        Rows(Patent.objects.all, HELD, on="granted_on", loaded=register_has_patents),
        tasks=("5",),
    ),
    Indicator(
        "inventions_share",
        _("发明专利占比"),
        format_lazy("{}{}", _("期末有效专利中发明专利所占比例。"), NOW_ONLY),
        Head.CREATION,
        "%",
        IN_FORCE.those(Q(kind=PatentKind.INVENTION)),
        out_of=IN_FORCE,
        scale=100,
        tasks=("5",),
    ),
)
