"""Patent navigation: what was asked, of which patents, what was counted, and what people conclude from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, Unit
from manas.office.rules import under
from manas.registers.models.imports import ImportRun
from manas.registers.navigation.rules import reach

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class NavigationKind(models.TextChoices):
    """What a study serves: the parts 2 to 6 of GB/T 39551—2020."""

    REGION = "region", _("区域规划类")
    INDUSTRY = "industry", _("产业规划类")
    ENTERPRISE = "enterprise", _("企业经营类")
    RESEARCH = "research", _("研发活动类")
    TALENT = "talent", _("人才管理类")


class StudyQuerySet(models.QuerySet["NavigationStudy"]):
    def visible_to(self, standing: Standing) -> StudyQuerySet:
        """This function will keep the studies of the units that the posts of somebody of this standing reach."""
        return self.filter(under("keeper__path", reach(standing)))

    def lean(self) -> StudyQuerySet:
        """This function will leave what is large in the database: the landscape and the evidence behind it."""
        return self.defer("landscape", "evidence")


class NavigationStudy(models.Model):
    """One landscape as it was counted. Nothing in it is counted again: a study made again is a row of its own.

    `filters` narrow the register as a list is narrowed; `landscape` holds the counts, `evidence` (compressed) the numbers of the
    patents behind each of them; `sha256` is over both. `held` patents stood in the register then.
    """

    title = models.CharField(_("导航项目名称"), max_length=120)
    question = models.TextField(_("委托事项"), max_length=2000)
    kind = models.CharField(_("导航类型"), max_length=10, choices=NavigationKind.choices)
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    filters = models.JSONField(_("检索条件"))
    held = models.PositiveIntegerField(_("当时名册件数"))
    last_run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当时最近一次导入")
    )
    landscape = models.JSONField(_("统计结果"))
    evidence = models.BinaryField(_("统计所依据的专利"))
    sha256 = models.CharField(_("校验值"), max_length=64)
    rules = models.CharField(_("统计规则版本"), max_length=20)
    limits = models.TextField(_("风险与局限"), max_length=5000)
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later", verbose_name=_("上一次制作")
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("制作人"))
    made_at = models.DateTimeField(_("制作时间"))
    is_example = models.BooleanField(_("示例"), default=False)

    objects = StudyQuerySet.as_manager()
    if TYPE_CHECKING:
        conclusions: RelatedManager[StudyConclusion]

    class Meta:
        verbose_name = _("专利导航项目")
        verbose_name_plural = _("专利导航项目")
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="study_says_what_is_asked", condition=~Q(title="") & ~Q(question="")),
        ]

    def __str__(self) -> str:
        return self.title


class StudyConclusion(models.Model):
    """What somebody concludes, with the codes of the figures of the study that it stands on."""

    study = models.ForeignKey(
        NavigationStudy, on_delete=models.CASCADE, related_name="conclusions", verbose_name=_("专利导航项目")
    )
    text = models.TextField(_("结论内容"), max_length=2000)
    figures = models.JSONField(_("依据的数据"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("撰写人"))
    written_at = models.DateTimeField(_("撰写时间"))

    class Meta:
        verbose_name = _("专利导航结论")
        verbose_name_plural = _("专利导航结论")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="conclusion_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:40]
