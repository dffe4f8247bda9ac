"""The clocks of a matter: limits with their derivation, and the stretches of time that do not count."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models.matter import Matter
from manas.matters.docket.models.turn import Turn


class LimitState(models.TextChoices):
    RUNNING = "running", _("计时中")
    STOPPED = "stopped", _("已停计")
    MET = "met", _("已办")
    VOID = "void", _("不再适用")


class TimeLimit(models.Model):
    """One time limit of a matter: which rule, from which day, until which day, and how that day was found.

    `rule_from` names the version of the rule by its first day. `due_on` is absent while the limit is stopped, and when
    the office has not set a term that the law leaves open. `beyond` names a year whose holidays are not known yet: `due_on`
    is then the day that is surely not too late, if there is one. The steps of the count are not kept: the same inputs give them
    again, in words, to whoever asks.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="limits", verbose_name=_("办件"))
    rule = models.CharField(_("期限规则"), max_length=40)
    rule_from = models.DateField(_("规则起用日期"), null=True, blank=True)
    variant = models.CharField(_("期限情形"), max_length=40, blank=True)
    binds = models.SlugField(_("责任方"), max_length=20)
    began = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+", verbose_name=_("起算步骤"))
    event_at = models.DateTimeField(_("起算时间"))
    extended = models.JSONField(_("延长次数"), default=list, blank=True)  # turns of the extensions granted, in order
    due_on = models.DateField(_("届满日期"), null=True, blank=True)
    due_at = models.DateTimeField(_("届满时刻"), null=True, blank=True)
    other_on = models.DateField(_("另一算法届满日期"), null=True, blank=True)
    beyond = models.PositiveSmallIntegerField(_("缺放假安排的年份"), null=True, blank=True)
    state = models.CharField(_("计时状态"), max_length=8, choices=LimitState.choices, default=LimitState.RUNNING)
    ended_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理时限")
        verbose_name_plural = _("办理时限")
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index(name="limit_open_due", fields=["due_on"], condition=Q(state="running")),
            # All that figures look at: what was begun, and what was ended in time, during a period.
            models.Index(name="limit_began_in", fields=["rule", "event_at", "matter"]),
            models.Index(
                name="limit_ended_in", fields=["ended_at", "rule", "state", "binds", "due_on", "matter", "id"]
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="limit_runs_once", fields=["matter", "rule"], condition=Q(state__in=("running", "stopped"))
            ),
            models.CheckConstraint(name="limit_ended_when_met", condition=~Q(state="met") | Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on or ''}"


class Stay(models.Model):
    """A stretch of time on a ground: a suspension of the whole matter, or a state whose time some limits leave out."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="stays", verbose_name=_("办件"))
    ground = models.CharField(_("不计入期限的事由"), max_length=40)
    formal = models.BooleanField(_("中止办理"), default=False)
    from_on = models.DateField(_("停计之日"))
    until_on = models.DateField(_("恢复之日"), null=True, blank=True)

    class Meta:
        verbose_name = _("停计期间")
        verbose_name_plural = _("停计期间")
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="stay_ends_after_start", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(name="stay_once", fields=["matter", "ground"], condition=Q(until_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.from_on}"
