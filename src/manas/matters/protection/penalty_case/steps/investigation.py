"""Investigating: measures and help, what stands still, and the report at the end."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Clock, Opinion, Step
from manas.matters.docket.parties import Party
from manas.matters.protection.penalty_case.steps.clue import AMOUNTS
from manas.matters.protection.penalty_case.steps.law import APPROVER, HANDLER, coercion, law, procedure

HOLD = ("hold_on", "hold_list", "hold_place")
SEIZURE = ("seizure_kind", "seized_on", "seizure_basis", "seizure_list", "seizure_place")
REMEDY = ("remedy_office", "remedy_court")
HOLD_CLOCK = Clock("PEN-EVID-HOLD", Party.HANDLER, since="hold_on")
SEIZURE_CLOCK = Clock("PEN-SEIZE", Party.HANDLER, since="seized_on", extended_by=Party.APPROVER)

URGENT_CLOCK = Clock("PEN-URGENT-REPORT", Party.HANDLER, since="measured_at")


def staying(step: Step, *states: str) -> tuple[Step, ...]:
    """This function will give a step that leaves the case where it is once for each of the states.

    The first bears the key of the step, each further one the state after it: lift_seizure, lift_seizure-reviewed.
    """
    return tuple(
        replace(step, key=step.key if at == 0 else f"{step.key}-{state}", sources=(state,), target=state)
        for at, state in enumerate(states)
    )


INVESTIGATION = (
    Step(
        "note_findings",
        _("登记调查情况"),
        HANDLER,
        ("investigating",),
        "investigating",
        offers=("facts_found", "evidence_found", "is_complex", "breach", *AMOUNTS, "officer_one", "officer_two"),
        discretion=True,
        basis=(law("54"),),
    ),
    Step(
        "order_correction",
        _("责令改正"),
        HANDLER,
        ("investigating",),
        "investigating",
        asks=("correction",),
        makes=("correction_notice",),
        discretion=True,
        basis=(law("28"),),
    ),
    Step(
        "ask_assistance",
        _("请求协助调查"),
        HANDLER,
        ("investigating",),
        "investigating",
        asks=("assisting_office", "assist_matter", "assist_received_on"),
        ends=("PEN-ASSIST",),
        starts=(Clock("PEN-ASSIST", Party.HANDLER, since="assist_received_on"),),
        discretion=True,
        basis=(law("26"), procedure("45")),
    ),
    Step(
        "assistance_given",
        _("收到协助调查回复"),
        HANDLER,
        ("investigating",),
        "investigating",
        needs=("assistance_reply",),
        ends=("PEN-ASSIST",),
        discretion=True,
        basis=(procedure("45"),),
    ),
    Step(
        "test",
        _("送检测鉴定"),
        HANDLER,
        ("investigating",),
        "testing",
        asks=("examiner", "examined_matter"),
        discretion=True,
        basis=(procedure("38, 64"),),
    ),
    Step(
        "tested",
        _("收到检测鉴定意见"),
        HANDLER,
        ("testing",),
        "investigating",
        needs=("expert_opinion",),
        basis=(procedure("64"),),
    ),
    Step(
        "identify",
        _("送权利人辨认"),
        HANDLER,
        ("investigating",),
        "identification",
        asks=("right_holder",),
        discretion=True,
        basis=(procedure("64"),),
    ),
    Step(
        "identified",
        _("收到权利人辨认意见"),
        HANDLER,
        ("identification",),
        "investigating",
        needs=("right_holder_opinion",),
        basis=(procedure("64"),),
    ),
    Step(
        "propose_suspension",
        _("报请中止调查"),
        HANDLER,
        ("investigating",),
        "suspension_approval",
        asks=("suspension_ground",),
        opinion=Opinion.MUST,
        discretion=True,
        basis=(procedure("46"),),
    ),
    Step(
        "suspend",
        _("批准中止"),
        APPROVER,
        ("suspension_approval",),
        "suspended",
        basis=(procedure("46"),),
    ),
    Step(
        "resume",
        _("恢复调查"),
        HANDLER,
        ("suspended",),
        "investigating",
        opinion=Opinion.MUST,
        basis=(procedure("46"),),
    ),
    Step(
        "propose_termination",
        _("报请终止调查"),
        HANDLER,
        ("investigating", "suspended"),
        "termination_approval",
        asks=("termination_ground",),
        opinion=Opinion.MUST,
        discretion=True,
        basis=(procedure("47"),),
    ),
    Step(
        "terminate",
        _("批准终止"),
        APPROVER,
        ("termination_approval",),
        "to_close",
        ends=("PEN-DECIDE", "PEN-EVID-HOLD", "PEN-SEIZE", "PEN-ASSIST"),
        starts=(Clock("PEN-CLOSE", Party.HANDLER),),
        basis=(procedure("47, 77"),),
    ),
    Step(
        "investigate_further",
        _("不同意，继续调查"),
        APPROVER,
        ("hold_approval", "seizure_approval", "suspension_approval", "termination_approval"),
        "investigating",
        opinion=Opinion.MUST,
        basis=(law("57"),),
    ),
    Step(
        "finish",
        _("提交调查终结报告"),
        HANDLER,
        ("investigating",),
        "review",
        asks=("facts_found", "evidence_found", "proposal", "review_kind"),
        offers=("legal_basis", "discretion", "proposed_penalty", "proposed_fine", "is_complex", "breach", *AMOUNTS),
        needs=("evidence",),
        makes=("investigation_report",),
        ends=("PEN-ASSIST",),
        starts=(Clock("PEN-REVIEW", Party.REVIEWER, extended_by=Party.APPROVER),),
        basis=(law("57, 58"), procedure("55")),
    ),
)

MEASURES = (
    Step(
        "propose_hold",
        _("报请先行登记保存"),
        HANDLER,
        ("investigating",),
        "hold_approval",
        asks=HOLD,
        discretion=True,
        basis=(law("56"), procedure("35")),
    ),
    Step(
        "hold",
        _("批准先行登记保存"),
        APPROVER,
        ("hold_approval",),
        "investigating",
        offers=HOLD,
        makes=("hold_notice",),
        starts=(HOLD_CLOCK,),
        basis=(law("56"), procedure("35")),
    ),
    Step(
        "hold_on_spot",
        _("当场先行登记保存"),
        HANDLER,
        ("investigating",),
        "urgent_approval",
        asks=("measured_at", *HOLD),
        makes=("hold_notice",),
        starts=(HOLD_CLOCK, URGENT_CLOCK),
        discretion=True,
        basis=(law("56"), procedure("33, 35")),
    ),
    Step(
        "propose_seizure",
        _("报请查封扣押"),
        HANDLER,
        ("investigating",),
        "seizure_approval",
        asks=SEIZURE,
        offers=REMEDY,
        discretion=True,
        basis=(procedure("36"),),
    ),
    Step(
        "seize",
        _("批准查封扣押"),
        APPROVER,
        ("seizure_approval",),
        "investigating",
        offers=(*SEIZURE, *REMEDY),
        makes=("seizure_decision",),
        starts=(SEIZURE_CLOCK,),
        basis=(procedure("36, 38"),),
    ),
    Step(
        "seize_on_spot",
        _("当场查封扣押"),
        HANDLER,
        ("investigating",),
        "urgent_approval",
        asks=("measured_at", *SEIZURE),
        offers=REMEDY,
        makes=("seizure_decision",),
        starts=(SEIZURE_CLOCK, URGENT_CLOCK),
        discretion=True,
        basis=(procedure("36, 38"),),
    ),
    Step(
        "approve_urgent",
        _("补批当场措施"),
        APPROVER,
        ("urgent_approval",),
        "investigating",
        ends=("PEN-URGENT-REPORT",),
        basis=(procedure("33, 36"),),
    ),
    Step(
        "lift_urgent",
        _("不予补批，立即解除"),
        APPROVER,
        ("urgent_approval",),
        "investigating",
        opinion=Opinion.MUST,
        ends=("PEN-URGENT-REPORT", "PEN-EVID-HOLD", "PEN-SEIZE"),
        basis=(procedure("36"),),
    ),
    Step(
        "settle_hold",
        _("处理先行登记保存的证据"),
        HANDLER,
        ("investigating",),
        "investigating",
        asks=("hold_outcome",),
        ends=("PEN-EVID-HOLD",),
        discretion=True,
        basis=(law("56"), procedure("35")),
    ),
    *staying(
        Step(
            "tell_extension",
            _("制作延长查封扣押决定书"),
            HANDLER,
            (),
            "",
            makes=("seizure_extension",),
            opinion=Opinion.MUST,
            discretion=True,
            basis=(procedure("38"), coercion("25")),
        ),
        "investigating",
        "reviewed",
        "pleading",
        "ready",
    ),
    *staying(
        Step(
            "lift_seizure",
            _("解除查封扣押"),
            HANDLER,
            (),
            "",
            opinion=Opinion.MUST,
            ends=("PEN-SEIZE",),
            discretion=True,
            basis=(procedure("38"),),
        ),
        "investigating",
        "reviewed",
        "pleading",
        "ready",
    ),
)
