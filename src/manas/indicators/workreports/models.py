"""Reports of work: sections with every version of their text, and every number with the query that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.engines.figures import Known
from manas.office.models import Person, Role, Unit
from manas.office.rules import under
from manas.plan.models import Report, WorkPlan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class WorkReportState(models.TextChoices):
    DRAFT = "draft", _("修改中")
    FINAL = "final", _("已定稿")
    DISCARDED = "discarded", _("已作废")


class Part(models.TextChoices):
    """What of an indicator a number is."""

    VALUE = "value", _("指标值")
    COUNTS = "counts", _("分子")
    OUT_OF = "out_of", _("分母")
    TARGET = "target", _("目标值")


class WorkReportQuerySet(models.QuerySet["WorkReport"]):
    def visible_to(self, standing: Standing) -> WorkReportQuerySet:
        """This function will keep the reports of plans that the person's office runs, and of units that the person leads."""
        own = under("plan__owner__path", standing.office_realms())
        led = under("plan__owner__path", tuple(post.unit.path for post in standing.posts_as(Role.LEADER)))
        return self.filter(own | led)


class WorkReport(models.Model):
    """工作报告 of one plan for a quarter or a year; what is final is never changed, the next version begins anew."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="+", verbose_name=_("工作方案"))
    period = models.CharField(_("统计期"), max_length=7)
    version = models.PositiveSmallIntegerField(_("版次"))
    title = models.CharField(_("标题"), max_length=400)
    state = models.CharField(_("状态"), max_length=10, choices=WorkReportState.choices, default=WorkReportState.DRAFT)
    computed_at = models.DateTimeField(_("计算时间"))
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    finished_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("定稿人")
    )
    finished_at = models.DateTimeField(_("定稿时间"), null=True, blank=True)
    sha256 = models.CharField(_("校验值"), max_length=64, blank=True)

    objects = WorkReportQuerySet.as_manager()
    if TYPE_CHECKING:
        sections: RelatedManager[ReportSection]
        numbers: RelatedManager[ReportNumber]

    class Meta:
        verbose_name = _("工作报告")
        verbose_name_plural = _("工作报告")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="work_report_version_once", fields=["plan", "period", "version"]),
            models.UniqueConstraint(
                name="work_report_one_draft", fields=["plan", "period"], condition=Q(state="draft")
            ),
            models.CheckConstraint(
                name="work_report_final_with_hash",
                condition=~Q(state="final") | (Q(finished_by__isnull=False, finished_at__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportSection(models.Model):
    """A section as it was drawn from records: a heading, a table whose cells are words and marks, bars."""

    report = models.ForeignKey(
        WorkReport, on_delete=models.CASCADE, related_name="sections", verbose_name=_("工作报告")
    )
    position = models.PositiveSmallIntegerField(_("排序"))
    level = models.PositiveSmallIntegerField(_("层级"))
    heading = models.CharField(_("标题"), max_length=420)
    # A list of rows, the first of them the head; cells are texts with marks.
    table = models.JSONField(_("表格"), default=list, blank=True)
    # Pairs of a label and a mark.
    bars = models.JSONField(_("条形图"), default=list, blank=True)

    if TYPE_CHECKING:
        texts: RelatedManager[SectionText]

    class Meta:
        verbose_name = _("报告章节")
        verbose_name_plural = _("报告章节")
        ordering: ClassVar = ["report", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="report_section_position_once", fields=["report", "position"]),
        ]

    def __str__(self) -> str:
        return self.heading


class SectionText(models.Model):
    """One version of a section's paragraphs, one a line. The first is drawn from records; an undone one is kept."""

    section = models.ForeignKey(
        ReportSection, on_delete=models.CASCADE, related_name="texts", verbose_name=_("报告章节")
    )
    number = models.PositiveSmallIntegerField(_("版次"))
    text = models.TextField(_("正文"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    written_at = models.DateTimeField(_("时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("章节文稿")
        verbose_name_plural = _("章节文稿")
        ordering: ClassVar = ["section", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="section_text_number_once", fields=["section", "number"]),
            models.CheckConstraint(name="section_text_first_stays", condition=~Q(number=1) | Q(undone_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ReportNumber(models.Model):
    """报告引数: a number of a report with its query, or the accepted progress from which a sentence was taken."""

    report = models.ForeignKey(WorkReport, on_delete=models.CASCADE, related_name="numbers", verbose_name=_("工作报告"))
    number = models.PositiveSmallIntegerField(_("编号"))
    indicator = models.SlugField(_("指标"), max_length=40, blank=True)
    part = models.CharField(_("取值"), max_length=8, choices=Part.choices, default=Part.VALUE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    period = models.CharField(_("统计期"), max_length=7)
    progress = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("进展")
    )
    known = models.CharField(_("数据情况"), max_length=14, choices=[(one.value, one.value) for one in Known])
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("报告引数")
        verbose_name_plural = _("报告引数")
        ordering: ClassVar = ["report", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="report_number_once", fields=["report", "number"]),
            models.CheckConstraint(
                name="report_number_of_one_source",
                condition=Q(indicator="", progress__isnull=False) | (~Q(indicator="") & Q(progress__isnull=True)),
            ),
            models.CheckConstraint(
                name="report_number_known_with_value",
                condition=Q(known="value", value__isnull=False) | (~Q(known="value") & Q(value__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.indicator}"
