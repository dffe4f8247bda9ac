"""The steps of a technology need, in the order in which they come."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, HANDLER, COUNTY = Party.APPLICANT, Party.HANDLER, Party.COUNTY
PARTNER, APPROVER = Party.PARTNER, Party.APPROVER
NOTICE: Final = ("supply-demand-notice", "及时回应企业需求")
ELEMENTS: Final = ("problem", "object", "function", "performance", "scene")
PARTICULARS: Final = (*ELEMENTS, "sector", "industry_code", "budget", "payment", "valid_until", "asker")
CHECKED: Final = Clock("NEED-CHECK", HANDLER)

CHECKING = (
    Step(
        "submit",
        _("提交需求"),
        (APPLICANT,),
        ("draft",),
        "received",
        asks=("title", "text", "asker_kind", "confidentiality", "county", "contact"),
        offers=PARTICULARS,
        opinion=Opinion.NONE,
        starts=(CHECKED,),
    ),
    Step(
        "publish",
        _("登记并征集答复"),
        (HANDLER,),
        ("received",),
        "published",
        asks=("text", "sector"),
        offers=(*ELEMENTS, "industry_code", "valid_until"),
        ends=("NEED-CHECK",),
        told=True,
    ),
    Step("ask_county", _("请县(市)核对"), (HANDLER,), ("received",), "checking"),
    Step("county_agree", _("核对属实"), (COUNTY,), ("checking",), "received"),
    Step(
        "return",
        _("退回补正"),
        (HANDLER, COUNTY),
        ("received", "checking"),
        "correcting",
        opinion=Opinion.MUST,
        ends=("NEED-CHECK",),
        told=True,
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "received",
        offers=("title", "text", "confidentiality", "contact", *PARTICULARS),
        starts=(CHECKED,),
    ),
    Step(
        "refuse",
        _("不予登记"),
        (HANDLER,),
        ("received",),
        "refused",
        makes=("refusal",),
        opinion=Opinion.MUST,
        ends=("NEED-CHECK",),
        told=True,
    ),
)

ANSWERING = (
    Step(
        "hand_on",
        _("转办"),
        (HANDLER,),
        ("published",),
        "handed",
        asks=("partner_organization", "handed_as"),
        makes=("referral",),
        starts=(Clock("NEED-ANSWER", PARTNER),),
        told=True,
        basis=(NOTICE,),
    ),
    Step("accept", _("接受并承诺保密"), (PARTNER,), ("handed",), "answering", basis=(NOTICE,)),
    Step(
        "decline",
        _("退回，不能答复"),
        (PARTNER, HANDLER),
        ("handed", "answering"),
        "published",
        opinion=Opinion.MUST,
        ends=("NEED-ANSWER",),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "answer",
        _("提交答复"),
        (PARTNER,),
        ("answering",),
        "answered",
        asks=("answer",),
        makes=("answer",),
        ends=("NEED-ANSWER",),
        starts=(Clock("NEED-CONFIRM", APPLICANT),),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "answer_directly",
        _("直接答复"),
        (HANDLER,),
        ("published",),
        "answered",
        asks=("answer",),
        makes=("answer",),
        starts=(Clock("NEED-CONFIRM", APPLICANT),),
        told=True,
        basis=(NOTICE,),
    ),
    Step(
        "confirm",
        _("确认有用"),
        (APPLICANT,),
        ("answered",),
        "solved",
        asks=("useful_as",),
        ends=("NEED-CONFIRM",),
        told=True,
    ),
    Step(
        "not_useful",
        _("没有解决问题"),
        (APPLICANT,),
        ("answered",),
        "published",
        opinion=Opinion.MUST,
        ends=("NEED-CONFIRM",),
    ),
)

LEAVING = (
    # Nobody is left with "contact us": what finds no answer ends with a reason that is counted.
    Step(
        "give_up",
        _("未能解决，办结"),
        (HANDLER,),
        ("published",),
        "unmet",
        asks=("unmet_because",),
        makes=("completion",),
        opinion=Opinion.MUST,
        told=True,
    ),
    Step(
        "settle",
        _("逾期未确认，办结"),
        (HANDLER,),
        ("answered",),
        "unconfirmed",
        opinion=Opinion.MUST,
        ends=("NEED-CONFIRM",),
        told=True,
        discretion=True,
    ),
    Step(
        "withdraw",
        _("撤回需求"),
        (APPLICANT,),
        ("draft", "received", "checking", "correcting", "published", "handed", "answering", "answered"),
        "withdrawn",
        ends=("NEED-CHECK", "NEED-ANSWER", "NEED-CONFIRM"),
        discretion=True,
    ),
    Step(
        "reopen",
        _("重新办理"),
        (APPROVER,),
        ("refused", "unmet"),
        "received",
        opinion=Opinion.MUST,
        starts=(CHECKED,),
        told=True,
        reopens=True,
    ),
)

STEPS = (*CHECKING, *ANSWERING, *LEAVING)
