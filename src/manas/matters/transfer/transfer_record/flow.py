"""How a transfer is registered: its contract and its obstacles checked, filed, registered, the patent with its new holder."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.parties import Party
from manas.matters.transfer.transfer_record import actions, rules
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.matters.transfer.transfer_record.queries import advice, continued, paper_values
from manas.matters.transfer.transfer_record.steps import CHECKS, CONTRACT, MORE, STEPS

APPLICANT, HANDLER = Party.APPLICANT, Party.HANDLER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("checking", _("待核对"), HANDLER, _("已收到，正在核对合同和材料")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("ready", _("待提交转让登记"), APPLICANT, _("材料已经核对，请向国家知识产权局提交")),
    State("examining", _("转让登记审查中"), APPLICANT, _("已经提交，收到结果后请登记")),
    State("registered", _("已转让登记"), told=_("已经转让登记，专利权自登记之日起转移，欢迎评价"), final=True),
    State("refused", _("不符合条件"), told=_("不符合转让登记条件，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回"), final=True),
)

KIND = Kind(
    key="transfer_record",
    label=_("专利转让登记"),
    model=TransferRecord,
    flows=(Flow("transfer_record", 1, "draft", STATES, STEPS),),
    mark="克知转",
    tasks=("4",),
    wish=_("我签了专利转让合同，想办理转让登记"),
    for_whom=_("转让合同的任何一方；因继承、判决等取得专利的"),
    result=_("核对合同和不得转让的情形，登记后把新的专利权人记入专利登记册，并办结相应的供需对接"),
    offers=(*CONTRACT, *CHECKS, *MORE),
    documents=(
        Document("contract", _("合同"), _("金额密封的可以遮盖金额")),
        Document("proof", _("转移证明文件"), _("不是由合同转让的提交：继承公证、生效裁判等")),
        Document("consents", _("共有人、质权人同意转让的文件"), _("有共有人或者质权人的提交")),
        Document("export", _("向境外转让的手续材料"), _("受让人是境外的提交")),
        Document("identity", _("身份证明和委托书")),
        Document("certificate", _("登记手续合格通知书")),
        Document("note", _("内部核对材料"), inside=True),
    ),
    papers=(
        PaperForm("form", _("专利转让登记信息表"), told=True),
        PaperForm("completion", _("专利转让登记办结通知"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "submit_certificate": actions.submitted,
            "resubmit": actions.submitted,
            "pass_checks": actions.checked,
            "file": actions.filed,
            "register": actions.registered,
        }
    ),
    choices=MappingProxyType({"continues": continued}),
    advice=advice,
    paper_values=paper_values,
    hidden=rules.hidden,
)
