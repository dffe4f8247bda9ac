"""What a technology need says while it is handled, beside what every matter says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import UNMET, USEFUL, NeedColumns, TechnologyNeed


class AskerKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    COOPERATIVE = "cooperative", _("农民专业合作社")
    VILLAGE = "village", _("村")
    OFFICER = "officer", _("县(市)干部代为提出")
    OTHER = "other", _("其他")


class AnswererKind(models.TextChoices):
    """As what somebody is asked for an answer."""

    CENTER = "center", _("技术与创新支持中心（TISC）")
    UNIVERSITY = "university", _("高等学校、科研院所")
    AID = "aid", _("援疆省市单位")
    BROKER = "broker", _("技术经纪、服务机构")


class NeedRequest(Matter, NeedColumns):
    """A need as its asker handed it in. From its publication on `need` is its entry in the register."""

    asker_kind = models.CharField(_("需求方类别"), max_length=12, choices=AskerKind.choices)
    need = models.OneToOneField(
        TechnologyNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("技术需求")
    )
    handed_as = models.CharField(_("承接机构类型"), max_length=10, choices=AnswererKind.choices, blank=True)
    answer = models.TextField(_("技术答复"), max_length=5000, blank=True)
    useful_as = models.CharField(_("答复用途"), max_length=12, choices=USEFUL, blank=True)
    unmet_because = models.CharField(_("未解决原因"), max_length=12, choices=UNMET, blank=True)

    class Meta:
        verbose_name = _("技术需求征集")
        verbose_name_plural = _("技术需求征集")
