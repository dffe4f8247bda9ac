"""服务: events held, advice answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.matters import HERE, closed
from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.registers.models import MatchmakingEvent

INDICATORS = (
    Indicator(
        "events_held",
        _("专利转化对接活动数"),
        _("本期举办的对接活动场次。"),
        Head.SERVICE,
        _("场"),
        Rows(MatchmakingEvent.objects.all, Place("county", "keeper"), on="held_on"),
        tasks=("4",),
    ),
    Indicator(
        "feedback_answered",
        _("意见建议办结数"),
        _("本期办结的意见建议件数；撤回的不计。"),
        Head.SERVICE,
        _("件"),
        Rows(lambda: closed(Matter, "answered")().filter(kind="feedback"), HERE, on="closed_at"),
        more_is_better=None,
    ),
    Indicator(
        "matters_handled",
        _("办件办结数"),
        _("本期办结的各类办件件数；撤回的、并入他件的不计。"),
        Head.SERVICE,
        _("件"),
        Rows(lambda: closed(Matter)().exclude(state="withdrawn").filter(kind__in=kinds()), HERE, on="closed_at"),
        more_is_better=None,
    ),
)
