"""The steps of a pair, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, PARTNER, APPROVER = Party.APPLICANT, Party.HANDLER, Party.PARTNER, Party.APPROVER
EVERYBODY: Final = (HANDLER, APPLICANT, PARTNER)
NOTICE: Final = ("supply-demand-notice", "组织对接")
CONTRACT: Final = ("civil-code", "509")
# Days before free use ends. No national text says when to remind: this is the project's own convention.
EARLY: Final = (60, 30)
FOLLOWED: Final = (Clock("PAIR-FOLLOW", HANDLER),)
WHO: Final = ("need", "patent_number", "holder", "partner_organization", "applicant_organization", "source", "event")

INVITING = (
    Step(
        "submit",
        _("提出对接"),
        (APPLICANT,),
        ("draft",),
        "proposed",
        asks=("title", "patent_number", "county", "contact"),
        offers=("need", "summary"),
        opinion=Opinion.NONE,
        basis=(NOTICE,),
    ),
    Step(
        "invite_demand",
        _("邀请需求方"),
        (HANDLER,),
        ("proposed",),
        "asking_demand",
        asks=("source", "patent_number"),
        offers=tuple(name for name in WHO if name not in ("source", "patent_number")),
        makes=("invitation",),
        starts=(Clock("PAIR-REPLY", APPLICANT),),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "demand_answers",
        _("需求方答复"),
        (APPLICANT, HANDLER),
        ("asking_demand",),
        "asking_supply",
        asks=("demand_standpoint",),
        offers=("demand_conditions",),
        ends=("PAIR-REPLY",),
        starts=(Clock("PAIR-REPLY", PARTNER),),
        told=True,
        basis=(NOTICE,),
    ),
    # At an event, or when the firm itself proposed the pair, the one side has spoken already.
    Step(
        "invite_supply",
        _("需求方已愿意，邀请专利方"),
        (HANDLER,),
        ("proposed",),
        "asking_supply",
        asks=("source", "patent_number", "demand_standpoint"),
        offers=(*(name for name in WHO if name not in ("source", "patent_number")), "demand_conditions"),
        makes=("invitation",),
        starts=(Clock("PAIR-REPLY", PARTNER),),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "supply_answers",
        _("专利方答复"),
        (PARTNER, HANDLER),
        ("asking_supply",),
        "talking",
        asks=("supply_standpoint",),
        offers=("supply_conditions",),
        ends=("PAIR-REPLY",),
        starts=FOLLOWED,
        told=True,
        basis=(NOTICE,),
    ),
)

TALKING = (
    Step(
        "note",
        _("记录洽谈进展"),
        EVERYBODY,
        ("talking",),
        "talking",
        opinion=Opinion.MUST,
        ends=("PAIR-FOLLOW",),
        starts=FOLLOWED,
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "agree",
        _("登记商定条款"),
        EVERYBODY,
        ("talking", "visited"),
        "agreed",
        asks=("agreed_terms",),
        ends=("PAIR-FOLLOW",),
        starts=FOLLOWED,
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "visit",
        _("登记现场对接"),
        EVERYBODY,
        ("talking", "visited"),
        "visited",
        asks=("visited_on", "visit_findings"),
        ends=("PAIR-FOLLOW",),
        starts=FOLLOWED,
        told=True,
        basis=(NOTICE,),
    ),
)

SIGNING = (
    Step(
        "sign",
        _("登记许可、转让合同"),
        EVERYBODY,
        ("agreed",),
        "contracted",
        asks=("contract_kind", "signed_on"),
        needs=("contract",),
        ends=("PAIR-FOLLOW",),
        told=True,
    ),
    Step(
        "sign_use_first",
        _("登记先使用后付费合同"),
        EVERYBODY,
        ("agreed",),
        "using",
        asks=("signed_on", "fee_rule", "report_due_on", "free_until", "payment_due_on"),
        needs=("contract",),
        ends=("PAIR-FOLLOW",),
        starts=(
            Clock("USE-FIRST-REPORT", APPLICANT, since="report_due_on"),
            Clock("USE-FIRST-END", APPLICANT, since="free_until", early=EARLY),
            Clock("USE-FIRST-PAY", APPLICANT, since="payment_due_on"),
        ),
        told=True,
        basis=(CONTRACT,),
    ),
    Step(
        "sign_joint",
        _("登记合作开发合同"),
        EVERYBODY,
        ("agreed",),
        "developing",
        asks=("signed_on",),
        needs=("contract",),
        makes=("sheet",),
        told=True,
    ),
    Step(
        "report_use",
        _("报告先使用情况"),
        (APPLICANT, HANDLER),
        ("using",),
        "using",
        asks=("use_report",),
        ends=("USE-FIRST-REPORT",),
        told=True,
        basis=(CONTRACT,),
    ),
    Step(
        "keep",
        _("决定续用并付费"),
        (APPLICANT,),
        ("using",),
        "paying",
        ends=("USE-FIRST-END",),
        told=True,
        basis=(CONTRACT,),
    ),
    Step(
        "pay",
        _("登记付清许可费"),
        EVERYBODY,
        ("paying",),
        "contracted",
        asks=("fee_paid_on",),
        ends=("USE-FIRST-PAY",),
        told=True,
        basis=(CONTRACT,),
    ),
    Step("record", _("备案登记完成"), EVERYBODY, ("contracted",), "recorded", makes=("sheet",), told=True),
)

RUNNING: Final = ("asking_demand", "asking_supply", "talking", "visited", "agreed", "contracted", "using", "paying")
LEAVING = (
    Step(
        "end",
        _("终止对接"),
        EVERYBODY,
        ("proposed", *RUNNING),
        "ended",
        asks=("exit_reason",),
        ends=("PAIR-REPLY", "PAIR-FOLLOW", "USE-FIRST-REPORT", "USE-FIRST-END", "USE-FIRST-PAY"),
        makes=("sheet",),
        told=True,
    ),
    Step("withdraw", _("撤回"), (APPLICANT,), ("draft", "proposed"), "withdrawn", discretion=True),
    Step(
        "reopen",
        _("恢复对接"),
        (APPROVER,),
        ("ended",),
        "talking",
        opinion=Opinion.MUST,
        starts=FOLLOWED,
        told=True,
        reopens=True,
    ),
)

STEPS = (*INVITING, *TALKING, *SIGNING, *LEAVING)
