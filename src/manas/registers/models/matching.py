"""What the index of patents does not hold yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.registers.models.patents import Patent


class UnindexedPatent(models.Model):
    """A patent whose text the index has not taken up: written with the patent, taken away when the index holds it."""

    patent = models.OneToOneField(
        Patent, on_delete=models.CASCADE, primary_key=True, related_name="unindexed", verbose_name=_("专利")
    )
    changed_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = _("待编入索引的专利")
        verbose_name_plural = _("待编入索引的专利")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.patent)
