"""All that the rules have to say about a case: never a decision, always with the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone

from manas.engines.calendar.arithmetic import ended
from manas.engines.flow.model import Basis
from manas.facts.deadlines import rule
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import LimitState, Matter
from manas.matters.protection.penalty_case.models import Breach, PenaltyCase
from manas.matters.protection.penalty_case.queries.crime import crime_warnings, reaches_crime
from manas.matters.protection.penalty_case.queries.fines import above_simple, act, fine_warnings, hearing_warnings
from manas.matters.protection.penalty_case.queries.payment import payment_warnings

OPEN = (LimitState.RUNNING, LimitState.STOPPED)
# Section by section what an officer must not forget for an act: shown until the report is written.
EARLY = ("verifying", "investigating", "testing", "identification")
UNDER_WAY = ("investigating", "testing", "identification", "review", "correcting", "reviewed", "ready", "deciding")
# The law of the act itself, in the version of its day, stands before these articles of its rules.
Said = tuple[str, tuple[Basis, ...]]
GOOD_FAITH: Mapping[str, Said] = {
    Breach.MARK_INFRINGEMENT: (
        "销售者不知道是侵权商品，能证明合法取得并说明提供者的，责令停止销售，并将案件情况通报提供者所在地的机关",
        (("trademark-rules", "79, 80"),),
    ),
    Breach.PATENT_PASSING_OFF: (
        "销售者不知道是假冒专利的产品，能证明合法来源的，责令停止销售",
        (("patent-rules", "101"),),
    ),
}
CHECKLISTS: Mapping[str, Said] = {
    Breach.MARK_INFRINGEMENT: (
        "核查要点：商标注册证和有效期；商标、商品是否相同或者近似；权利人辨认意见；进货来源；五年内有无两次以上侵权；权属有无争议、有无同时起诉",
        (("trademark-rules", "78, 79, 82"),),
    ),
    Breach.PATENT_PASSING_OFF: (
        "核查要点：专利号是否存在；专利类型是否一致；标注之日专利是否有效；是否为专利权人或者被许可人；专利权终止前依法标注的产品除外",
        (("patent-rules", "101"),),
    ),
}


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will gather what is to be said about a penalty case as it stands on the day of `at`."""
    if not isinstance(matter, PenaltyCase):
        return ()
    today = timezone.localtime(at).date()
    return (
        *crime_warnings(matter, today),
        *_instead(matter, today),
        *_on_the_spot(matter),
        *_good_faith(matter, today),
        *_checklist(matter, today),
        *hearing_warnings(matter),
        *fine_warnings(matter, today),
        *_lapsed(matter, today),
        *payment_warnings(matter, today),
        *_without_limit(matter),
    )


def _instead(case: PenaltyCase, today: date) -> Iterator[Advice]:
    if case.state == "deciding" and reaches_crime(case, today):
        text = "已填数额达到追诉标准，作出处罚决定前应当先考虑移送公安机关"
        yield Advice(Level.STOP, text, (("penalty-law", "27, 82"), ("transfer-rules", "11")))


def _on_the_spot(case: PenaltyCase) -> Iterator[Advice]:
    text = above_simple(case)
    if text and case.state in ("verifying", "spot"):
        yield Advice(Level.WARNING, text, (("penalty-law", "51"),))


def _good_faith(case: PenaltyCase, today: date) -> Iterator[Advice]:
    """A seller who did not know, and shows where the goods came from, is told to stop."""
    if case.lawful_source:
        yield from _of_the_act(GOOD_FAITH, Level.WARNING, case, today)


def _checklist(case: PenaltyCase, today: date) -> Iterator[Advice]:
    if case.state in EARLY:
        yield from _of_the_act(CHECKLISTS, Level.INFO, case, today)


def _of_the_act(said: Mapping[str, Said], level: Level, case: PenaltyCase, today: date) -> Iterator[Advice]:
    found, law = said.get(case.breach), act(case, today)
    if found is not None and law is not None:
        own = tuple((citation.law, citation.article) for citation in law.held.citations)
        yield Advice(level, found[0], own + found[1], law.held.status.value)


def _lapsed(case: PenaltyCase, today: date) -> Iterator[Advice]:
    """The usual two years; the longer time for life, health and finance is named, as only people can tell such a case."""
    if case.violation_ended_on is None:
        return
    known = rule("PEN-LIMITATION", case.violation_ended_on)
    term = known.limits[0].term
    last = ended(case.violation_ended_on, term, known.counting.ending) if term else None
    if last is None or (case.clue_received_on or today) <= last:
        return
    longer = "；".join(f"{variant.when}的除外" for variant in known.variants)
    text = f"违法行为终了至发现线索已超过处罚时效（{last:%Y-%m-%d}届满），不再给予行政处罚{f'（{longer}）' if longer else ''}"
    yield Advice(Level.WARNING, text, tuple((c.law, c.article) for c in known.citations), known.status.value)


def _without_limit(case: PenaltyCase) -> Iterator[Advice]:
    """A case that came back from the police, or was opened again, has no limit that the law names."""
    if case.pk and case.state in UNDER_WAY and not case.limits.filter(rule="PEN-DECIDE", state__in=OPEN).exists():
        text = "案件退回或者重新调查后，作出决定的期限如何计算，法律没有写明，请由负责人确定"
        yield Advice(Level.INFO, text, (("penalty-procedure", "64"),))
