"""督办: an order to one unit on one ground, and every step that was taken on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, StoredFile, Unit
from manas.office.rules import under
from manas.plan.models.ledger import WorkItem

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class Level(models.TextChoices):
    REMINDER = "reminder", _("提醒")
    ORDER = "order", _("督办")
    INTERVIEW = "interview", _("约谈")


class OrderState(models.TextChoices):
    ISSUED = "issued", _("待签收")
    RECEIVED = "received", _("待回复")
    REPLIED = "replied", _("待核实")
    CLOSED = "closed", _("已销号")
    RAISED = "raised", _("已升级")
    WITHDRAWN = "withdrawn", _("已撤销")


OPEN: Final = (OrderState.ISSUED, OrderState.RECEIVED, OrderState.REPLIED)
# What still waits for the unit.
UNANSWERED: Final = (OrderState.ISSUED, OrderState.RECEIVED)


class OrderQuerySet(models.QuerySet["SupervisionOrder"]):
    def visible_to(self, standing: Standing) -> OrderQuerySet:
        """This function will keep the orders to units whose work the person may read."""
        return self.filter(under("unit__path", standing.readable()))

    def open(self) -> OrderQuerySet:
        """This function will keep what is neither closed, raised nor withdrawn."""
        return self.filter(state__in=OPEN)


class SupervisionOrder(models.Model):
    """督办件: at which level, what is asked of whom, on what ground, until when. It is never deleted."""

    level = models.CharField(_("督办层级"), max_length=9, choices=Level.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("督办对象"))
    item = models.ForeignKey(
        WorkItem, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("举措")
    )
    ground_key = models.CharField(_("事由编号"), max_length=80)
    ground = models.CharField(_("督办事由"), max_length=400)
    ground_due_on = models.DateField(_("原定期限"))
    ground_address = models.CharField(_("事由网址"), max_length=200)
    what = models.CharField(_("督办要求"), max_length=400)
    answer_by = models.DateField(_("回复期限"))
    state = models.CharField(_("督办状态"), max_length=9, choices=OrderState.choices, default=OrderState.ISSUED)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="raised_to", verbose_name=_("上一层级")
    )
    is_example = models.BooleanField(_("示例"), default=False)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("签发人"))
    issued_at = models.DateTimeField(_("签发时间"))

    objects = OrderQuerySet.as_manager()
    if TYPE_CHECKING:
        steps: RelatedManager[SupervisionStep]

    class Meta:
        verbose_name = _("督办件")
        verbose_name_plural = _("督办件")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="supervision_one_open", fields=["ground_key"], condition=Q(state__in=[str(one) for one in OPEN])
            ),
            models.CheckConstraint(
                name="supervision_raised_from_below", condition=~Q(level="reminder") | Q(follows__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}：{self.ground}"


class SupervisionStep(models.Model):
    """督办环节: who received, replied, sent back, closed or withdrew, when and with what words and files."""

    order = models.ForeignKey(
        SupervisionOrder, on_delete=models.PROTECT, related_name="steps", verbose_name=_("督办件")
    )
    deed = models.CharField(_("办理动作"), max_length=10)
    text = models.TextField(_("办理内容"), max_length=2000, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("文件"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("督办环节")
        verbose_name_plural = _("督办环节")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.deed
