"""Values that the office sets over those that ship with the system: dated, with their document, never deleted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models.people import Person


class LocalValue(models.Model):
    """A value of one family (time limits, …) by its key, from a day on; the file that ships stays the default."""

    family = models.SlugField(_("依据类别"), max_length=40)
    key = models.CharField(_("依据代码"), max_length=60)
    value = models.JSONField(_("本地取值"))
    valid_from = models.DateField(_("起用日期"))
    valid_to = models.DateField(_("止用日期"), null=True, blank=True)
    document = models.CharField(_("依据文件"), max_length=200)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("本地依据")
        verbose_name_plural = _("本地依据")
        ordering: ClassVar = ["family", "key", "valid_from", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="local_value_ends_after_start", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(name="local_value_once", fields=["family", "key", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.key}"

    def holds_on(self, day: date) -> bool:
        """This function will tell whether the value holds for an event of `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Place(models.TextChoices):
    NATIONAL = "national", _("全国")
    LOCAL = "local", _("自治区加放")


class CalendarDay(models.Model):
    """A day off, or a day on which a weekend is worked, that the shipped calendar lacks or has otherwise."""

    place = models.CharField(_("日历"), max_length=8, choices=Place.choices)
    day = models.DateField(_("日期"))
    off = models.BooleanField(_("放假"))
    name = models.CharField(_("假日名称"), max_length=40)
    document = models.CharField(_("依据文件"), max_length=200)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("日历调整")
        verbose_name_plural = _("日历调整")
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="calendar_day_once", fields=["place", "day"], condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarYear(models.Model):
    """A year that the office declares complete: every notice of it has been entered."""

    place = models.CharField(_("日历"), max_length=8, choices=Place.choices)
    year = models.PositiveSmallIntegerField(_("年份"))
    document = models.CharField(_("依据文件"), max_length=200)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("日历年度")
        verbose_name_plural = _("日历年度")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [models.UniqueConstraint(name="calendar_year_once", fields=["place", "year"])]

    def __str__(self) -> str:
        return f"{self.year}"
