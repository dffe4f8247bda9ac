"""The document as issued, the plan made of it, and the corrections by which a person made the reading right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.engines.policy import model
from manas.engines.policy.correct import Verb
from manas.office.models import Person, StoredFile, Unit
from manas.office.rules import under

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class Document(models.Model):
    """A document with its original file and the text that every span counts in."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("原件"))
    text = models.TextField(_("正文"))
    form = models.CharField(_("原件格式"), max_length=8)
    title = models.CharField(_("标题"), max_length=300)
    issuer = models.CharField(_("发文机关"), max_length=200, blank=True)
    number = models.CharField(_("发文字号"), max_length=80, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("文件正文")
        verbose_name_plural = _("文件正文")

    def __str__(self) -> str:
        return self.title


class PlanState(models.TextChoices):
    DRAFT = "draft", _("校核中")
    ADOPTED = "adopted", _("执行中")
    SUPERSEDED = "superseded", _("已被修订")
    DISCARDED = "discarded", _("已放弃")
    REFERENCE = "reference", _("上级文件")


class WorkPlanQuerySet(models.QuerySet["WorkPlan"]):
    def visible_to(self, standing: Standing) -> WorkPlanQuerySet:
        """This function will keep adopted and superseded plans for all, and drafts for the office that makes them."""
        issued = Q(state__in=[PlanState.ADOPTED, PlanState.SUPERSEDED, PlanState.REFERENCE])
        return self.filter(issued | under("owner__path", standing.office_realms()))

    def of_governments(self) -> WorkPlanQuerySet:
        """This function will keep the plans of whole prefectures: those that no county made for itself."""
        return self.filter(owner__parent__isnull=True)

    def below(self, owner: Unit) -> WorkPlanQuerySet:
        """This function will keep the plans in force that counties under `owner` made for themselves."""
        beneath = self.filter(state=PlanState.ADOPTED, owner__path__startswith=owner.path)
        return beneath.exclude(owner=owner).order_by("owner__position", "owner", "pk")

    def run_by(self, standing: Standing) -> WorkPlanQuerySet:
        """This function will keep the plans that the person's office runs."""
        return self.filter(under("owner__path", standing.office_realms()))


class WorkPlan(models.Model):
    """A work plan: drafted from a document, adopted once it is right, superseded by its revision.

    A document of a government above is kept for reference only: it is read and compared with, but carries no work.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="plans", verbose_name=_("文件正文"))
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    state = models.CharField(_("状态"), max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("修订自")
    )
    starts_on = models.DateField(_("起始日期"), null=True, blank=True)
    ends_on = models.DateField(_("截止日期"), null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    created_at = models.DateTimeField(_("登记时间"))
    adopted_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    objects = WorkPlanQuerySet.as_manager()
    if TYPE_CHECKING:
        from manas.plan.models.task import Target, Task

        tasks: RelatedManager[Task]
        passages: RelatedManager[Passage]
        corrections: RelatedManager[Correction]
        targets: RelatedManager[Target]

    class Meta:
        verbose_name = _("工作方案")
        verbose_name_plural = _("工作方案")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="plan_revised_by_one_adopted", fields=["revises"], condition=Q(state="adopted")
            ),
        ]

    def __str__(self) -> str:
        return self.document.title

    @property
    def is_of_government(self) -> bool:
        """Whether this is the plan of a whole prefecture, by whose task numbers matters and indicators are counted."""
        return self.owner.parent_id is None and self.state != PlanState.REFERENCE


class Correction(models.Model):
    """One click of the office on the reader's result. Kept apart from the reading, so that it survives a new one."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("工作方案"))
    verb = models.CharField(_("校正"), max_length=16, choices=[(v.value, v.value) for v in Verb])
    task_key = models.CharField(_("任务标识"), max_length=120)
    sentence = models.TextField(_("语句"), blank=True)
    value = models.CharField(_("校正值"), max_length=200, blank=True)
    role = models.CharField(_("责任类别"), max_length=12, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("校正")
        verbose_name_plural = _("校正")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.task_key} {self.value}"


class Passage(models.Model):
    """A printed block of the adopted document."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="passages", verbose_name=_("工作方案"))
    position = models.PositiveIntegerField(_("排序"))
    kind = models.CharField(_("段落类别"), max_length=12, choices=[(k.value, k.value) for k in model.PassageKind])
    level = models.PositiveSmallIntegerField(_("层级"), default=0)
    number = models.CharField(_("编号"), max_length=20, blank=True)
    title = models.CharField(_("标题"), max_length=400, blank=True)
    is_focus = models.BooleanField(_("聚焦方向"), default=False)
    under = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("所属标题")
    )
    start = models.PositiveIntegerField(_("起始位置"))
    end = models.PositiveIntegerField(_("终止位置"))

    class Meta:
        verbose_name = _("段落")
        verbose_name_plural = _("段落")
        ordering: ClassVar = ["plan", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="passage_position_once", fields=["plan", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}{self.title}"
