"""The sections of a report as records give them: nothing is said of which there is no record, and no word is added to praise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from manas.engines.paper.figures import chinese_day
from manas.engines.periods import Period, Span
from manas.indicators.assessment.models import Assessment, AssessmentResult, AssessmentState
from manas.indicators.declared import INDICATORS, Head, Indicator
from manas.indicators.declared.model import ended
from manas.indicators.values.words import number, period_words, rounded
from manas.indicators.workreports.models import Part
from manas.indicators.workreports.numbers import Numbers
from manas.office.models import Unit
from manas.office.queries import county_governments
from manas.plan.models import Passage, Report, ReportState, SupervisionOrder, Task, WorkItem, WorkPlan

CHARTED = ("matters_handled", "pledge_amount")
TASK_LEVEL = 3  # of the headings under which tasks stand
NOTHING_ACCEPTED = "本期没有经核验的进展。"


@dataclass
class Drawn:
    """A section before it is kept: paragraphs, a table (its first row the head), bars."""

    level: int
    heading: str
    lines: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    bars: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """What a report is of: a plan, a period, the units whose numbers stand in it, its owner first, and the day of drawing."""

    plan: WorkPlan
    period: Period
    counties: list[Unit]
    today: date

    @property
    def owner(self) -> Unit:
        return self.plan.owner

    @property
    def until(self) -> date:
        """This function will give the day as of which lateness is told: the last of the period, or today while it runs."""
        return min(self.period.last, self.today)

    def items(self) -> list[WorkItem]:
        """This function will give the work items of the plan, those withdrawn left out."""
        found = WorkItem.objects.standing().filter(obligation__task__plan=self.plan)
        return list(found.select_related("unit", "obligation__task").order_by("due_on", "pk"))


def framed(plan: WorkPlan, period: Period, today: date) -> Frame:
    """This function will find the counties of a report's place as they are on the day of drawing."""
    return Frame(plan, period, county_governments(plan.owner, today), today)


def draw(frame: Frame, numbers: Numbers) -> list[Drawn]:
    """This function will draw every section of a report; the numbers that they cite gather in `numbers`."""
    return [
        _overview(frame, numbers),
        *_tasks(frame, numbers),
        _late(frame),
        *_indicators(frame, numbers),
        *_counties(frame, numbers),
        _matters(frame, numbers),
        _money(frame, numbers),
        _supervision(frame, numbers),
        *_assessments(frame),
        _next(frame),
    ]


def _own(frame: Frame, numbers: Numbers, *asked: tuple[str, Part, str | None]) -> list[str]:
    """This function will cite numbers of the report's own unit and period; a part may be counted in a unit of its own."""
    return [numbers.cite(key, frame.owner, frame.period, part, measure) for key, part, measure in asked]


def _share(frame: Frame, numbers: Numbers, key: str, measure: str) -> list[str]:
    """This function will cite a ratio: its denominator and numerator, both counted in `measure`, and itself."""
    return _own(frame, numbers, (key, Part.OUT_OF, measure), (key, Part.COUNTS, measure), (key, Part.VALUE, None))


def _overview(frame: Frame, numbers: Numbers) -> Drawn:
    due, in_time, rate = _share(frame, numbers, "items_in_time", "件")
    decided, accepted, passed = _share(frame, numbers, "reports_accepted", "份")
    items = f"{period_words(frame.period)}到期的任务举措{due}，按期完成{in_time}，任务举措按期完成率{rate}。"
    reports = f"核验进展填报{decided}，通过{accepted}，填报一次通过率{passed}。"
    return Drawn(1, "总体情况", [items, reports])


def _tasks(frame: Frame, numbers: Numbers) -> Iterator[Drawn]:
    """What was accepted in the period, in the words in which units reported it, under the headings of the plan."""
    yield Drawn(1, "各项任务进展")
    found = by_task(accepted(frame.plan, frame.period))
    above: Passage | None = None
    tasks = frame.plan.tasks.select_related("heading__under").order_by("position")
    for task in tasks:
        heading = _heading(task)
        if heading is not None and (above is None or heading.pk != above.pk):
            yield Drawn(2, heading.title)
        above = heading or above
        yield Drawn(
            TASK_LEVEL, task.title, narrative(found.get(task.pk, []), frame.period, numbers) or [NOTHING_ACCEPTED]
        )


def _heading(task: Task) -> Passage | None:
    found = task.heading
    return found.under if found is not None and found.title == task.title else found


def accepted(plan: WorkPlan, period: Period) -> list[Report]:
    """This function will give what was accepted of a plan's work in a period, by unit and day; withdrawn work left out."""
    found = Report.objects.filter(
        state=ReportState.ACCEPTED,
        item__obligation__task__plan=plan,
        item__withdrawn_at=None,
        decided_at__gte=ended(period.before.last),
        decided_at__lt=ended(period.last),
    ).select_related("item__unit", "item__obligation__task")
    return list(found.order_by("item__unit__position", "item__unit", "decided_at", "pk"))


def by_task(reports: Sequence[Report]) -> dict[int, list[Report]]:
    """This function will put reports of progress together that carry out one task, by its key."""
    found: dict[int, list[Report]] = {}
    for report in reports:
        found.setdefault(report.item.obligation.task_id, []).append(report)
    return found


def narrative(reports: Sequence[Report], period: Period, numbers: Numbers) -> list[str]:
    """This function will write a paragraph for each unit, in its own words, every sentence with the mark of its source."""
    by_unit: dict[Unit, list[str]] = {}
    for report in reports:
        said = " ".join(report.text.split())
        by_unit.setdefault(report.item.unit, []).append(f"{_ended(said)}{numbers.sentence(report, period)}")
    return [f"{unit.short_name}：{''.join(said)}" for unit, said in by_unit.items()]


def _ended(said: str) -> str:
    return said if said.endswith(("。", "；", "！", "？")) else f"{said}。"


def _late(frame: Frame) -> Drawn:
    """What was due and not completed at the end of the period, and what the ledger knows of the reason."""
    due = [item for item in frame.items() if item.due_on < frame.until]
    handed_in = Report.objects.filter(item__in=due, submitted_at__lt=ended(frame.until))
    by_item: dict[int, list[Report]] = {}
    for report in handed_in.select_related("item__unit").order_by("pk"):
        by_item.setdefault(report.item_id, []).append(report)
    lines = [
        f"{item.unit.short_name}“{item.what}”应于{chinese_day(item.due_on)}完成，{_reason(by_item.get(item.pk, []))}"
        for item in due
        if not any(report.completes and report.state == ReportState.ACCEPTED for report in by_item.get(item.pk, []))
    ]
    return Drawn(1, "逾期事项和原因", lines or [f"截至{chinese_day(frame.until)}，没有逾期未办结的举措。"])


def _reason(reports: Sequence[Report]) -> str:
    if not reports:
        return "台账中没有进展填报。"
    last = reports[-1]
    words = {
        ReportState.SUBMITTED: "已提交进展，等待核验。",
        ReportState.RETURNED: f"进展被退回，理由：{_ended(last.reason)}",
        ReportState.ACCEPTED: "已有经核验的进展，尚未申请办结。",
        ReportState.DRAFT: "进展已撤回，正在修改。",
    }
    return words[ReportState(last.state)]


def _indicators(frame: Frame, numbers: Numbers) -> Iterator[Drawn]:
    """Every indicator of the place beside its target, the period before and the same of the year before."""
    yield Drawn(1, "指标完成情况")
    year = frame.period.span is Span.YEAR
    periods = (
        [frame.period, frame.period.year_before]
        if year
        else [frame.period, frame.period.before, frame.period.year_before]
    )
    heads = ["指标", "计量单位", *(["目标值"] if year else []), *(period_words(one) for one in periods)]
    for head in Head:
        under = [one for one in INDICATORS.values() if one.head is head]
        rows = [[str(one.name), str(one.measure), *_row(one, frame, periods, numbers, aimed=year)] for one in under]
        yield Drawn(2, str(head.label), [], [heads, *rows])


def _row(one: Indicator, frame: Frame, periods: list[Period], numbers: Numbers, *, aimed: bool) -> list[str]:
    found = [numbers.cite(one.key, frame.owner, period) for period in periods]
    if not aimed:
        return found
    aim = numbers.figures.value(one.key, frame.owner, frame.period, Part.TARGET)
    return ["未设定" if aim.value is None else numbers.cite(one.key, frame.owner, frame.period, Part.TARGET), *found]


def _counties(frame: Frame, numbers: Numbers) -> Iterator[Drawn]:
    """The counties side by side, without the indicators of which there is nothing in the whole place."""
    if not frame.counties:
        return
    places = [frame.owner, *frame.counties]
    heads = ["指标", "计量单位", *(unit.short_name for unit in places)]
    shown = [one for one in INDICATORS.values() if numbers.figures.of(one.key, frame.period)[frame.owner.pk].value]
    rows = [
        [str(one.name), str(one.measure), *(numbers.cite(one.key, unit, frame.period) for unit in places)]
        for one in shown
    ]
    omitted = (
        "本期全域为零、没有数据或者不适用的指标不列入下表。" if rows else "本期各项指标全域为零、没有数据或者不适用。"
    )
    yield Drawn(1, "各县（市）情况", [omitted], [heads, *rows] if rows else [])
    for one in (INDICATORS[key] for key in CHARTED):
        bars = [(unit.short_name, numbers.cite(one.key, unit, frame.period)) for unit in frame.counties]
        yield Drawn(2, f"各县（市）{one.name}", bars=bars)


def _matters(frame: Frame, numbers: Numbers) -> Drawn:
    finished, kept, rate = _share(frame, numbers, "limits_kept", "个")
    asked = [(key, Part.VALUE, None) for key in ("matters_handled", "feedback_answered")]
    handled, answered = _own(frame, numbers, *asked)
    limits = f"有时限要求的环节办结{finished}，其中在时限内办结{kept}，办件时限遵守率{rate}。"
    return Drawn(1, "办件情况", [f"办结各类办件{handled}，办结意见建议{answered}。", limits])


def _money(frame: Frame, numbers: Numbers) -> Drawn:
    """Every indicator that is a sum of amounts, without what was given from outside."""
    before = frame.period.year_before
    lines = [
        f"{one.name}本期{numbers.cite(one.key, frame.owner, frame.period)}，"
        f"{period_words(before)}{numbers.cite(one.key, frame.owner, before)}。"
        for one in INDICATORS.values()
        if one.counts.amount and one.out_of is None and not one.counts.given
    ]
    return Drawn(1, "资金情况", lines)


def _supervision(frame: Frame, numbers: Numbers) -> Drawn:
    """What was supervised and answered, what is still open on the day of drawing, and whether returns came in time."""
    (issued,) = _own(frame, numbers, ("orders_issued", Part.VALUE, None))
    due, answered, rate = _share(frame, numbers, "orders_answered", "件")
    owed, given, share = _share(frame, numbers, "returns_in_time", "份")
    found = SupervisionOrder.objects.open().filter(unit__path__startswith=frame.owner.path)
    rows = [
        [one.unit.short_name, one.get_level_display(), one.ground, one.answer_by.isoformat(), one.get_state_display()]
        for one in found.select_related("unit").order_by("answer_by", "pk")
    ]
    lines = [
        f"签发督办件{issued}；应回复的督办件{due}，按期回复{answered}，督办件按期回复率{rate}。",
        f"截止的统计报表{owed}，按时上报{given}，报表按时上报率{share}。",
        f"截至{chinese_day(frame.today)}尚未销号的督办件见下表。"
        if rows
        else f"截至{chinese_day(frame.today)}没有未销号的督办件。",
    ]
    return Drawn(
        1, "督办和统计", lines, [["督办对象", "督办层级", "督办事由", "回复期限", "督办状态"], *rows] if rows else []
    )


def _assessments(frame: Frame) -> Iterator[Drawn]:
    """The assessments published in the period as they were published, each place with its interval."""
    published = Assessment.objects.filter(
        method__owner=frame.owner,
        state=AssessmentState.PUBLISHED,
        published_at__gte=ended(frame.period.before.last),
        published_at__lt=ended(frame.period.last),
    ).order_by("published_at", "pk")
    found = list(published.select_related("method").prefetch_related("results__unit"))
    yield Drawn(1, "考核评价", [] if found else ["本期没有公布考核结果。"])
    for one in found:
        day = chinese_day(timezone.localtime(one.published_at).date())
        said = f"{day}公布，结果指纹{one.fingerprint[:12]}，可在系统中核对。"
        rows = [[result.unit.short_name, *_place(result)] for result in one.results.all()]
        heading = f"{one.method}（{period_words(one.time)}）"
        yield Drawn(2, heading, [said], [["考核对象", "总分", "名次", "名次区间"], *rows])


def _place(result: AssessmentResult) -> tuple[str, str, str]:
    if result.rank is None or result.total is None:
        return "无", "无", "无"
    low, high = result.rank_low or result.rank, result.rank_high or result.rank
    return number(rounded(result.total)), number(result.rank), f"{number(low)}至{number(high)}"


def _next(frame: Frame) -> Drawn:
    """What falls due in the period of the same length that follows."""
    first = ended(frame.period.last).astimezone(timezone.get_default_timezone()).date()
    following = Period.of(first, frame.period.span)
    due = [item for item in frame.items() if following.first <= item.due_on <= following.last]
    rows = [[item.unit.short_name, item.what, item.measure, item.due_on.isoformat()] for item in due]
    said = f"{period_words(following)}到期的举措见下表。" if due else f"台账中没有{period_words(following)}到期的举措。"
    return Drawn(1, "下一步工作", [said], [["承办单位", "举措内容", "完成标准", "完成期限"], *rows] if rows else [])
