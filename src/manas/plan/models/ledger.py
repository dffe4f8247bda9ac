"""台账: the work items that answer an obligation, and what units report on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, StoredFile, Unit
from manas.office.rules import under
from manas.plan.models.document import PlanState
from manas.plan.models.task import Obligation

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing
    from manas.plan.models.supervision import SupervisionOrder


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def visible_to(self, standing: Standing) -> WorkItemQuerySet:
        """This function will keep the items of units the person may read, and all items of tasks their unit leads."""
        own = under("unit__path", standing.readable())
        leads = Q(
            obligation__task__responsibilities__role="lead",
            obligation__task__responsibilities__unit__path__in=standing.reportable(),
        )
        found = self.model.objects.filter(own | leads).values("pk")
        return self.filter(pk__in=found)

    def standing(self) -> WorkItemQuerySet:
        """This function will leave out the withdrawn ones."""
        return self.filter(withdrawn_at__isnull=True)


class WorkItem(models.Model):
    """举措: what one unit does in one year for one obligation, how success is told, and by when."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="items", verbose_name=_("责任语句")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="items", verbose_name=_("承办单位"))
    year = models.PositiveSmallIntegerField(_("年度"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    what = models.CharField(_("举措内容"), max_length=400)
    measure = models.CharField(_("完成标准"), max_length=400)
    target_figure = models.DecimalField(_("目标值"), max_digits=14, decimal_places=2, null=True, blank=True)
    figure_unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    due_on = models.DateField(_("完成期限"))
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)

    objects = WorkItemQuerySet.as_manager()
    if TYPE_CHECKING:
        orders: RelatedManager[SupervisionOrder]
        reports: RelatedManager[Report]

    class Meta:
        verbose_name = _("举措")
        verbose_name_plural = _("举措")
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="item_withdrawn_with_reason", condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ReportState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待核验")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已核验")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, standing: Standing) -> ReportQuerySet:
        """This function will keep reports on items the person may see; drafts only for the unit that writes them."""
        items = WorkItem.objects.all().visible_to(standing).values("pk")
        shown = ~Q(state=ReportState.DRAFT) | under("item__unit__path", standing.reportable())
        return self.filter(shown, item__in=items)

    def waiting_for(self, standing: Standing) -> ReportQuerySet:
        """This function will keep what waits for the person's office: work in force of the plans that it runs."""
        in_force = Q(item__withdrawn_at__isnull=True, item__obligation__task__plan__state=PlanState.ADOPTED)
        run = under("item__obligation__task__plan__owner__path", standing.office_realms())
        return self.visible_to(standing).filter(in_force, run, state=ReportState.SUBMITTED)


class Report(models.Model):
    """进展: what a unit says it has done, and what the supervisor found."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="reports", verbose_name=_("举措"))
    state = models.CharField(_("状态"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    text = models.TextField(_("进展情况"), max_length=4000)
    reported_figure = models.DecimalField(_("填报值"), max_digits=14, decimal_places=2, null=True, blank=True)
    verified_figure = models.DecimalField(_("核验值"), max_digits=14, decimal_places=2, null=True, blank=True)
    completes = models.BooleanField(_("申请办结"), default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人"))
    written_at = models.DateTimeField(_("填报时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核验人")
    )
    decided_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    reason = models.CharField(_("退回理由"), max_length=400, blank=True)

    objects = ReportQuerySet.as_manager()
    if TYPE_CHECKING:
        evidence: RelatedManager[Evidence]

    class Meta:
        verbose_name = _("进展")
        verbose_name_plural = _("进展")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="report_returned_with_reason", condition=~Q(state="returned") | ~Q(reason="")),
            models.CheckConstraint(
                name="report_decided_by_someone",
                condition=Q(state__in=["draft", "submitted"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="report_one_open", fields=["item"], condition=Q(state__in=["draft", "submitted"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.text[:30]}"

    @property
    def figure(self) -> Decimal | None:
        """The figure that stands: the verified one where there is one."""
        return self.verified_figure if self.verified_figure is not None else self.reported_figure


class Evidence(models.Model):
    """佐证: a file that proves what a report says."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("进展"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("文件"))

    class Meta:
        verbose_name = _("佐证材料")
        verbose_name_plural = _("佐证材料")

    def __str__(self) -> str:
        return self.file.name
