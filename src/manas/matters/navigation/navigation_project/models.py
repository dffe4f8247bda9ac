"""What a navigation project says beside what every matter says: what is asked, by whom, on what it rests, what was done with it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import NavigationKind, NavigationStudy


class NavigationAsker(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    PARK = "park", _("园区")
    COUNTY = "county", _("县(市)")
    DEPARTMENT = "department", _("州直部门")
    INSTITUTION = "institution", _("高等学校、科研院所")
    OTHER = "other", _("其他")


class Adoption(models.TextChoices):
    """What kind of decision took the results over."""

    PLAN = "plan", _("写入规划、政策或者方案")
    PROJECT = "project", _("用于项目立项或者调整")
    FILING = "filing", _("用于专利布局")
    TRADE = "trade", _("用于引进、许可或者购买专利")
    INVESTMENT = "investment", _("用于招商引资或者并购")
    TALENT = "talent", _("用于引进或者评价人才")
    OTHER = "other", _("用于其他决策")


class NotAdopted(models.TextChoices):
    LATE = "late", _("决策已经作出，时机已过")
    UNSUITED = "unsuited", _("结论不适用")
    NO_MEANS = "no_means", _("缺少资金或者条件")
    DROPPED = "dropped", _("原定事项已经取消")
    OTHER = "other", _("其他")


class NavigationProject(Matter):
    """A navigation that somebody asked for. `study` is the landscape of the register on which the report rests, where there is
    one; it ends in the decision that took the results over, or in why none did."""

    navigation_kind = models.CharField(_("导航类型"), max_length=10, choices=NavigationKind.choices, blank=True)
    question = models.TextField(_("委托事项"), max_length=2000, blank=True, help_text=_("要回答什么问题，为哪项决策"))
    asker_kind = models.CharField(_("委托方类别"), max_length=12, choices=NavigationAsker.choices, blank=True)
    asker = models.CharField(
        _("委托单位"), max_length=120, blank=True, help_text=_("照全称写；以本单位名义提出的可以不填")
    )
    sector = models.CharField(_("所属产业"), max_length=60, blank=True)
    industry_code = models.CharField(_("国民经济行业代码"), max_length=8, blank=True)
    funds = models.DecimalField(
        _("导航经费（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("没有专门经费的不填；填写的须附经费文件"),
    )
    report_due_on = models.DateField(_("约定交付报告之日"), null=True, blank=True)
    study = models.ForeignKey(
        NavigationStudy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("依据的专利统计"),
        help_text=_("名册“专利导航”中制作的；报告里的数字可以在其中逐项打开"),
    )
    experts = models.CharField(_("评审专家"), max_length=300, blank=True, help_text=_("姓名和单位，用顿号分开"))
    reviewed_on = models.DateField(_("评审日期"), null=True, blank=True)
    adopted_as = models.CharField(_("采纳方式"), max_length=10, choices=Adoption.choices, blank=True)
    adopted_in = models.CharField(
        _("采纳成果的决策"), max_length=300, blank=True, help_text=_("文件名称和文号，或者立项、合同名称")
    )
    adopted_on = models.DateField(_("采纳日期"), null=True, blank=True)
    unadopted_because = models.CharField(_("未采纳原因"), max_length=10, choices=NotAdopted.choices, blank=True)

    class Meta:
        verbose_name = _("专利导航委托项目")
        verbose_name_plural = _("专利导航委托项目")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="navigation_funds_not_negative", condition=Q(funds=None) | Q(funds__gte=Decimal(0))
            ),
            models.CheckConstraint(
                name="navigation_adopted_or_not", condition=Q(adopted_as="") | Q(unadopted_because="")
            ),
        ]
