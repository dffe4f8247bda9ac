"""Methods with their indicators and additions; assessments with their inputs, comments and frozen results."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.engines.composite.method import Aggregation, Scaling
from manas.engines.figures import Known
from manas.engines.periods import Period
from manas.indicators.rules import realm
from manas.indicators.statistics.models import KNOWN
from manas.office.models import Person, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing

SCALINGS = [
    (Scaling.GOALPOSTS.value, _("固定标尺")),
    (Scaling.MIN_MAX.value, _("相对高低（极差法）")),
]
AGGREGATIONS = [
    (Aggregation.ARITHMETIC.value, _("加权平均")),
    (Aggregation.GEOMETRIC.value, _("几何平均")),
]


class MethodState(models.TextChoices):
    DRAFT = "draft", _("起草中")
    SIGNED = "signed", _("已签发")
    CLOSED = "closed", _("已废止")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("测算中")
    COMMENTS = "comments", _("征求意见")
    PUBLISHED = "published", _("已公布")


class MethodQuerySet(models.QuerySet["AssessmentMethod"]):
    def visible_to(self, standing: Standing) -> MethodQuerySet:
        """This function will keep the methods of the prefecture that the person works on; drafts are the office's alone."""
        found = self.filter(owner__path__startswith=realm(standing) or "?")
        return found if standing.is_office else found.exclude(state=MethodState.DRAFT)


class AssessmentMethod(models.Model):
    """考核办法 in one version: which units, by which indicators, with which scales and points. Once signed it is not changed."""

    name = models.CharField(_("考核办法名称"), max_length=120)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("制定单位"))
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("考核对象"))
    basis = models.CharField(_("制定依据"), max_length=200)
    scaling = models.CharField(_("计分方式"), max_length=12, choices=SCALINGS, default=Scaling.GOALPOSTS.value)
    aggregation = models.CharField(
        _("合成方式"), max_length=12, choices=AGGREGATIONS, default=Aggregation.ARITHMETIC.value
    )
    state = models.CharField(_("办法状态"), max_length=6, choices=MethodState.choices, default=MethodState.DRAFT)
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revised_by", verbose_name=_("上一版")
    )
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    signed_at = models.DateTimeField(_("签发时间"), null=True, blank=True)

    objects = MethodQuerySet.as_manager()
    if TYPE_CHECKING:
        indicators: RelatedManager[MethodIndicator]
        additions: RelatedManager[Addition]
        assessments: RelatedManager[Assessment]
        revised_by: RelatedManager[AssessmentMethod]

    class Meta:
        verbose_name = _("考核办法")
        verbose_name_plural = _("考核办法")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="assessment_method_version_once", fields=["owner", "name", "version"]),
            models.CheckConstraint(
                name="assessment_method_signed",
                condition=Q(state="draft", signed_at=None, signed_by=None)
                | (~Q(state="draft") & Q(signed_at__isnull=False, signed_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"


class MethodIndicator(models.Model):
    """考核指标: an indicator with its points, and where its scale begins and ends."""

    method = models.ForeignKey(
        AssessmentMethod, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("考核办法")
    )
    indicator = models.SlugField(_("指标"), max_length=40)
    points = models.DecimalField(
        _("分值"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    worst = models.DecimalField(_("最差值"), max_digits=16, decimal_places=2, null=True, blank=True)
    best = models.DecimalField(_("最优值"), max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("考核指标")
        verbose_name_plural = _("考核指标")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="method_indicator_once", fields=["method", "indicator"]),
            models.CheckConstraint(name="method_indicator_has_points", condition=Q(points__gt=0)),
            models.CheckConstraint(
                name="method_indicator_has_a_scale",
                condition=Q(worst=None, best=None) | (Q(worst__isnull=False, best__isnull=False) & ~Q(worst=F("best"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.points}"


class Addition(models.Model):
    """加减分项 of a method: for what points are added or taken off, at most how many, and which document says so."""

    method = models.ForeignKey(
        AssessmentMethod, on_delete=models.CASCADE, related_name="additions", verbose_name=_("考核办法")
    )
    label = models.CharField(_("加减分事项"), max_length=80)
    most = models.DecimalField(_("最多分数"), max_digits=4, decimal_places=2, validators=[MinValueValidator(0)])
    source = models.CharField(_("依据文件"), max_length=200)

    class Meta:
        verbose_name = _("加减分项")
        verbose_name_plural = _("加减分项")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="addition_once", fields=["method", "label"])]

    def __str__(self) -> str:
        return self.label


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, standing: Standing) -> AssessmentQuerySet:
        """This function will keep what the person may read: the office all; others what is laid open to them or published.

        While comments are asked for, those read it whom it assesses, and leaders above them.
        """
        found = self.filter(method__owner__path__startswith=realm(standing) or "?")
        if standing.is_office:
            return found
        near = Q()
        for prefix in standing.readable():
            near |= Q(method__units__path__startswith=prefix)
        open_to = Q(state=AssessmentState.COMMENTS) & near if near else Q(pk__in=[])
        return found.filter(Q(state=AssessmentState.PUBLISHED) | open_to).distinct()


class Assessment(models.Model):
    """考核 by one method for one period. What is published is frozen; its hash says whether it still is what was published."""

    method = models.ForeignKey(
        AssessmentMethod, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("考核办法")
    )
    period = models.CharField(_("统计期"), max_length=7)
    state = models.CharField(
        _("考核状态"), max_length=9, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    computed_at = models.DateTimeField(_("计算时间"))
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公布人")
    )
    code_version = models.CharField(_("程序版本"), max_length=40, blank=True)
    fingerprint = models.CharField(_("结果指纹"), max_length=64, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = AssessmentQuerySet.as_manager()
    if TYPE_CHECKING:
        inputs: RelatedManager[AssessmentInput]
        results: RelatedManager[AssessmentResult]
        granted: RelatedManager[GrantedPoints]
        comments: RelatedManager[AssessmentComment]

    class Meta:
        verbose_name = _("考核")
        verbose_name_plural = _("考核")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="assessment_once", fields=["method", "period"]),
            models.CheckConstraint(
                name="assessment_published_is_signed",
                condition=Q(state="published", published_at__isnull=False, published_by__isnull=False)
                & ~Q(fingerprint="")
                | (~Q(state="published") & Q(published_at=None, published_by=None, fingerprint="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.period}"

    @property
    def time(self) -> Period:
        """This function will give the period of the calendar."""
        return Period.read(self.period)


class AssessmentInput(models.Model):
    """考核数据: one figure of one unit as it went into the assessment, and where it came from."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="inputs", verbose_name=_("考核"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("考核对象"))
    indicator = models.SlugField(_("指标"), max_length=40)
    known = models.CharField(_("数据情况"), max_length=14, choices=KNOWN)
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True, blank=True)
    approved = models.BooleanField(_("取自批准的报表"), default=False)
    exempt = models.CharField(_("免考依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("考核数据")
        verbose_name_plural = _("考核数据")
        ordering: ClassVar = ["unit__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="assessment_input_once", fields=["assessment", "unit", "indicator"]),
            models.CheckConstraint(
                name="assessment_input_known_or_not",
                condition=Q(known=Known.VALUE.value, value__isnull=False)
                | (~Q(known=Known.VALUE.value) & Q(value=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator}"


class GrantedPoints(models.Model):
    """加减分: what one unit was given or lost by one addition, on what document."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="granted", verbose_name=_("考核"))
    addition = models.ForeignKey(Addition, on_delete=models.PROTECT, related_name="+", verbose_name=_("加减分项"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("考核对象"))
    points = models.DecimalField(_("分数"), max_digits=5, decimal_places=2)
    source = models.CharField(_("依据文件"), max_length=200)

    class Meta:
        verbose_name = _("加减分")
        verbose_name_plural = _("加减分")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="granted_points_once", fields=["assessment", "addition", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.addition} {self.points}"


class AssessmentResult(models.Model):
    """考核结果 of one unit, to nine decimals: score, additions, total, place and the interval of its place."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="results", verbose_name=_("考核"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("考核对象"))
    score = models.DecimalField(_("得分"), max_digits=15, decimal_places=9, null=True, blank=True)
    added = models.DecimalField(_("加减分合计"), max_digits=15, decimal_places=9, default=0)
    total = models.DecimalField(_("总分"), max_digits=15, decimal_places=9, null=True, blank=True)
    rank = models.DecimalField(_("名次"), max_digits=5, decimal_places=1, null=True, blank=True)
    rank_low = models.DecimalField(_("名次区间下限"), max_digits=5, decimal_places=1, null=True, blank=True)
    rank_high = models.DecimalField(_("名次区间上限"), max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = _("考核结果")
        verbose_name_plural = _("考核结果")
        ordering: ClassVar = ["rank", "unit__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="assessment_result_once", fields=["assessment", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.total}"


class AssessmentComment(models.Model):
    """考核意见 of an assessed unit, with the office's answer."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="comments", verbose_name=_("考核")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("考核对象"))
    text = models.TextField(_("意见"), max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"))
    answer = models.TextField(_("意见处理"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("处理人")
    )
    answered_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("考核意见")
        verbose_name_plural = _("考核意见")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="assessment_comment_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
