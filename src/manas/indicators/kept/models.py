"""留存数: figures as they were last counted, for pages that show hundreds of them at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.engines.figures import Figure, Known
from manas.office.models import Unit


class KeptFigure(models.Model):
    """The parts of one figure when it was last counted. Nothing is decided by it: returns and assessments count anew."""

    indicator = models.SlugField(_("指标"), max_length=40)
    period = models.CharField(_("统计期"), max_length=7)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("单位"))
    known = models.CharField(_("有无数值"), max_length=14)
    numerator = models.DecimalField(_("分子"), max_digits=24, decimal_places=4)
    denominator = models.DecimalField(_("分母"), max_digits=24, decimal_places=4, null=True, blank=True)
    counted_at = models.DateTimeField(_("统计时间"))

    class Meta:
        verbose_name = _("留存数")
        verbose_name_plural = _("留存数")
        constraints: ClassVar = [
            models.UniqueConstraint(name="kept_figure_once", fields=["indicator", "period", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.numerator}"

    def figure(self, scale: int) -> Figure:
        """This function will give the figure as it was counted."""
        return Figure(Known(self.known), self.numerator, self.denominator, scale)
