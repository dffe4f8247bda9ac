"""The history of a matter: one row a deed, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models.matter import Matter
from manas.office.models import Person


class Act(models.TextChoices):
    """What kind of deed it was: a step of the flow, or one of those that every matter knows."""

    OPEN = "open", _("建立")
    STEP = "step", _("办理")
    HAND_OVER = "hand_over", _("转交")
    SUSPEND = "suspend", _("中止")
    RESUME = "resume", _("恢复办理")
    EXTEND = "extend", _("延长期限")
    MERGE = "merge", _("并案")
    MOVE = "move", _("更换流程版本")


class Turn(models.Model):
    """One deed: who did what when, from which state to which, with what words, and which fields it changed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="turns", verbose_name=_("办件"))
    number = models.PositiveIntegerField(_("办理次序"))
    act = models.CharField(_("经过"), max_length=12, choices=Act.choices)
    step = models.SlugField(_("办理步骤"), max_length=40, blank=True)
    label = models.CharField(_("步骤名称"), max_length=120)
    from_state = models.SlugField(_("原状态"), max_length=40, blank=True)
    to_state = models.SlugField(_("新状态"), max_length=40)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    actor_name = models.CharField(_("姓名"), max_length=120)
    at = models.DateTimeField(_("时间"))
    opinion = models.TextField(_("意见"), max_length=5000, blank=True)
    told = models.BooleanField(_("告知申请人"), default=False)
    changes = models.JSONField(_("填写内容"), default=dict, blank=True)  # field: [before, after], as words

    class Meta:
        verbose_name = _("办理经过")
        verbose_name_plural = _("办理经过")
        ordering: ClassVar = ["matter", "number"]
        constraints: ClassVar = [models.UniqueConstraint(name="turn_once", fields=["matter", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"
