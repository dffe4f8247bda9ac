"""People who can sign in, and the posts they hold over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models.units import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.models.access import OpenSession, PastPassword, RecoveryCode, SecondFactor
    from manas.office.models.organizations import Membership


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Someone who can sign in. What they may do follows from their posts alone."""

    username = models.CharField(_("登录名"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    # Whoever set the first password knows it: until its owner chooses another, no other page opens.
    must_change_password = models.BooleanField(_("须改口令"), default=False)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    if TYPE_CHECKING:
        posts: RelatedManager[Post]
        memberships: RelatedManager[Membership]
        second_factor: SecondFactor
        recovery_codes: RelatedManager[RecoveryCode]
        past_passwords: RelatedManager[PastPassword]
        open_sessions: RelatedManager[OpenSession]

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OFFICE = "office", _("自治州知识产权局")
    LIAISON = "liaison", _("部门联络员")
    COUNTY_LIAISON = "county_liaison", _("县(市)联络员")
    LEADER = "leader", _("领导")
    HANDLER = "handler", _("办件人员")
    APPROVER = "approver", _("审批负责人")
    REVIEWER = "reviewer", _("法制审核人员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


# Three who watch each other: none holds two of these, or one of them together with a post that does business.
SEPARATED = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> PostQuerySet:
        """This function will keep the posts held on `day`."""
        return self.filter(Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day)))


class Post(models.Model):
    """A role that a person holds at a unit for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts", verbose_name=_("人员"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("单位"))
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    from_on = models.DateField(_("任职日期"))
    to_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = PostQuerySet.as_manager()
    # Set on a post in the standing of a deputy: by which delegation they act with it.
    delegation: Delegation | None = None
    if TYPE_CHECKING:
        delegations: RelatedManager[Delegation]

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="post_ends_after_start", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}·{self.unit}·{self.get_role_display()}"

    @property
    def delegated(self) -> bool:
        return self.delegation is not None


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force_on(self, day: date) -> DelegationQuerySet:
        """This function will keep the delegations of `day` that were not taken back."""
        return self.filter(from_on__lte=day, last_on__gte=day, taken_back_at__isnull=True)


class Delegation(models.Model):
    """While a post's holder is away, a deputy acts with it: from a first to a last day, both included."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("任职"))
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputizing", verbose_name=_("代理人"))
    from_on = models.DateField(_("代理起始日"))
    last_on = models.DateField(_("代理截止日"))
    reason = models.CharField(_("代理事由"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("委托时间"))
    taken_back_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理")
        verbose_name_plural = _("代理")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="delegation_ends_after_start", condition=Q(last_on__gte=F("from_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.deputy}代{self.post}"
