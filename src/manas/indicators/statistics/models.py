"""Forms with their items, periods with their exceptions, and the return of each unit with its values and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period, Span
from manas.office.models import Person, Unit
from manas.office.rules import under

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing

KNOWN = [
    (Known.VALUE.value, _("有数")),
    (Known.NOT_APPLICABLE.value, _("不适用")),
    (Known.MISSING.value, _("暂缺")),
    (Known.NOT_LOADED.value, _("未采集")),
]


SPANS = [(int(Span.MONTH), _("月报")), (int(Span.QUARTER), _("季报")), (int(Span.YEAR), _("年报"))]


class FormState(models.TextChoices):
    DRAFT = "draft", _("设计中")
    IN_FORCE = "in_force", _("执行中")
    CLOSED = "closed", _("已停用")


class ReturnState(models.TextChoices):
    OPEN = "open", _("待填报")
    SUBMITTED = "submitted", _("已上报")
    CHECKED = "checked", _("单位已审核")
    APPROVED = "approved", _("已批准")


class ReturnFormQuerySet(models.QuerySet["ReturnForm"]):
    def visible_to(self, standing: Standing) -> ReturnFormQuerySet:
        """This function will keep the forms of the prefectures whose work the person may read; drafts are their office's."""
        named = standing.readable()
        near = {f"/{path.split('/')[1]}/" for path in named}
        own = under("owner__path", standing.office_realms())
        return self.filter(own | (Q(owner__path__in=near) & ~Q(state=FormState.DRAFT)))


class ReturnForm(models.Model):
    """统计报表: which units give which figures, how often, until when. In force it is not changed; it is closed."""

    name = models.CharField(_("报表名称"), max_length=120)
    basis = models.CharField(_("制表依据"), max_length=200)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("制表单位"))
    span = models.PositiveSmallIntegerField(_("报告期别"), choices=SPANS)
    due_days = models.PositiveSmallIntegerField(_("期后日数"), default=10, validators=[MaxValueValidator(180)])
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("填报单位"))
    state = models.CharField(_("报表状态"), max_length=8, choices=FormState.choices, default=FormState.DRAFT)
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    in_force_at = models.DateTimeField(_("启用时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = ReturnFormQuerySet.as_manager()
    if TYPE_CHECKING:
        items: RelatedManager[FormItem]
        periods: RelatedManager[ReturnPeriod]

    class Meta:
        verbose_name = _("统计报表")
        verbose_name_plural = _("统计报表")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="return_form_name_once", fields=["owner", "name"], condition=~Q(state=FormState.CLOSED)
            ),
            models.CheckConstraint(
                name="return_form_in_force_since", condition=Q(state="draft") | Q(in_force_at__isnull=False)
            ),
            models.CheckConstraint(
                name="return_form_closed_since",
                condition=~Q(state="closed") | Q(closed_at__isnull=False, closed_at__gte=F("in_force_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormItem(models.Model):
    """报表项目: a figure counted from records (an indicator), or one that no record holds and that is asked, with the reason."""

    form = models.ForeignKey(ReturnForm, on_delete=models.CASCADE, related_name="items", verbose_name=_("统计报表"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    indicator = models.SlugField(_("指标"), max_length=40, blank=True)
    label = models.CharField(_("报表项目名称"), max_length=80, blank=True)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    reason = models.CharField(_("须填报的理由"), max_length=200, blank=True)
    least = models.DecimalField(_("最小值"), max_digits=16, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("最大值"), max_digits=16, decimal_places=2, null=True, blank=True)
    swing = models.PositiveIntegerField(_("环比幅度（%）"), null=True, blank=True)

    class Meta:
        verbose_name = _("报表项目")
        verbose_name_plural = _("报表项目")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="form_item_counted_or_asked",
                condition=(~Q(indicator="") & Q(label="", reason=""))
                | (Q(indicator="") & ~Q(label="") & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="form_item_least_to_most",
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
            ),
            models.UniqueConstraint(
                name="form_item_indicator_once", fields=["form", "indicator"], condition=~Q(indicator="")
            ),
            models.UniqueConstraint(name="form_item_label_once", fields=["form", "label"], condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return self.indicator or self.label

    @property
    def asked(self) -> bool:
        """This function will tell whether a unit has to give it: no record holds it."""
        return not self.indicator


class ReturnPeriod(models.Model):
    """报表统计期: one period of a form, open until it is locked."""

    form = models.ForeignKey(ReturnForm, on_delete=models.PROTECT, related_name="periods", verbose_name=_("统计报表"))
    period = models.CharField(_("统计期"), max_length=7)
    due_on = models.DateField(_("截止日期"))
    opened_at = models.DateTimeField(_("开放时间"))
    locked_at = models.DateTimeField(_("锁定时间"), null=True, blank=True)

    if TYPE_CHECKING:
        returns: RelatedManager[Return]
        exceptions: RelatedManager[PeriodException]

    class Meta:
        verbose_name = _("报表统计期")
        verbose_name_plural = _("报表统计期")
        ordering: ClassVar = ["-due_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="return_period_once", fields=["form", "period"]),
            models.CheckConstraint(
                name="return_period_locked_after_opening",
                condition=Q(locked_at=None) | Q(locked_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.period}"

    @property
    def time(self) -> Period:
        """This function will give the period of the calendar."""
        return Period.read(self.period)


class PeriodException(models.Model):
    """例外期限: a unit may give its return until another day, locked or not; with the reason."""

    period = models.ForeignKey(
        ReturnPeriod, on_delete=models.PROTECT, related_name="exceptions", verbose_name=_("报表统计期")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    due_on = models.DateField(_("截止日期"))
    reason = models.CharField(_("例外理由"), max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("例外期限")
        verbose_name_plural = _("例外期限")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="period_exception_once", fields=["period", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.due_on}"


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, standing: Standing) -> ReturnQuerySet:
        """This function will keep the returns of the units whose work the person may read."""
        return self.filter(under("unit__path", standing.readable()))


class Return(models.Model):
    """报表填报: what one unit gives for one period."""

    period = models.ForeignKey(
        ReturnPeriod, on_delete=models.PROTECT, related_name="returns", verbose_name=_("报表统计期")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报单位"))
    state = models.CharField(_("填报状态"), max_length=9, choices=ReturnState.choices, default=ReturnState.OPEN)
    computed_at = models.DateTimeField(_("计算时间"))
    submitted_at = models.DateTimeField(_("上报时间"), null=True, blank=True)
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)

    objects = ReturnQuerySet.as_manager()
    if TYPE_CHECKING:
        values: RelatedManager[ReturnValue]
        steps: RelatedManager[ReturnStep]

    class Meta:
        verbose_name = _("报表填报")
        verbose_name_plural = _("报表填报")
        ordering: ClassVar = ["unit__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="return_once", fields=["period", "unit"]),
            models.CheckConstraint(
                name="return_submitted_since", condition=Q(state="open") | Q(submitted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="return_approved_since",
                condition=Q(state="approved", approved_at__isnull=False) | (~Q(state="approved") & Q(approved_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.unit}"


class ReturnValue(models.Model):
    """填报数值: of one item what records say, what the unit gives, what was verified, and what came back from above."""

    filled = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="values", verbose_name=_("报表填报"))
    item = models.ForeignKey(FormItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("报表项目"))
    computed_known = models.CharField(_("计算情况"), max_length=14, choices=KNOWN, default=Known.MISSING.value)
    computed = models.DecimalField(_("系统计算"), max_digits=20, decimal_places=4, null=True, blank=True)
    computed_out_of = models.DecimalField(_("计算分母"), max_digits=20, decimal_places=4, null=True, blank=True)
    reported_known = models.CharField(_("上报情况"), max_length=14, choices=KNOWN, default=Known.MISSING.value)
    reported = models.DecimalField(_("上报数"), max_digits=20, decimal_places=4, null=True, blank=True)
    verified = models.DecimalField(_("审核数"), max_digits=20, decimal_places=4, null=True, blank=True)
    returned = models.DecimalField(_("上级反馈数"), max_digits=20, decimal_places=4, null=True, blank=True)
    returned_source = models.CharField(_("反馈文件"), max_length=200, blank=True)
    comment = models.CharField(_("填报说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("填报数值")
        verbose_name_plural = _("填报数值")
        ordering: ClassVar = ["item__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="return_value_once", fields=["filled", "item"]),
            models.CheckConstraint(
                name="return_value_reported_is_there",
                condition=Q(reported_known="value", reported__isnull=False)
                | (~Q(reported_known="value") & Q(reported=None)),
            ),
            models.CheckConstraint(
                name="return_value_from_above_has_its_paper",
                condition=Q(returned=None, returned_source="") | (Q(returned__isnull=False) & ~Q(returned_source="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.reported}"

    def take(self, figure: Figure) -> None:
        """This function will keep what records say; while nothing was given it is what the unit is proposed to give."""
        same = self.reported_known == self.computed_known and self.reported == self.computed
        self.computed_known, self.computed = figure.known.value, _kept(figure.value)
        self.computed_out_of = figure.denominator
        if same:
            self.reported_known, self.reported = self.computed_known, self.computed


def _kept(value: Decimal | None) -> Decimal | None:
    """As many places as the column has: what is compared later was rounded in the same way."""
    return None if value is None else round(value, 4)


class ReturnStep(models.Model):
    """填报环节: who submitted, checked, approved, sent back or took back, and why."""

    filled = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="steps", verbose_name=_("报表填报"))
    deed = models.CharField(_("办理动作"), max_length=10)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("办理时间"))
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("填报环节")
        verbose_name_plural = _("填报环节")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.deed
