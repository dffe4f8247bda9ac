"""Code tables that an office loads itself from the official file; until then their state is "not loaded"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class IpcLevel(models.TextChoices):
    SECTION = "section", _("部")
    CLASS = "class", _("大类")
    SUBCLASS = "subclass", _("小类")
    MAIN_GROUP = "main_group", _("大组")
    SUBGROUP = "subgroup", _("小组")


class IpcTitle(models.Model):
    """A symbol of the International Patent Classification with its Chinese title; `parent` is the symbol above it."""

    code = models.CharField(_("分类号"), max_length=20, unique=True)
    title = models.TextField(_("中文名称"))
    level = models.CharField(_("层级"), max_length=10, choices=IpcLevel.choices)
    parent = models.CharField(_("上级分类号"), max_length=20, blank=True)
    # How deep a subgroup stands below its main group (1: directly); null where the file does not say.
    dots = models.PositiveSmallIntegerField(_("圆点数"), null=True, blank=True)
    edition = models.CharField(_("版本"), max_length=40, blank=True)

    objects: ClassVar[models.Manager[IpcTitle]] = models.Manager()

    class Meta:
        verbose_name = _("IPC分类")
        verbose_name_plural = _("IPC分类")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class IndustryLevel(models.TextChoices):
    SECTION = "section", _("门类")
    DIVISION = "division", _("大类")
    GROUP = "group", _("中类")
    CLASS = "class", _("小类")


class Industry(models.Model):
    """An industry of GB/T 4754; `parent` is the code above it."""

    code = models.CharField(_("国民经济行业代码"), max_length=5, unique=True)
    name = models.CharField(_("行业名称"), max_length=200)
    level = models.CharField(_("层级"), max_length=8, choices=IndustryLevel.choices)
    parent = models.CharField(_("上级代码"), max_length=5, blank=True)
    edition = models.CharField(_("版本"), max_length=40, blank=True)

    objects: ClassVar[models.Manager[Industry]] = models.Manager()

    class Meta:
        verbose_name = _("行业分类")
        verbose_name_plural = _("行业分类")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
