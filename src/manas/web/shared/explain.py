"""A derived day in words: one sentence for each step that led to it, with the article that the step rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.days import BeyondCalendar, NamedDay
from manas.engines.calendar.model import Choice, Citation, Span, Status, Term
from manas.engines.calendar.steps import Derivation, Step, StepKind
from manas.facts import events, laws

STATUSES: dict[Status, Promise | str] = {
    Status.READ: _("已核对条文"),
    Status.SECOND_HAND: _("转引"),
    Status.MEMORY: _("未核实"),
}
TERMS: dict[Span, Promise | str] = {
    Span.HOUR: _("%(count)s小时"),
    Span.DAY: _("%(count)s日"),
    Span.WORKDAY: _("%(count)s个工作日"),
    Span.MONTH: _("%(count)s个月"),
    Span.YEAR: _("%(count)s年"),
}
# What each step says; the fields that a step of its kind has set are named in `engines/calendar/steps.py`.
SENTENCES: dict[StepKind, Promise | str] = {
    StepKind.SERVED: _("通知于%(from_on)s发出，%(to_on)s视为送达；送达日遇休息日不顺延。"),
    StepKind.MISSING: _(
        "没有给出“%(event)s”的日期，自该日起算的期限未计入；各项期限以最早届满的为准，实际最后一日可能更早。"
    ),
    StepKind.DAY_ITSELF: _("“%(event)s”当日，即%(to_on)s，就是期限的最后一日。"),
    StepKind.NOT_COUNTED: _("%(from_on)s（%(event)s）当天不计入，自%(to_on)s起算。"),
    StepKind.COUNTED: _("%(from_on)s（%(event)s）当天计入。"),
    StepKind.ADDED: _("期限为%(term)s，最后一日为%(to_on)s。"),
    StepKind.COUNTED_BACK: _("向前推%(term)s，至%(to_on)s。"),
    StepKind.MONTH_END: _("最后一月没有与%(from_on)s相同的日，以该月最后一日%(to_on)s为最后一日。"),
    StepKind.DAY_BEFORE: _("期限止于相应日%(from_on)s的前一日，即%(to_on)s。"),
    StepKind.SKIPPED: _("其间的休息日不计入，共%(days_count)s天：%(days)s。"),
    StepKind.WORKED: _("其间调休上班的周末计入工作日：%(days)s。"),
    StepKind.EXTENDED: _("经%(by)s延长%(term)s，最后一日由%(from_on)s延至%(to_on)s。"),
    StepKind.NOT_EXCLUDED: _("自%(from_on)s起的%(grounds)s不属于可以扣除的情形，时间照常计算。"),
    StepKind.SUSPENDED: _(
        "因%(grounds)s，自%(from_on)s起停止计算，%(to_on)s恢复，扣除%(term)s，最后一日移至%(last_on)s。"
    ),
    StepKind.STANDING: _("因%(grounds)s，自%(from_on)s起停止计算，尚未恢复；恢复后还有%(term)s。"),
    StepKind.ROLLED: _("最后一日%(from_on)s为休息日（%(days)s），顺延至其后第一个工作日%(to_on)s。"),
    StepKind.ROLLED_BACK: _("算得的%(from_on)s为休息日（%(days)s），从严提前至其前一个工作日%(to_on)s。"),
    StepKind.KEPT: _("%(from_on)s为休息日，依规定不顺延。"),
    StepKind.KEPT_SILENT: _("%(from_on)s为休息日；规定没有写明是否顺延，从严以当日为准。"),
    StepKind.HOURS_KEPT: _("按小时计算的期限连续计算，不因休息日顺延。"),
    StepKind.REGION_UNKNOWN: _("自治区%(year)s年的放假通知尚未录入，该年按全国放假安排计算。"),
    StepKind.EARLIEST: _("各项期限以最早届满的为准：自“%(event)s”起算的%(to_on)s。"),
    StepKind.LATEST: _("各项期限以最晚届满的为准：自“%(event)s”起算的%(to_on)s。"),
    StepKind.BOUND: _(
        "按全国放假安排为%(from_on)s，计入自治区放假日为%(to_on)s；适用哪一种尚无定论，以较早的%(last_on)s为准。"
    ),
}
BACKWARD = _("%(from_on)s（%(event)s）当天不计入，自%(to_on)s起向前推算。")
IN_HOURS = _("期限为%(term)s，自%(from_at)s起，至%(to_at)s届满。")
MISSING_OF_LATEST = _(
    "没有给出“%(event)s”的日期，自该日起算的期限未计入；各项期限以最晚届满的为准，实际最后一日可能更晚。"
)
PRESUMED = _("通知于%(from_on)s发出，满%(term)s，即%(to_on)s视为送达；送达日遇休息日不顺延。")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step in words, and where its rule stands (nothing where the step follows from the others)."""

    text: str
    basis: str


def explained(derivation: Derivation) -> list[Sentence]:
    """This function will say each step of a derivation in a sentence, in their order."""
    return [
        Sentence(str(_shape(step, derivation.rule.choice)) % _fields(step), cited(step.citations))
        for step in derivation.steps
    ]


def sentences(derivation: Derivation) -> list[str]:
    """This function will say each step of a derivation in a sentence, without the articles."""
    return [sentence.text for sentence in explained(derivation)]


def beyond_in_words(beyond: BeyondCalendar) -> str:
    """This function will say which year's days off are missing, and what is safe nevertheless."""
    said = {"year": beyond.year, "calendar": beyond.calendar, "day": _day(beyond.unrolled)}
    if beyond.unrolled is None:
        return now("%(year)s年的放假安排（%(calendar)s）尚未录入，现在无法推算。") % said
    return (
        now(
            "%(year)s年的放假安排（%(calendar)s）尚未录入：最后一日为%(day)s，遇休息日是否顺延还不能确定；须在期限内办理的，请不迟于该日。"
        )
        % said
    )


def cited(citations: Sequence[Citation]) -> str:
    """This function will name articles with their laws in Chinese, as the laws are titled."""
    return "、".join(laws.cited_as(citation) for citation in citations)


def span(term: Term) -> str:
    """This function will say a length of time; a term that runs back is said by its length."""
    return str(TERMS[term.span]) % {"count": abs(term.count)}


def _shape(step: Step, choice: Choice) -> Promise | str:
    """The sentence of a step; a kind that is said in two ways is told by what the step has set."""
    if step.kind is StepKind.NOT_COUNTED and step.from_on and step.to_on and step.to_on < step.from_on:
        return BACKWARD
    if step.kind is StepKind.ADDED and step.to_at:
        return IN_HOURS
    if step.kind is StepKind.SERVED and step.term:
        return PRESUMED
    if step.kind is StepKind.MISSING and choice is Choice.LATEST:
        return MISSING_OF_LATEST
    return SENTENCES[step.kind]


def _fields(step: Step) -> dict[str, object]:
    return {
        "event": events.events().get(step.event, step.event),
        "from_on": _day(step.from_on),
        "to_on": _day(step.to_on),
        "last_on": _day(step.last_on),
        "from_at": _moment(step.from_at),
        "to_at": _moment(step.to_at),
        "term": span(step.term) if step.term else "",
        "days": _days(step.days),
        "days_count": len(step.days),
        "grounds": "、".join(events.grounds().get(ground, ground) for ground in step.grounds),
        "by": events.actors().get(step.by, step.by),
        "year": step.year,
    }


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{_day(local.date())} {local:%H:%M}"


def _days(days: Sequence[NamedDay]) -> str:
    """Days as runs under the name of their holiday; weekend days that lie alone have no name."""
    runs = []
    for name, found in groupby(days, key=lambda named: named.name):
        runs += [f"{name or now('周末')}{_run(run)}" for run in _unbroken([named.day for named in found])]
    return "、".join(runs)


def _unbroken(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    return f"{first:%m-%d}" if first == last else f"{first:%m-%d}—{last:%m-%d}"
