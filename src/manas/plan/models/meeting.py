"""推进会、联系指导: meetings on a plan, visits to counties, and what was decided there, until it is a work item."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, Unit
from manas.office.rules import under
from manas.plan.models.document import WorkPlan
from manas.plan.models.ledger import WorkItem
from manas.plan.models.task import Obligation, Task

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class MeetingKind(models.TextChoices):
    PROMOTION = "promotion", _("推进会")
    ANNUAL = "annual", _("年度工作会议")
    COORDINATION = "coordination", _("协调会")


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("拟召开")
    HELD = "held", _("已召开")
    MINUTED = "minuted", _("已印发纪要")
    CANCELLED = "cancelled", _("已取消")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, standing: Standing) -> MeetingQuerySet:
        """This function will keep the meetings of plans one reads for, those to which one's units are invited.

        Who was not invited, but leads what was decided, reads the meeting from its minutes on.
        """
        read = standing.readable()
        led = under("decisions__unit__path", read) & Q(state=MeetingState.MINUTED)
        found = self.model.objects.filter(under("plan__owner__path", read) | under("units__path", read) | led)
        return self.filter(pk__in=found.values("pk"))


class Meeting(models.Model):
    """会议: on which plan, of which units, when. Who came is not kept: a meeting that was held proves no work."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("工作方案"))
    kind = models.CharField(_("会议类别"), max_length=12, choices=MeetingKind.choices)
    title = models.CharField(_("会议名称"), max_length=120)
    held_on = models.DateField(_("会议日期"))
    place = models.CharField(_("会议地点"), max_length=120, blank=True)
    agenda = models.TextField(_("会议议题"), max_length=1000)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("参会单位"))
    state = models.CharField(_("会议状态"), max_length=9, choices=MeetingState.choices, default=MeetingState.DRAFT)
    summary = models.TextField(_("会议情况"), max_length=4000, blank=True)
    cancelled_reason = models.CharField(_("取消理由"), max_length=200, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    minuted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("纪要印发人")
    )
    minuted_at = models.DateTimeField(_("纪要印发时间"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()
    if TYPE_CHECKING:
        decisions: RelatedManager[Decision]

    class Meta:
        verbose_name = _("会议")
        verbose_name_plural = _("会议")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_minuted_by_someone",
                condition=~Q(state="minuted") | Q(minuted_by__isnull=False, minuted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_reason", condition=~Q(state="cancelled") | ~Q(cancelled_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def takes_decisions(self) -> bool:
        """Whether what was decided is still being written down."""
        return self.state == MeetingState.HELD


class VisitState(models.TextChoices):
    PLANNED = "planned", _("拟前往")
    RECORDED = "recorded", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    COMMENTED = "commented", _("有不同意见")
    CANCELLED = "cancelled", _("已取消")


class VisitQuerySet(models.QuerySet["GuidanceVisit"]):
    def visible_to(self, standing: Standing) -> VisitQuerySet:
        """This function will keep the visits to counties whose work the person may read, and those of one's own unit."""
        read = standing.readable()
        return self.filter(under("county__path", read) | under("office__path", read))


class GuidanceVisit(models.Model):
    """联系指导: an office goes to a county, finds out, advises, promises. The county is asked for nothing but its word."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="visits", verbose_name=_("工作方案"))
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("指导单位"))
    county = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits", verbose_name=_("受访县(市)"))
    held_on = models.DateField(_("指导日期"))
    subject = models.CharField(_("指导事项"), max_length=200)
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("任务")
    )
    state = models.CharField(_("指导状态"), max_length=9, choices=VisitState.choices, default=VisitState.PLANNED)
    found = models.TextField(_("了解到的需要"), max_length=2000, blank=True)
    advised = models.TextField(_("指导意见"), max_length=2000, blank=True)
    asked = models.TextField(_("县(市)诉求"), max_length=2000, blank=True)
    comment = models.TextField(_("县(市)意见"), max_length=1000, blank=True)
    cancelled_reason = models.CharField(_("取消理由"), max_length=200, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    answered_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()
    if TYPE_CHECKING:
        decisions: RelatedManager[Decision]

    class Meta:
        verbose_name = _("联系指导")
        verbose_name_plural = _("联系指导")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="visit_recorded_with_findings",
                condition=Q(state__in=["planned", "cancelled"]) | (~Q(found="") & ~Q(advised="")),
            ),
            models.CheckConstraint(
                name="visit_answered_by_someone",
                condition=~Q(state__in=["confirmed", "commented"])
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(name="visit_comment_in_words", condition=~Q(state="commented") | ~Q(comment="")),
            models.CheckConstraint(
                name="visit_cancelled_with_reason", condition=~Q(state="cancelled") | ~Q(cancelled_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county}：{self.subject}"

    @property
    def takes_decisions(self) -> bool:
        """Whether what the office promises is still being written down."""
        return self.state == VisitState.PLANNED


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, standing: Standing) -> DecisionQuerySet:
        """This function will keep what was decided where one may read the meeting or visit.

        Before the minutes, or the record, are out, only the office that writes them reads along.
        """
        meetings = Q(meeting__in=Meeting.objects.all().visible_to(standing).values("pk"))
        visits = Q(visit__in=GuidanceVisit.objects.all().visible_to(standing).values("pk"))
        own = standing.office_realms()
        writes = under("meeting__plan__owner__path", own) | under("visit__plan__owner__path", own)
        return self.filter(meetings | visits).filter(Q(item__isnull=False) | writes)


class Decision(models.Model):
    """议定事项: what a unit is to do by when, of a meeting or a visit; with the paper it becomes a work item."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("会议")
    )
    visit = models.ForeignKey(
        GuidanceVisit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("联系指导"),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("落实单位"))
    what = models.CharField(_("议定内容"), max_length=400)
    measure = models.CharField(_("完成标准"), max_length=400)
    due_on = models.DateField(_("完成期限"))
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任语句")
    )
    item = models.OneToOneField(
        WorkItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decision", verbose_name=_("举措")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("议定事项")
        verbose_name_plural = _("议定事项")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_of_meeting_or_visit",
                condition=Q(meeting__isnull=False, visit__isnull=True) | Q(meeting__isnull=True, visit__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_item_under_a_sentence", condition=Q(item__isnull=True) | Q(obligation__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def gathering(self) -> Meeting | GuidanceVisit:
        """The meeting or the visit; a constraint holds that there is exactly one."""
        found = self.meeting or self.visit
        if found is None:
            raise ValueError("a decision of neither a meeting nor a visit")
        return found
