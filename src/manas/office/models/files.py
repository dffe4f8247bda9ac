"""Files as they were handed in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.office.models.people import Person
from manas.office.models.units import Unit


class ScanState(models.TextChoices):
    """Only these are ever kept: an infected file is refused, and so is any file while the scanner does not answer."""

    NOT_SCANNED = "none", _("未设查毒")
    CLEAN = "clean", _("未发现病毒")


class StoredFile(models.Model):
    """A file as it was handed in, kept once by its hash outside the database."""

    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("文件类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True)
    scan = models.CharField(_("查毒结果"), max_length=5, choices=ScanState.choices, default=ScanState.NOT_SCANNED)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.name
