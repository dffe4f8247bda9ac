"""What a pair of supply and demand says beside what every matter says: who, where from, how each stands, and what was agreed."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.registers.models import MatchmakingEvent, Patent, TechnologyNeed


class PairSource(models.TextChoices):
    """How the two came to know of one another."""

    MATCH = "match", _("系统推荐")
    EVENT = "event", _("对接会")
    AID = "aid", _("援疆对接")
    POOL = "pool", _("国家盘活资源库")
    BROKER = "broker", _("服务机构推荐")
    OWN = "own", _("企业自行提出")


class Standpoint(models.TextChoices):
    """Where a party stands."""

    WILLING = "willing", _("愿意对接")
    CONDITIONS = "conditions", _("有条件愿意")
    UNWILLING = "unwilling", _("不愿意")


class ContractKind(models.TextChoices):
    LICENSE = "license", _("许可")
    TRANSFER = "transfer", _("转让")
    USE_FIRST = "use_first", _("先使用后付费")
    JOINT = "joint", _("合作开发")


class ExitReason(models.TextChoices):
    """Why a pair ended without a contract, or a contract without its licence."""

    PRICE = "price", _("价格谈不拢")
    MATURITY = "maturity", _("技术不成熟")
    NOT_FITTING = "not_fitting", _("技术不对路")
    NO_REPLY = "no_reply", _("对方没有回复")
    MEANS = "means", _("缺少资金或者条件")
    RIGHT = "right", _("权利有瑕疵或者已失效")
    OTHER_SUPPLY = "other_supply", _("已采用其他技术")
    TRIAL_FAILED = "trial_failed", _("先使用效果不好")
    UNPAID = "unpaid", _("到期没有付费")
    OTHER = "other", _("其他原因")


class Pair(Matter):
    """A pair. The applicant is who needs, the partner organization who holds the patent; `holder` is its name as known.

    The days of a use-first-pay-later contract are what its parties agreed. What is paid stands in the record of the
    licence, once.
    """

    source = models.CharField(_("对接来源"), max_length=8, choices=PairSource.choices, blank=True)
    event = models.ForeignKey(
        MatchmakingEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对接活动")
    )
    need = models.ForeignKey(
        TechnologyNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("技术需求")
    )
    patent_number = models.CharField(
        _("对接的专利"), max_length=40, blank=True, help_text=_("登记册中的申请号、专利号或者公开（公告）号")
    )
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )
    holder = models.CharField(_("专利方"), max_length=200, blank=True)
    demand_standpoint = models.CharField(_("需求方态度"), max_length=10, choices=Standpoint.choices, blank=True)
    demand_conditions = models.TextField(_("需求方条件"), max_length=2000, blank=True)
    supply_standpoint = models.CharField(_("专利方态度"), max_length=10, choices=Standpoint.choices, blank=True)
    supply_conditions = models.TextField(_("专利方条件"), max_length=2000, blank=True)
    visited_on = models.DateField(_("现场对接日期"), null=True, blank=True)
    visit_findings = models.TextField(_("现场对接情况"), max_length=2000, blank=True)
    agreed_terms = models.TextField(_("商定的条款要点"), max_length=5000, blank=True)
    contract_kind = models.CharField(_("合同类型"), max_length=10, choices=ContractKind.choices, blank=True)
    signed_on = models.DateField(_("合同签订日期"), null=True, blank=True)
    fee_rule = models.TextField(_("收费办法"), max_length=2000, blank=True)
    report_due_on = models.DateField(_("约定报告使用情况之日"), null=True, blank=True)
    free_until = models.DateField(_("免费使用期届满日"), null=True, blank=True)
    payment_due_on = models.DateField(_("约定付款日"), null=True, blank=True)
    use_report = models.TextField(_("先使用情况"), max_length=5000, blank=True)
    fee_paid_on = models.DateField(_("许可费付清日期"), null=True, blank=True)
    exit_reason = models.CharField(_("终止原因"), max_length=12, choices=ExitReason.choices, blank=True)

    # Of a contract of using first and paying later: each day, and the one that it must not come before.
    NOT_BEFORE: ClassVar = (
        ("report_due_on", "signed_on"),
        ("free_until", "signed_on"),
        ("payment_due_on", "free_until"),
    )

    class Meta:
        verbose_name = _("供需对接")
        verbose_name_plural = _("供需对接")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pair_free_use_before_payment",
                condition=Q(free_until=None) | Q(payment_due_on=None) | Q(payment_due_on__gte=F("free_until")),
            ),
            models.CheckConstraint(
                name="pair_free_use_after_signing",
                condition=Q(free_until=None) | Q(signed_on=None) | Q(free_until__gte=F("signed_on")),
            ),
        ]

    def clean(self) -> None:
        """This function will raise ValidationError for days of a contract that do not follow one another."""
        wrong = {}
        for later, earlier in self.NOT_BEFORE:
            day, before = getattr(self, later), getattr(self, earlier)
            if day is not None and before is not None and day < before:
                wrong[later] = _("不能早于%(day)s") % {"day": before}
        if wrong:
            raise ValidationError(wrong)
