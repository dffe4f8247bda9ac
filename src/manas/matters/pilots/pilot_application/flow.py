"""How an application upward runs: county, prefecture, above, and the years of recognition."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.kinds import Document, Kind, PaperForm, Part
from manas.matters.docket.parties import Party
from manas.matters.pilots.pilot_application import actions, queries
from manas.matters.pilots.pilot_application.models import YEARLY, PilotApplication, PilotReport
from manas.matters.pilots.pilot_application.steps import STEPS

APPLICANT, COUNTY, HANDLER, APPROVER = Party.APPLICANT, Party.COUNTY, Party.HANDLER, Party.APPROVER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("county", _("县（市）审核"), COUNTY, _("已收到，县（市）正在审核")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("checking", _("州级审核"), HANDLER, _("县（市）已经推荐，州知识产权局正在审核")),
    State("approving", _("推荐审批"), APPROVER, _("州知识产权局正在审批推荐")),
    State("above", _("上级评审"), HANDLER, _("已经推荐，等待上级结果")),
    State("recognized", _("已认定"), APPLICANT, _("已经认定；要求年度报告的请按期报送")),
    State("declined", _("不予推荐"), told=_("不予推荐，理由见下"), final=True),
    State("refused", _("未获认定"), told=_("未获认定，理由见下"), final=True),
    State("expired", _("认定到期"), told=_("认定有效期已经届满"), final=True),
    State("renewed", _("已续期"), told=_("已经续期，见新的认定"), final=True),
    State("revoked", _("已撤销"), told=_("认定已被撤销，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回申报"), final=True),
)

KIND = Kind(
    key="pilot_application",
    label=_("试点示范申报"),
    model=PilotApplication,
    flows=(Flow("pilot_application", 1, "draft", STATES, STEPS),),
    mark="克知试",
    tasks=("2", "3", "7", "10", "11"),
    wish=_("我想申报试点示范、优势企业、示范区、分中心或者服务窗口"),
    for_whom=_("申报通知所列的企业、学校、园区、县（市）和机构"),
    result=_("符合条件的在名额内逐级推荐；结果公布后登记，有年度报告要求的提醒报送"),
    offers=("call", "continues", "contact"),
    documents=(
        Document("application", _("申报书"), _("按申报通知的格式")),
        Document("proof", _("证明材料"), _("申报通知要求的其他材料，逐项上传")),
        Document("decision", _("上级认定文件")),
        Document("note", _("内部审核材料"), inside=True),
    ),
    papers=(PaperForm("recommendation", _("推荐函")),),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "resubmit": actions.resubmitted,
            "rank": actions.ranked,
            "recommend": actions.recommended,
            "recognize": actions.recognized,
            "recognize_reporting": actions.recognized_reporting,
            "report_year": actions.reported,
            "expire": actions.expired,
        }
    ),
    parts=(Part("reports", _("年度报告"), PilotReport, YEARLY, rows=queries.reports_of),),
    choices=MappingProxyType({"call": queries.open_calls, "continues": queries.renewable}),
    advice=queries.advice,
    paper_values=queries.paper_values,
    follow_ups=MappingProxyType({"pilot_application": "renewed"}),
)
