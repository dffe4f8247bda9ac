"""填报、提交、撤回、退回、核验: what a unit says it has done, and what the supervisor found."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from manas.office.actions import appoint
from manas.office.files.actions import FileRefused, location
from manas.office.journal.queries import verify
from manas.office.models import JournalEntry, Role, StoredFile
from manas.plan.actions.ledger import (
    LedgerRefused,
    accept_report,
    recall_report,
    return_report,
    submit_report,
    withdraw_item,
    write_report,
)
from manas.plan.models import Evidence, Report, ReportState, WorkItem
from tests.cast import AT, LATER, TODAY, Cast, accepted, adopted, item, journal_lines, make_cast, submitted

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def work(cast: Cast) -> WorkItem:
    return item(cast, adopted(cast))


def written(cast: Cast, work: WorkItem, **other: object) -> Report:
    values: dict[str, Any] = {"item": work, "text": " 已完成调研 ", "actor": cast.liaison, "at": AT, **other}
    return write_report(**values)


def state(report: Report) -> str:
    report.refresh_from_db()
    return str(report.state)


def test_a_draft_is_kept_with_its_evidence_and_told(cast: Cast, work: WorkItem) -> None:
    with journal_lines() as told:
        report = written(cast, work, figure=Decimal("12.50"), files=(("名单.pdf", PDF), ("纪要.txt", b"x")))
    report.refresh_from_db()
    assert (report.text, report.state, report.reported_figure) == ("已完成调研", "draft", Decimal("12.50"))
    assert (report.written_by, report.written_at, report.completes) == (cast.liaison, AT, False)
    kept = [e.file for e in report.evidence.order_by("pk")]
    assert [(f.name, f.owner, f.uploaded_by) for f in kept] == [
        ("名单.pdf", cast.science, cast.liaison),
        ("纪要.txt", cast.science, cast.liaison),
    ]
    assert location(kept[0].sha256).read_bytes() == PDF
    line = told.lines[0]
    assert told.verbs == ["填写进展"]
    assert (line.subject, line.unit, line.detail["files"]) == (f"plan.report:{report.pk}", cast.science, 2)


def test_writing_again_changes_the_open_draft(cast: Cast, work: WorkItem) -> None:
    first = written(cast, work, files=(("一.txt", b"x"),))
    again = written(cast, work, text="改写", files=(("二.txt", b"y"),), at=LATER)
    assert (again.pk, again.text, again.written_at) == (first.pk, "改写", LATER)
    assert [e.file.name for e in again.evidence.order_by("pk")] == ["一.txt", "二.txt"]


def test_only_the_units_own_liaison_writes(cast: Cast, work: WorkItem) -> None:
    for actor in cast.others("liaison"):
        with pytest.raises(LedgerRefused, match="只有承办单位的联络员可以填报"):
            written(cast, work, actor=actor)
    assert Report.objects.count() == 0


def test_a_county_reports_for_itself(cast: Cast) -> None:
    work = item(cast, adopted(cast), unit=cast.north)
    assert submitted(cast, work, actor=cast.county_liaison).state == ReportState.SUBMITTED
    other = item(cast, work.obligation.task.plan, unit=cast.south)
    with pytest.raises(LedgerRefused):
        written(cast, other, actor=cast.county_liaison)


@pytest.mark.parametrize("figure", [Decimal("1.234"), Decimal("1e15")])
def test_a_figure_has_two_places_and_an_end(cast: Cast, work: WorkItem, figure: Decimal) -> None:
    with pytest.raises(ValidationError):
        written(cast, work, figure=figure)


def test_an_empty_text_is_refused(cast: Cast, work: WorkItem) -> None:
    with pytest.raises(ValidationError):
        written(cast, work, text="  ")


def test_a_bad_file_undoes_the_whole_deed(cast: Cast, work: WorkItem) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(FileRefused):
        written(cast, work, files=(("好.pdf", PDF), ("坏.pdf", b"MZ")))
    assert (Report.objects.count(), Evidence.objects.count(), JournalEntry.objects.count()) == (0, 0, lines)
    assert not StoredFile.objects.filter(name="好.pdf").exists()


def test_a_withdrawn_item_takes_no_report(cast: Cast, work: WorkItem) -> None:
    report = written(cast, work)
    withdraw_item(item=work, reason="合并", actor=cast.office, at=AT)
    with pytest.raises(LedgerRefused):
        written(cast, work)
    with pytest.raises(LedgerRefused):
        submit_report(report=report, actor=cast.liaison, at=AT)


def test_submitting_hands_it_over(cast: Cast, work: WorkItem) -> None:
    report = written(cast, work)
    with journal_lines() as told:
        report = submit_report(report=report, actor=cast.liaison, at=LATER)
    assert (report.state, report.submitted_at) == ("submitted", LATER)
    assert [(line.verb, line.detail["text"], line.detail["completes"]) for line in told.lines] == [
        ("提交进展", "已完成调研", 0)
    ]


def test_nothing_is_written_while_one_waits(cast: Cast, work: WorkItem) -> None:
    submitted(cast, work)
    with pytest.raises(LedgerRefused, match="上一次填报还在核验"):
        written(cast, work)


def test_completion_of_a_counted_item_needs_the_count(cast: Cast) -> None:
    work = item(cast, adopted(cast), target=Decimal(50))
    with pytest.raises(LedgerRefused, match="申请办结时请填写完成数值"):
        submitted(cast, work, completes=True)
    assert submitted(cast, work, completes=True, figure=Decimal(50)).state == "submitted"


def test_a_submitted_report_is_recalled_until_somebody_decides(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work)
    with journal_lines() as told:
        report = recall_report(report=report, actor=cast.liaison, at=LATER)
    assert (report.state, report.submitted_at, told.verbs) == ("draft", None, ["撤回进展"])
    submit_report(report=report, actor=cast.liaison, at=LATER)
    accept_report(report=report, actor=cast.office, at=LATER)
    with pytest.raises(LedgerRefused, match="只有待核验的填报可以撤回"):
        recall_report(report=report, actor=cast.liaison, at=LATER)


def test_a_return_says_what_is_wanting_and_a_new_report_begins(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work)
    with pytest.raises(LedgerRefused, match="请填写退回理由"):
        return_report(report=report, reason="  ", actor=cast.office, at=LATER)
    with journal_lines() as told:
        report = return_report(report=report, reason=" 缺名单 ", actor=cast.office, at=LATER)
    assert (report.state, report.reason, report.decided_by, report.decided_at) == (
        "returned",
        "缺名单",
        cast.office,
        LATER,
    )
    assert [(line.verb, line.detail["reason"]) for line in told.lines] == [("退回进展", "缺名单")]
    again = written(cast, work, at=LATER)
    assert (again.pk != report.pk, state(report)) == (True, "returned")


def test_accepting_keeps_both_figures_apart(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work, figure=Decimal(12))
    with journal_lines() as told:
        report = accept_report(report=report, actor=cast.office, at=LATER, verified_figure=Decimal("9.50"))
    report.refresh_from_db()
    assert (report.reported_figure, report.verified_figure, report.figure) == (12, Decimal("9.50"), Decimal("9.50"))
    assert told.verbs == ["核验进展"]
    assert told.lines[0].detail["reported"] == "12.00"
    assert told.lines[0].detail["verified"] == "9.50"


def test_a_reported_figure_is_verified_by_a_figure(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work, figure=Decimal(12))
    with pytest.raises(LedgerRefused, match="请填写核验值"):
        accept_report(report=report, actor=cast.office, at=LATER)
    assert accept_report(report=report, actor=cast.office, at=LATER, verified_figure=Decimal(0)).figure == 0


def test_until_it_is_verified_the_reported_figure_stands(cast: Cast, work: WorkItem) -> None:
    assert submitted(cast, work, figure=Decimal(12)).figure == 12


def test_a_finished_item_takes_no_further_report(cast: Cast, work: WorkItem) -> None:
    accepted(cast, work)
    with pytest.raises(LedgerRefused, match="该举措已经办结"):
        written(cast, work)


def test_an_item_that_goes_on_takes_the_next_report(cast: Cast, work: WorkItem) -> None:
    accepted(cast, work, completes=False)
    assert written(cast, work).state == "draft"


DEEDS: dict[str, Callable[[Report, Any], Report]] = {
    "submit": lambda report, actor: submit_report(report=report, actor=actor, at=LATER),
    "recall": lambda report, actor: recall_report(report=report, actor=actor, at=LATER),
    "return": lambda report, actor: return_report(report=report, reason="缺", actor=actor, at=LATER),
    "accept": lambda report, actor: accept_report(report=report, actor=actor, at=LATER),
}
MAY = {"submit": "liaison", "recall": "liaison", "return": "office", "accept": "office"}


@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_do_what(cast: Cast, work: WorkItem, deed: str) -> None:
    report = written(cast, work) if deed == "submit" else submitted(cast, work)
    before, lines = state(report), JournalEntry.objects.count()
    for actor in cast.others(MAY[deed]):
        with pytest.raises(LedgerRefused, match="只有"):
            DEEDS[deed](report, actor)
    assert (state(report), JournalEntry.objects.count()) == (before, lines)
    DEEDS[deed](report, cast.people()[MAY[deed]])
    assert JournalEntry.objects.count() == lines + 1


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("at", ["draft", "submitted", "returned", "accepted"])
def test_each_deed_belongs_to_one_state(cast: Cast, work: WorkItem, deed: str, at: str) -> None:
    report = written(cast, work)
    for step in {"draft": (), "submitted": ("submit",)}.get(at, ("submit", at[:-2] if at == "accepted" else "return")):
        actor = cast.liaison if step == "submit" else cast.office
        DEEDS[step](report, actor)
    actor = cast.people()[MAY[deed]]
    if (deed == "submit") == (at == "draft") and at in ("draft", "submitted"):
        assert DEEDS[deed](report, actor).state != at
        return
    with pytest.raises(LedgerRefused):
        DEEDS[deed](report, actor)
    assert state(report) == at


def test_nobody_verifies_what_they_report_themselves(cast: Cast, work: WorkItem) -> None:
    appoint(person=cast.office, unit=cast.science, role=Role.LIAISON, from_on=TODAY, actor=cast.administrator, at=AT)
    report = submitted(cast, work)
    for deed in ("accept", "return"):
        with pytest.raises(LedgerRefused, match="不能核验自己填报的"):
            DEEDS[deed](report, cast.office)


@pytest.mark.parametrize(("first", "second"), [("accept", "return"), ("return", "accept"), ("accept", "accept")])
def test_the_second_decision_on_a_report_is_told(cast: Cast, work: WorkItem, first: str, second: str) -> None:
    """Both have the report on their screen as it was; the row in hand still says submitted."""
    report = submitted(cast, work)
    stale = Report.objects.get(pk=report.pk)
    DEEDS[first](report, cast.office)
    decided = state(report)
    with pytest.raises(LedgerRefused, match="可能别人已经处理"):
        DEEDS[second](stale, cast.office)
    assert state(report) == decided


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_the_same_moment() -> None:
    cast = make_cast()
    report = submitted(cast, item(cast, adopted(cast)))
    start = Barrier(2)

    def decide(deed: str) -> str:
        try:
            start.wait()
            return DEEDS[deed](report, cast.office).state
        except LedgerRefused:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcome = sorted(pool.map(decide, ["accept", "return"]))
    assert outcome in (["accepted", "told"], ["returned", "told"])
    assert JournalEntry.objects.filter(verb__in=["核验进展", "退回进展"]).count() == 1
    assert verify().intact


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_the_same_moment_share_one_draft() -> None:
    cast = make_cast()
    work = item(cast, adopted(cast))
    start = Barrier(2)

    def write(text: str) -> int:
        try:
            start.wait()
            return written(cast, work, text=text).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(write, ["一", "二"]))) == 1
    assert Report.objects.count() == 1


def test_report_one_open(cast: Cast, work: WorkItem) -> None:
    report = written(cast, work)
    report.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save(force_insert=True)


def test_report_returned_with_reason(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work)
    with pytest.raises(IntegrityError, match="report_returned_with_reason"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="returned", decided_by=cast.office, decided_at=AT)


@pytest.mark.parametrize("half", [{}, {"decided_at": AT}])
def test_report_decided_by_someone(cast: Cast, work: WorkItem, half: dict[str, Any]) -> None:
    report = submitted(cast, work)
    with pytest.raises(IntegrityError, match="report_decided_by_someone"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="accepted", **half)
