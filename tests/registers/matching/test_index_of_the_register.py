"""The index holds what the register holds: entered, changed, gone; whatever becomes of its files."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from manas.engines.matching.analysis import need_terms
from manas.engines.matching.model import Need
from manas.registers.matching import keeping
from manas.registers.matching.marks import waiting
from manas.registers.models import Patent
from manas.registers.patents.actions import correct_patent
from manas.web.worker.deeds import index_patents
from tests.cast import AT, Cast, make_cast
from tests.registers.patents.records import SEA_BUCKTHORN, entered, many

LATER = AT + timedelta(hours=1)


def best(words: str) -> list[int]:
    """The keys that the index gives for some words, best first."""
    keys, _ = keeping.index().top(need_terms(Need(words)), 5)
    return [int(key) for key in keys]


def retitled(patent: Patent, title: str, cast: Cast) -> None:
    correct_patent(patent=patent, field="title", value=title, reason="与公告不符", actor=cast.handler, at=LATER)


def test_what_is_entered_is_found(cast: Cast) -> None:
    leaching, harvester = entered(cast)
    assert (waiting(), index_patents(AT), waiting()) == (2, 2, 0)
    assert (best("沙棘采摘"), best("锌精矿"), best("核桃")) == ([harvester.pk], [leaching.pk], [])
    assert index_patents(LATER) == 0


def test_what_is_put_right_is_found_by_its_new_words_alone(cast: Cast) -> None:
    _, harvester = entered(cast)
    index_patents(AT)
    retitled(harvester, "核桃去皮装置", cast)
    assert (waiting(), index_patents(LATER)) == (1, 1)
    assert (best("核桃"), best("沙棘")) == ([harvester.pk], [])
    assert keeping.index().documents == 2


def test_what_the_register_lost_comes_out(cast: Cast) -> None:
    leaching, harvester = entered(cast)
    index_patents(AT)
    Patent.objects.filter(pk=harvester.pk).delete()
    assert keeping.bring_up_to_date(LATER) == 0
    assert (best("沙棘"), best("锌精矿"), keeping.index().documents) == ([], [leaching.pk], 1)


def test_an_index_that_was_lost_is_begun_anew(cast: Cast) -> None:
    _, harvester = entered(cast)
    index_patents(AT)
    shutil.rmtree(keeping.folder())
    assert keeping.bring_up_to_date(LATER) == 2
    assert best("沙棘") == [harvester.pk]


def test_an_index_of_another_analyzer_is_begun_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _, harvester = entered(cast)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "VERSION", "of before")
        assert keeping.bring_up_to_date(AT) == 2
    assert keeping.bring_up_to_date(LATER) == 2
    assert best("沙棘") == [harvester.pk]


def test_many_small_additions_are_put_together(cast: Cast) -> None:
    for n in range(keeping.MOST_PARTS + 1):
        entered(cast, *many(1, start=n))
        index_patents(AT)
    assert keeping.index().documents == keeping.MOST_PARTS + 1
    assert len(keeping.index().parts) <= keeping.MOST_PARTS


def test_the_command_says_how_many(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    entered(cast)
    call_command("index")
    call_command("index", "--anew")
    assert capsys.readouterr().out == "编入 2 件，索引共 2 件\n" * 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_being_written_is_waited_for() -> None:
    cast = make_cast()
    (harvester,) = entered(cast, replace(SEA_BUCKTHORN))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            retitled(harvester, "核桃去皮装置", cast)
            taken = pool.submit(_in_a_thread)
            with pytest.raises(TimeoutError):
                taken.result(timeout=0.5)
        assert taken.result(timeout=30) == 1
    assert (waiting(), best("核桃")) == (0, [harvester.pk])


def _in_a_thread() -> int:
    try:
        return index_patents(LATER)
    finally:
        connection.close()
