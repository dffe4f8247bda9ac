"""A pushed list comes in as the file has it: its patents join the register, its words are kept, it can be taken back."""

import pytest

from manas.registers.imports import actions, work
from manas.registers.imports.queries import what_stands_on
from manas.registers.models import Patent, PushAddressee, PushedPatent, PushList
from tests.cast import AT, Cast, journal_lines
from tests.registers.imports.files import as_csv, checked, clock, counts, entered, finished, number
from tests.registers.pool.lists import HEAD, pushed, pushed_list, row


def test_a_file_becomes_a_list_and_its_patents_join_the_register(cast: Cast) -> None:
    with journal_lines() as told:
        run = entered(cast, as_csv([HEAD, row(1), row(2)]), name="2026年第一批.csv", kind="pool")
    made = PushList.objects.get()
    assert counts(run) == {"created": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert (made.title, made.source, made.keeper, made.run) == ("2026年第一批", "测试来源", cast.ip_office, run)
    assert (made.due_on, made.pushed_on) == (None, None)
    assert "登记推送批次" in told.verbs
    patent = Patent.objects.get(application_number=number(1))
    assert (patent.maturity, patent.willingness, patent.publicly_funded, patent.worked) == (6, "license", True, False)


def test_the_words_of_the_row_are_kept_as_they_stand(cast: Cast) -> None:
    first = pushed(pushed_list(cast))
    assert first.segment == "林果加工"
    assert first.told == {
        "application_number": f"ZL{number(1)}",
        "title": "一种鲜杏保鲜方法1",
        "holders": "丰泽大学",
        "contact": "张老师",
        "phone": "0908-0000009",
        "segment": "林果加工",
        "publicly_funded": "是",
        "worked": "未实施",
        "willingness": "许可、作价入股",
        "maturity": "6级",
        "self_grade": "A级",
        "scene": "鲜杏产地预冷和短途运输",
    }


def test_a_patent_that_is_known_is_not_entered_twice(cast: Cast) -> None:
    entered(cast, as_csv([["申请号", "专利名称"], [number(1), "一种鲜杏保鲜方法1"]]))
    pushed_list(cast)
    again = entered(cast, as_csv([HEAD, row(1)]), name="补发.csv", kind="pool")
    assert counts(again)["unchanged"] == 1
    assert (Patent.objects.count(), PushList.objects.count(), PushedPatent.objects.count()) == (2, 2, 3)


def test_a_row_with_a_wrong_number_is_refused_and_the_others_stand(cast: Cast) -> None:
    wrong = row(2)
    wrong[1] = number(2)[:-1] + ("0" if number(2)[-1] != "0" else "1")
    run = entered(cast, as_csv([HEAD, row(1), wrong]), kind="pool")
    assert counts(run)["refused"] == 1
    assert PushList.objects.get().patents.count() == 1


def test_two_numbers_of_one_patent_are_one_line_of_the_list(cast: Cast) -> None:
    both = as_csv([["申请号", "公开号", "名称"], [number(1), "CN111534432B", "一种"]])
    entered(cast, both)
    run = entered(cast, as_csv([["号码", "名称"], [number(1), "一种"], ["CN111534432B", "一种"]]), kind="pool")
    assert counts(run) == {"created": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert PushList.objects.get().patents.get().told["number"] == number(1)


def test_the_same_batch_entered_again_after_a_stop_doubles_nothing(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD, row(1), row(2)]), kind="pool")
    finished(cast, run)
    run.state, run.position = "entering", 0
    for name in ("created", "changed", "unchanged", "refused"):
        setattr(run, name, 0)
    run.save()
    work.enter_job({"run": run.pk}, clock)
    assert (PushList.objects.count(), PushedPatent.objects.count(), Patent.objects.count()) == (1, 2, 2)


def test_a_list_is_taken_back_with_the_patents_that_came_with_it(cast: Cast) -> None:
    entered(cast, as_csv([HEAD[1:3], row(1)[1:3]]))
    push_list = pushed_list(cast)
    run = push_list.run
    assert run is not None
    assert what_stands_on(run) == ""
    work.take_back(run=actions.undo(run=run, actor=cast.handler, at=clock()), clock=clock)
    assert [patent.application_number for patent in Patent.objects.all()] == [number(1)]
    assert PushList.objects.count() == 0


def test_a_list_on_which_firms_are_asked_stays(cast: Cast) -> None:
    push_list = pushed_list(cast)
    PushAddressee.objects.create(
        pushed=pushed(push_list), organization=cast.company, assigned_by=cast.handler, assigned_at=AT
    )
    assert push_list.run is not None
    with pytest.raises(actions.ImportRefused, match="征求意见 1 次"):
        actions.undo(run=push_list.run, actor=cast.handler, at=clock())
