"""Tasks and safeguards, the sentences that oblige, and who and what those name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.engines.policy import model
from manas.office.models import Unit
from manas.plan.models.document import Passage, WorkPlan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.plan.models.ledger import WorkItem

ROLE_WORDS = {
    model.Role.LEAD: _("牵头"),
    model.Role.RESPONSIBLE: _("负责"),
    model.Role.COOPERATE: _("配合"),
    model.Role.GUIDE: _("指导"),
}
ORIGIN_WORDS = {
    model.Origin.MARKER: _("原文"),
    model.Origin.DEFAULT: _("统一规定"),
    model.Origin.HEADING: _("章节标题"),
    model.Origin.CORRECTED: _("校正"),
}


class TaskKind(models.TextChoices):
    TASK = "task", _("任务")
    SAFEGUARD = "safeguard", _("保障措施")


class Task(models.Model):
    """A task, or a safeguard: both oblige by their sentences and are answered by work items in the same way."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("工作方案"))
    kind = models.CharField(_("任务类别"), max_length=10, choices=TaskKind.choices)
    position = models.PositiveIntegerField(_("排序"))
    number = models.CharField(_("编号"), max_length=20, blank=True)
    title = models.CharField(_("标题"), max_length=400)
    key = models.CharField(_("任务标识"), max_length=120)
    heading = models.ForeignKey(
        Passage, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("所属标题")
    )
    start = models.PositiveIntegerField(_("起始位置"))
    end = models.PositiveIntegerField(_("终止位置"))
    marker_start = models.PositiveIntegerField(_("责任标注起始"), null=True, blank=True)
    marker_end = models.PositiveIntegerField(_("责任标注终止"), null=True, blank=True)
    open_list = models.BooleanField(_("名单未穷尽（等）"), default=False)

    if TYPE_CHECKING:
        obligations: RelatedManager[Obligation]
        responsibilities: RelatedManager[Responsibility]

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        ordering: ClassVar = ["plan", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="task_position_once", fields=["plan", "position"]),
            models.UniqueConstraint(name="task_key_once", fields=["plan", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}.{self.title}" if self.number.isdigit() else f"{self.number}{self.title}"


class Obligation(models.Model):
    """One sentence that obliges. Work items attach here."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="obligations", verbose_name=_("任务"))
    position = models.PositiveIntegerField(_("排序"))
    start = models.PositiveIntegerField(_("起始位置"))
    end = models.PositiveIntegerField(_("终止位置"))
    text = models.TextField(_("语句"))
    due_on = models.DateField(_("完成期限"), null=True, blank=True)

    if TYPE_CHECKING:
        items: RelatedManager[WorkItem]

    class Meta:
        verbose_name = _("责任语句")
        verbose_name_plural = _("责任语句")
        ordering: ClassVar = ["task__position", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="obligation_position_once", fields=["task", "position"]),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Responsibility(models.Model):
    """A unit's part in a task. `unit` is absent for a group that names no unit in particular."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="responsibilities", verbose_name=_("任务"))
    position = models.PositiveIntegerField(_("排序"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities", verbose_name=_("单位")
    )
    name = models.CharField(_("原文名称"), max_length=200)
    full_name = models.CharField(_("补全名称"), max_length=200)
    role = models.CharField(_("责任类别"), max_length=12, choices=[(r.value, w) for r, w in ROLE_WORDS.items()])
    origin = models.CharField(_("依据"), max_length=12, choices=[(o.value, w) for o, w in ORIGIN_WORDS.items()])
    generic = models.BooleanField(_("泛指"), default=False)

    class Meta:
        verbose_name = _("责任分工")
        verbose_name_plural = _("责任分工")
        ordering: ClassVar = ["task__position", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="responsibility_position_once", fields=["task", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}（{self.get_role_display()}）"


class Deadline(models.Model):
    """A time named in the text of a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deadlines", verbose_name=_("任务"))
    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, null=True, related_name="deadlines", verbose_name=_("责任语句")
    )
    kind = models.CharField(_("期限类别"), max_length=10, choices=[(k.value, k.value) for k in model.DeadlineKind])
    text = models.CharField(_("原文"), max_length=200)
    day = models.DateField(_("完成期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("时间要求")
        verbose_name_plural = _("时间要求")

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """A figure that the document wants reached."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="targets", verbose_name=_("工作方案"))
    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, null=True, related_name="targets", verbose_name=_("责任语句")
    )
    text = models.CharField(_("原文"), max_length=400)
    indicator = models.CharField(_("指标"), max_length=200, blank=True)
    value = models.CharField(_("目标值"), max_length=40)
    measure_unit = models.CharField(_("计量单位"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)

    class Meta:
        verbose_name = _("量化目标")
        verbose_name_plural = _("量化目标")

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}{self.measure_unit}"


class Reference(models.Model):
    """A document, programme or project that the text points to."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="references", verbose_name=_("工作方案"))
    kind = models.CharField(_("引用类别"), max_length=12)
    name = models.CharField(_("名称"), max_length=300)
    start = models.PositiveIntegerField(_("起始位置"))
    end = models.PositiveIntegerField(_("终止位置"))

    class Meta:
        verbose_name = _("引用")
        verbose_name_plural = _("引用")

    def __str__(self) -> str:
        return self.name
