"""Drawing a report up, wording it, renewing its numbers, finishing it. A number comes only from records."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from manas.engines.cited import cited, typed
from manas.engines.periods import Period, Span
from manas.indicators.values.words import period_words
from manas.indicators.workreports import drawing, queries, rules
from manas.indicators.workreports.models import (
    ReportNumber,
    ReportSection,
    SectionText,
    WorkReport,
    WorkReportState,
)
from manas.indicators.workreports.numbers import Numbers
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.plan.models import PlanState, Task, WorkPlan


class WorkReportRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@transaction.atomic
def draw_up(*, plan: WorkPlan, period: Period, actor: Person, at: datetime) -> WorkReport:
    """This function will draw a quarter's or a year's report of a plan from records, as a draft; one draft at a time."""
    _writes(plan, actor, at)
    today = timezone.localdate(at)
    if plan.state != PlanState.ADOPTED:
        raise WorkReportRefused("方案不在执行中，不能生成工作报告")
    if period.span is Span.MONTH or period.first > today:
        raise WorkReportRefused("工作报告按季度或者年度生成，且所属期间应当已经开始")
    earlier = WorkReport.objects.filter(plan=plan, period=period.code)
    if earlier.filter(state=WorkReportState.DRAFT).exists():
        raise WorkReportRefused("这一期的工作报告正在修改，请在原稿上继续，或者先作废原稿")
    with override("zh-hans"):
        made = WorkReport.objects.create(
            plan=plan,
            period=period.code,
            version=earlier.count() + 1,
            title=f"{plan.document.title}{period_words(period)}工作报告",
            computed_at=at,
            is_example=actor.is_example,
            created_by=actor,
            created_at=at,
        )
        _keep(made, drawing.framed(plan, period, today), actor, at)
    _told("生成工作报告", made, actor, at)
    return made


def _keep(report: WorkReport, frame: drawing.Frame, actor: Person, at: datetime) -> None:
    numbers = Numbers([frame.owner, *frame.counties])
    drawn = drawing.draw(frame, numbers)
    kept = ReportSection.objects.bulk_create(
        ReportSection(
            report=report, position=place, level=one.level, heading=one.heading, table=one.table, bars=one.bars
        )
        for place, one in enumerate(drawn, start=1)
    )
    SectionText.objects.bulk_create(
        SectionText(section=section, number=1, text="\n".join(one.lines), written_by=actor, written_at=at)
        for section, one in zip(kept, drawn, strict=True)
    )
    _keep_numbers(report, numbers)


@transaction.atomic
def rewrite(*, section: ReportSection, text: str, seen: int, actor: Person, at: datetime) -> SectionText:
    """This function will keep a new version of a section's text; `seen` is the version that the writer began from.

    Refused: a mark that the report does not have, and a figure that no mark stands for and the drawn text did not have.
    """
    report = _draft(section.report, actor, at)
    last = _texts(section)
    if last[-1].number != seen:
        raise WorkReportRefused("这一节在您打开之后改过，请看过新的内容再修改")
    worded = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    unknown = set(cited(worded)) - set(report.numbers.values_list("number", flat=True))
    if unknown:
        raise WorkReportRefused(f"本报告没有编号为{'、'.join(str(one) for one in sorted(unknown))}的数据")
    own = typed(worded, section.texts.get(number=1).text, _sources(report, worded))
    if own:
        raise WorkReportRefused(
            f"数字只能来自记录，不能直接填写：{'、'.join(own)}。请引用数据编号，或者在台账和名册中补记录"
        )
    made = _write(section, worded, actor, at)
    _told("修改工作报告", report, actor, at, {"section": section.heading, "version": made.number})
    return made


def _sources(report: WorkReport, text: str) -> str:
    """The words of the progress that a text cites: what was taken up later stands in no first version."""
    rows = report.numbers.filter(number__in=cited(text), progress__isnull=False)
    return "\n".join(rows.values_list("progress__text", flat=True))


def _write(section: ReportSection, text: str, actor: Person, at: datetime) -> SectionText:
    number = section.texts.count() + 1
    return SectionText.objects.create(section=section, number=number, text=text, written_by=actor, written_at=at)


@transaction.atomic
def take_up(*, report: WorkReport, actor: Person, at: datetime) -> int:
    """This function will add what was accepted since to the sections of its tasks, as new versions; it gives how many sentences."""
    held = _draft(report, actor, at)
    found = queries.unwritten(held)
    if not found:
        raise WorkReportRefused("没有新核验的进展")
    last = held.numbers.aggregate(last=Max("number"))["last"] or 0
    numbers = Numbers([], after=last)
    for reports in drawing.by_task(found).values():
        section = _section_of(held, reports[0].item.obligation.task)
        kept = [line for line in _texts(section)[-1].text.splitlines() if line != drawing.NOTHING_ACCEPTED]
        lines = drawing.narrative(reports, Period.read(held.period), numbers)
        _write(section, "\n".join([*kept, *lines]), actor, at)
    _keep_numbers(held, numbers)
    _told("补入进展", held, actor, at, {"progress": [one.pk for one in found]})
    return len(found)


def _section_of(report: WorkReport, task: Task) -> ReportSection:
    found = report.sections.filter(level=drawing.TASK_LEVEL, heading=task.title).first()
    if found is None:  # the plan was revised meanwhile
        raise WorkReportRefused(f"报告中没有“{task.title}”一节，请作废原稿后重新生成")
    return found


def _keep_numbers(report: WorkReport, numbers: Numbers) -> None:
    for row in numbers.rows.values():
        row.report = report
    ReportNumber.objects.bulk_create(numbers.rows.values())


@transaction.atomic
def undo(*, section: ReportSection, actor: Person, at: datetime) -> SectionText:
    """This function will take a section's text back by one version; the version that is undone is kept."""
    report = _draft(section.report, actor, at)
    texts = _texts(section)
    if len(texts) == 1:
        raise WorkReportRefused("这一节没有改过")
    texts[-1].undone_at = at
    texts[-1].save(update_fields=["undone_at"])
    _told("撤销修改", report, actor, at, {"section": section.heading, "version": texts[-1].number})
    return texts[-2]


@transaction.atomic
def renew(*, report: WorkReport, actor: Person, at: datetime) -> list[queries.Changed]:
    """This function will take over what records give now, and tell which numbers changed; the texts stay as they are."""
    held = _draft(report, actor, at)
    found = queries.changed(held)
    told = {str(one.row.number): [one.before_words, one.now_words] for one in found}
    for one in found:
        one.row.known, one.row.value = one.now.known.value, one.now.value
    ReportNumber.objects.bulk_update([one.row for one in found], ["known", "value"])
    held.computed_at = at
    held.save(update_fields=["computed_at"])
    _told("更新工作报告数据", held, actor, at, {"numbers": told})
    return found


@transaction.atomic
def finish(*, report: WorkReport, actor: Person, at: datetime) -> WorkReport:
    """This function will freeze a report under the hash of all that it says; not while records give other numbers."""
    held = _draft(report, actor, at)
    count = len(queries.changed(held))
    if count:
        raise WorkReportRefused(f"有{count}个数据与记录不一致，请先更新数据")
    held.state, held.finished_by, held.finished_at = WorkReportState.FINAL, actor, at
    held.sha256 = queries.fingerprint(held)
    held.save()
    _told("工作报告定稿", held, actor, at, {"sha256": held.sha256})
    return held


@transaction.atomic
def discard(*, report: WorkReport, actor: Person, at: datetime) -> WorkReport:
    """This function will give a draft up, so that another can be drawn; it stays to be read."""
    held = _draft(report, actor, at)
    held.state = WorkReportState.DISCARDED
    held.save(update_fields=["state"])
    _told("作废工作报告", held, actor, at)
    return held


def _texts(section: ReportSection) -> list[SectionText]:
    return list(section.texts.filter(undone_at=None).order_by("number"))


def _writes(plan: WorkPlan, actor: Person, at: datetime) -> None:
    if not rules.may_write(standing_at(actor, at), plan):
        raise WorkReportRefused("工作报告由方案的主管部门起草")


def _draft(report: WorkReport, actor: Person, at: datetime) -> WorkReport:
    held = WorkReport.objects.select_for_update(of=("self",)).select_related("plan__owner").get(pk=report.pk)
    _writes(held.plan, actor, at)
    if held.state != WorkReportState.DRAFT:
        raise WorkReportRefused("已经定稿或者作废的工作报告不能修改")
    return held


def _told(verb: str, report: WorkReport, actor: Person, at: datetime, detail: dict[str, object] | None = None) -> None:
    named = {"title": report.title, "version": report.version}
    journal.record(
        actor=actor, at=at, verb=verb, subject=report, context=report.plan, unit=report.plan.owner,
        detail={**named, **(detail or {})},
    )  # fmt: skip
