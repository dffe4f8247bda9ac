"""How a licence is recorded: its contract checked, filed within its limit, its number put on the patent."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.following import continuable
from manas.matters.licensing.license_record import actions, rules
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.matters.licensing.license_record.queries import advice, paper_values
from manas.matters.licensing.license_record.steps import CONTRACT, MORE, STEPS, STEPS_WITH_TRANSFER

APPLICANT, HANDLER = Party.APPLICANT, Party.HANDLER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("checking", _("待核对"), HANDLER, _("已收到，正在核对合同和材料")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("ready", _("待提交备案登记"), APPLICANT, _("材料已经核对，请向国家知识产权局提交")),
    State("examining", _("备案登记审查中"), APPLICANT, _("已经提交，收到结果后请登记")),
    State("recorded", _("已备案登记"), told=_("已经备案登记，欢迎评价"), final=True),
    State("refused", _("不符合条件"), told=_("不符合备案登记条件，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回"), final=True),
)


def continued(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the pairs and declarations of the applicant that wait for a record."""
    return continuable(matter)


KIND = Kind(
    key="license_record",
    label=_("专利许可备案"),
    model=LicenseRecord,
    flows=(
        Flow("license_record", 1, "draft", STATES, STEPS_WITH_TRANSFER),
        Flow("license_record", 2, "draft", STATES, STEPS),
    ),
    mark="克知许",
    tasks=("4", "10"),
    wish=_("我签了专利许可合同，想办理备案"),
    for_whom=_("许可合同的任何一方"),
    result=_("核对材料、提醒三个月的备案期限，备案后记入专利登记册，并办结相应的供需对接"),
    offers=(*CONTRACT, "record_kind", *MORE),
    documents=(
        Document("contract", _("合同"), _("金额密封的可以遮盖金额")),
        Document("notice", _("被许可人的书面通知"), _("开放许可提交")),
        Document("payment", _("支付或者收款凭证"), _("开放许可提交")),
        Document("identity", _("身份证明和委托书")),
        Document("certificate", _("备案证明")),
        Document("note", _("内部核对材料"), inside=True),
    ),
    papers=(
        PaperForm("form", _("专利许可备案信息表"), told=True),
        PaperForm("completion", _("专利许可备案办结通知"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "submit_transfer": actions.submitted_transfer,
            "submit_open": actions.submitted_open,
            "resubmit": actions.resubmitted,
            "file": actions.filed,
            "register": actions.registered,
        }
    ),
    choices=MappingProxyType({"continues": continued}),
    advice=advice,
    paper_values=paper_values,
    hidden=rules.hidden,
)
