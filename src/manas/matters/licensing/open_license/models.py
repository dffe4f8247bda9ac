"""What a declaration of an open licence says: its patent, nine answers, its fee, its publication, and who took it up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.office.models import Person
from manas.registers.models import Patent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class FeeForm(models.TextChoices):
    LUMP = "lump", _("一次性支付")
    ROYALTY = "royalty", _("提成支付")
    ENTRY_AND_ROYALTY = "entry_and_royalty", _("入门费加提成")
    FREE = "free", _("免费")


class RoyaltyBase(models.TextChoices):
    NET_SALES = "net_sales", _("净销售额")
    PROFIT = "profit", _("利润")


class OpenLicense(Matter):
    """A declaration. The nine answers say what stands against it: each must be answered "no" before it is handed in."""

    patent_number = models.CharField(_("开放许可的专利"), max_length=40, blank=True, help_text=_("登记册中的专利号"))
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )
    exclusively_licensed = models.BooleanField(_("处于独占或者排他许可有效期内"), null=True, blank=True)
    stayed_or_preserved = models.BooleanField(_("因权属纠纷被中止或者被保全"), null=True, blank=True)
    annuity_unpaid = models.BooleanField(_("没有按照规定缴纳年费"), null=True, blank=True)
    pledged_unconsented = models.BooleanField(_("被质押而未经质权人同意"), null=True, blank=True)
    right_ended = models.BooleanField(_("专利权已经终止"), null=True, blank=True)
    wholly_invalidated = models.BooleanField(_("专利权已经被宣告全部无效"), null=True, blank=True)
    report_missing = models.BooleanField(
        _("应有而没有专利权评价报告"), null=True, blank=True, help_text=_("实用新型、外观设计专利应有；发明专利填“否”")
    )
    report_adverse = models.BooleanField(_("评价报告认为不符合授权条件"), null=True, blank=True)
    otherwise_hindered = models.BooleanField(_("有其他妨碍实施的情形"), null=True, blank=True)
    co_owners_consent = models.BooleanField(
        _("全体共有人书面同意开放许可"), null=True, blank=True, help_text=_("没有共有人的填“是”")
    )
    fee_form = models.CharField(_("使用费支付方式"), max_length=20, choices=FeeForm.choices, blank=True)
    fee_lump = models.DecimalField(
        _("一次性费用或者入门费（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    royalty_rate = models.DecimalField(
        _("提成比例（%）"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    royalty_base = models.CharField(_("提成基数"), max_length=10, choices=RoyaltyBase.choices, blank=True)
    fee_explained = models.TextField(_("使用费计算依据和方式"), max_length=2000, blank=True)
    license_term = models.CharField(_("开放许可期限"), max_length=120, blank=True)
    filed_on = models.DateField(_("声明提交日"), null=True, blank=True)
    declaration_number = models.CharField(_("开放许可声明编号"), max_length=60, blank=True)
    declared_on = models.DateField(_("声明公告日"), null=True, blank=True)
    withdrawal_asked_on = models.DateField(_("提出撤回日"), null=True, blank=True)
    withdrawal_published_on = models.DateField(_("撤回公告日"), null=True, blank=True)

    if TYPE_CHECKING:
        uptakes: RelatedManager[Uptake]

    class Meta:
        verbose_name = _("专利开放许可声明")
        verbose_name_plural = _("专利开放许可声明")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="open_license_withdrawn_after_declared",
                condition=Q(withdrawal_published_on=None)
                | Q(declared_on__isnull=False, withdrawal_published_on__gte=F("declared_on")),
            ),
        ]


class Uptake(models.Model):
    """Somebody who took the open licence up: it arises when they have told the patentee in writing and paid."""

    declaration = models.ForeignKey(
        OpenLicense, on_delete=models.CASCADE, related_name="uptakes", verbose_name=_("专利开放许可声明")
    )
    licensee = models.CharField(_("被许可人"), max_length=200, blank=True)
    notified_on = models.DateField(_("书面通知专利权人之日"), null=True, blank=True)
    paid_on = models.DateField(_("支付使用费之日"), null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    added_at = models.DateTimeField(_("时间"))
    removed_at = models.DateTimeField(_("移出时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("开放许可的使用")
        verbose_name_plural = _("开放许可的使用")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="uptake_once", fields=["declaration", "licensee"], condition=Q(removed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.licensee

    @property
    def arises_on(self) -> date | None:
        """The day on which the licence arises (专利法51); none while notice or payment is missing."""
        if self.notified_on is None or self.paid_on is None:
            return None
        return max(self.notified_on, self.paid_on)
