"""Work that waits for a worker."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("等待")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


OPEN = ("waiting", "running")


class Job(models.Model):
    """Something to be done outside a request. The key says what it is: the same thing is asked for once."""

    kind = models.CharField(_("作业种类"), max_length=60)
    key = models.CharField(_("作业标识"), max_length=160, unique=True)
    arguments = models.JSONField(_("参数"))
    state = models.CharField(_("状态"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    # When a worker may take it: the moment asked for, the end of a pause after a failure, or the end of the lease of a
    # worker that has not been heard of since. Empty when the job has ended: one plain index finds what is due.
    due_at = models.DateTimeField(_("可执行时间"), null=True, blank=True)
    worker = models.CharField(_("执行者"), max_length=80, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    error = models.TextField(_("错误信息"), default="", blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("后台作业")
        verbose_name_plural = _("后台作业")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="job_is_held_while_it_runs",
                condition=(Q(state=JobState.RUNNING) & ~Q(worker="")) | (~Q(state=JobState.RUNNING) & Q(worker="")),
            ),
            models.CheckConstraint(
                name="job_is_due_until_it_ends",
                condition=Q(state__in=OPEN, due_at__isnull=False) | (~Q(state__in=OPEN) & Q(due_at__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="job_by_due", fields=["due_at", "id"])]

    def __str__(self) -> str:
        return self.key
