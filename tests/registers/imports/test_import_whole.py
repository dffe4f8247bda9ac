"""A file on its way: handed in, looked at, confirmed, entered batch by batch, stopped, carried on, taken back."""

from datetime import date, timedelta

import pytest

from manas.office.models import Job
from manas.registers.imports import actions, work
from manas.registers.imports.queries import sample
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportRun, ImportState, Patent, PatentDeal
from manas.registers.patents.actions import correct_patent
from tests.cast import AT, Cast, journal_lines
from tests.registers.imports.files import (
    HEAD,
    as_csv,
    checked,
    clock,
    counts,
    entered,
    faults,
    finished,
    hand_in,
    kept,
    number,
    patents,
)


def test_a_file_becomes_patents_with_their_source(cast: Cast) -> None:
    run = entered(cast, as_csv([HEAD, *patents(3)]))
    assert (run.state, run.total, counts(run)) == (
        "done",
        3,
        {"created": 3, "changed": 0, "unchanged": 0, "refused": 0},
    )
    patent = Patent.objects.get(application_number=number(2))
    assert (patent.title, patent.filed_on, patent.kind) == ("一种沙棘采收装置2", date(2021, 5, 3), "invention")
    assert (patent.legal_status, patent.legal_status_text, patent.ipc_main) == ("in_force", "授权", "A01D46/00")
    assert [holder.name for holder in patent.holders.all()] == ["云岭机电有限公司", "丰泽大学"]
    assert (patent.source, patent.source_row, patent.first_run) == ("测试来源", 3, run)


def test_nothing_is_entered_before_somebody_confirms(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD, *patents(3)]))
    assert (run.state, run.total, run.refused) == (ImportState.READY, 3, 0)
    assert Patent.objects.count() == 0


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    data = as_csv([HEAD, *patents(3)])
    first, again = entered(cast, data), entered(cast, data)
    assert counts(first)["created"] == 3
    assert counts(again) == {"created": 0, "changed": 0, "unchanged": 3, "refused": 0}


def test_rows_that_changed_are_told_from_the_others(cast: Cast) -> None:
    rows = patents(3)
    entered(cast, as_csv([HEAD, *rows]))
    rows[1][5] = "未缴年费"
    run = entered(cast, as_csv([HEAD, *rows, *patents(1, first=9)]))
    assert counts(run) == {"created": 1, "changed": 1, "unchanged": 2, "refused": 0}
    assert Patent.objects.get(application_number=number(2)).legal_status == "lapsed"


def test_wrong_rows_are_named_and_the_others_entered(cast: Cast) -> None:
    rows = patents(4)
    rows[0][0] = rows[0][0][:-1] + ("0" if rows[0][0][-1] != "0" else "1")
    rows[1][3] = "去年五月"
    rows[2][0] = ""
    run = entered(cast, as_csv([HEAD, *rows]))
    assert counts(run) == {"created": 2, "changed": 0, "unchanged": 0, "refused": 2}
    assert [(line, column) for line, column, _ in faults(run)] == [(2, "申请号"), (3, "申请日"), (4, "")]
    assert "校验位不符" in faults(run)[0][2]
    assert faults(run)[2][2] == "没有申请号，也没有公开（公告）号"
    assert Patent.objects.get(application_number=number(2)).filed_on is None


def test_the_preview_shows_rows_as_they_would_be_entered(cast: Cast) -> None:
    run = hand_in(cast, as_csv([["2026年清单"], HEAD, *patents(30)]))
    shown = sample(run, kept(run))
    assert [(column.name, column.key) for column in shown.columns][:2] == [
        ("申请号", "application_number"),
        ("专利名称", "title"),
    ]
    assert [line.number for line in shown.lines] == list(range(3, 13))
    assert shown.columns[1].examples == ("一种沙棘采收装置1", "一种沙棘采收装置2")


def test_a_mapping_is_changed_checked_anew_and_remembered(cast: Cast) -> None:
    data = as_csv([["申请号", "名目"], [number(1), "一种装置"]])
    run = checked(cast, data)
    assert run.mapping == ["application_number", ""]
    run = actions.map_columns(
        run=run, keys=["application_number", "title"], actor=cast.handler, at=AT + timedelta(hours=1)
    )
    assert run.state == ImportState.CHECKING
    work.check(run=run, source=kept(run), clock=clock)
    finished(cast, run)
    assert Patent.objects.get().title == "一种装置"
    assert hand_in(cast, as_csv([["申请号 ", "名目"], [number(2), "另一种"]])).mapping == [
        "application_number",
        "title",
    ]


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (["title", "title"], "“专利名称”对应了不止一列"),
        (["application_number"], "列的数量"),
        (["application_number", "price"], "对应的项目不对"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(cast: Cast, keys: list[str], reason: str) -> None:
    run = checked(cast, as_csv([["申请号", "名目"], [number(1), "一种装置"]]))
    with pytest.raises(ImportRefused, match=reason):
        actions.map_columns(run=run, keys=keys, actor=cast.handler, at=AT)


def test_without_a_number_column_nothing_can_be_confirmed(cast: Cast) -> None:
    run = checked(cast, as_csv([["名称", "摘要"], ["一种装置", "本发明"]]))
    assert (run.total, run.refused) == (1, 1)
    with pytest.raises(ImportRefused, match="还没有一列对应“申请号或"):
        actions.confirm(run=run, actor=cast.handler, at=AT)


def test_a_file_without_one_good_row_cannot_be_confirmed(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD, ["见附件", "一种", "", "", "", ""]]))
    with pytest.raises(ImportRefused, match="没有可以登记的行"):
        actions.confirm(run=run, actor=cast.handler, at=AT)


def test_every_batch_is_whole_and_a_stopped_run_goes_on_where_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH", 10)
    run = checked(cast, as_csv([HEAD, *patents(35)]))
    run = actions.confirm(run=run, actor=cast.handler, at=clock())

    def stop_in_the_middle(position: int) -> None:
        if position == 20:
            actions.stop(run=run, actor=cast.handler, at=clock())

    with pytest.raises(work.Lost):
        work.enter(run=run, source=kept(run), clock=clock, tell=stop_in_the_middle)
    run.refresh_from_db()
    assert (run.state, run.position, Patent.objects.count()) == (ImportState.STOPPED, 20, 20)
    assert run.trouble == f"由{cast.handler.name}中止"
    run = actions.go_on(run=run, actor=cast.handler, at=clock())
    assert work.enter(run=run, source=kept(run), clock=clock)
    assert (run.state, run.position, counts(run)["created"], Patent.objects.count()) == ("done", 35, 35, 35)


def test_a_long_file_is_entered_by_several_jobs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH", 10)
    monkeypatch.setattr(work, "SLICE", timedelta(0))
    run = checked(cast, as_csv([HEAD, *patents(25)]))
    actions.confirm(run=run, actor=cast.handler, at=clock())
    for done in (10, 20, 25, 25):
        work.enter_job({"run": run.pk}, clock)
        assert Patent.objects.count() == done
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    assert Job.objects.filter(kind=actions.ENTER).count() == 4  # the first, and one after each batch


def test_who_lost_a_run_writes_nothing_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that was thought dead wakes up while another has the run in hand."""
    monkeypatch.setattr(work, "BATCH", 10)
    run = checked(cast, as_csv([HEAD, *patents(30)]))
    run = actions.confirm(run=run, actor=cast.handler, at=clock())

    def another_takes_it(position: int) -> None:
        if position == 10:
            other = ImportRun.objects.get(pk=run.pk)
            assert work.enter(run=other, source=kept(run), clock=clock)

    with pytest.raises(work.Lost):
        work.enter(run=run, source=kept(run), clock=clock, tell=another_takes_it)
    run.refresh_from_db()
    assert (run.state, counts(run)["created"], Patent.objects.count()) == ("done", 30, 30)


def test_one_file_at_a_time(cast: Cast) -> None:
    first, second = checked(cast, as_csv([HEAD, *patents(2)])), checked(cast, as_csv([HEAD, *patents(3)]))
    actions.confirm(run=first, actor=cast.handler, at=AT)
    with pytest.raises(ImportRefused, match="正在导入"):
        actions.confirm(run=second, actor=cast.handler, at=AT)


def test_a_run_is_taken_back_whole(cast: Cast) -> None:
    entered(cast, as_csv([HEAD, *patents(2)]))
    run = entered(cast, as_csv([HEAD, *patents(5)]))
    assert (counts(run)["created"], Patent.objects.count()) == (3, 5)
    actions.undo(run=run, actor=cast.handler, at=clock())
    work.undo_job({"run": run.pk}, clock)
    run.refresh_from_db()
    assert (run.state, run.trouble) == (ImportState.UNDONE, "")
    assert set(Patent.objects.values_list("application_number", flat=True)) == {number(1), number(2)}


def test_what_somebody_built_on_stays(cast: Cast) -> None:
    run = entered(cast, as_csv([HEAD, *patents(2)]))
    correct_patent(
        patent=Patent.objects.all()[0], field="title", value="更正", reason="录错", actor=cast.handler, at=clock()
    )
    with pytest.raises(ImportRefused, match="其中 1 件在导入后又有变动"):
        actions.undo(run=run, actor=cast.handler, at=clock())
    assert Patent.objects.count() == 2


def test_code_tables_and_empty_runs_are_not_taken_back(cast: Cast) -> None:
    entered(cast, as_csv([HEAD, *patents(2)]))
    again = entered(cast, as_csv([HEAD, *patents(2)]))
    with pytest.raises(ImportRefused, match="没有新增也没有更新专利"):
        actions.undo(run=again, actor=cast.handler, at=clock())
    codes = entered(cast, as_csv([["代码", "名称"], ["A01", "农业"]]), kind="industries")
    with pytest.raises(ImportRefused, match="不能整批撤销"):
        actions.undo(run=codes, actor=cast.handler, at=clock())


def test_each_deed_leaves_one_line_and_each_batch_one(cast: Cast) -> None:
    with journal_lines() as told:
        run = entered(cast, as_csv([HEAD, *patents(3)]))
        actions.undo(run=run, actor=cast.handler, at=clock())
    assert told.verbs == ["提交导入文件", "确认导入", "登记专利", "完成导入", "撤销导入"]


def test_nobody_else_imports_or_sees_a_run(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD, *patents(1)]))
    keepers = ("office", "handler")
    for person in cast.others(*keepers):
        with pytest.raises(ImportRefused, match=r"^只有.*知识产权局"):
            actions.confirm(run=run, actor=person, at=AT)
    seen = [part for part in cast.people() if ImportRun.objects.visible_to(cast.standing(part)).exists()]
    assert sorted(seen) == sorted(keepers)


def test_a_run_that_is_put_aside_is_not_carried_on(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD, *patents(1)]))
    actions.discard(run=run, actor=cast.handler, at=AT)
    with pytest.raises(ImportRefused, match="现在是“已放弃”"):
        actions.confirm(run=run, actor=cast.handler, at=AT)
    work.check_job({"run": run.pk}, clock)
    run.refresh_from_db()
    assert run.state == ImportState.DISCARDED
    assert PatentDeal.objects.count() == Patent.objects.count() == 0
