"""What the registration of a transfer says beside what every matter says: its patent, both sides, its price, what might hinder."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import Patent
from manas.registers.models.deals import PriceForm


class TransferRecord(Matter):
    """A transfer to be registered. `price` is in yuan and mandatory; `sealed`: the parties and the office alone see it.

    Several assignors or assignees stand in one column, parted by 、. The four answers say what keeps the patent from being
    transferred: each must be answered "no".
    """

    patent_number = models.CharField(
        _("转让的专利"), max_length=40, blank=True, help_text=_("登记册中的申请号、专利号或者公开（公告）号")
    )
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )
    patent_count = models.PositiveSmallIntegerField(
        _("合同涉及专利件数"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    assignor = models.CharField(_("转让人"), max_length=200, blank=True, help_text=_("照合同写全称，几个的用顿号分开"))
    assignee = models.CharField(_("受让人"), max_length=200, blank=True, help_text=_("照合同写全称，几个的用顿号分开"))
    signed_on = models.DateField(_("合同签订日期"), null=True, blank=True)
    price_form = models.CharField(_("支付方式"), max_length=20, choices=PriceForm.choices, blank=True)
    price = models.DecimalField(
        _("转让金额（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("无偿的填 0；作价入股的填作价金额"),
    )
    sealed = models.BooleanField(
        _("金额密封"), default=False, help_text=_("密封后只有合同当事人和知识产权局看得到金额，仍然计入合计")
    )
    co_owner_unconsented = models.BooleanField(
        _("没有取得全体共有人同意转让"), null=True, blank=True, help_text=_("没有共有人的填“否”")
    )
    pledge_unconsented = models.BooleanField(
        _("已经质押而没有取得质权人同意转让"), null=True, blank=True, help_text=_("没有质押的填“否”")
    )
    open_license_unwithdrawn = models.BooleanField(
        _("开放许可声明没有撤回"), null=True, blank=True, help_text=_("没有声明过的填“否”")
    )
    export_unsettled = models.BooleanField(
        _("向境外转让而没有依法办理手续"), null=True, blank=True, help_text=_("受让人不是境外的填“否”")
    )
    submitted_to_cnipa_on = models.DateField(_("提交转让登记之日"), null=True, blank=True)
    record_number = models.CharField(
        _("转让登记文号"), max_length=60, blank=True, help_text=_("手续合格通知书上的编号")
    )
    registered_on = models.DateField(_("转让登记生效日"), null=True, blank=True)

    class Meta:
        verbose_name = _("专利转让登记")
        verbose_name_plural = _("专利转让登记")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="transfer_registered_after_contract",
                condition=Q(registered_on=None) | Q(signed_on=None) | Q(registered_on__gte=F("signed_on")),
            ),
        ]

    # Each day, and the one that it must not come before.
    NOT_BEFORE: ClassVar = (("submitted_to_cnipa_on", "signed_on"), ("registered_on", "submitted_to_cnipa_on"))

    def clean(self) -> None:
        """This function will raise ValidationError for days that do not follow one another."""
        wrong = {}
        for later, earlier in self.NOT_BEFORE:
            day, before = getattr(self, later), getattr(self, earlier)
            if day is not None and before is not None and day < before:
                wrong[later] = _("不能早于%(day)s") % {"day": before}
        if wrong:
            raise ValidationError(wrong)
