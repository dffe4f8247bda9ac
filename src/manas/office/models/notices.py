"""What people are told, and how it reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models.people import Person
from manas.office.models.units import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> NoticeQuerySet:
        """This function will keep the notices of one person: nobody reads another's."""
        return self.filter(recipient=person)

    def unread(self) -> NoticeQuerySet:
        """This function will keep what still asks to be read: neither read nor withdrawn."""
        return self.filter(read_at__isnull=True, withdrawn_at__isnull=True)


class Notice(models.Model):
    """Something that one person is told. The key says what it tells: one person is told it once."""

    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices", verbose_name=_("接收人"))
    key = models.CharField(_("通知标识"), max_length=160)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"), blank=True)
    address = models.CharField(_("页面地址"), max_length=200)
    about = models.CharField(_("事由"), max_length=80, db_index=True)  # "matters.matter:12"
    created_at = models.DateTimeField(_("发出时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    if TYPE_CHECKING:
        deliveries: RelatedManager[Delivery]

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        constraints: ClassVar = [
            models.UniqueConstraint(name="notice_once", fields=["recipient", "key"]),
            models.CheckConstraint(
                name="notice_leads_inside",
                condition=Q(address__startswith="/") & ~Q(address__startswith="//"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="notice_unread",
                fields=["recipient"],
                condition=Q(read_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Webhook(models.Model):
    """An address of another system that is told what a unit's people are told."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="webhooks", verbose_name=_("单位"))
    url = models.URLField(_("接口地址"), max_length=300)
    secret = models.CharField(_("密钥"), max_length=64)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("推送接口")
        verbose_name_plural = _("推送接口")
        constraints: ClassVar = [models.UniqueConstraint(name="webhook_once", fields=["unit", "url"])]

    def __str__(self) -> str:
        return self.url


class Channel(models.TextChoices):
    IN_APP = "in_app", _("站内")
    EMAIL = "email", _("邮件")
    WEBHOOK = "webhook", _("接口推送")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("待发")
    HANDING = "handing", _("正在交付")
    SENT = "sent", _("已发出")
    WITHDRAWN = "withdrawn", _("已撤销")
    UNCERTAIN = "uncertain", _("不确定")
    FAILED = "failed", _("失败")


STUCK = (DeliveryState.UNCERTAIN, DeliveryState.FAILED)


class Delivery(models.Model):
    """One notice over one channel, and how far it has come."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("通知"))
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel.choices)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("推送接口")
    )
    state = models.CharField(_("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    rounds = models.PositiveSmallIntegerField(_("重发次数"), default=0)  # how often a person asked to send it again
    changed_at = models.DateTimeField(_("状态时间"))
    sent_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    error = models.CharField(_("错误信息"), max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("投递")
        verbose_name_plural = _("投递")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="delivery_once_a_channel", fields=["notice", "channel"], condition=Q(webhook__isnull=True)
            ),
            models.UniqueConstraint(
                name="delivery_once_a_webhook", fields=["notice", "webhook"], condition=Q(webhook__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_names_its_webhook",
                condition=Q(channel=Channel.WEBHOOK, webhook__isnull=False)
                | (~Q(channel=Channel.WEBHOOK) & Q(webhook__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="delivery_by_state", fields=["state", "-changed_at"])]

    def __str__(self) -> str:
        return f"{self.notice_id}·{self.get_channel_display()}"


class NoticeChoiceQuerySet(models.QuerySet["NoticeChoice"]):
    def by_mail(self, person: Person) -> NoticeChoiceQuerySet:
        """This function will keep the choice of one person where it means that mail is sent."""
        wants = self.filter(person=person, by_email=True, person__is_active=True)
        return wants.exclude(person__email="").select_related("person")


class NoticeChoice(models.Model):
    """How a person wants to be told beside the list in the system itself. No row: there only."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="notice_choice", verbose_name=_("人员")
    )
    by_email = models.BooleanField(_("接收邮件"), default=False)

    objects = NoticeChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知方式")
        verbose_name_plural = _("通知方式")

    def __str__(self) -> str:
        return f"{self.person_id}"
