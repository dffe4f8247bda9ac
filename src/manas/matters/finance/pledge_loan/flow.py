"""How a pledge loan runs: a need, a bank, a value, a credit, contracts, a registration, the money, and its end."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, Pause, State
from manas.matters.docket.actions.days import past
from manas.matters.docket.kinds import Document, Kind, PaperForm, Part
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party
from manas.matters.finance.pledge_loan import actions, rules
from manas.matters.finance.pledge_loan.models import RIGHT_FACTS, PledgedRight, PledgeLoan
from manas.matters.finance.pledge_loan.queries import advice, other_rights, paper_values
from manas.matters.finance.pledge_loan.steps import MEASURES, STEPS
from manas.office.models import Organization, OrganizationKind

APPLICANT, HANDLER, BANK = Party.APPLICANT, Party.HANDLER, Party.PARTNER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("需求核对"), HANDLER, _("已收到您的融资需求，正在核对")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("inspecting", _("银行尽职调查"), BANK, _("已推荐给银行，银行正在调查")),
    State("valuing", _("价值评估"), BANK, _("正在确定质押权利的价值")),
    State("crediting", _("授信审批"), BANK, _("银行正在审批授信")),
    State("declined", _("银行未予授信"), HANDLER, _("银行没有同意授信，正在为您另行对接")),
    State("contracting", _("待签合同"), BANK, _("授信已经同意，请与银行签订借款合同和质押合同")),
    State("checking", _("登记前核对"), HANDLER, _("正在核对质押登记的条件")),
    State("registering", _("待申请登记"), BANK, _("请与银行共同申请质押登记")),
    State("examining", _("登记审查中"), BANK, _("质押登记申请已经提交，等待登记结果")),
    State("lending", _("待放款"), BANK, _("质权已经登记设立，等待银行放款")),
    State("lent", _("贷后管理"), BANK, _("已经放款，请按合同使用和归还贷款")),
    State("changing", _("待变更登记"), BANK, _("贷款已经展期，等待办理质押变更登记")),
    State("overdue", _("逾期处置"), BANK, _("贷款已经逾期，请与银行联系")),
    State("repaid", _("待注销登记"), BANK, _("贷款已经还清，等待注销质押登记")),
    State("releasing", _("待解除质押"), BANK, _("贷款不再办理，等待解除质押登记")),
    State("settled", _("已结清"), told=_("贷款已经结清，质押登记已经注销"), final=True),
    State("disposed", _("已处置"), told=_("质押权利已经处置"), final=True),
    State("refused", _("不予推荐"), told=_("不予推荐，理由见下"), final=True),
    State("unlent", _("未能放款"), told=_("本次融资没有办成，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回融资需求"), final=True),
)

# A dispute about the right, a court's hold: everything before the money may stand still.
BEFORE_MONEY = (
    "received inspecting valuing crediting declined contracting checking registering examining lending".split()
)
PAUSES = (Pause("suspension", _("权利发生权属纠纷或者被保全"), (HANDLER,), tuple(BEFORE_MONEY), (MEASURES,)),)


def banks(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the organizations that may lend: the banks that exist."""
    return Organization.objects.filter(kind=OrganizationKind.BANK, closed_on=None)


KIND = Kind(
    key="pledge_loan",
    label=_("专利权、商标专用权质押融资"),
    model=PledgeLoan,
    flows=(Flow("pledge_loan", 1, "draft", STATES, STEPS, PAUSES),),
    mark="克知押",
    tasks=("10",),
    wish=_("我想用专利或者商标质押，向银行贷款"),
    for_whom=_("有专利权或者注册商标的企业、农民专业合作社、个体工商户"),
    result=_("推荐给银行，协助办理评估、质押登记和放款"),
    offers=("amount_wanted", "term_wanted", "purpose", "right_kind", "right_number", "right_name", "contact"),
    documents=(
        Document("license", _("营业执照")),
        Document("certificate", _("权利证书"), _("专利证书、专利登记簿副本或者商标注册证")),
        Document("accounts", _("财务报表"), _("最近一年的；新设企业可以不交")),
        Document("valuation", _("评估报告"), _("委托评估机构评估的提交")),
        Document("contracts", _("借款合同和质押合同")),
        Document("consents", _("同意质押的书面材料"), _("共有人同意书、质权人同意书等")),
        Document("registration", _("质押登记通知书")),
        Document("deregistration", _("质押登记注销或者变更通知书")),
        Document("inspection", _("尽职调查材料"), inside=True),
    ),
    papers=(
        PaperForm("need", _("质押融资需求登记表"), told=True),
        PaperForm("recommendation", _("推荐函"), told=True),
        PaperForm("correction", _("补正通知书"), told=True),
        PaperForm("refusal", _("不予推荐告知书"), told=True),
        PaperForm("checks", _("登记前核对表"), told=True),
        PaperForm("completion", _("办结通知"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.applied,
            "recommend": actions.recommended,
            "recommend_again": actions.recommended_again,
            "inspect": past("inspected_on"),
            "value": actions.valued,
            "sign": past("signed_on"),
            "note": actions.noted,
            "pass_checks": actions.checked,
            "apply_patent": actions.asked_for_patent,
            "apply_mark": actions.asked_for_mark,
            "register": past("registered_on"),
            "draw": past("drawn_on"),
            "extend": actions.extended,
            "register_change": past("change_registered_on"),
            "fall_due": actions.fell_due,
            "dispose": past("disposed_on"),
            "repay": past("repaid_on"),
            "recover": past("repaid_on"),
            "deregister": past("deregistered_on"),
            "release": actions.released,
        }
    ),
    parts=(
        Part(
            "rights",
            _("质押的其他权利"),
            PledgedRight,
            ("right_kind", "right_number", "right_name", *RIGHT_FACTS),
            rows=other_rights,
            may_edit=rules.may_edit_rights,
            add=actions.add_right,
            remove=actions.remove_right,
        ),
    ),
    choices=MappingProxyType({"partner_organization": banks}),
    advice=advice,
    paper_values=paper_values,
)
