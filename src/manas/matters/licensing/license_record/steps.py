"""The steps of recording a licence, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, APPROVER = Party.APPLICANT, Party.HANDLER, Party.APPROVER
RECORDING: Final = ("patent-rules", "15")
TRANSFERRING: Final = ("patent-law", "10")
OPENLY: Final = ("patent-rules", "87")
CONTRACT: Final = (
    "title",
    "patent_number",
    "patent_count",
    "given_by",
    "given_to",
    "effective_on",
    "price_form",
    "price",
    "contact",
)
MORE: Final = ("license_until", "territory", "sealed", "continues", "summary")
LIMIT: Final = "PAT-LICENCE-RECORD"

STEPS = (
    Step(
        "submit",
        _("提交许可合同备案"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=(*CONTRACT, "record_kind", "license_until"),
        offers=tuple(name for name in MORE if name != "license_until"),
        needs=("contract",),
        opinion=Opinion.NONE,
        starts=(Clock(LIMIT, APPLICANT, since="effective_on"),),
        basis=(RECORDING,),
    ),
    Step(
        "submit_open",
        _("提交开放许可备案"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=(*CONTRACT, "continues"),
        offers=tuple(name for name in MORE if name != "continues"),
        needs=("notice", "payment"),
        opinion=Opinion.NONE,
        basis=(OPENLY,),
    ),
    Step(
        "pass_checks",
        _("核对通过，出具登记表"),
        (HANDLER,),
        ("checking",),
        "ready",
        makes=("form",),
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "return",
        _("退回补正"),
        (HANDLER,),
        ("checking",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "checking",
        offers=(*(name for name in CONTRACT if name != "effective_on"), *MORE),
        basis=(RECORDING,),
    ),
    Step(
        "refuse",
        _("不符合备案登记条件"),
        (HANDLER,),
        ("checking",),
        "refused",
        ends=(LIMIT,),
        opinion=Opinion.MUST,
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "file",
        _("已向国家知识产权局提交"),
        (APPLICANT, HANDLER),
        ("ready",),
        "examining",
        asks=("submitted_to_cnipa_on",),
        ends=(LIMIT,),
        starts=(Clock("PAT-LICENCE-RECORD-EXAM", APPLICANT, since="submitted_to_cnipa_on"),),
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "register",
        _("登记备案结果"),
        (APPLICANT, HANDLER),
        ("examining",),
        "recorded",
        asks=("record_number", "recorded_on"),
        needs=("certificate",),
        makes=("completion",),
        ends=("PAT-LICENCE-RECORD-EXAM",),
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "not_recorded",
        _("不予备案登记"),
        (APPLICANT, HANDLER),
        ("examining",),
        "correcting",
        ends=("PAT-LICENCE-RECORD-EXAM",),
        opinion=Opinion.MUST,
        told=True,
        basis=(RECORDING,),
    ),
    Step(
        "withdraw",
        _("撤回"),
        (APPLICANT,),
        ("draft", "checking", "correcting", "ready"),
        "withdrawn",
        ends=(LIMIT,),
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
        basis=(RECORDING,),
    ),
)

# Transfers were registered here before they had a kind of their own; what began so ends so.
STEPS_WITH_TRANSFER = (
    *STEPS,
    Step(
        "submit_transfer",
        _("提交转让登记"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=CONTRACT,
        offers=tuple(name for name in MORE if name not in ("license_until", "territory")),
        needs=("contract",),
        opinion=Opinion.NONE,
        basis=(TRANSFERRING,),
    ),
)
