"""How people come in: the second factor, passwords used before, sign-ins tried, sessions open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.office.models.people import Person


class SecondFactor(models.Model):
    """The authenticator of a person. A step of its clock that was used once is not taken again."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="second_factor", verbose_name=_("人员")
    )
    secret = models.CharField(_("动态口令密钥"), max_length=64)
    confirmed_at = models.DateTimeField(_("启用时间"), null=True, blank=True)
    last_step = models.BigIntegerField(_("已用时间步"), default=-1)

    class Meta:
        verbose_name = _("第二重验证")
        verbose_name_plural = _("第二重验证")

    def __str__(self) -> str:
        return str(self.person)


class RecoveryCode(models.Model):
    """A code for the day on which the authenticator is lost: shown once, kept as a hash, used once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name=_("人员"))
    digest = models.CharField(_("恢复码摘要"), max_length=128)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("恢复码")
        verbose_name_plural = _("恢复码")

    def __str__(self) -> str:
        return f"{self.person}·{self.pk}"


class CalendarToken(models.Model):
    """The secret in the address of a person's calendar: shown once, kept as a hash, gone when it is revoked."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="calendar_token", verbose_name=_("人员")
    )
    digest = models.CharField(_("日历地址摘要"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")

    def __str__(self) -> str:
        return str(self.person)


class PastPassword(models.Model):
    """A password (as its hash) that a person had: the last few are not taken again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_passwords", verbose_name=_("人员"))
    encoded = models.CharField(_("口令摘要"), max_length=128)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("曾用口令")
        verbose_name_plural = _("曾用口令")

    def __str__(self) -> str:
        return f"{self.person}·{self.at:%Y-%m-%d}"


class Outcome(models.TextChoices):
    FAILED = "failed", _("未通过")
    PASSWORD = "password", _("口令正确，待动态口令")
    PASSED = "passed", _("登录成功")
    LOCKED = "locked", _("锁定期内拒绝")
    UNLOCKED = "unlocked", _("解除锁定")


class SignIn(models.Model):
    """One try at signing in, also under a name that nobody bears: the auditor's record and the lock-out's count."""

    username = models.CharField(_("登录名"), max_length=40)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    address = models.CharField(_("来源地址"), max_length=45)
    outcome = models.CharField(_("登录结果"), max_length=12, choices=Outcome.choices)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("登录记录")
        verbose_name_plural = _("登录记录")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(name="sign_in_username_at", fields=["username", "at"]),
            models.Index(name="sign_in_address_at", fields=["address", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.get_outcome_display()}"


class OpenSession(models.Model):
    """Where a person is signed in just now. The row goes when the session does; that it was stays in `SignIn`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="open_sessions", verbose_name=_("人员"))
    key = models.CharField(_("会话标识"), max_length=40, unique=True)
    address = models.CharField(_("来源地址"), max_length=45)
    browser = models.CharField(_("浏览器"), max_length=200, blank=True)
    began_at = models.DateTimeField(_("登录时间"))
    seen_at = models.DateTimeField(_("最近使用"))

    class Meta:
        verbose_name = _("登录会话")
        verbose_name_plural = _("登录会话")
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.person}·{self.began_at:%Y-%m-%d %H:%M}"
