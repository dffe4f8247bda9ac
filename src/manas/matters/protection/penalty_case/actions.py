"""What steps of a penalty case are refused for, and what follows from them: the law leaves no choice in these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils import timezone

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import label
from manas.matters.docket.kinds import Consequence
from manas.matters.docket.models import LimitState, TimeLimit, Turn
from manas.matters.protection.penalty_case.models import PenaltyCase, Proposal, ReviewKind
from manas.matters.protection.penalty_case.queries.fines import above_simple
from manas.office.models import Person

OPEN = (LimitState.RUNNING, LimitState.STOPPED)


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that somebody takes in a case on a day, before its limits move."""

    case: PenaltyCase
    turn: Turn
    actor: Person
    day: date


Check = Callable[[Deed], None]

# Days that are put on record when they are past: key of the step, field.
PAST: tuple[tuple[str, str], ...] = (
    ("register", "clue_received_on"),
    ("punish_on_spot", "decided_on"),
    ("collect_cash", "cash_collected_on"),
    ("serve_notice", "notice_served_on"),
    ("publish_notice", "notice_published_on"),
    ("ask_hearing", "hearing_requested_on"),
    ("discuss", "discussed_on"),
    ("punish", "decided_on"),
    ("leave_unpunished", "decided_on"),
    ("find_nothing", "decided_on"),
    ("send_elsewhere", "decided_on"),
    ("order_transfer", "decided_on"),
    ("serve_other", "served_on"),
    ("publish_service", "service_published_on"),
    ("serve", "served_on"),
    ("serve_elsewhere", "served_on"),
    ("publish", "published_on"),
    ("paid", "paid_on"),
    ("urge", "urging_served_on"),
    ("apply_to_court", "enforcement_applied_on"),
    ("hand_over_goods", "handed_over_on"),
)
# What a new report makes void: the party is told, heard and the case discussed, decided and served anew.
ANEW = (
    "notice_published_on",
    "notice_served_on",
    "hearing_requested_on",
    "hearing_on",
    "discussed_on",
    "decided_on",
    "fine",
    "confiscated_gain",
    "served_on",
    "service_published_on",
    "published_on",
    "deferred_until",
    "remedy_sought_on",
    "remedy_decided_on",
    "remedy_ended_on",
    "urging_served_on",
    "enforcement_applied_on",
)


def limit(case: PenaltyCase, *rules: str) -> TimeLimit | None:
    """This function will give the open limit of a case by one of these rules, absent when none runs."""
    return case.limits.filter(rule__in=rules, state__in=OPEN).first()


def _expired(case: PenaltyCase, rule: str, day: date) -> bool:
    """Whether the last day of a limit is past. A limit that does not run is not waited for."""
    found = limit(case, rule)
    return found is None or (found.due_on is not None and found.due_on < day)


def _within_simple(deed: Deed) -> None:
    if refusal := above_simple(deed.case):
        raise StepRefused(refusal)


def _cash_handed_in(deed: Deed) -> None:
    if limit(deed.case, "PEN-CASH"):
        raise StepRefused("当场收缴的罚款还没有上交，不能归档")


def _nothing_held(deed: Deed) -> None:
    if limit(deed.case, "PEN-EVID-HOLD"):
        raise StepRefused("前一次先行登记保存的证据还没有处理，请先处理")


def _nothing_seized(deed: Deed) -> None:
    if limit(deed.case, "PEN-SEIZE"):
        raise StepRefused("前一次查封扣押还没有解除或者处理，请先解除")


def _extended(deed: Deed) -> None:
    found = limit(deed.case, "PEN-SEIZE")
    if found is None or not found.extended:
        raise StepRefused("负责人还没有批准延长查封扣押期限")


def _something_seized(deed: Deed) -> None:
    if limit(deed.case, "PEN-SEIZE") is None:
        raise StepRefused("本案没有正在查封扣押的财物")


def _fit_for_review(deed: Deed) -> None:
    if deed.case.is_complex and deed.case.review_kind != ReviewKind.LEGAL:
        raise StepRefused("情节复杂或者重大的案件应当进行法制审核")


def _tell_anew(deed: Deed) -> None:
    """Facts that were looked into again must be told again; what was done before stays in the history."""
    _fit_for_review(deed)
    for name in ANEW:
        setattr(deed.case, name, None)
    deed.case.rights_waived, deed.case.plea, deed.case.plea_answer = False, "", ""
    deed.case.save(update_fields=[*ANEW, "rights_waived", "plea", "plea_answer"])


def _not_an_officer(deed: Deed) -> None:
    if deed.actor.pk in (deed.case.officer_one_id, deed.case.officer_two_id):
        raise StepRefused("审核由非本案办案人员进行")


def _notice_public_long_enough(deed: Deed) -> None:
    _public_long_enough(deed.case, deed.case.notice_served_on)


def _decision_public_long_enough(deed: Deed) -> None:
    _public_long_enough(deed.case, deed.case.served_on)


def _public_long_enough(case: PenaltyCase, served_on: date | None) -> None:
    found = limit(case, "PEN-SERVE-PUBLIC")
    if found is not None and found.due_on is not None and served_on is not None and served_on < found.due_on:
        raise StepRefused(f"公告送达须经过三十日，{found.due_on:%Y-%m-%d}起才视为送达")


def _statement_over(deed: Deed) -> None:
    if not deed.case.rights_waived and not _expired(deed.case, "PEN-STATEMENT", deed.day):
        raise StepRefused("陈述、申辩和要求听证的期限未满，当事人也没有书面放弃")


def _hearing_ahead(deed: Deed) -> None:
    if deed.case.hearing_on is not None and deed.case.hearing_on <= deed.day:
        raise StepRefused("听证日期应当在今天之后")


def _hearing_by_others(deed: Deed) -> None:
    _hearing_ahead(deed)
    if deed.case.hearing_host_id in (deed.case.officer_one_id, deed.case.officer_two_id):
        raise StepRefused("听证由非本案调查人员主持")


def _told_in_time(deed: Deed) -> None:
    if _expired(deed.case, "PEN-HEARING-NOTICE", deed.day):
        raise StepRefused("距听证日期不足七个工作日，请另定听证日期")


def _hearing_due(deed: Deed) -> None:
    if deed.case.hearing_on is not None and deed.day < deed.case.hearing_on:
        raise StepRefused("听证日期还没有到")


def _not_a_penalty(deed: Deed) -> None:
    if deed.case.proposal == Proposal.PENALTY:
        raise StepRefused("拟给予行政处罚的，应当先告知当事人并听取意见")


def _need_not_be_discussed(deed: Deed) -> None:
    if deed.case.is_complex and deed.case.proposal == Proposal.PENALTY:
        raise StepRefused("情节复杂或者重大的案件应当由负责人集体讨论决定")


def _heard_and_discussed(deed: Deed) -> None:
    if deed.case.notice_served_on is None:
        raise StepRefused("没有告知当事人拟作出的处罚和陈述申辩权利，不得作出处罚决定")
    if deed.case.is_complex and deed.case.discussed_on is None:
        raise StepRefused("情节复杂或者重大的案件应当由负责人集体讨论决定")


def _late_enough_to_urge(deed: Deed) -> None:
    if not _expired(deed.case, "PEN-PAY", deed.day) or (
        deed.case.deferred_until is not None and deed.day <= deed.case.deferred_until
    ):
        raise StepRefused("缴款期限未满，不能催告")


def _late_enough_for_court(deed: Deed) -> None:
    applied = deed.case.enforcement_applied_on or deed.day
    if not _expired(deed.case, "PEN-ENFORCE-URGE", applied):
        raise StepRefused("催告书送达未满十个工作日，不能申请强制执行")
    if deed.case.remedy_ended_on is not None and applied <= deed.case.remedy_ended_on:
        raise StepRefused("复议和诉讼期限未满，不能申请强制执行")


def _published(deed: Deed) -> None:
    if limit(deed.case, "PEN-PUBLISH-SAME", "PEN-PUBLISH-OTHER"):
        raise StepRefused("处罚信息还没有公示，也没有登记依法不予公示的理由")


def _another_office(deed: Deed) -> None:
    if deed.case.partner_unit is not None and deed.case.partner_unit.path.startswith(deed.case.lead_unit.path):
        raise StepRefused("移送应当指定公安机关，不能是本单位")


def _other_police(deed: Deed) -> None:
    if "partner_unit" not in deed.turn.changes:
        raise StepRefused("转送应当指定另一公安机关")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "punish_on_spot": _within_simple,
        "file_spot": _cash_handed_in,
        "hold": _nothing_held,
        "hold_on_spot": _nothing_held,
        "seize": _nothing_seized,
        "seize_on_spot": _nothing_seized,
        "tell_extension": _extended,
        "lift_seizure": _something_seized,
        "finish": _tell_anew,
        "corrected": _fit_for_review,
        "agree": _not_an_officer,
        "ask_correction": _not_an_officer,
        "supplement": _not_an_officer,
        "agree_after_hearing": _not_an_officer,
        "serve_notice": _notice_public_long_enough,
        "no_plea": _statement_over,
        "plan_hearing": _hearing_by_others,
        "tell_hearing": _told_in_time,
        "hold_hearing": _hearing_due,
        "submit_without_notice": _not_a_penalty,
        "submit": _need_not_be_discussed,
        "punish": _heard_and_discussed,
        "serve": _decision_public_long_enough,
        "serve_elsewhere": _decision_public_long_enough,
        "urge": _late_enough_to_urge,
        "apply_to_court": _late_enough_for_court,
        "propose_closing": _published,
        "approve_transfer": _another_office,
        "order_transfer": _another_office,
        "pass_on": _other_police,
    }
)


def consequences(steps: Iterable[str]) -> Mapping[str, Consequence]:
    """This function will give what each of the steps must pass; one that is repeated for several states passes the same."""
    past = dict(PAST)
    found: dict[str, Consequence] = {}
    for step in steps:
        verb = step.partition("-")[0]
        if verb in CHECKS or verb in past:
            found[step] = _passing(CHECKS.get(verb), past.get(verb, ""))
    return MappingProxyType(found)


def _passing(check: Check | None, past: str) -> Consequence:
    def passed(turn: Turn) -> None:
        case = turn.matter
        if not isinstance(case, PenaltyCase):
            raise TypeError(f"not a penalty case: {case!r}")
        day = timezone.localtime(turn.at).date()
        named = getattr(case, past) if past else None
        if named is not None and named > day:
            raise StepRefused(f"{label(case, past)}不能晚于今天")
        if check is not None:
            check(Deed(case, turn, turn.actor, day))

    return passed
