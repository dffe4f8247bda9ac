"""The columns of a penalty case, in the order in which a case fills them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.matters.protection.penalty_case.models.choices import (
    Breach,
    ClosingGround,
    ClueSource,
    Deferral,
    HoldOutcome,
    Offence,
    PartyKind,
    Proposal,
    ReviewKind,
    SeizureKind,
    ServiceMeans,
    SuspensionGround,
    TerminationGround,
    UnpunishedGround,
)
from manas.office.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label: TypeAlias = str | _StrPromise


def _day(label: Label) -> models.DateField[date | None, date | None]:
    return models.DateField(label, null=True, blank=True)


def _yuan(label: Label) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )


def _count(label: Label) -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(label, null=True, blank=True)


def _words(label: Label, most: int = 5000) -> models.TextField[str, str]:
    return models.TextField(label, max_length=most, blank=True)


def _line(label: Label, most: int = 200) -> models.CharField[str, str]:
    return models.CharField(label, max_length=most, blank=True)


def _one_of(label: Label, choices: type[models.TextChoices]) -> models.CharField[str, str]:
    return models.CharField(label, max_length=40, choices=choices.choices, blank=True)


def _official(label: Label) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class PenaltyCase(Matter):
    """A case of one party: what it is said to have done, the officers, the measures, the decision and how it ended."""

    # The clue and the party
    clue_source = _one_of(_("案件来源"), ClueSource)
    clue_received_on = _day(_("线索收到日期"))
    party_name = _line(_("当事人"), 120)
    party_kind = _one_of(_("当事人类别"), PartyKind)
    party_code = _line(_("证件号码"), 40)
    party_head = _line(_("法定代表人（负责人）"), 60)
    party_address = _line(_("当事人地址"))
    party_phone = _line(_("当事人电话"), 40)
    right_holder = _line(_("权利人"), 120)
    right_number = _line(_("权利号"), 60)

    # What was done, and how much of it
    breach = _one_of(_("违法行为类型"), Breach)
    offence = _one_of(_("可能涉嫌的罪名"), Offence)
    violation_ended_on = _day(_("违法行为终了日期"))
    illegal_turnover = _yuan(_("非法经营数额"))
    illegal_gain = _yuan(_("违法所得"))
    sold_amount = _yuan(_("销售金额"))
    unsold_value = _yuan(_("未销售货值金额"))
    loss = _yuan(_("权利人损失"))
    label_count = _count(_("标识数量"))
    unsold_label_count = _count(_("未销售标识数量"))
    right_count = _count(_("涉及商标、专利数"))
    repeated = models.BooleanField(_("二年内受过处罚又实施"), default=False)
    lawful_source = models.BooleanField(_("能证明合法取得并说明提供者"), default=False)
    facts_found = _words(_("查明的事实"))
    evidence_found = _words(_("证据"))

    # Who investigates, who looks it through
    officer_one = _official(_("执法人员甲"))
    officer_two = _official(_("执法人员乙"))
    is_complex = models.BooleanField(_("情节复杂或者重大"), default=False)
    review_kind = _one_of(_("审核方式"), ReviewKind)

    # Measures taken on the way
    measured_at = models.DateTimeField(_("当场措施实施时间"), null=True, blank=True)
    hold_on = _day(_("先行登记保存日期"))
    hold_list = _words(_("先行登记保存清单"))
    hold_place = _line(_("先行登记保存地点"))
    hold_outcome = _one_of(_("先行登记保存处理结果"), HoldOutcome)
    seizure_kind = _one_of(_("强制措施种类"), SeizureKind)
    seized_on = _day(_("查封扣押日期"))
    seizure_basis = _line(_("查封扣押依据"))
    seizure_list = _words(_("查封扣押清单"))
    seizure_place = _line(_("查封扣押地点"))
    assisting_office = _line(_("协助调查机关"), 120)
    assist_received_on = _day(_("协助调查函收到日期"))
    assist_matter = _words(_("协助调查事项"), 2000)
    examiner = _line(_("检测鉴定机构"), 120)
    examined_matter = _line(_("检测鉴定事项"))
    suspension_ground = _one_of(_("中止事由"), SuspensionGround)
    termination_ground = _one_of(_("终止事由"), TerminationGround)

    # What is proposed, told to the party and answered by it
    proposal = _one_of(_("处理建议"), Proposal)
    legal_basis = _words(_("处罚依据"), 2000)
    discretion = _words(_("裁量理由"), 2000)
    correction = _words(_("责令改正内容"), 2000)
    proposed_fine = _yuan(_("拟处罚款"))
    proposed_penalty = _words(_("拟处罚内容"), 2000)
    hearing_told = models.BooleanField(_("已告知听证权利"), default=False)
    notice_published_on = _day(_("告知书公告日期"))
    notice_served_on = _day(_("告知书送达日期"))
    rights_waived = models.BooleanField(_("书面放弃陈述申辩和听证"), default=False)
    plea = _words(_("当事人意见"))
    plea_answer = _words(_("意见复核和采纳情况"))
    hearing_requested_on = _day(_("要求听证日期"))
    hearing_on = _day(_("听证日期"))
    hearing_place = _line(_("听证地点"))
    hearing_host = _official(_("听证主持人"))
    discussed_on = _day(_("集体讨论日期"))

    # The decision
    decided_on = _day(_("决定日期"))
    penalty = _words(_("处罚内容"), 2000)
    fine = _yuan(_("罚款"))
    confiscated_gain = _yuan(_("没收违法所得"))
    confiscated_goods = _words(_("没收物品"), 2000)
    unpunished_ground = _one_of(_("不予处罚事由"), UnpunishedGround)
    receiving_office = _line(_("接收移送机关"), 120)
    remedy_office = _line(_("行政复议机关"), 120)
    remedy_court = _line(_("行政诉讼管辖法院"), 120)

    # Serving, publishing, paying, enforcing
    served_on = _day(_("决定书送达日期"))
    service_means = _one_of(_("送达方式"), ServiceMeans)
    service_published_on = _day(_("决定书公告日期"))
    published_on = _day(_("公示日期"))
    cash_collected_on = _day(_("当场收缴日期"))
    paid_on = _day(_("缴清日期"))
    paid_amount = _yuan(_("实缴金额"))
    deferral = _one_of(_("暂缓缴纳方式"), Deferral)
    deferred_until = _day(_("暂缓缴纳截止日期"))
    remedy_sought_on = _day(_("复议诉讼提出日期"))
    remedy_decided_on = _day(_("复议诉讼办结日期"))
    remedy_ended_on = _day(_("复议诉讼期满日期"))
    urging_served_on = _day(_("催告书送达日期"))
    enforcement_court = _line(_("强制执行法院"), 120)
    enforcement_applied_on = _day(_("申请强制执行日期"))
    closing_ground = _one_of(_("结案事由"), ClosingGround)
    archive_number = _line(_("档案号"), 60)
    main_pages = _count(_("正卷页数"))
    inner_pages = _count(_("副卷页数"))

    # To the police
    team_one = _official(_("专案组成员甲"))
    team_two = _official(_("专案组成员乙"))
    crime_suspected = _words(_("涉嫌犯罪的事实和依据"))
    police_number = _line(_("公安机关立案文号"), 60)
    handed_over_on = _day(_("涉案物品移交日期"))
    criminal_result = _words(_("刑事处理结果"), 2000)

    class Meta:
        verbose_name = _("行政处罚案件")
        verbose_name_plural = _("行政处罚案件")
        constraints: ClassVar = [
            models.CheckConstraint(name="penalty_two_officers", condition=~Q(officer_one=F("officer_two"))),
            models.CheckConstraint(name="penalty_two_in_team", condition=~Q(team_one=F("team_two"))),
            models.CheckConstraint(
                name="penalty_amounts_not_negative",
                condition=~Q(fine__lt=0) & ~Q(illegal_turnover__lt=0) & ~Q(illegal_gain__lt=0),
            ),
        ]

    def clean(self) -> None:
        """This function will refuse what no case may hold: one person where the law wants two."""
        super().clean()
        pairs = (("officer_two", "officer_one", "执法人员"), ("team_two", "team_one", "专案组成员"))
        for second, first, whose in pairs:
            if getattr(self, f"{second}_id") and getattr(self, f"{second}_id") == getattr(self, f"{first}_id"):
                raise ValidationError({second: f"{whose}不得少于两人，甲、乙不能是同一人"})
