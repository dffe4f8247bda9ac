"""What lies with a matter: documents handed in, and papers that the office made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models.matter import Matter
from manas.matters.docket.models.turn import Turn
from manas.office.models import Person, StoredFile


class Attachment(models.Model):
    """A document handed in with a matter; one taken back stays on record."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("办件"))
    document = models.SlugField(_("材料种类"), max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("文件"))
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提交人"))
    added_at = models.DateTimeField(_("提交时间"))
    removed_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.document} {self.file}"


class PaperState(models.TextChoices):
    WANTED = "wanted", _("待生成")
    MADE = "made", _("已生成")
    FAILED = "failed", _("生成失败")


class Paper(models.Model):
    """A paper that a step produces: asked for with the step, made in the background, kept with its hash and version."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="papers", verbose_name=_("办件"))
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="papers", verbose_name=_("出具步骤"))
    key = models.SlugField(_("文书种类"), max_length=40)
    title = models.CharField(_("文书名称"), max_length=120)
    number = models.CharField(_("文书文号"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(_("版次"))
    state = models.CharField(_("文书状态"), max_length=8, choices=PaperState.choices, default=PaperState.WANTED)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )
    template_sha256 = models.CharField(_("模板校验值"), max_length=64, blank=True)
    blanks = models.JSONField(_("待填空白"), default=list, blank=True)
    made_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    fault = models.CharField(_("失败原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="paper_version_once", fields=["matter", "key", "version"]),
            models.CheckConstraint(name="paper_made_with_file", condition=~Q(state="made") | Q(file__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
