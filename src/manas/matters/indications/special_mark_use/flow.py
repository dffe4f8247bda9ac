"""How the use of a special mark runs: from the producer to the county, the prefecture, above, and through the years."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, Pause, State
from manas.matters.docket.actions.days import past
from manas.matters.docket.kinds import Document, Kind, PaperForm, Part
from manas.matters.docket.parties import Party
from manas.matters.indications.special_mark_use import actions
from manas.matters.indications.special_mark_use.models import (
    CHECKED_ITEMS,
    YEARLY,
    MarkCheck,
    SpecialMarkUse,
    YearlyUse,
)
from manas.matters.indications.special_mark_use.queries import advice, checks_of, paper_values, years_of
from manas.matters.indications.special_mark_use.steps import STEPS, TESTING

APPLICANT, COUNTY, HANDLER, APPROVER = Party.APPLICANT, Party.COUNTY, Party.HANDLER, Party.APPROVER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("待受理"), COUNTY, _("已收到申请，县（市）正在审查是否受理")),
    State("checking", _("产地核验"), COUNTY, _("已受理，县（市）正在核验产地")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("prefecture", _("州级审核"), HANDLER, _("产地已经核验，州知识产权局正在审核")),
    State("approving", _("上报审批"), APPROVER, _("州知识产权局正在审批上报")),
    State("refusing", _("不予上报审批"), APPROVER, _("州知识产权局正在审核")),
    State("region", _("自治区审核"), HANDLER, _("已上报自治区审核")),
    State("national", _("国家知识产权局审查"), HANDLER, _("已由自治区报国家知识产权局审查")),
    State("in_use", _("使用中"), APPLICANT, _("可以使用专用标志；请按标准生产、规范标注，每年报送使用情况")),
    State("changing", _("变更核验"), COUNTY, _("县（市）正在核验变更事项")),
    State("change_sent", _("变更报批"), HANDLER, _("变更已经上报，等待公告")),
    State("ordered", _("限期改正"), APPLICANT, _("请在期限内改正，并报告改正情况")),
    State("verifying", _("改正核查"), HANDLER, _("正在核查改正情况")),
    State("proposing", _("拟注销"), HANDLER, _("正在研究是否建议注销")),
    State("approving_cancel", _("注销审批"), APPROVER, _("正在审批注销建议")),
    State("cancel_sent", _("注销报批"), HANDLER, _("注销建议已经上报，等待公告")),
    State("canceled", _("已注销"), told=_("专用标志使用已经注销，不得继续使用"), final=True),
    State("not_reported", _("不予上报"), told=_("不予上报，理由见下"), final=True),
    State("refused", _("未获核准"), told=_("上级未予核准，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回申请"), final=True),
)

# The terms of these examinations are set by the office; what a laboratory needs is not its time. The article is that of
# administrative permissions: whether the use of the mark is one is not settled, so the pause is a decision with its reason.
PAUSES = (Pause("testing", _("抽样送检，等待检验结果"), (COUNTY, HANDLER), ("checking", "prefecture"), (TESTING,)),)

KIND = Kind(
    key="special_mark_use",
    label=_("地理标志专用标志使用"),
    model=SpecialMarkUse,
    flows=(Flow("special_mark_use", 1, "draft", STATES, STEPS, PAUSES),),
    mark="克地标",
    tasks=("7",),
    wish=_("我生产的是地理标志产品，想使用地理标志专用标志"),
    for_whom=_("产地范围内的地理标志产品生产者，集体商标的成员，证明商标的被许可人"),
    result=_("经国家知识产权局核准公告，可以使用专用标志；以后每年报送使用情况"),
    offers=(
        "indication_name",
        "indication_kind",
        "indication_number",
        "license_record",
        "production_address",
        "output",
        "output_unit",
        "standard",
        "contact",
    ),
    documents=(
        Document("application", _("专用标志使用申请书")),
        Document("test_report", _("特色质量检验检测报告"), _("写明报告编号、日期和检测机构")),
        Document("license", _("营业执照")),
        Document("permission", _("许可或者成员证明"), _("证明商标的许可备案、集体商标的成员证明")),
        Document("place", _("生产场所材料"), _("地块、车间的位置和照片")),
        Document("label", _("标注样式"), _("印有专用标志和统一社会信用代码的包装样式")),
        Document("correction_proof", _("改正情况材料")),
        Document("notice", _("上级公告、批复")),
        Document("check_record", _("核验、检查记录"), inside=True),
    ),
    papers=(
        PaperForm("acceptance", _("受理通知书"), told=True),
        PaperForm("correction", _("补正通知书"), told=True),
        PaperForm("county_opinion", _("产地核验意见")),
        PaperForm("review_report", _("专用标志使用申请审核报告")),
        PaperForm("not_reported", _("不予上报告知书"), told=True),
        PaperForm("order", _("限期改正通知书"), told=True),
        PaperForm("suggestion", _("注销建议书"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.applied,
            "resubmit": actions.applied,
            "county_agree": actions.agreed,
            "county_oppose": actions.opposed,
            "forward": actions.forwarded,
            "region_agrees": past("region_on"),
            "register": actions.registered,
            "report_year": actions.reported,
            "check": actions.checked,
            "order": actions.ordered,
            "correct_further": actions.ordered,
            "report_correction": past("corrected_on"),
            "not_corrected": actions.expired,
            "change_fits": past("place_checked_on"),
            "record_change": past("changed_on"),
            "suggest": actions.suggested,
            "record_cancel": past("canceled_on"),
        }
    ),
    parts=(
        Part("years", _("历年使用情况"), YearlyUse, YEARLY, rows=years_of),
        Part(
            "checks", _("监督检查"), MarkCheck, ("checked_on", *CHECKED_ITEMS, "finding"), rows=checks_of, inside=True
        ),
    ),
    advice=advice,
    paper_values=paper_values,
)
