"""The steps of an offered answer, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, PARTNER = Party.APPLICANT, Party.HANDLER, Party.PARTNER
NOTICE: Final = ("supply-demand-notice", "及时回应企业需求")
SAID: Final = ("need", "title", "solution", "contact")
MORE: Final = ("patent_number", "terms")
CHECKED: Final = Clock("NEED-OFFER", HANDLER)

STEPS = (
    Step(
        "submit",
        _("提交应答"),
        (APPLICANT,),
        ("draft",),
        "received",
        asks=SAID,
        offers=MORE,
        opinion=Opinion.NONE,
        starts=(CHECKED,),
        basis=(NOTICE,),
    ),
    Step(
        "return",
        _("退回补正"),
        (HANDLER,),
        ("received",),
        "correcting",
        opinion=Opinion.MUST,
        ends=("NEED-OFFER",),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "received",
        offers=("title", "solution", "contact", *MORE),
        starts=(CHECKED,),
        basis=(NOTICE,),
    ),
    Step(
        "show",
        _("转给需求方"),
        (HANDLER,),
        ("received",),
        "shown",
        ends=("NEED-OFFER",),
        starts=(Clock("NEED-CONFIRM", PARTNER),),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "refuse",
        _("不予转送"),
        (HANDLER,),
        ("received",),
        "refused",
        opinion=Opinion.MUST,
        ends=("NEED-OFFER",),
        told=True,
        basis=(NOTICE,),
    ),
    # The handler notes it for an asker who has no account.
    Step(
        "take",
        _("采纳应答"),
        (PARTNER, HANDLER),
        ("shown",),
        "taken",
        ends=("NEED-CONFIRM",),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "decline",
        _("不采纳"),
        (PARTNER, HANDLER),
        ("shown",),
        "declined",
        opinion=Opinion.MUST,
        ends=("NEED-CONFIRM",),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "withdraw",
        _("撤回应答"),
        (APPLICANT,),
        ("draft", "received", "correcting", "shown"),
        "withdrawn",
        ends=("NEED-OFFER", "NEED-CONFIRM"),
        discretion=True,
    ),
)
