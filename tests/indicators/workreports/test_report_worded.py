"""The office words a report: numbers cannot be typed, versions are kept, changed numbers are told, what is final is frozen."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from manas.engines.cited import cited
from manas.indicators.workreports import actions, queries
from manas.indicators.workreports.actions import WorkReportRefused
from manas.indicators.workreports.models import ReportNumber, SectionText, WorkReport, WorkReportState
from manas.plan.actions import ledger
from tests.cast import FIRST, SECOND, journal_lines
from tests.indicators.workreports.small_year import DRAWN, Year, said, section

OVERVIEW = "总体情况"
NEXT_DAY = DRAWN + timedelta(days=1)


def write(small: Year, report: WorkReport, text: str, heading: str = OVERVIEW) -> SectionText:
    found = section(report, heading)
    seen = queries.present(found).number
    return actions.rewrite(section=found, text=text, seen=seen, actor=small.cast.office, at=NEXT_DAY)


def test_the_office_words_around_the_numbers(small: Year) -> None:
    report = small.drawn()
    write(small, report, "  按期完成率为【数据3】。 \n\n下一步从严管理。")
    assert said(report, OVERVIEW) == "按期完成率为50%。\n下一步从严管理。"


@pytest.mark.parametrize("text", ["按期完成率为80%。", "完成举措２０件", "完成举措三十件", "提高百分之五"])
def test_a_number_cannot_be_typed(small: Year, text: str) -> None:
    report = small.drawn()
    with pytest.raises(WorkReportRefused, match="数字只能来自记录"):
        write(small, report, text)
    assert queries.present(section(report, OVERVIEW)).number == 1


def test_a_number_that_the_report_does_not_have_is_refused(small: Year) -> None:
    with pytest.raises(WorkReportRefused, match="没有编号为9999的数据"):
        write(small, small.drawn(), "完成【数据9999】。")


def test_who_did_not_see_the_last_version_is_told(small: Year) -> None:
    report = small.drawn()
    found = section(report, OVERVIEW)
    write(small, report, "一稿。")
    with pytest.raises(WorkReportRefused, match="改过"):
        actions.rewrite(section=found, text="二稿。", seen=1, actor=small.cast.office, at=NEXT_DAY)


def test_versions_are_kept_and_undone_one_by_one(small: Year) -> None:
    report = small.drawn()
    first = said(report, OVERVIEW)
    write(small, report, "二稿。")
    write(small, report, "三稿。")
    found = section(report, OVERVIEW)
    actions.undo(section=found, actor=small.cast.office, at=NEXT_DAY)
    assert said(report, OVERVIEW) == "二稿。"
    actions.undo(section=found, actor=small.cast.office, at=NEXT_DAY)
    assert said(report, OVERVIEW) == first
    with pytest.raises(WorkReportRefused, match="没有改过"):
        actions.undo(section=found, actor=small.cast.office, at=NEXT_DAY)
    assert write(small, report, "四稿。").number == 4
    assert [text.text for text in found.texts.order_by("number")][1:] == ["二稿。", "三稿。", "四稿。"]


def complete(small: Year, text: str = "名单已补") -> None:
    """This function will let the late item be completed after the report was drawn, as of the quarter."""
    told = ledger.write_report(
        item=small.late, text=text, completes=True, actor=small.cast.liaison, at=DRAWN - timedelta(days=25)
    )
    ledger.submit_report(report=told, actor=small.cast.liaison, at=DRAWN - timedelta(days=25))
    ledger.accept_report(report=told, actor=small.cast.office, at=DRAWN - timedelta(days=24))


def test_a_number_that_changed_is_told_and_renewed(small: Year) -> None:
    report = small.drawn()
    assert queries.changed(report) == []
    complete(small)
    told = {(one.row.indicator, one.row.part): (one.before_words, one.now_words) for one in queries.changed(report)}
    assert told["items_in_time", "counts"] == ("1", "2")
    assert told["items_in_time", "value"] == ("50", "100")
    with pytest.raises(WorkReportRefused, match="与记录不一致"):
        actions.finish(report=report, actor=small.cast.office, at=NEXT_DAY)
    assert len(actions.renew(report=report, actor=small.cast.office, at=NEXT_DAY)) == len(told)
    report.refresh_from_db()
    assert (queries.changed(report), report.computed_at) == ([], NEXT_DAY)
    assert said(report, OVERVIEW).startswith("2026年第1季度到期的任务举措2件，按期完成2件，任务举措按期完成率100%。")


def test_progress_that_was_accepted_since_is_told_and_taken_up(small: Year) -> None:
    report = small.drawn()
    assert queries.unwritten(report) == []
    with pytest.raises(WorkReportRefused, match="没有新核验的进展"):
        actions.take_up(report=report, actor=small.cast.office, at=NEXT_DAY)
    complete(small, "名单已补3家")
    assert [one.item for one in queries.unwritten(report)] == [small.late]
    assert actions.take_up(report=report, actor=small.cast.office, at=NEXT_DAY) == 1
    assert (said(report, SECOND), queries.unwritten(report)) == ("农业农村局：名单已补3家。", [])
    (number,) = cited(queries.present(section(report, SECOND)).text)
    write(small, report, f"农业农村局补交名单3家。【出处{number}】", SECOND)
    with pytest.raises(WorkReportRefused, match="不能直接填写：4家"):
        write(small, report, f"农业农村局补交名单4家。【出处{number}】", SECOND)


def test_a_final_report_is_frozen_under_the_hash_of_what_it_says(small: Year) -> None:
    report = actions.finish(report=small.drawn(), actor=small.cast.office, at=NEXT_DAY)
    assert (report.state, len(report.sha256)) == (WorkReportState.FINAL, 64)
    assert queries.fingerprint(report) == report.sha256
    with pytest.raises(WorkReportRefused, match="不能修改"):
        write(small, report, "改。")
    for deed in (actions.renew, actions.finish, actions.discard):
        with pytest.raises(WorkReportRefused, match="不能修改"):
            deed(report=report, actor=small.cast.office, at=NEXT_DAY)
    SectionText.objects.filter(section__report=report, section__heading=FIRST).update(text="改过")
    assert queries.fingerprint(report) != report.sha256


def test_a_number_that_was_changed_behind_the_report_shows_in_the_hash(small: Year) -> None:
    report = actions.finish(report=small.drawn(), actor=small.cast.office, at=NEXT_DAY)
    ReportNumber.objects.filter(report=report, number=1).update(value=Decimal(9))
    assert queries.fingerprint(report) != report.sha256


def test_every_deed_is_in_the_journal(small: Year) -> None:
    with journal_lines() as told:
        report = small.drawn()
        write(small, report, "二稿。")
        actions.undo(section=section(report, OVERVIEW), actor=small.cast.office, at=NEXT_DAY)
        actions.renew(report=report, actor=small.cast.office, at=NEXT_DAY)
        actions.finish(report=report, actor=small.cast.office, at=NEXT_DAY)
    assert told.verbs == ["生成工作报告", "修改工作报告", "撤销修改", "更新工作报告数据", "工作报告定稿"]


def test_nobody_but_the_office_words(small: Year) -> None:
    report = small.drawn()
    found = section(report, OVERVIEW)
    for person in small.cast.others("office"):
        with pytest.raises(WorkReportRefused, match="主管部门起草"):
            actions.rewrite(section=found, text="改。", seen=1, actor=person, at=NEXT_DAY)


def test_the_office_and_the_leader_of_the_place_read(small: Year) -> None:
    small.drawn()
    may = {part for part in (*small.cast.people(), "public") if queries.reports(small.cast.standing(part))}
    assert may == {"office", "leader"}


def breaks(constraint: str, model: type[Model], **values: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.filter(pk=values.pop("pk")).update(**values)


def test_the_database_keeps_what_a_report_is(small: Year) -> None:
    report = small.drawn()
    number = report.numbers.filter(progress=None, known="value")[0]
    text = section(report, OVERVIEW).texts.get()
    breaks("work_report_final_with_hash", WorkReport, pk=report.pk, state="final")
    breaks("report_number_of_one_source", ReportNumber, pk=number.pk, indicator="")
    breaks("report_number_known_with_value", ReportNumber, pk=number.pk, value=None)
    breaks("section_text_first_stays", SectionText, pk=text.pk, undone_at=DRAWN)


def copied(row: Model, **values: object) -> None:
    """This function will try to keep a second row of what there is."""
    again = type(row)._default_manager.get(pk=row.pk)
    again.pk = None
    for name, value in values.items():
        setattr(again, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_the_database_keeps_one_of_each(small: Year) -> None:
    report = small.drawn()
    copied(report, state="discarded")  # work_report_version_once
    copied(report, version=2)  # work_report_one_draft
    copied(report.sections.all()[0])  # report_section_position_once
    copied(report.numbers.all()[0])  # report_number_once
    copied(section(report, OVERVIEW).texts.get())  # section_text_number_once
