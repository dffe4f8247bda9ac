"""How an offered answer runs: looked at by the office of the need, shown to the asker, taken as its answer or not."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.kinds import Document, Kind
from manas.matters.docket.parties import Party
from manas.matters.pairing.need_offer import actions, rules
from manas.matters.pairing.need_offer.models import NeedOffer
from manas.matters.pairing.need_offer.queries import advice, answerable
from manas.matters.pairing.need_offer.steps import MORE, SAID, STEPS

APPLICANT, HANDLER, PARTNER = Party.APPLICANT, Party.HANDLER, Party.PARTNER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("待核对"), HANDLER, _("已收到，正在核对")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("shown", _("待需求方决定"), PARTNER, _("已经转给需求方，等待其决定")),
    State("taken", _("已采纳"), told=_("需求方采纳了应答，可以联系了"), final=True),
    State("declined", _("未采纳"), told=_("需求方没有采纳，理由见下"), final=True),
    State("refused", _("不予转送"), told=_("不予转送，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回应答"), final=True),
)

KIND = Kind(
    key="need_offer",
    label=_("技术需求应答"),
    model=NeedOffer,
    flows=(Flow("need_offer", 1, "draft", STATES, STEPS),),
    mark="克知应",
    tasks=("4",),
    wish=_("我能解决公开的技术需求，想提出应答"),
    for_whom=_("高等学校、科研院所、服务机构、技术经纪机构和其他有技术的单位"),
    result=_("应答转给需求方，由其决定是否采纳；结果在“我的申请”可以看到"),
    offers=(*SAID, *MORE),
    documents=(
        Document("solution", _("应答材料"), _("方案、专利文本、案例等，有的提交")),
        Document("note", _("内部材料"), inside=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "resubmit": actions.resubmitted,
            "show": actions.shown,
            "take": actions.taken,
        }
    ),
    choices=MappingProxyType({"need": answerable}),
    advice=advice,
    hidden=rules.hidden,
)
