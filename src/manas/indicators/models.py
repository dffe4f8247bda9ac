"""Sets of indicators with their targets: what an office has decided to be measured by, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.indicators.assessment.models import (
    Addition,
    Assessment,
    AssessmentComment,
    AssessmentInput,
    AssessmentMethod,
    AssessmentResult,
    GrantedPoints,
    MethodIndicator,
)
from manas.indicators.given.models import GivenValue, HighValueReason, ReasonCode
from manas.indicators.kept.models import KeptFigure
from manas.indicators.rules import realm
from manas.indicators.statistics.models import (
    FormItem,
    PeriodException,
    Return,
    ReturnForm,
    ReturnPeriod,
    ReturnStep,
    ReturnValue,
)
from manas.indicators.workreports.models import ReportNumber, ReportSection, SectionText, WorkReport
from manas.office.models import Person, Unit
from manas.plan.models import WorkPlan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing

__all__ = [
    "Addition",
    "Assessment",
    "AssessmentComment",
    "AssessmentInput",
    "AssessmentMethod",
    "AssessmentResult",
    "FormItem",
    "GivenValue",
    "GrantedPoints",
    "HighValueReason",
    "IndicatorSet",
    "KeptFigure",
    "MethodIndicator",
    "PeriodException",
    "ReasonCode",
    "ReportNumber",
    "ReportSection",
    "Return",
    "ReturnForm",
    "ReturnPeriod",
    "ReturnStep",
    "ReturnValue",
    "SectionText",
    "SetState",
    "Target",
    "WorkReport",
]

YEAR = (MinValueValidator(2000), MaxValueValidator(2100))


class SetState(models.TextChoices):
    DRAFT = "draft", _("拟定中")
    IN_FORCE = "in_force", _("执行中")
    CLOSED = "closed", _("已停用")


class SetQuerySet(models.QuerySet["IndicatorSet"]):
    def visible_to(self, standing: Standing) -> SetQuerySet:
        """This function will keep the sets of the prefecture that the person works on; drafts are the office's alone."""
        found = self.filter(owner__path__startswith=realm(standing) or "?")
        return found if standing.is_office else found.exclude(state=SetState.DRAFT)


class IndicatorSet(models.Model):
    """指标体系: a list of targets in one version. What is in force is never changed: a new version takes its place."""

    name = models.CharField(_("指标体系名称"), max_length=120)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("制定单位"))
    plan = models.ForeignKey(
        WorkPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("工作方案")
    )
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revised_by", verbose_name=_("上一版")
    )
    state = models.CharField(_("指标体系状态"), max_length=8, choices=SetState.choices, default=SetState.DRAFT)
    basis = models.CharField(_("制定依据"), max_length=200)
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    in_force_at = models.DateTimeField(_("启用时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = SetQuerySet.as_manager()
    if TYPE_CHECKING:
        targets: RelatedManager[Target]

    class Meta:
        verbose_name = _("指标体系")
        verbose_name_plural = _("指标体系")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="indicator_set_version_once", fields=["owner", "name", "version"]),
            models.CheckConstraint(
                name="indicator_set_in_force_since", condition=Q(state="draft") | Q(in_force_at__isnull=False)
            ),
            models.CheckConstraint(
                name="indicator_set_closed_since",
                condition=~Q(state="closed") | Q(closed_at__isnull=False, closed_at__gte=F("in_force_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"


class Target(models.Model):
    """What one unit is to reach in one year by one indicator; with where it began, if that is known."""

    indicator_set = models.ForeignKey(
        IndicatorSet, on_delete=models.CASCADE, related_name="targets", verbose_name=_("指标体系")
    )
    indicator = models.SlugField(_("指标"), max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"), validators=YEAR)
    value = models.DecimalField(_("目标值"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)])
    baseline = models.DecimalField(_("基期值"), max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("基期年度"), null=True, blank=True, validators=YEAR)

    class Meta:
        verbose_name = _("指标目标")
        verbose_name_plural = _("指标目标")
        ordering: ClassVar = ["indicator", "year", "unit__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="target_once", fields=["indicator_set", "indicator", "unit", "year"]),
            models.CheckConstraint(
                name="target_baseline_with_its_year",
                condition=Q(baseline=None, baseline_year=None)
                | Q(baseline__isnull=False, baseline_year__isnull=False, baseline_year__lt=F("year")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.value}"
