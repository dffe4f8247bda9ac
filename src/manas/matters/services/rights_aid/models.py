"""What a request for rights aid says beside what every matter says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter


class AidKind(models.TextChoices):
    CONSULTATION = "consultation", _("咨询")
    GUIDANCE = "guidance", _("证据和程序指导")
    OPINION = "opinion", _("侵权判断参考意见")
    MEDIATION = "mediation", _("纠纷调解")
    FAIR = "fair", _("展会、电商维权")
    ABROAD = "abroad", _("海外维权指导")


class RightKind(models.TextChoices):
    PATENT = "patent", _("专利")
    MARK = "mark", _("商标")
    INDICATION = "indication", _("地理标志")
    LAYOUT = "layout", _("集成电路布图设计")
    OTHER = "other", _("其他")


class MediationResult(models.TextChoices):
    AGREED = "agreed", _("达成协议")
    FAILED = "failed", _("未达成协议")
    REFUSED = "refused", _("对方不接受调解")


class RightsAid(Matter):
    """A request for aid: which help, for which right, against whom, and what came of it."""

    aid_kind = models.CharField(_("援助类型"), max_length=16, choices=AidKind.choices)
    right_kind = models.CharField(_("权利类型"), max_length=16, choices=RightKind.choices)
    right_number = models.CharField(_("权利号"), max_length=60, blank=True)
    other_party = models.CharField(_("对方当事人"), max_length=120, blank=True)
    answer = models.TextField(_("答复意见"), max_length=5000, blank=True)
    mediation_result = models.CharField(_("调解结果"), max_length=16, choices=MediationResult.choices, blank=True)

    class Meta:
        verbose_name = _("维权援助")
        verbose_name_plural = _("维权援助")
