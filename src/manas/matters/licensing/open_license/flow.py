"""How an open licence runs: nine self-checks, a declaration, its publication, uptakes, withdrawal."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.actions.days import past
from manas.matters.docket.kinds import Document, Kind, PaperForm, Part
from manas.matters.docket.parties import Party
from manas.matters.licensing.open_license import actions, rules
from manas.matters.licensing.open_license.models import OpenLicense, Uptake
from manas.matters.licensing.open_license.queries import advice, paper_values, uptakes
from manas.matters.licensing.open_license.steps import ANSWERS, FEE, STEPS

APPLICANT, HANDLER = Party.APPLICANT, Party.HANDLER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("checking", _("待核对"), HANDLER, _("已收到自查，正在核对")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("ready", _("待提交声明"), APPLICANT, _("声明稿已经出具，请向国家知识产权局提交")),
    State("examining", _("声明审查中"), APPLICANT, _("声明已经提交，公告后请登记声明编号")),
    State("in_force", _("开放许可中"), APPLICANT, _("开放许可已经生效，有人使用的请登记，并办理备案")),
    State("withdrawing", _("待撤回公告"), APPLICANT, _("已经提出撤回，公告后请登记")),
    State("ended", _("声明已撤回"), told=_("开放许可声明已经撤回，此前的许可继续有效"), final=True),
    State("stopped", _("声明终止"), told=_("开放许可声明已经终止或者撤销"), final=True),
    State("refused", _("不具备声明条件"), told=_("不具备声明条件，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已决定不再声明"), final=True),
)

KIND = Kind(
    key="open_license",
    label=_("专利开放许可声明"),
    model=OpenLicense,
    flows=(Flow("open_license", 1, "draft", STATES, STEPS),),
    mark="克知放",
    tasks=("10",),
    wish=_("我愿意让任何人按公开的条件使用我的专利"),
    for_whom=_("专利权人；共有的专利须全体共有人书面同意"),
    result=_("九项自查核对、声明稿、公告后的使用登记和备案，备案后年费减缴"),
    offers=("patent_number", *ANSWERS, *FEE, "license_term", "contact"),
    documents=(
        Document("consent", _("共有人同意书"), _("有共有人的提交")),
        Document("report", _("专利权评价报告"), _("实用新型、外观设计专利提交")),
        Document("pledgee", _("质权人同意书"), _("已质押的提交")),
        Document("notice", _("被许可人的书面通知和付款凭证"), _("有人使用后提交")),
        Document("note", _("内部核对材料"), inside=True),
    ),
    papers=(PaperForm("declaration", _("专利开放许可声明（稿）"), told=True),),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "resubmit": actions.submitted,
            "pass_checks": actions.checked,
            "file": past("filed_on"),
            "declare": past("declared_on"),
            "note_record": actions.noted,
            "ask_withdrawal": past("withdrawal_asked_on"),
            "withdraw_published": actions.withdrawal_published,
        }
    ),
    parts=(
        Part(
            "uptakes",
            _("使用登记"),
            Uptake,
            ("licensee", "notified_on", "paid_on"),
            rows=uptakes,
            may_edit=rules.may_edit_uptakes,
            add=actions.add_uptake,
            remove=actions.remove_uptake,
        ),
    ),
    advice=advice,
    paper_values=paper_values,
    follow_ups=MappingProxyType({"license_record": "note_record"}),
)
