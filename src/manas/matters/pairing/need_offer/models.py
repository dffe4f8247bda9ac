"""What an offered answer says beside what every matter says: which need, how it would be solved, with what, on which terms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import Patent, TechnologyNeed


class NeedOffer(Matter):
    """An answer that an organization offers of its own accord. The applicant is who offers; the partner organization is who
    needs, and stands there only from the moment the office showed them the offer."""

    need = models.ForeignKey(
        TechnologyNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("技术需求")
    )
    solution = models.TextField(_("应答方案"), max_length=5000, blank=True)
    terms = models.TextField(_("合作条件"), max_length=2000, blank=True)
    patent_number = models.CharField(
        _("可提供的专利"), max_length=40, blank=True, help_text=_("有专利的填写申请号、专利号或者公开（公告）号")
    )
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )

    class Meta:
        verbose_name = _("技术需求应答")
        verbose_name_plural = _("技术需求应答")
