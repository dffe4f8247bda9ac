"""Units of the government's tree, with their names over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("部门")
    COUNTY_GOVERNMENT = "county", _("县级人民政府")
    ENTERPRISE = "enterprise", _("企业")


class UnitQuerySet(models.QuerySet["Unit"]):
    def open_on(self, day: date) -> UnitQuerySet:
        """This function will keep the units that existed on `day`."""
        began = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
        lasts = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        return self.filter(began & lasts)

    def within(self, root: Unit) -> UnitQuerySet:
        """This function will keep `root` and every unit below it."""
        return self.filter(path__startswith=root.path)


class Unit(models.Model):
    """A unit of the government's tree, renamed by a new `UnitName`, closed by a date or merged, never deleted while used."""

    code = models.SlugField(_("单位代码"), max_length=40, unique=True)
    kind = models.CharField(_("单位类别"), max_length=12, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位")
    )
    # "/root/child/": one indexed prefix answers "is it in my tree" on every database alike.
    path = models.CharField(_("单位路径"), max_length=400, unique=True)
    position = models.PositiveIntegerField(_("排序"), default=0)
    short_name = models.CharField(_("简称"), max_length=80)
    opened_on = models.DateField(_("设立日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    # It then hangs below that unit: whatever is read or counted of the whole has the part in it, before that day too.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入单位")
    )

    objects = UnitQuerySet.as_manager()
    if TYPE_CHECKING:
        names: RelatedManager[UnitName]

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="unit_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="unit_merged_is_closed", condition=Q(merged_into=None) | Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="unit_merged_hangs_below", condition=Q(merged_into=None) | Q(merged_into=F("parent"))
            ),
            # SQLite compares the beginning of a path without its case: NORTH would read what north may.
            models.CheckConstraint(name="unit_code_in_lower_case", condition=Q(code=Lower("code"))),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's save() has no typed pass-through

    @property
    def present(self) -> Unit:
        """The unit that goes on with its work: itself, or the one that it was merged into."""
        return self.merged_into.present if self.merged_into else self

    def contains(self, other: Unit) -> bool:
        """This function will tell whether `other` is this unit or below it."""
        return other.path.startswith(self.path)


class NameKind(models.TextChoices):
    FULL = "full", _("全称")
    SHORT = "short", _("简称")
    ALIAS = "alias", _("别称")


class FactStatus(models.TextChoices):
    READ = "read", _("已核对原文")
    SECOND_HAND = "second-hand", _("转引")
    MEMORY = "memory", _("未核实")


class UnitName(models.Model):
    """A name of a unit, with the days it holds and where it is known from."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names", verbose_name=_("单位"))
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("名称类别"), max_length=8, choices=NameKind.choices)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    status = models.CharField(_("核实状态"), max_length=12, choices=FactStatus.choices)

    class Meta:
        verbose_name = _("单位名称")
        verbose_name_plural = _("单位名称")
        ordering: ClassVar = ["unit", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="unit_name_once", fields=["unit", "name", "kind"]),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        """This function will tell whether the name was in use on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)
