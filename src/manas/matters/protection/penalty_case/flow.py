"""行政处罚案件: opened by officials only, kept to those who handle it; states and steps stand in the tables beside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.parties import Party
from manas.matters.protection.penalty_case.actions import consequences
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.matters.protection.penalty_case.queries import advice, volumes
from manas.matters.protection.penalty_case.rules import CHOICES
from manas.matters.protection.penalty_case.states import STATES
from manas.matters.protection.penalty_case.steps import STEPS

# Suspension of the case is a state with the ground "suspension", not a pause of everything: time for the decision stands
# still, while seized things must be settled in their own time.
FLOW = Flow("penalty_case", 1, "clue", STATES, STEPS)

DOCUMENTS = (
    Document("clue_material", _("案源材料"), _("投诉、举报、移送、交办等材料"), inside=True),
    Document("evidence", _("证据材料"), _("书证、物证、视听资料、电子数据、证言、当事人陈述等"), inside=True),
    Document("scene_record", _("现场笔录"), inside=True),
    Document("interview_record", _("询问笔录"), inside=True),
    Document("sampling_record", _("抽样记录"), inside=True),
    Document("goods_list", _("涉案物品清单"), inside=True),
    Document("expert_opinion", _("检测鉴定意见"), inside=True),
    Document("right_holder_opinion", _("权利人辨认鉴别意见"), inside=True),
    Document("assistance_reply", _("协助调查回复"), inside=True),
    Document("address_confirmation", _("送达地址确认书"), inside=True),
    Document("signed_proof", _("已签收的送达回证"), inside=True),
    Document("hearing_record", _("听证笔录"), inside=True),
    Document("hearing_report", _("听证报告"), inside=True),
    Document("discussion_record", _("集体讨论记录"), inside=True),
    Document("property_slip", _("财物处理单据"), inside=True),
    Document("payment_slip", _("罚没款票据"), inside=True),
    Document("deferral_request", _("延期或者分期缴纳申请"), inside=True),
    Document("court_ruling", _("人民法院裁定书"), inside=True),
    Document("transfer_report", _("移送涉嫌犯罪案件报告"), _("专案组提出的书面报告"), inside=True),
    Document("police_receipt", _("公安机关回执和决定文书"), inside=True),
    Document("other", _("其他材料"), inside=True),
)
PAPERS = (
    PaperForm("source_form", _("案件来源登记表")),
    PaperForm("filing_form", _("立案审批表")),
    PaperForm("no_filing_form", _("不予立案审批表")),
    PaperForm("correction_notice", _("责令改正通知书")),
    PaperForm("hold_notice", _("先行登记保存证据通知书")),
    PaperForm("seizure_decision", _("实施行政强制措施决定书")),
    PaperForm("seizure_extension", _("延长行政强制措施期限决定书")),
    PaperForm("investigation_report", _("案件调查终结报告")),
    PaperForm("review_opinion", _("案件审核意见")),
    PaperForm("penalty_notice", _("行政处罚告知书")),
    PaperForm("hearing_notice", _("行政处罚听证通知书")),
    PaperForm("penalty_decision", _("行政处罚决定书")),
    PaperForm("no_penalty_decision", _("不予行政处罚决定书")),
    PaperForm("spot_decision", _("当场行政处罚决定书")),
    PaperForm("proof_of_service", _("送达回证"), numbered=False),
    PaperForm("deferral_approval", _("延期（分期）缴纳罚款批准书")),
    PaperForm("urging_letter", _("催告书")),
    PaperForm("referral_letter", _("案件移送函")),
    PaperForm("crime_transfer_letter", _("涉嫌犯罪案件移送书")),
    PaperForm("closing_form", _("结案审批表")),
    PaperForm("file_index", _("卷内目录"), numbered=False),
)

KIND = Kind(
    key="penalty_case",
    label=_("行政处罚案件"),
    model=PenaltyCase,
    flows=(FLOW,),
    mark="克市监知罚",
    tasks=("9",),
    for_whom=_("由市场监督管理部门依职权办理"),
    result=_("处罚、不予处罚、移送或者结案"),
    opened_by=(Party.HANDLER,),
    asks=("title", "summary"),
    offers=("clue_source", "clue_received_on", "party_name", "party_kind", "breach"),
    documents=DOCUMENTS,
    papers=PAPERS,
    confidential=True,
    consequences=consequences(step.key for step in STEPS),
    advice=advice,
    choices=CHOICES,
    paper_values=volumes,
)
