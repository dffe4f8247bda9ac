"""The steps of an application upward: applying, recommending, the answer from above, the years of recognition."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party

APPLICANT, COUNTY, HANDLER, APPROVER = Party.APPLICANT, Party.COUNTY, Party.HANDLER, Party.APPROVER
REPORT: Final = "PILOT-REPORT"
REPORTING: Final = Clock(REPORT, APPLICANT, since="report_due_on")
ANSWER: Final = ("recognition_number", "recognized_on")

APPLYING = (
    Step(
        "submit",
        _("提交申报"),
        (APPLICANT,),
        ("draft",),
        "county",
        asks=("title", "call", "contact"),
        offers=("summary", "continues"),
        needs=("application",),
        opinion=Opinion.NONE,
    ),
    Step(
        "resubmit",
        _("补正后提交"),
        (APPLICANT,),
        ("correcting",),
        "county",
        asks=("title", "contact"),
        offers=("summary",),
        needs=("application",),
    ),
    Step("county_recommend", _("县（市）推荐"), (COUNTY,), ("county",), "checking", opinion=Opinion.MUST, told=True),
    Step(
        "county_return",
        _("县（市）退回补正"),
        (COUNTY,),
        ("county",),
        "correcting",
        opinion=Opinion.MUST,
        told=True,
    ),
    Step("county_decline", _("县（市）不予推荐"), (COUNTY,), ("county",), "declined", opinion=Opinion.MUST, told=True),
    Step(
        "withdraw",
        _("撤回申报"),
        (APPLICANT,),
        ("draft", "county", "correcting", "checking", "approving", "above"),
        "withdrawn",
        discretion=True,
    ),
)

RECOMMENDING = (
    Step("rank", _("审核排序，拟推荐"), (HANDLER,), ("checking",), "approving", asks=("place",)),
    Step("give_back", _("退回补正"), (HANDLER,), ("checking",), "correcting", opinion=Opinion.MUST, told=True),
    Step("decline", _("不予推荐"), (HANDLER,), ("checking",), "declined", opinion=Opinion.MUST, told=True),
    Step(
        "recommend",
        _("同意推荐上报"),
        (APPROVER,),
        ("approving",),
        "above",
        makes=("recommendation",),
        told=True,
    ),
    Step("redo", _("退回重新审核"), (APPROVER,), ("approving",), "checking", opinion=Opinion.MUST),
)

ANSWERED = (
    Step(
        "recognize",
        _("登记认定结果"),
        (HANDLER,),
        ("above",),
        "recognized",
        asks=ANSWER,
        offers=("valid_until",),
        needs=("decision",),
        told=True,
    ),
    Step(
        "recognize_reporting",
        _("登记认定结果（需年度报告）"),
        (HANDLER,),
        ("above",),
        "recognized",
        asks=ANSWER,
        offers=("valid_until",),
        needs=("decision",),
        starts=(REPORTING,),
        told=True,
    ),
    Step("not_recognized", _("登记未获认定"), (HANDLER,), ("above",), "refused", opinion=Opinion.MUST, told=True),
)

YEARS = (
    Step(
        "report_year",
        _("报送年度报告"),
        (APPLICANT,),
        ("recognized",),
        "recognized",
        asks=("year", "achieved"),
        ends=(REPORT,),
        starts=(REPORTING,),
        opinion=Opinion.NONE,
    ),
    Step("expire", _("认定到期"), (HANDLER,), ("recognized",), "expired", ends=(REPORT,), told=True),
    Step("renewed", _("续期获认定"), (HANDLER,), ("recognized",), "renewed", ends=(REPORT,), told=True),
    Step(
        "revoke",
        _("登记上级撤销认定"),
        (HANDLER,),
        ("recognized",),
        "revoked",
        ends=(REPORT,),
        opinion=Opinion.MUST,
        told=True,
    ),
)

STEPS = (*APPLYING, *RECOMMENDING, *ANSWERED, *YEARS)
