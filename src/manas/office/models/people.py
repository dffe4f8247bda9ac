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


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Someone who can sign in. What they may do follows from their posts alone."""

    username = models.CharField(_("登录名"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(_("在用"), default=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    if TYPE_CHECKING:
        posts: RelatedManager[Post]

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
    ADMINISTRATOR = "administrator", _("管理员")


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
