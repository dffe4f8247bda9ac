"""Calls from above, as their document words them; a county may have a share of the quota."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import OrganizationKind, Person, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class PilotLevel(models.TextChoices):
    NATIONAL = "national", _("国家级")
    REGION = "region", _("自治区级")
    PREFECTURE = "prefecture", _("自治州级")


class PilotApplicant(models.TextChoices):
    """Who may apply; a county or a park applies by the organization that stands for it."""

    ANY = "any", _("不限")
    ENTERPRISE = "enterprise", _("企业")
    SCHOOL = "school", _("学校")
    INSTITUTION = "institution", _("科研院所、服务机构")
    PLACE = "place", _("县(市)、园区")


class Course(models.TextChoices):
    """How a call stands on a day."""

    COMING = "coming", _("尚未开始")
    OPEN = "open", _("正在申报")
    CLOSED = "closed", _("已经截止")


TAKES: dict[str, tuple[str, ...]] = {
    PilotApplicant.ANY: tuple(OrganizationKind.values),
    PilotApplicant.ENTERPRISE: (OrganizationKind.ENTERPRISE, OrganizationKind.COOPERATIVE),
    PilotApplicant.SCHOOL: (OrganizationKind.UNIVERSITY, OrganizationKind.OTHER),
    PilotApplicant.INSTITUTION: (OrganizationKind.INSTITUTE, OrganizationKind.AGENCY, OrganizationKind.ASSOCIATION),
    PilotApplicant.PLACE: (OrganizationKind.OTHER,),
}


class PilotCallQuerySet(models.QuerySet["PilotCall"]):
    def visible_to(self, standing: Standing) -> PilotCallQuerySet:
        """This function will keep the calls of the prefectures in which somebody works, or whose organizations they act for."""
        if standing.person is None:
            return self.none()
        units = [post.unit for post in standing.posts]
        units += [one.organization.county for one in standing.memberships if one.organization.county]
        return self.filter(owner__path__in={f"/{unit.path.split('/')[1]}/" for unit in units})

    def open_on(self, day: date) -> PilotCallQuerySet:
        """This function will keep the calls to which applications are taken on a day."""
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_at=None)


class PilotCall(models.Model):
    """One call. Until `closes_on` the prefecture takes applications, until `above_closes_on` they can be put right and sent up.

    `owner` recommends: the prefecture. `years_valid` is absent for a recognition without a term; `report_month` and
    `report_day` are the day of each year until which a yearly report is asked for, absent where none is.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("推荐单位"))
    programme = models.CharField(_("试点示范项目"), max_length=120)
    level = models.CharField(_("认定级别"), max_length=12, choices=PilotLevel.choices)
    applicants = models.CharField(_("申报主体"), max_length=12, choices=PilotApplicant.choices)
    document_name = models.CharField(_("申报通知名称"), max_length=200)
    document_number = models.CharField(_("申报通知文号"), max_length=60)
    address = models.URLField(_("申报通知网址"), blank=True)
    quota = models.PositiveSmallIntegerField(_("推荐名额"), validators=[MinValueValidator(1)])
    materials = models.TextField(_("申报材料要求"), max_length=2000, help_text=_("照通知写，一行一项"))
    opens_on = models.DateField(_("申报开始日"))
    closes_on = models.DateField(_("州内申报截止日"))
    above_closes_on = models.DateField(_("上级申报截止日"))
    years_valid = models.PositiveSmallIntegerField(
        _("认定有效年数"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("通知没有规定的不填")
    )
    report_month = models.PositiveSmallIntegerField(_("年度报告截止月"), null=True, blank=True)
    report_day = models.PositiveSmallIntegerField(_("年度报告截止日"), null=True, blank=True)
    announced_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("申报通知登记人")
    )
    announced_at = models.DateTimeField(_("申报通知登记时间"))
    closed_at = models.DateTimeField(_("停止申报时间"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = PilotCallQuerySet.as_manager()
    if TYPE_CHECKING:
        shares: RelatedManager[PilotShare]

    class Meta:
        verbose_name = _("试点示范申报通知")
        verbose_name_plural = _("试点示范申报通知")
        ordering: ClassVar = ["-closes_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="pilot_call_once", fields=["owner", "document_number", "programme"]),
            models.CheckConstraint(
                name="pilot_call_days_in_order",
                condition=Q(closes_on__gte=F("opens_on"), above_closes_on__gte=F("closes_on")),
            ),
            models.CheckConstraint(name="pilot_call_quota_at_least_one", condition=Q(quota__gte=1)),
            models.CheckConstraint(
                name="pilot_call_report_day_whole",
                condition=Q(report_month=None, report_day=None)
                | Q(report_month__isnull=False, report_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}（{self.document_number}）"

    def takes(self, day: date) -> bool:
        """This function will tell whether applications are taken on a day."""
        return self.closed_at is None and self.opens_on <= day <= self.closes_on

    def course(self, day: date) -> Course:
        """This function will tell how the call stands on a day."""
        if self.closed_at is not None or day > self.closes_on:
            return Course.CLOSED
        return Course.OPEN if day >= self.opens_on else Course.COMING


class PilotShare(models.Model):
    """How many of the quota a county may have at most; a county without a share is bound by the quota alone."""

    call = models.ForeignKey(
        PilotCall, on_delete=models.CASCADE, related_name="shares", verbose_name=_("试点示范申报通知")
    )
    county = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("所在县(市)"))
    quota = models.PositiveSmallIntegerField(_("县(市)名额"))

    class Meta:
        verbose_name = _("县(市)推荐名额")
        verbose_name_plural = _("县(市)推荐名额")
        constraints: ClassVar = [models.UniqueConstraint(name="pilot_share_once", fields=["call", "county"])]

    def __str__(self) -> str:
        return f"{self.county} {self.quota}"
