"""条件保障: money arranged for a task and what became of it, and policies that support it. What happened is only added to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, Unit
from manas.office.rules import under
from manas.plan.models.task import Task

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing

CENT = Decimal("0.01")
YEARS = (MinValueValidator(2000), MaxValueValidator(2100))


class FundSource(models.TextChoices):
    """Where money comes from."""

    ABOVE = "above", _("上级专项资金")
    PREFECTURE = "prefecture", _("州本级预算")
    COUNTY = "county", _("县级预算")
    AID = "aid", _("援疆资金")
    OTHER = "other", _("其他资金")


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, standing: Standing) -> FundQuerySet:
        """This function will keep what units provide or use whose work the person may read."""
        return self.filter(under("provider__path", standing.readable()) | under("user__path", standing.readable()))

    def standing(self) -> FundQuerySet:
        """This function will keep what was not withdrawn."""
        return self.filter(withdrawn_at=None)


class Fund(models.Model):
    """Money arranged for a task of the plan in a year, by a document. Amounts are yuan."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name=_("任务"))
    year = models.PositiveSmallIntegerField(_("年度"), validators=YEARS)
    name = models.CharField(_("经费用途"), max_length=120)
    provider = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("安排单位"))
    user = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("使用单位"))
    source = models.CharField(_("资金来源"), max_length=10, choices=FundSource.choices)
    amount = models.DecimalField(
        _("安排金额（元）"), max_digits=16, decimal_places=2, validators=[MinValueValidator(CENT)]
    )
    document = models.CharField(_("依据文件"), max_length=200)
    arranged_on = models.DateField(_("安排日期"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    entered_at = models.DateTimeField(_("登记时间"))

    objects = FundQuerySet.as_manager()
    if TYPE_CHECKING:
        moves: RelatedManager[FundMove]

    class Meta:
        verbose_name = _("经费安排")
        verbose_name_plural = _("经费安排")
        ordering: ClassVar = ["-year", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="fund_amount_above_nought", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="fund_has_its_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="fund_withdrawn_with_reason", condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MoveKind(models.TextChoices):
    RECEIVED = "received", _("到位")
    PAID = "paid", _("支出")


class FundMove(models.Model):
    """One happening: money that came in or went out. A mistake is reversed by a row of its own, with the opposite amount."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="moves", verbose_name=_("经费安排"))
    kind = models.CharField(_("收支类别"), max_length=8, choices=MoveKind.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    on = models.DateField(_("发生日期"))
    voucher = models.CharField(_("凭证或者文件"), max_length=200)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("被冲正的收支"),
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("经费收支")
        verbose_name_plural = _("经费收支")
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="fund_move_below_nought_reverses",
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
            ),
            models.CheckConstraint(name="fund_move_has_its_voucher", condition=~Q(voucher="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class PolicyQuerySet(models.QuerySet["SupportPolicy"]):
    def in_force_on(self, day: date) -> PolicyQuerySet:
        """This function will keep those in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), issued_on__lte=day)


class SupportPolicy(models.Model):
    """配套政策: a document in force that supports a task; the same document may support several."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name=_("任务"))
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("印发单位"))
    name = models.CharField(_("政策名称"), max_length=200)
    number = models.CharField(_("发文字号"), max_length=60)
    address = models.URLField(_("政策网址"), blank=True)
    issued_on = models.DateField(_("印发日期"))
    ends_on = models.DateField(_("失效日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    entered_at = models.DateTimeField(_("登记时间"))

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("配套政策")
        verbose_name_plural = _("配套政策")
        ordering: ClassVar = ["-issued_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="support_policy_once_a_task",
                fields=["task", "number"],
                violation_error_message=_("这项任务已经登记了这件政策"),
            ),
            models.CheckConstraint(
                name="support_policy_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=F("issued_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）"
