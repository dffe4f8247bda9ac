"""IPC titles are indexed once for each table that is loaded; a need is told its subclasses by them, and a person confirms."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from manas.office.journal.queries import verify
from manas.office.models import JournalEntry
from manas.registers.matching import editions
from manas.registers.matching.suggesting import ClassesRefused, State, classes_of, confirm_classes
from manas.registers.matching.titles import keep_titles
from manas.registers.models import ImportRun, IpcTitle
from manas.web.worker.deeds import index_titles
from tests.cast import AT, Cast
from tests.registers.needs.needs import need

TITLES = {
    "A23B": ("subclass", "食品的保存（干燥机入F26B）"),
    "A23B7/00": ("main_group", "水果或蔬菜的保存或化学催熟"),
    "A23B7/148": ("subgroup", "用受控气氛保鲜"),
    "A01D": ("subclass", "收获；割草"),
    "A01D46/00": ("main_group", "水果、蔬菜或类似作物的采摘"),
}


def load(**more: tuple[str, str]) -> None:
    """Loads titles as an import does: rows, and a run that counts them."""
    for code, (level, title) in (TITLES | more).items():
        IpcTitle.objects.update_or_create(code=code, defaults={"title": title, "level": level, "edition": "2026"})


def test_without_a_table_it_says_so(cast: Cast) -> None:
    found = classes_of(need(cast))
    assert (found.state, found.lines, index_titles(AT)) == (State.NOT_LOADED, (), False)


def test_a_table_that_was_loaded_is_indexed_once(cast: Cast) -> None:
    load()
    asked = need(cast)
    assert (editions.out_of_date(), classes_of(asked).state) == (True, State.WAITING)
    assert (index_titles(AT), index_titles(AT), keep_titles()) == (True, False, False)
    found = classes_of(asked)
    assert found.state is State.READY
    best = found.lines[0]
    assert (best.subclass, best.title, best.confirmed) == ("A23B", TITLES["A23B"][1], False)
    assert best.groups[0] == ("A23B7/148", TITLES["A23B7/148"][1])
    assert "保鲜" in best.words


def test_another_table_is_indexed_anew_and_so_is_one_whose_files_are_gone(cast: Cast) -> None:
    load()
    index_titles(AT)
    load(**{"C22B3/00": ("main_group", "鲜杏保鲜"), "C22B": ("subclass", "鲜杏采后常温保鲜")})
    assert (index_titles(AT), classes_of(need(cast)).lines[0].subclass) == (True, "C22B")
    # A row that only gets another title is counted by the run that renamed it.
    run = {"kind": "ipc", "file_name": "ipc.tsv", "sha256": "0" * 64, "owner": cast.ip_office, "begun_by": cast.handler}
    ImportRun.objects.create(changed=1, begun_at=AT, **run)
    assert (index_titles(AT), index_titles(AT)) == (True, False)
    shutil.rmtree(editions.folder())
    assert (index_titles(AT), classes_of(need(cast)).state) == (True, State.READY)


def test_what_a_person_confirms_stands_first_and_is_kept_in_the_history(cast: Cast) -> None:
    load()
    index_titles(AT)
    asked = need(cast)
    confirm_classes(need=asked, subclasses=["A23B", "H99Z", "A23B"], actor=cast.handler, at=AT)
    confirm_classes(need=asked, subclasses=["A23B", "H99Z"], actor=cast.handler, at=AT + timedelta(hours=1))
    asked.refresh_from_db()
    found = classes_of(asked)
    assert (asked.subclasses, found.confirmed) == ("A23B H99Z", ("A23B", "H99Z"))
    assert [(one.subclass, one.title, one.confirmed) for one in found.lines[:2]] == [
        ("H99Z", "", True),
        ("A23B", TITLES["A23B"][1], True),
    ]
    assert [(one.field, one.before, one.after) for one in asked.changes.all()] == [("subclasses", "", "A23B H99Z")]
    assert JournalEntry.objects.filter(verb="确认技术需求分类").count() == 1
    assert verify().broken_at is None


@pytest.mark.parametrize(
    ("codes", "word"),
    [(["保鲜"], "不是IPC小类"), (["A23B7/00"], "不是IPC小类"), ([f"A{n:02}B" for n in range(11)], "最多确认")],
)
def test_what_is_no_subclass_is_refused(cast: Cast, codes: list[str], word: str) -> None:
    with pytest.raises(ClassesRefused, match=word):
        confirm_classes(need=need(cast), subclasses=codes, actor=cast.handler, at=AT)


def test_whoever_may_not_change_the_need_confirms_nothing(cast: Cast) -> None:
    with pytest.raises(ClassesRefused, match="不由您修改"):
        confirm_classes(need=need(cast), subclasses=["A23B"], actor=cast.bank, at=AT)
