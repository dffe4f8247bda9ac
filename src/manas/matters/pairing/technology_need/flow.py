"""How a technology need runs: handed in, checked, published, handed to whoever can answer, answered, found useful or not."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.choices import institutions
from manas.matters.pairing.technology_need import actions, rules
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.matters.pairing.technology_need.queries import advice, paper_values
from manas.matters.pairing.technology_need.steps import ELEMENTS, STEPS

APPLICANT, HANDLER, COUNTY, PARTNER = Party.APPLICANT, Party.HANDLER, Party.COUNTY, Party.PARTNER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("待核对"), HANDLER, _("已收到您的技术需求，正在核对")),
    State("checking", _("县(市)核对"), COUNTY, _("县(市)正在核对您的技术需求")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("published", _("征集答复"), HANDLER, _("需求已经登记，正在为您寻找能够答复的单位")),
    State("handed", _("已转办"), PARTNER, _("需求已经转给承接机构，等待其接受")),
    State("answering", _("答复中"), PARTNER, _("承接机构已经接受，正在研究答复")),
    State("answered", _("待确认"), APPLICANT, _("已有答复，请确认是否有用")),
    State("solved", _("已解决"), told=_("需求已经解决，欢迎评价"), final=True),
    State("unconfirmed", _("已答复未确认"), told=_("已经答复，未收到您的确认，先行办结"), final=True),
    State("unmet", _("未能解决"), told=_("暂时没有解决，原因见下"), final=True),
    State("refused", _("不予登记"), told=_("不予登记，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回需求"), final=True),
)

KIND = Kind(
    key="technology_need",
    label=_("技术需求征集"),
    model=NeedRequest,
    flows=(Flow("technology_need", 1, "draft", STATES, STEPS),),
    mark="克知需",
    tasks=("4", "8"),
    wish=_("我在生产中遇到技术难题，想找到能解决的专利技术"),
    for_whom=_("企业、农民专业合作社、村和县(市)干部都可以提出"),
    result=_("需求登记，转给技术与创新支持中心、高校、援疆单位或者服务机构答复，并跟踪到确认是否有用"),
    offers=("text", *ELEMENTS, "contact"),
    documents=(
        Document("material", _("需求说明材料"), _("照片、检测数据、现有工艺等，有的提交")),
        Document("solution", _("答复材料"), _("承接机构的方案、专利清单等")),
        Document("note", _("内部研究材料"), inside=True),
    ),
    papers=(
        PaperForm("referral", _("技术需求转办函"), told=True),
        PaperForm("answer", _("技术需求答复书"), told=True),
        PaperForm("refusal", _("技术需求不予登记告知书"), told=True),
        PaperForm("completion", _("技术需求办结告知书"), told=True),
    ),
    without_account=True,
    consequences=MappingProxyType(
        {
            "publish": actions.published,
            "hand_on": actions.handed_on,
            "accept": actions.accepted,
            "decline": actions.declined,
            "answer": actions.answered,
            "answer_directly": actions.answered,
            "confirm": actions.confirmed,
            "not_useful": actions.not_useful,
            "give_up": actions.given_up,
            "settle": actions.settled,
            "withdraw": actions.withdrawn,
        }
    ),
    choices=MappingProxyType({"partner_organization": institutions}),
    advice=advice,
    paper_values=paper_values,
    hidden=rules.hidden,
)
