"""Where a penalty case may stand, from the clue to the archive; whose turn it is, and which time is not counted there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import State
from manas.matters.docket.parties import Party

HANDLER, APPROVER, REVIEWER, POLICE = Party.HANDLER, Party.APPROVER, Party.REVIEWER, Party.POLICE
TESTING, IDENTIFICATION = "testing", "right-holder-identification"
HEARING, PUBLIC_NOTICE, SUSPENSION = "hearing", "public-notice", "suspension"

CLUE = (
    State("clue", _("线索待登记"), HANDLER),
    State("verifying", _("核查中"), HANDLER),
    State("clue_testing", _("核查中：检测鉴定"), HANDLER, ground=TESTING),
    State("clue_identification", _("核查中：权利人辨认"), HANDLER, ground=IDENTIFICATION),
    State("filing_approval", _("立案待审批"), APPROVER),
    State("no_filing_approval", _("不予立案待审批"), APPROVER),
    State("jurisdiction", _("管辖争议协商中"), HANDLER),
    State("designation", _("待上级指定管辖"), HANDLER),
    State("not_filed", _("不予立案"), final=True),
    State("sent_away", _("线索已移送"), final=True),
)
ON_THE_SPOT = (
    State("spot", _("当场处罚，待归档"), HANDLER),
    State("spot_paying", _("当场处罚，待缴款"), HANDLER),
    State("spot_done", _("当场处罚办结"), final=True),
)
INVESTIGATION = (
    State("investigating", _("调查取证"), HANDLER),
    State("hold_approval", _("先行登记保存待审批"), APPROVER),
    State("seizure_approval", _("查封扣押待审批"), APPROVER),
    State("urgent_approval", _("当场措施待补批"), APPROVER),
    State("testing", _("检测鉴定中"), HANDLER, ground=TESTING),
    State("identification", _("权利人辨认中"), HANDLER, ground=IDENTIFICATION),
    State("suspension_approval", _("中止待审批"), APPROVER),
    State("suspended", _("调查中止"), HANDLER, ground=SUSPENSION),
    State("termination_approval", _("终止调查待审批"), APPROVER),
)
REVIEW = (
    State("review", _("审核中"), REVIEWER),
    State("correcting", _("按审核意见纠正"), HANDLER),
    State("reviewed", _("审核同意，待告知或者报批"), HANDLER),
    State("notice_approval", _("处罚告知待审批"), APPROVER),
    State("notice_serving", _("处罚告知书待送达"), HANDLER),
    State("notice_published", _("处罚告知书公告中"), HANDLER, ground=PUBLIC_NOTICE),
    State("pleading", _("陈述申辩期"), HANDLER),
    State("plea_check", _("复核当事人意见"), HANDLER),
    State("hearing_planned", _("听证待组织"), HANDLER, ground=HEARING),
    State("hearing_told", _("听证通知待送达"), HANDLER, ground=HEARING),
    State("hearing_waiting", _("待举行听证"), HANDLER, ground=HEARING),
    State("hearing_report", _("听证报告待提交"), HANDLER, ground=HEARING),
    State("hearing_review", _("听证后法制审核"), REVIEWER),
)
DECISION = (
    State("ready", _("待报请决定"), HANDLER),
    State("discussion", _("集体讨论"), APPROVER),
    State("deciding", _("待作出决定"), APPROVER),
    State("serving", _("处罚决定书待送达"), HANDLER),
    State("service_published", _("处罚决定书公告中"), HANDLER, ground=PUBLIC_NOTICE),
    State("serving_other", _("不予处罚决定书待送达"), HANDLER),
)
PERFORMANCE = (
    State("paying", _("处罚履行中"), HANDLER),
    State("deferral_approval", _("延期分期待审批"), APPROVER),
    State("urged", _("已催告"), HANDLER),
    State("enforcing", _("法院强制执行中"), HANDLER),
    State("annulled", _("决定被变更或者撤销"), HANDLER),
    State("to_close", _("待结案"), HANDLER),
    State("closing_approval", _("结案待审批"), APPROVER),
    State("to_archive", _("待归档"), HANDLER),
    State("archived", _("已归档"), final=True),
)
TRANSFER = (
    State("transfer_approval", _("移送公安待审批"), APPROVER),
    State("transfer_sending", _("待移送公安机关"), HANDLER),
    State("police_receipt", _("待公安机关签收"), POLICE),
    State("police_review", _("公安机关审查"), POLICE),
    State("police_declined", _("公安机关不予立案"), HANDLER),
    State("police_reconsidering", _("公安机关复议"), POLICE),
    State("refusal_upheld", _("公安机关维持不予立案"), HANDLER),
    State("supervision", _("检察机关立案监督"), HANDLER),
    State("handing_over", _("待移交涉案物品"), HANDLER),
    State("criminal", _("刑事办理中"), POLICE),
)

STATES = CLUE + ON_THE_SPOT + INVESTIGATION + REVIEW + DECISION + PERFORMANCE + TRANSFER
