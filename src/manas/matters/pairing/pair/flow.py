"""How a pair runs: both sides asked, talks, a visit, terms, a contract and its record, or an end with a coded reason."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.actions.days import past
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.parties import Party
from manas.matters.pairing.pair import actions, rules
from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pair.queries import advice, events, needs, paper_values
from manas.matters.pairing.pair.steps import STEPS, WHO

APPLICANT, HANDLER, PARTNER = Party.APPLICANT, Party.HANDLER, Party.PARTNER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("proposed", _("待邀请"), HANDLER, _("已收到，正在联系对方")),
    State("asking_demand", _("待需求方答复"), APPLICANT, _("有一件专利可能适合您，请答复是否愿意对接")),
    State("asking_supply", _("待专利方答复"), PARTNER, _("已邀请专利方，等待其答复")),
    State("talking", _("洽谈中"), HANDLER, _("双方愿意对接，正在洽谈")),
    State("visited", _("已现场对接"), HANDLER, _("已经现场对接，正在商谈条款")),
    State("agreed", _("待签合同"), APPLICANT, _("条款已经商定，请签订合同并提交")),
    State("using", _("先使用期"), APPLICANT, _("正在免费使用，请按约定报告使用情况")),
    State("paying", _("待付许可费"), APPLICANT, _("请按约定支付许可费")),
    State("contracted", _("待备案登记"), APPLICANT, _("合同已经签订，请办理许可、转让备案登记")),
    State("recorded", _("已备案登记"), told=_("许可、转让已经备案登记，欢迎评价"), final=True),
    State("developing", _("已签合作开发"), told=_("已经签订合作开发合同，欢迎评价"), final=True),
    State("ended", _("对接终止"), told=_("对接已经终止，原因见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回"), final=True),
)

KIND = Kind(
    key="pair",
    label=_("专利供需对接"),
    model=Pair,
    flows=(Flow("pair", 1, "draft", STATES, STEPS),),
    mark="克知对",
    tasks=("4",),
    wish=_("我看中了一件专利，想和权利人谈许可、转让或者合作"),
    for_whom=_("需要专利技术的企业、农民专业合作社、个体工商户"),
    result=_("邀请权利人、组织洽谈和现场对接、跟踪到合同备案登记；没有谈成的记录原因"),
    opened_by=(APPLICANT, HANDLER),
    opened_in="proposed",
    asks=("title",),
    offers=(*WHO, "county", "contact", "summary"),
    documents=(
        Document("material", _("对接材料"), _("技术说明、现场照片等，有的提交")),
        Document("contract", _("合同")),
        Document("note", _("内部材料"), inside=True),
    ),
    papers=(
        PaperForm("invitation", _("供需对接邀请函"), told=True),
        PaperForm("sheet", _("供需对接情况表"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "invite_demand": actions.invited_demand,
            "invite_supply": actions.invited_supply,
            "demand_answers": actions.demand_answered,
            "supply_answers": actions.supply_answered,
            "visit": past("visited_on"),
            "sign": actions.signed,
            "sign_use_first": actions.signed_use_first,
            "sign_joint": actions.signed_joint,
            "keep": actions.kept,
            "pay": past("fee_paid_on"),
            "record": actions.recorded,
            "end": actions.ended,
        }
    ),
    choices=MappingProxyType({"need": needs, "event": events}),
    advice=advice,
    paper_values=paper_values,
    hidden=rules.hidden,
    follow_ups=MappingProxyType({"license_record": "record", "transfer_record": "record"}),
)
