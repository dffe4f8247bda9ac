"""What became of patents between people: licences and transfers that were recorded, and the events that brought them about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization, Unit
from manas.registers.models.patents import Patent
from manas.registers.needs.rules import kept_within

if TYPE_CHECKING:
    from manas.office.rules import Standing


class DealKind(models.TextChoices):
    EXCLUSIVE = "exclusive", _("独占许可")
    SOLE = "sole", _("排他许可")
    ORDINARY = "ordinary", _("普通许可")
    OPEN = "open", _("开放许可")
    TRANSFER = "transfer", _("转让")


class PriceForm(models.TextChoices):
    """How the price of a licence or transfer is paid."""

    LUMP = "lump", _("一次性支付")
    ROYALTY = "royalty", _("提成支付")
    ENTRY_AND_ROYALTY = "entry_and_royalty", _("入门费加提成")
    SHARES = "shares", _("作价入股")
    FREE = "free", _("无偿")


class PatentDeal(models.Model):
    """A licence or transfer as the national office recorded it. `price` is in yuan; a sealed one is counted, never shown."""

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="deals", verbose_name=_("专利"))
    kind = models.CharField(_("许可转让类型"), max_length=10, choices=DealKind.choices)
    given_by = models.CharField(_("许可人（转让人）"), max_length=200)
    given_to = models.CharField(_("被许可人（受让人）"), max_length=200)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机构")
    )
    effective_on = models.DateField(_("合同生效日"))
    until = models.DateField(_("许可届满日"), null=True, blank=True)
    price = models.DecimalField(_("合同金额（元）"), max_digits=15, decimal_places=2, validators=[MinValueValidator(0)])
    sealed = models.BooleanField(_("金额密封"), default=False)
    record_number = models.CharField(_("备案（登记）号"), max_length=60, unique=True)
    recorded_on = models.DateField(_("备案（登记）日"))
    source = models.CharField(_("来源"), max_length=200)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("专利许可转让记录")
        verbose_name_plural = _("专利许可转让记录")
        ordering: ClassVar = ["-recorded_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="deal_price_not_negative", condition=Q(price__gte=0)),
            models.CheckConstraint(
                name="deal_ends_after_effect", condition=Q(until=None) | Q(until__gte=F("effective_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_number} {self.get_kind_display()}"

    @property
    def open_price(self) -> Decimal | None:
        """The price for everybody's eyes; none where it is sealed."""
        return None if self.sealed else self.price


class EventQuerySet(models.QuerySet["MatchmakingEvent"]):
    def visible_to(self, standing: Standing) -> EventQuerySet:
        """This function will keep the events that somebody of this standing may read: within the reach of their posts."""
        return self.filter(kept_within(standing))


class MatchmakingEvent(models.Model):
    """A meeting at which those who need and those who offer are brought together; its pairs are followed one by one."""

    name = models.CharField(_("对接活动名称"), max_length=200)
    held_on = models.DateField(_("举办日期"))
    place = models.CharField(_("举办地点"), max_length=200, blank=True)
    organizer = models.CharField(_("主办单位"), max_length=200)
    county = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在县(市)")
    )
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    is_example = models.BooleanField(_("示例"), default=False)
    created_at = models.DateTimeField(_("入库时间"))

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("对接活动")
        verbose_name_plural = _("对接活动")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="event_once", fields=["keeper", "name", "held_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.name}"
