"""A matter of any kind: one number, one state, one clock. Kinds with columns of their own extend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket import rules
from manas.office.models import Organization, Person, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.matters.docket.models.papers import Attachment, Paper
    from manas.matters.docket.models.time import Stay, TimeLimit
    from manas.matters.docket.models.turn import Turn
    from manas.office.rules import Standing


# The columns by which it is told who may read a matter, and the one by which a list walks.
READ_BY = (
    "confidential", "lead_unit", "county", "partner_unit", "partner_organization", "applicant_person",
    "applicant_organization", "turn",
)  # fmt: skip
# What tells where a matter belongs in figures.
PLACE = ("county", "lead_unit")


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, standing: Standing) -> MatterQuerySet:
        """This function will keep the matters that somebody of this standing may read."""
        return self.filter(rules.visible(standing))

    def running(self) -> MatterQuerySet:
        """This function will keep the matters that are handed in and not closed."""
        return self.filter(submitted_at__isnull=False, closed_at__isnull=True)

    def awaiting(self, standing: Standing) -> MatterQuerySet:
        """This function will keep the matters in which somebody of this standing is the one who must act."""
        return self.filter(rules.awaits(standing))


class Matter(models.Model):
    """One piece of business from its application to its end.

    `turn` counts the deeds done on it: whoever acts names the turn that they saw, so of two at once one is told.
    `continues` is the matter that led to this one: a pair whose licence is recorded here.
    `county` is where it plays, `lead_unit` handles it, the partners take part in it. Who must act follows from `awaits`.
    """

    kind = models.SlugField(_("办件种类"), max_length=40)
    flow_version = models.PositiveSmallIntegerField(_("流程版本"))
    state = models.SlugField(_("办理状态"), max_length=40)
    turn = models.PositiveIntegerField(_("办理次序"), default=0)
    number = models.CharField(_("办件编号"), max_length=40, unique=True, null=True, blank=True)  # null: none yet
    title = models.CharField(_("事项"), max_length=200)
    summary = models.TextField(_("情况说明"), max_length=5000, blank=True)
    applicant_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申请人账号")
    )
    applicant_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申请单位")
    )
    applicant_name = models.CharField(_("申请人"), max_length=120, blank=True)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    lookup_hash = models.CharField(_("查询码校验值"), max_length=128, blank=True)
    county = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在县(市)")
    )
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    partner_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("合作机构")
    )
    partner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("协办单位")
    )
    awaits = models.SlugField(_("待办方"), max_length=20, blank=True)
    handler = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办人")
    )
    opened_at = models.DateTimeField(_("建立时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    suspended = models.BooleanField(_("已中止"), default=False)
    confidential = models.BooleanField(_("限承办人员查看"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入办件")
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("来源办件")
    )
    is_example = models.BooleanField(_("示例"), default=False)

    objects = MatterQuerySet.as_manager()
    if TYPE_CHECKING:
        turns: RelatedManager[Turn]
        limits: RelatedManager[TimeLimit]
        stays: RelatedManager[Stay]
        attachments: RelatedManager[Attachment]
        papers: RelatedManager[Paper]
        grams: RelatedManager[Gram]

    class Meta:
        verbose_name = _("办件")
        verbose_name_plural = _("办件")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(name="matter_inbox", fields=["lead_unit", "awaits", "due_on"], condition=Q(closed_at=None)),
            models.Index(
                name="matter_county_inbox", fields=["county", "awaits", "due_on"], condition=Q(closed_at=None)
            ),
            models.Index(name="matter_due", fields=["due_on"], condition=Q(closed_at=None)),
            models.Index(name="matter_kind_state", fields=["kind", "state"]),
            # All that counting the matters that somebody may read looks at: the wide rows are left alone.
            models.Index(name="matter_counted", fields=["kind", "closed_at", "due_on", "submitted_at", *READ_BY]),
            # All that figures look at: what was closed or handed in during a period, and where a matter belongs.
            models.Index(name="matter_closed_in", fields=["closed_at", "kind", "state", "merged_into", *PLACE, "id"]),
            models.Index(name="matter_handed_in", fields=["submitted_at", "merged_into", *PLACE, "id"]),
            models.Index(name="matter_place", fields=["id", *PLACE]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="matter_number_when_submitted", condition=Q(submitted_at=None) | Q(number__isnull=False)
            ),
            models.CheckConstraint(
                name="matter_closed_after_opened", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
            models.CheckConstraint(name="matter_not_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="matter_merged_is_closed", condition=Q(merged_into=None) | Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('草稿')} {self.title}"


class Counter(models.Model):
    """The last number given to a kind in a year; its row is locked while one is given."""

    mark = models.CharField(_("字号"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("末号"), default=0)

    class Meta:
        verbose_name = _("编号")
        verbose_name_plural = _("编号")
        constraints: ClassVar = [models.UniqueConstraint(name="counter_once", fields=["mark", "year"])]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.last}号"


class Gram(models.Model):
    """Two neighboring characters of a matter's words: the index that finds any run of Chinese on every database alike."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="grams", verbose_name=_("办件"))
    text = models.CharField(_("字对"), max_length=2)

    class Meta:
        verbose_name = _("检索字对")
        verbose_name_plural = _("检索字对")
        constraints: ClassVar = [models.UniqueConstraint(name="gram_once", fields=["text", "matter"])]

    def __str__(self) -> str:
        return self.text


class Rating(models.Model):
    """What the applicant thought of it: one to five, with words if they like."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="rating", verbose_name=_("办件"))
    score = models.PositiveSmallIntegerField(_("满意度"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    words = models.CharField(_("评价"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("办件评价")
        verbose_name_plural = _("办件评价")
        constraints: ClassVar = [
            models.CheckConstraint(name="rating_one_to_five", condition=Q(score__gte=1, score__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.score}"
