"""What the office keeps: units with their names over time, people, posts, files, and the journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("部门")
    COUNTY_GOVERNMENT = "county", _("县级人民政府")
    ENTERPRISE = "enterprise", _("企业")


class UnitQuerySet(models.QuerySet["Unit"]):
    def open_on(self, day: date) -> UnitQuerySet:
        """This function will keep the units that existed on `day`."""
        began = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
        lasts = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        return self.filter(began & lasts)

    def within(self, root: Unit) -> UnitQuerySet:
        """This function will keep `root` and every unit below it."""
        return self.filter(path__startswith=root.path)


class Unit(models.Model):
    """A unit of the government's tree. It is renamed by a new `UnitName`, closed by a date, never deleted while used."""

    code = models.SlugField(_("单位代码"), max_length=40, unique=True)
    kind = models.CharField(_("单位类别"), max_length=12, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位")
    )
    # "/root/child/": one indexed prefix answers "is it in my tree" on every database alike.
    path = models.CharField(_("单位路径"), max_length=400, unique=True)
    position = models.PositiveIntegerField(_("排序"), default=0)
    short_name = models.CharField(_("简称"), max_length=80)
    opened_on = models.DateField(_("设立日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()
    if TYPE_CHECKING:
        names: RelatedManager[UnitName]

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="unit_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            # SQLite compares the beginning of a path without its case: NORTH would read what north may.
            models.CheckConstraint(name="unit_code_in_lower_case", condition=Q(code=Lower("code"))),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's save() has no typed pass-through

    def contains(self, other: Unit) -> bool:
        """This function will tell whether `other` is this unit or below it."""
        return other.path.startswith(self.path)


class NameKind(models.TextChoices):
    FULL = "full", _("全称")
    SHORT = "short", _("简称")
    ALIAS = "alias", _("别称")


class FactStatus(models.TextChoices):
    READ = "read", _("已核对原文")
    SECOND_HAND = "second-hand", _("转引")
    MEMORY = "memory", _("未核实")


class UnitName(models.Model):
    """A name of a unit, with the days it holds and where it is known from."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names", verbose_name=_("单位"))
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("名称类别"), max_length=8, choices=NameKind.choices)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    status = models.CharField(_("核实状态"), max_length=12, choices=FactStatus.choices)

    class Meta:
        verbose_name = _("单位名称")
        verbose_name_plural = _("单位名称")
        ordering: ClassVar = ["unit", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="unit_name_once", fields=["unit", "name", "kind"]),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        """This function will tell whether the name was in use on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


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


class StoredFile(models.Model):
    """A file as it was handed in, kept once by its hash outside the database."""

    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("文件类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.name


class JournalEntry(models.Model):
    """One deed. Rows are only ever added: the database itself refuses to change or delete them."""

    number = models.PositiveBigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    actor_name = models.CharField(_("姓名"), max_length=40)
    verb = models.CharField(_("动作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=80, db_index=True)  # "plan.workitem:12"
    context = models.CharField(_("所属"), max_length=80, db_index=True)  # "plan.workplan:1"
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    detail = models.JSONField(_("内容"))
    previous_hash = models.CharField(_("前一校验值"), max_length=64)
    hash = models.CharField(_("校验值"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("操作日志")
        verbose_name_plural = _("操作日志")
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(name="journal_context_at", fields=["context", "at"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class JournalHead(models.Model):
    """The one row that says where the chain ends; locking it puts writers in line."""

    number = models.PositiveBigIntegerField(_("序号"), default=0)
    hash = models.CharField(_("校验值"), max_length=64, default="")

    class Meta:
        verbose_name = _("日志末端")
        verbose_name_plural = _("日志末端")

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
