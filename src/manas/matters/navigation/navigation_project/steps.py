"""The steps of a navigation project, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, PARTNER, APPROVER = Party.APPLICANT, Party.HANDLER, Party.PARTNER, Party.APPROVER
ASKED: Final = ("title", "question", "navigation_kind", "asker_kind", "contact")
MORE: Final = ("asker", "sector", "industry_code", "funds", "summary")
ACCEPT, REPORT, USE = "NAVIGATION-ACCEPT", "NAVIGATION-REPORT", "NAVIGATION-USE"
SERVICE: Final = (("navigation-standard", "第7部分 服务要求"),)
RESULTS: Final = (("navigation-standard", "第1部分 总则"),)
RECEIVED: Final = Clock(ACCEPT, HANDLER)
REPORTING: Final = Clock(REPORT, PARTNER, since="report_due_on")

ASKING = (
    Step(
        "submit",
        _("提交委托"),
        (APPLICANT,),
        ("draft",),
        "received",
        asks=ASKED,
        offers=MORE,
        opinion=Opinion.NONE,
        starts=(RECEIVED,),
    ),
    Step(
        "accept",
        _("受理"),
        (HANDLER,),
        ("received",),
        "accepted",
        asks=("question", "navigation_kind", "asker_kind", "asker"),
        offers=("sector", "industry_code"),
        ends=(ACCEPT,),
        told=True,
        basis=RESULTS,
    ),
    Step(
        "return",
        _("退回补正"),
        (HANDLER,),
        ("received",),
        "correcting",
        opinion=Opinion.MUST,
        ends=(ACCEPT,),
        told=True,
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT, HANDLER),  # what an official entered for somebody, an official puts right
        ("correcting",),
        "received",
        offers=(*ASKED, *MORE),
        starts=(RECEIVED,),
    ),
    Step(
        "refuse",
        _("不予受理"),
        (HANDLER,),
        ("received",),
        "refused",
        opinion=Opinion.MUST,
        ends=(ACCEPT,),
        told=True,
    ),
)

MAKING = (
    Step(
        "commission",
        _("确定承担机构"),
        (HANDLER,),
        ("accepted",),
        "carrying",
        asks=("partner_organization", "report_due_on"),
        offers=("funds", "study"),
        makes=("commission",),
        starts=(REPORTING,),
        told=True,
        basis=SERVICE,
    ),
    Step(
        "hand_in",
        _("提交导航报告"),
        (PARTNER, HANDLER),
        ("carrying",),
        "reviewing",
        needs=("report",),
        ends=(REPORT,),
        told=True,
        basis=SERVICE,
    ),
    Step(
        "decline",
        _("退回，不能承担"),
        (PARTNER, HANDLER),
        ("carrying",),
        "accepted",
        opinion=Opinion.MUST,
        ends=(REPORT,),
        told=True,
    ),
    Step(
        "pass_review",
        _("评审通过"),
        (HANDLER,),
        ("reviewing",),
        "reviewed",
        asks=("experts", "reviewed_on"),
        offers=("study",),
        makes=("review",),
        opinion=Opinion.MUST,
        told=True,
        basis=SERVICE,
    ),
    Step(
        "fail_review",
        _("评审未通过，退回修改"),
        (HANDLER,),
        ("reviewing",),
        "carrying",
        asks=("experts", "reviewed_on", "report_due_on"),
        opinion=Opinion.MUST,
        starts=(REPORTING,),
        told=True,
        basis=SERVICE,
    ),
    Step(
        "deliver",
        _("交付成果"),
        (HANDLER,),
        ("reviewed",),
        "delivered",
        starts=(Clock(USE, APPLICANT),),
        told=True,
        basis=RESULTS,
    ),
    # What an official entered for somebody has nobody here who would tell.
    Step(
        "deliver_and_follow",
        _("交付成果，由本局跟踪"),
        (HANDLER,),
        ("reviewed",),
        "following",
        starts=(Clock(USE, HANDLER),),
        told=True,
        basis=RESULTS,
    ),
)

USING = (
    Step(
        "follow",
        _("改由本局询问"),
        (HANDLER,),
        ("delivered",),
        "following",
        told=True,
        discretion=True,
    ),
    Step(
        "record_use",
        _("登记采纳情况"),
        (APPLICANT, HANDLER),
        ("delivered", "following"),
        "adopted",
        asks=("adopted_as", "adopted_in", "adopted_on"),
        needs=("adoption",),
        makes=("completion",),
        ends=(USE,),
        told=True,
        basis=RESULTS,
    ),
    Step(
        "not_used",
        _("未采纳，登记原因"),
        (APPLICANT, HANDLER),
        ("delivered", "following"),
        "unadopted",
        asks=("unadopted_because",),
        makes=("completion",),
        opinion=Opinion.MUST,
        ends=(USE,),
        told=True,
        basis=RESULTS,
    ),
    # Neither used nor not used: it is not counted as either.
    Step(
        "settle",
        _("问不到采纳情况，办结"),
        (HANDLER,),
        ("following",),
        "unknown",
        opinion=Opinion.MUST,
        ends=(USE,),
        told=True,
        discretion=True,
    ),
    Step(
        "use_came",
        _("后来有了采纳情况"),
        (HANDLER,),
        ("unadopted", "unknown"),
        "following",
        opinion=Opinion.MUST,
        starts=(Clock(USE, HANDLER),),
        told=True,
        reopens=True,
    ),
)

LEAVING = (
    Step(
        "stop",
        _("终止项目"),
        (HANDLER,),
        ("accepted", "carrying", "reviewing", "reviewed"),
        "stopped",
        opinion=Opinion.MUST,
        ends=(REPORT,),
        told=True,
        discretion=True,
    ),
    Step(
        "withdraw",
        _("撤回委托"),
        (APPLICANT,),
        ("draft", "received", "correcting", "accepted"),
        "withdrawn",
        ends=(ACCEPT,),
        discretion=True,
    ),
    Step(
        "reopen",
        _("重新办理"),
        (APPROVER,),
        ("refused", "stopped"),
        "received",
        opinion=Opinion.MUST,
        starts=(RECEIVED,),
        told=True,
        reopens=True,
    ),
)

STEPS = (*ASKING, *MAKING, *USING, *LEAVING)
