"""The steps of registering a transfer, in the order in which they come. No text sets a limit for any of them: a transfer is not
late, it takes effect when it is registered."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, APPROVER = Party.APPLICANT, Party.HANDLER, Party.APPROVER
TRANSFER: Final = (("patent-law", "10"),)
OTHERWISE: Final = (("patent-law", "10"), ("patent-rules", "15"))
CONTRACT: Final = (
    "title",
    "patent_number",
    "patent_count",
    "assignor",
    "assignee",
    "signed_on",
    "price_form",
    "price",
    "contact",
)
CHECKS: Final = ("co_owner_unconsented", "pledge_unconsented", "open_license_unwithdrawn", "export_unsettled")
MORE: Final = ("sealed", "continues", "summary")

STEPS = (
    Step(
        "submit",
        _("提交转让登记"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=(*CONTRACT, *CHECKS),
        offers=MORE,
        needs=("contract",),
        opinion=Opinion.NONE,
        basis=TRANSFER,
    ),
    # Not by contract: the right passed already, by inheritance or judgment, and its certificate is registered.
    Step(
        "submit_certificate",
        _("提交其他转移登记"),
        (APPLICANT,),
        ("draft",),
        "checking",
        asks=(*(name for name in CONTRACT if name != "signed_on"), *CHECKS),
        offers=(*MORE, "signed_on"),
        needs=("proof",),
        opinion=Opinion.NONE,
        basis=OTHERWISE,
    ),
    Step(
        "pass_checks",
        _("核对通过，出具登记表"),
        (HANDLER,),
        ("checking",),
        "ready",
        makes=("form",),
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "return",
        _("退回补正"),
        (HANDLER,),
        ("checking",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "checking",
        offers=(*CONTRACT, *CHECKS, *MORE),
        basis=TRANSFER,
    ),
    Step(
        "refuse",
        _("不符合转让登记条件"),
        (HANDLER,),
        ("checking",),
        "refused",
        opinion=Opinion.MUST,
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "file",
        _("已向国家知识产权局提交"),
        (APPLICANT, HANDLER),
        ("ready",),
        "examining",
        asks=("submitted_to_cnipa_on",),
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "register",
        _("登记转让结果"),
        (APPLICANT, HANDLER),
        ("examining",),
        "registered",
        asks=("record_number", "registered_on"),
        needs=("certificate",),
        makes=("completion",),
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "not_registered",
        _("不予转让登记"),
        (APPLICANT, HANDLER),
        ("examining",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
        basis=TRANSFER,
    ),
    Step(
        "withdraw",
        _("撤回"),
        (APPLICANT,),
        ("draft", "checking", "correcting", "ready"),
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
        basis=TRANSFER,
    ),
)
