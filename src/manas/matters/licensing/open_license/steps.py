"""The steps of a declaration of an open licence, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, APPROVER = Party.APPLICANT, Party.HANDLER, Party.APPROVER
DECLARING: Final = ("patent-law", "50")
TAKING_UP: Final = ("patent-law", "51")
CHECKS: Final = ("patent-rules", "86")
RECORDING: Final = ("patent-rules", "87")
ANSWERS: Final = (
    "exclusively_licensed",
    "stayed_or_preserved",
    "annuity_unpaid",
    "pledged_unconsented",
    "right_ended",
    "wholly_invalidated",
    "report_missing",
    "report_adverse",
    "otherwise_hindered",
)
FEE: Final = ("fee_form", "fee_lump", "royalty_rate", "royalty_base", "fee_explained")

STEPS = (
    Step(
        "submit",
        _("提交自查"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=(
            "title",
            "patent_number",
            *ANSWERS,
            "co_owners_consent",
            "fee_form",
            "fee_explained",
            "license_term",
            "contact",
        ),
        offers=("fee_lump", "royalty_rate", "royalty_base", "summary"),
        opinion=Opinion.NONE,
        basis=(DECLARING, CHECKS),
    ),
    Step(
        "pass_checks",
        _("核对通过，出具声明稿"),
        (HANDLER,),
        ("checking",),
        "ready",
        makes=("declaration",),
        told=True,
        basis=(CHECKS,),
    ),
    Step(
        "return",
        _("退回补正"),
        (HANDLER,),
        ("checking",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
        basis=(CHECKS,),
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "checking",
        offers=("title", "patent_number", *ANSWERS, "co_owners_consent", *FEE, "license_term", "contact", "summary"),
        basis=(CHECKS,),
    ),
    Step(
        "refuse",
        _("不具备声明条件"),
        (HANDLER,),
        ("checking",),
        "refused",
        opinion=Opinion.MUST,
        told=True,
        basis=(CHECKS,),
    ),
    Step(
        "file",
        _("已向国家知识产权局提交"),
        (APPLICANT, HANDLER),
        ("ready",),
        "examining",
        asks=("filed_on",),
        told=True,
        basis=(DECLARING,),
    ),
    Step(
        "declare",
        _("登记声明公告"),
        (APPLICANT, HANDLER),
        ("examining",),
        "in_force",
        asks=("declaration_number", "declared_on"),
        told=True,
        basis=(DECLARING,),
    ),
    Step(
        "not_published",
        _("不予公告"),
        (APPLICANT, HANDLER),
        ("examining",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
        basis=(DECLARING,),
    ),
    # Taken by the docket when the record of a licence that was taken up is finished.
    Step(
        "note_record",
        _("被许可已备案"),
        (APPLICANT, HANDLER),
        ("in_force", "withdrawing"),
        "in_force",
        told=True,
        discretion=True,
        basis=(RECORDING,),
    ),
    Step(
        "ask_withdrawal",
        _("提出撤回声明"),
        (APPLICANT,),
        ("in_force",),
        "withdrawing",
        asks=("withdrawal_asked_on",),
        basis=(DECLARING,),
    ),
    Step(
        "withdraw_published",
        _("登记撤回公告"),
        (APPLICANT, HANDLER),
        ("withdrawing",),
        "ended",
        asks=("withdrawal_published_on",),
        told=True,
        basis=(DECLARING,),
    ),
    Step(
        "stop",
        _("声明被终止或者撤销"),
        (HANDLER,),
        ("in_force", "withdrawing"),
        "stopped",
        opinion=Opinion.MUST,
        told=True,
        discretion=True,
        basis=(CHECKS,),
    ),
    Step(
        "withdraw",
        _("不再声明"),
        (APPLICANT,),
        ("draft", "checking", "correcting", "ready", "examining"),
        "withdrawn",
        discretion=True,
    ),
    Step(
        "reopen",
        _("重新办理"),
        (APPROVER,),
        ("refused",),
        "checking",
        opinion=Opinion.MUST,
        told=True,
        reopens=True,
        basis=(CHECKS,),
    ),
)
