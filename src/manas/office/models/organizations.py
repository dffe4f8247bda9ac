"""Organizations outside the government, and who belongs to them over time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.engines import credit_code
from manas.office.models.people import Person
from manas.office.models.units import Unit


def proper_credit_code(value: str) -> None:
    """This function will raise ValidationError, with the reason, for what cannot be a 统一社会信用代码."""
    if fault := credit_code.fault(value):
        raise ValidationError(fault)


class OrganizationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    COOPERATIVE = "cooperative", _("农民专业合作社")
    UNIVERSITY = "university", _("高等学校")
    INSTITUTE = "institute", _("科研院所")
    BANK = "bank", _("金融机构")
    AGENCY = "agency", _("服务机构")
    ASSOCIATION = "association", _("行业协会")
    INDIVIDUAL_BUSINESS = "individual_business", _("个体工商户")
    OTHER = "other", _("其他组织")


class Organization(models.Model):
    """Who applies, lends, serves or is inspected: not a unit of the government's tree."""

    name = models.CharField(_("机构名称"), max_length=120)
    kind = models.CharField(_("机构类别"), max_length=20, choices=OrganizationKind.choices)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True, validators=[proper_credit_code]
    )  # null, not empty: several without one may stand beside each other
    county = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在县(市)")
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    business_scope = models.TextField(_("经营范围"), max_length=3000, blank=True)
    contact = models.CharField(_("联系人"), max_length=40, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    opened_on = models.DateField(_("成立日期"), null=True, blank=True)
    closed_on = models.DateField(_("终止日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("机构")
        verbose_name_plural = _("机构")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organization_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            # An empty code would be "the same code" for everybody without one.
            models.CheckConstraint(name="organization_credit_code_not_empty", condition=~Q(credit_code="")),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipRole(models.TextChoices):
    REPRESENTATIVE = "representative", _("机构负责人")
    MEMBER = "member", _("机构成员")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date) -> MembershipQuerySet:
        """This function will keep the memberships that have begun and not ended on `day`, confirmed or not."""
        return self.filter(Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day)))

    def counting(self) -> MembershipQuerySet:
        """This function will keep those that let a person act: confirmed, or of whoever entered the organization."""
        return self.filter(Q(confirmed_at__isnull=False) | Q(role=MembershipRole.REPRESENTATIVE))


class Membership(models.Model):
    """A person of an organization for a time. Self-registered ones wait (待核实) until somebody confirms them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("人员"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("机构")
    )
    role = models.CharField(_("机构角色"), max_length=16, choices=MembershipRole.choices)
    from_on = models.DateField(_("加入日期"))
    to_on = models.DateField(_("退出日期"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核实人")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("机构成员关系")
        verbose_name_plural = _("机构成员关系")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="membership_ends_after_start", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(
                name="membership_once", fields=["person", "organization"], condition=Q(to_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}·{self.organization}·{self.get_role_display()}"
