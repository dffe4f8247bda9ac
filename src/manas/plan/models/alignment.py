"""对照: which task of a plan carries out which task of the plan above it, as a person judged it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person
from manas.plan.models.task import Task


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", _("对应")
    REJECTED = "rejected", _("不对应")


class AlignmentQuerySet(models.QuerySet["Alignment"]):
    def standing(self) -> AlignmentQuerySet:
        """This function will leave out the judgements that were taken back."""
        return self.filter(undone_at__isnull=True)

    def confirmed(self) -> AlignmentQuerySet:
        """This function will keep what a person confirmed and nobody took back."""
        return self.standing().filter(verdict=Verdict.CONFIRMED)


class Alignment(models.Model):
    """One judgement on a pair of tasks. Taken back it stays on record, and the pair is open again."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="serves", verbose_name=_("任务"))
    upper = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="served_by", verbose_name=_("上级任务"))
    verdict = models.CharField(_("对照结论"), max_length=10, choices=Verdict.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("对照人"))
    decided_at = models.DateTimeField(_("对照时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = AlignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务对照")
        verbose_name_plural = _("任务对照")
        ordering: ClassVar = ["task__position", "upper__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="alignment_judged_once", fields=["task", "upper"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="alignment_of_two_tasks", condition=~Q(task=F("upper"))),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.get_verdict_display()} {self.upper}"
