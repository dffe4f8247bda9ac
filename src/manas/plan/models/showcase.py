"""代表作: work worth copying, vetted before it is published; and who took it over, with what result."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.office.models import Person, Unit
from manas.office.rules import under
from manas.plan.models.ledger import Report, WorkItem

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class ShowcaseState(models.TextChoices):
    PROPOSED = "proposed", _("待审核")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已入选")
    PUBLISHED = "published", _("已公布")


class ShowcaseQuerySet(models.QuerySet["Showcase"]):
    def visible_to(self, standing: Standing) -> ShowcaseQuerySet:
        """This function will keep the published ones for all, the others for their unit and those above it."""
        return self.filter(Q(state=ShowcaseState.PUBLISHED) | under("unit__path", standing.readable()))


class Showcase(models.Model):
    """One example of work done, drawn from exactly one record: a matter, a work item, or a report on one."""

    title = models.CharField(_("代表作名称"), max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    method = models.TextField(_("主要做法"), max_length=2000)
    result = models.TextField(_("取得成效"), max_length=2000)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("来源办件")
    )
    item = models.ForeignKey(
        WorkItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("来源举措")
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("来源进展")
    )
    state = models.CharField(
        _("代表作状态"), max_length=10, choices=ShowcaseState.choices, default=ShowcaseState.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("推荐人"))
    proposed_at = models.DateTimeField(_("推荐时间"))
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    decided_at = models.DateTimeField(_("审核时间"), null=True, blank=True)
    reason = models.CharField(_("退回理由"), max_length=400, blank=True)
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = ShowcaseQuerySet.as_manager()
    if TYPE_CHECKING:
        copies: RelatedManager[ShowcaseCopy]

    class Meta:
        verbose_name = _("代表作")
        verbose_name_plural = _("代表作")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="showcase_from_one_record",
                condition=Q(matter__isnull=False, item__isnull=True, report__isnull=True)
                | Q(matter__isnull=True, item__isnull=False, report__isnull=True)
                | Q(matter__isnull=True, item__isnull=True, report__isnull=False),
            ),
            models.CheckConstraint(
                name="showcase_decided_by_someone",
                condition=Q(state="proposed") | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="showcase_returned_with_reason", condition=~Q(state="returned") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="showcase_published_since", condition=~Q(state="published") | Q(published_at__isnull=False)
            ),
            models.UniqueConstraint(name="showcase_once_a_matter", fields=["matter"]),
            models.UniqueConstraint(name="showcase_once_an_item", fields=["item"]),
            models.UniqueConstraint(name="showcase_once_a_report", fields=["report"]),
        ]

    def __str__(self) -> str:
        return self.title


class ShowcaseCopyQuerySet(models.QuerySet["ShowcaseCopy"]):
    def visible_to(self, standing: Standing) -> ShowcaseCopyQuerySet:
        """This function will keep the confirmed ones for all, the others for who wrote them down and those above."""
        return self.filter(Q(confirmed_at__isnull=False) | under("unit__path", standing.readable()))


class ShowcaseCopy(models.Model):
    """A unit took a showcase over. What came of it is written down by that unit and confirmed by the office."""

    showcase = models.ForeignKey(Showcase, on_delete=models.PROTECT, related_name="copies", verbose_name=_("代表作"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("推广单位"))
    taken_on = models.DateField(_("推广日期"))
    result = models.TextField(_("推广成效"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人"))
    recorded_at = models.DateTimeField(_("填报时间"))
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核实人")
    )
    confirmed_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    returned_reason = models.CharField(_("退回理由"), max_length=400, blank=True)

    objects = ShowcaseCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表作推广")
        verbose_name_plural = _("代表作推广")
        ordering: ClassVar = ["taken_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="showcase_copied_once_by_unit", fields=["showcase", "unit"]),
            models.CheckConstraint(
                name="showcase_copy_confirmed_with_result",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.showcase}"
