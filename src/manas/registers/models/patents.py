"""Patents as they are published, with what their holders offer, where each row came from, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization, Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class PatentKind(models.TextChoices):
    INVENTION = "invention", _("发明")
    UTILITY_MODEL = "utility_model", _("实用新型")
    DESIGN = "design", _("外观设计")


class LegalStatus(models.TextChoices):
    """Where a patent stands in law. `legal_status_text` keeps the words in which it was handed in."""

    PENDING = "pending", _("审查中")
    IN_FORCE = "in_force", _("有效")
    LAPSED = "lapsed", _("未缴年费终止")
    EXPIRED = "expired", _("期限届满终止")
    REJECTED = "rejected", _("驳回")
    WITHDRAWN = "withdrawn", _("撤回或者视为撤回")
    INVALIDATED = "invalidated", _("宣告无效")
    UNKNOWN = "unknown", _("不明")


class Willingness(models.TextChoices):
    """What the holder would do with it (转化意愿)."""

    UNKNOWN = "unknown", _("未填报")
    NONE = "none", _("暂无意愿")
    TRANSFER = "transfer", _("转让")
    LICENSE = "license", _("许可")
    OPEN_LICENSE = "open_license", _("开放许可")
    USE_FIRST = "use_first", _("先使用后付费")


WORDS = 600  # characters; an index row of PostgreSQL holds 2,700 bytes
# By what the register is counted.
COUNTED = ("kind", "legal_status", "main_subclass", "region", "publicly_funded", "worked", "willingness", "year")


class PatentQuerySet(models.QuerySet["Patent"]):
    def visible_to(self, standing: Standing) -> PatentQuerySet:
        """This function will keep what somebody of this standing may read: published, so all who are signed in."""
        return self if standing.person is not None else self.none()


class Patent(models.Model):
    """One patent or application, known by its application number, or by its publication number until that is known.

    `application_number` is "202110512345.6": four digits of the year, one of the kind, seven of the run, the check digit
    behind a point; those of before October 2003 have "85100001.6". `publication_number` is "CN111534432B". What is not
    known is empty (null where a value would say something): nothing is guessed.
    """

    application_number = models.CharField(_("申请号"), max_length=20, unique=True, null=True, blank=True)
    publication_number = models.CharField(_("公开（公告）号"), max_length=20, unique=True, null=True, blank=True)
    kind = models.CharField(_("专利类型"), max_length=13, choices=PatentKind.choices, blank=True)
    title = models.CharField(_("专利名称"), max_length=500, blank=True)
    abstract = models.TextField(_("摘要"), blank=True)
    claims = models.TextField(_("权利要求"), blank=True)
    filed_on = models.DateField(_("申请日"), null=True, blank=True)
    published_on = models.DateField(_("公开（公告）日"), null=True, blank=True)
    granted_on = models.DateField(_("授权公告日"), null=True, blank=True)
    # The year of filing, or of publication where that alone is known: a column, so that counting by it reads an index.
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    ipc_main = models.CharField(_("主分类号"), max_length=40, blank=True)  # as written; an unknown code is kept
    main_subclass = models.CharField(_("主分类小类"), max_length=4, blank=True)
    legal_status = models.CharField(
        _("法律状态"), max_length=12, choices=LegalStatus.choices, default=LegalStatus.UNKNOWN
    )
    legal_status_text = models.CharField(_("法律状态原文"), max_length=200, blank=True)
    address = models.CharField(_("地址"), max_length=300, blank=True)
    region = models.CharField(_("权利人所在地区"), max_length=40, blank=True)
    family = models.TextField(_("同族"), blank=True)
    annuity_year = models.PositiveSmallIntegerField(_("已缴年费年度"), null=True, blank=True)
    annuity_due_on = models.DateField(_("登记的年费应缴日"), null=True, blank=True)
    annuity_payer = models.CharField(_("年费缴纳人"), max_length=120, blank=True)
    pledged_until = models.DateField(_("质押到期日"), null=True, blank=True)
    publicly_funded = models.BooleanField(_("财政资助形成"), null=True, blank=True)
    worked = models.BooleanField(_("已实施"), null=True, blank=True)
    maturity = models.PositiveSmallIntegerField(
        _("技术成熟度"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    willingness = models.CharField(
        _("转化意愿"), max_length=12, choices=Willingness.choices, default=Willingness.UNKNOWN
    )
    asking_terms = models.TextField(_("转化条件"), max_length=2000, blank=True)
    self_grade = models.CharField(_("自评等级"), max_length=40, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    source_row = models.PositiveIntegerField(_("来源行号"), null=True, blank=True)
    first_run = models.ForeignKey(
        "registers.ImportRun",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("首次导入"),
    )
    is_example = models.BooleanField(_("示例"), default=False)
    # Title, numbers and people as runs of narrow small letters (`engines.words`): what a search looks through.
    words = models.CharField(_("检索文字"), max_length=WORDS, blank=True)
    created_at = models.DateTimeField(_("入库时间"), db_index=True)
    changed_at = models.DateTimeField(_("更新时间"))

    objects = PatentQuerySet.as_manager()
    if TYPE_CHECKING:
        holders: RelatedManager[PatentHolder]
        inventors: RelatedManager[PatentInventor]
        classes: RelatedManager[PatentClass]
        changes: RelatedManager[PatentChange]
        shields: RelatedManager[PatentShield]

    class Meta:
        verbose_name = _("专利")
        verbose_name_plural = _("专利")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            # All that a list, its counts and a search by words look at: the wide rows with abstract and claims are left
            # alone. A search reads it from end to end (decision 022: 15 ms for 69,000; pairs of characters as in the
            # docket would be ten times the size, and slower for words of more than two characters).
            models.Index(
                name="patent_counted", fields=[*COUNTED, "published_on", "filed_on", "annuity_due_on", "words"]
            ),
            # All that figures look at: what is in force, and since when.
            models.Index(name="patent_in_force", fields=["legal_status", "granted_on", "kind", "id"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="patent_has_a_number",
                condition=Q(application_number__isnull=False) | Q(publication_number__isnull=False),
            ),
            # An empty number would be "the same number" for everything without one.
            models.CheckConstraint(
                name="patent_numbers_not_empty", condition=~Q(application_number="") & ~Q(publication_number="")
            ),
            models.CheckConstraint(
                name="patent_maturity_one_to_nine", condition=Q(maturity=None) | Q(maturity__gte=1, maturity__lte=9)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_number or self.publication_number} {self.title}"


class PatentHolder(models.Model):
    """Who applied for it or holds it, in the order of the paper; joined to an organization known here by name or code."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="holders", verbose_name=_("专利"))
    position = models.PositiveSmallIntegerField(_("排序"))
    name = models.CharField(_("专利权人"), max_length=200)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机构")
    )

    class Meta:
        verbose_name = _("专利权人")
        verbose_name_plural = _("专利权人")
        ordering: ClassVar = ["patent", "position"]
        constraints: ClassVar = [models.UniqueConstraint(name="patent_holder_once", fields=["patent", "position"])]
        indexes: ClassVar = [models.Index(name="patent_holder_name", fields=["name"])]

    def __str__(self) -> str:
        return self.name


class PatentInventor(models.Model):
    """Who made it, in the order of the paper."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="inventors", verbose_name=_("专利"))
    position = models.PositiveSmallIntegerField(_("排序"))
    name = models.CharField(_("发明人"), max_length=100)

    class Meta:
        verbose_name = _("发明人")
        verbose_name_plural = _("发明人")
        ordering: ClassVar = ["patent", "position"]
        constraints: ClassVar = [models.UniqueConstraint(name="patent_inventor_once", fields=["patent", "position"])]

    def __str__(self) -> str:
        return self.name


class PatentClass(models.Model):
    """A class symbol as it is written, "C12M3/00"; `subclass` ("C12M") is what lists and profiles count by."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="classes", verbose_name=_("专利"))
    position = models.PositiveSmallIntegerField(_("排序"))
    symbol = models.CharField(_("分类号"), max_length=40)
    subclass = models.CharField(_("小类"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("分类号")
        verbose_name_plural = _("分类号")
        ordering: ClassVar = ["patent", "position"]
        constraints: ClassVar = [models.UniqueConstraint(name="patent_class_once", fields=["patent", "position"])]
        indexes: ClassVar = [models.Index(name="patent_class_subclass", fields=["subclass", "patent"])]

    def __str__(self) -> str:
        return self.symbol


class PatentChange(models.Model):
    """One value of a patent that became another: who or what did it and when.

    Rows are only ever added: the database itself refuses to change them, or to delete them while their patent stands
    (which is why the patent does not take them along: whoever deletes it deletes them after it).
    """

    patent = models.ForeignKey(Patent, on_delete=models.DO_NOTHING, related_name="changes", verbose_name=_("专利"))
    field = models.CharField(_("变更项目"), max_length=40)
    before = models.TextField(_("变更前"), blank=True)
    after = models.TextField(_("变更后"), blank=True)
    reason = models.CharField(_("变更理由"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    run = models.ForeignKey(
        "registers.ImportRun",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("导入记录"),
    )

    class Meta:
        verbose_name = _("专利信息变更")
        verbose_name_plural = _("专利信息变更")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"


class PatentShield(models.Model):
    """A column that a person has put right: files leave it as it is until somebody lifts the shield."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="shields", verbose_name=_("专利"))
    field = models.CharField(_("变更项目"), max_length=40)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[models.Manager[PatentShield]] = models.Manager()

    class Meta:
        verbose_name = _("更正保留")
        verbose_name_plural = _("更正保留")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="patent_shield_once", fields=["patent", "field"])]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"
