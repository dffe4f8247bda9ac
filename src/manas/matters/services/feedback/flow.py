"""How feedback runs: said, answered, perhaps asked back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Flow, Opinion, State, Step
from manas.matters.docket.kinds import Kind
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party

APPLICANT, HANDLER = Party.APPLICANT, Party.HANDLER
DUTY = ("mobile-app-measures", "投诉建议功能")

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("待答复"), HANDLER, _("已收到，正在办理")),
    State("asked", _("待补充"), APPLICANT, _("请补充说明")),
    State("answered", _("已答复"), told=_("已答复，见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回"), final=True),
)

STEPS = (
    Step(
        "submit",
        _("提交意见"),
        (APPLICANT,),
        ("draft",),
        "received",
        asks=("title", "summary"),
        offers=("contact",),
        opinion=Opinion.NONE,
        starts=(Clock("FEEDBACK-ANSWER", HANDLER),),
        basis=(DUTY,),
    ),
    Step(
        "answer",
        _("答复"),
        (HANDLER,),
        ("received",),
        "answered",
        opinion=Opinion.MUST,
        ends=("FEEDBACK-ANSWER",),
        told=True,
        basis=(DUTY,),
    ),
    Step("ask", _("请其补充"), (HANDLER,), ("received",), "asked", opinion=Opinion.MUST, told=True, basis=(DUTY,)),
    Step("add", _("补充说明"), (APPLICANT,), ("asked",), "received", asks=("summary",), opinion=Opinion.NONE),
    Step("withdraw", _("撤回"), (APPLICANT,), ("draft", "received", "asked"), "withdrawn", discretion=True),
)

KIND = Kind(
    key="feedback",
    label=_("意见建议"),
    model=Matter,
    flows=(Flow("feedback", 1, "draft", STATES, STEPS),),
    mark="克知馈",
    tasks=(),
    wish=_("我对本系统有意见或者建议"),
    for_whom=_("任何人"),
    result=_("书面答复"),
    without_account=True,
)
