"""What the use of a special mark says beside what every matter says: product, place, report, notices, years, checks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.office.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

NOT_BELOW_NOTHING = MinValueValidator(Decimal(0))


class IndicationKind(models.TextChoices):
    PRODUCT = "product", _("地理标志产品")
    COLLECTIVE = "collective", _("地理标志集体商标")
    CERTIFICATION = "certification", _("地理标志证明商标")


class CountyView(models.TextChoices):
    AGREES = "agrees", _("核验相符")
    OPPOSES = "opposes", _("核验不符")


class CancelGround(models.TextChoices):
    LICENSE_GONE = "license_gone", _("生产经营资格已经丧失")
    MOVED_OUT = "moved_out", _("生产地址迁出产地范围")
    STOPPED = "stopped", _("不再生产该产品")
    OFF_STANDARD = "off_standard", _("未按标准、规范生产，限期内未改正")
    UNUSED = "unused", _("满二年未使用专用标志，限期内未改正")


class YearColumns(models.Model):
    """What a user reports of one year."""

    year = models.PositiveSmallIntegerField(_("报告年度"), null=True, blank=True, validators=[MinValueValidator(2020)])
    volume = models.DecimalField(
        _("用标产品产量"),
        max_digits=14,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[NOT_BELOW_NOTHING],
        help_text=_("用登记的产量单位；当年没有使用专用标志的填0"),
    )
    sales = models.DecimalField(
        _("用标产品产值（元）"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[NOT_BELOW_NOTHING],
    )
    premium = models.DecimalField(
        _("用标溢价率（%）"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("用标产品比未用标同类产品价格高出的比例，低的填负数"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year}"


class CheckColumns(models.Model):
    """What supervision looks at (地理标志产品保护办法 24); an item without an answer was not looked at."""

    checked_on = models.DateField(_("检查日期"), null=True, blank=True)
    area_fits = models.BooleanField(_("产地范围相符"), null=True, blank=True)
    name_fits = models.BooleanField(_("产品名称相符"), null=True, blank=True)
    quality_fits = models.BooleanField(_("特色质量相符"), null=True, blank=True)
    standard_kept = models.BooleanField(_("按标准生产"), null=True, blank=True)
    mark_fits = models.BooleanField(_("专用标志使用规范"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.checked_on}"


CHECKED_ITEMS = ("area_fits", "name_fits", "quality_fits", "standard_kept", "mark_fits")
YEARLY = ("year", "volume", "sales", "premium")


class SpecialMarkUse(Matter, YearColumns, CheckColumns):
    """One producer's use of the special mark of one indication.

    The columns of YearColumns and CheckColumns are where a report or a check is written down; it is kept in a row of its
    own, and they are empty again.
    """

    indication_name = models.CharField(_("地理标志名称"), max_length=120, blank=True)
    indication_kind = models.CharField(_("地理标志种类"), max_length=16, choices=IndicationKind.choices, blank=True)
    indication_number = models.CharField(
        _("地理标志公告号或者注册号"), max_length=60, blank=True, help_text=_("认定公告号，或者商标注册号")
    )
    license_record = models.CharField(
        _("使用许可备案号"), max_length=60, blank=True, help_text=_("证明商标的被许可人填写")
    )
    production_address = models.CharField(_("生产地址"), max_length=200, blank=True)
    output = models.DecimalField(
        _("年产量"), max_digits=14, decimal_places=3, null=True, blank=True, validators=[NOT_BELOW_NOTHING]
    )
    output_unit = models.CharField(_("产量单位"), max_length=10, blank=True, help_text=_("吨、只、件等"))
    standard = models.CharField(_("执行标准"), max_length=120, blank=True, help_text=_("标准号和名称"))
    test_report = models.CharField(_("检验检测报告编号"), max_length=60, blank=True)
    tested_on = models.DateField(_("检验检测报告日期"), null=True, blank=True)
    test_lab = models.CharField(_("检验检测机构"), max_length=120, blank=True)
    place_checked_on = models.DateField(_("产地核验日期"), null=True, blank=True)
    county_view = models.CharField(_("县级核验结论"), max_length=8, choices=CountyView.choices, blank=True)
    region_notice = models.CharField(_("自治区审核文号"), max_length=60, blank=True)
    region_on = models.DateField(_("自治区审核日期"), null=True, blank=True)
    national_notice = models.CharField(_("核准公告号"), max_length=60, blank=True)
    national_on = models.DateField(_("核准公告日期"), null=True, blank=True)
    # From here the two years of disuse are counted: the last use that is known, else the notice that allowed it.
    unused_since = models.DateField(_("未使用起算日"), null=True, blank=True)
    last_used_on = models.DateField(_("最近使用专用标志日期"), null=True, blank=True)
    report_due_year_end = models.DateField(_("应报年度届满日"), null=True, blank=True)
    correct_by = models.DateField(_("限期改正截止日"), null=True, blank=True)
    corrected_on = models.DateField(_("改正日期"), null=True, blank=True)
    cancel_ground = models.CharField(_("注销情形"), max_length=16, choices=CancelGround.choices, blank=True)
    cancel_notice = models.CharField(_("注销公告号"), max_length=60, blank=True)
    canceled_on = models.DateField(_("注销公告日期"), null=True, blank=True)
    change_wanted = models.TextField(_("变更事项"), max_length=1000, blank=True)
    change_notice = models.CharField(_("变更公告号"), max_length=60, blank=True)
    changed_on = models.DateField(_("变更公告日期"), null=True, blank=True)

    if TYPE_CHECKING:
        years: RelatedManager[YearlyUse]
        checks: RelatedManager[MarkCheck]

    class Meta:
        verbose_name = _("地理标志专用标志使用")
        verbose_name_plural = _("地理标志专用标志使用")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="special_mark_canceled_after_registered",
                condition=Q(canceled_on=None) | Q(national_on__isnull=False, canceled_on__gte=F("national_on")),
            ),
        ]

    def clean(self) -> None:
        """This function will raise ValidationError, at the field that came later, for notices in the wrong order."""
        for name, earlier in NOT_BEFORE:
            day, before = getattr(self, name), getattr(self, earlier)
            if day is not None and before is not None and day < before:
                raise ValidationError({name: f"{_('不能早于')}{LABELS[earlier]}{before}"})


LABELS = {field.name: field.verbose_name for field in SpecialMarkUse._meta.local_fields}
# A day, and the one that it must not come before.
NOT_BEFORE = (
    ("national_on", "region_on"),
    ("last_used_on", "national_on"),
    ("changed_on", "national_on"),
    ("canceled_on", "national_on"),
)


class YearlyUse(YearColumns):
    """The report of one year; a year is reported once."""

    use = models.ForeignKey(
        SpecialMarkUse, on_delete=models.CASCADE, related_name="years", verbose_name=_("地理标志专用标志使用")
    )
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人"))
    reported_at = models.DateTimeField(_("填报时间"))

    class Meta:
        verbose_name = _("专用标志年度使用情况")
        verbose_name_plural = _("专用标志年度使用情况")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [models.UniqueConstraint(name="yearly_use_once", fields=["use", "year"])]


class MarkCheck(CheckColumns):
    """One check of supervision: what was looked at, and the words for it."""

    use = models.ForeignKey(
        SpecialMarkUse, on_delete=models.CASCADE, related_name="checks", verbose_name=_("地理标志专用标志使用")
    )
    finding = models.TextField(_("检查情况"), max_length=5000, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("检查人"))
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("专用标志监督检查")
        verbose_name_plural = _("专用标志监督检查")
        ordering: ClassVar = ["checked_on", "pk"]

    @property
    def conforms(self) -> bool:
        """Whether nothing that was looked at was found wanting."""
        return all(getattr(self, item) is not False for item in CHECKED_ITEMS)
