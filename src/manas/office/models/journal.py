"""The journal: rows are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.office.models.people import Person
from manas.office.models.units import Unit


class JournalEntry(models.Model):
    """One deed. Rows are only ever added: the database itself refuses to change or delete them."""

    number = models.PositiveBigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    # A deputy's deed names the holder of the post. Null, never empty text: adding the column leaves the table in place.
    on_behalf_of = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代何人")
    )
    actor_name = models.CharField(_("姓名"), max_length=40)
    verb = models.CharField(_("动作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=80, db_index=True)  # "plan.workitem:12"
    context = models.CharField(_("所属"), max_length=80, db_index=True)  # "plan.workplan:1"
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    detail = models.JSONField(_("内容"))
    previous_hash = models.CharField(_("前一校验值"), max_length=64)
    hash = models.CharField(_("校验值"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("操作日志")
        verbose_name_plural = _("操作日志")
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(name="journal_context_at", fields=["context", "at"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class JournalHead(models.Model):
    """The one row that says where the chain ends; locking it puts writers in line."""

    number = models.PositiveBigIntegerField(_("序号"), default=0)
    hash = models.CharField(_("校验值"), max_length=64, default="")

    class Meta:
        verbose_name = _("日志末端")
        verbose_name_plural = _("日志末端")

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
