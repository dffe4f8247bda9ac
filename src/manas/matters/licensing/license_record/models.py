"""What the record of a licence says beside what every matter says: its patent, its parties, its price, its number."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import DealKind, Patent
from manas.registers.models.deals import PriceForm


class LicenseRecord(Matter):
    """A licence to be recorded (or a transfer, where it began as one). `price` is in yuan and mandatory; `sealed`: the parties
    and the office alone see it."""

    record_kind = models.CharField(_("许可转让类型"), max_length=10, choices=DealKind.choices, blank=True)
    patent_number = models.CharField(
        _("许可转让的专利"), max_length=40, blank=True, help_text=_("登记册中的申请号、专利号或者公开（公告）号")
    )
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )
    patent_count = models.PositiveSmallIntegerField(
        _("合同涉及专利件数"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    given_by = models.CharField(_("许可人（转让人）"), max_length=200, blank=True, help_text=_("照合同写全称"))
    given_to = models.CharField(_("被许可人（受让人）"), max_length=200, blank=True, help_text=_("照合同写全称"))
    effective_on = models.DateField(_("合同生效日"), null=True, blank=True)
    license_until = models.DateField(_("许可届满日"), null=True, blank=True, help_text=_("许可填写；转让不填"))
    territory = models.CharField(_("许可地域"), max_length=120, blank=True)
    price_form = models.CharField(_("支付方式"), max_length=20, choices=PriceForm.choices, blank=True)
    price = models.DecimalField(
        _("许可转让金额（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("提成支付的填预计总额；无偿的填 0"),
    )
    sealed = models.BooleanField(
        _("金额密封"), default=False, help_text=_("密封后只有合同当事人和知识产权局看得到金额，仍然计入合计")
    )
    submitted_to_cnipa_on = models.DateField(_("提交备案登记之日"), null=True, blank=True)
    record_number = models.CharField(_("备案（登记）号"), max_length=60, blank=True)
    recorded_on = models.DateField(_("备案（登记）日"), null=True, blank=True)

    class Meta:
        verbose_name = _("专利许可备案")
        verbose_name_plural = _("专利许可备案")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="license_record_ends_after_effect",
                condition=Q(license_until=None) | Q(effective_on=None) | Q(license_until__gte=F("effective_on")),
            ),
        ]

    def clean(self) -> None:
        """This function will raise ValidationError for a licence that ends before it takes effect."""
        if self.license_until is not None and self.effective_on is not None and self.license_until < self.effective_on:
            raise ValidationError({"license_until": _("不能早于%(day)s") % {"day": self.effective_on}})
