"""Two people judge blind to each other; how far they agree is shown once both are done; what they said can be measured by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from manas.engines.matching.model import Need
from manas.office.journal.queries import verify
from manas.office.models import JournalEntry, Person
from manas.registers.matching import keeping
from manas.registers.matching.judged import JudgedRefused, Row, read_rows, rows_of, write_rows
from manas.registers.matching.judging import JudgingRefused, judge, judges_of, open_round, outcome, sheet, shuffled
from manas.registers.matching.pooling import pool
from manas.registers.models import JudgingRound
from tests.cast import AT, TODAY, Cast
from tests.registers.needs.needs import need
from tests.registers.patents.records import entered

LATER = AT + timedelta(hours=1)


@pytest.fixture
def asked(cast: Cast) -> JudgingRound:
    """A round in free words over two patents: leaching, a harvester."""
    patents = [one.pk for one in entered(cast)]
    return open_round(query="沙棘机械采收", patents=patents, seed=7, actor=cast.handler, at=AT)


def say(asked: JudgingRound, person: Person, *levels: int) -> None:
    """Judges the patents in the order of their keys."""
    for candidate, level in zip(asked.candidates.order_by("patent_id"), levels, strict=False):
        judge(candidate=candidate, level=level, actor=person, at=LATER)


def test_the_order_is_that_of_the_seed() -> None:
    assert shuffled(range(20), 7) == shuffled(range(20), 7) != shuffled(range(20), 8)
    assert sorted(shuffled(range(20), 7)) == list(range(20))


def test_a_pool_is_what_any_way_finds_best(cast: Cast) -> None:
    _, harvester = entered(cast)
    keeping.bring_up_to_date(AT)
    assert pool(Need("沙棘果采摘"), TODAY) == [harvester.pk]
    assert pool(Need("量子"), TODAY) == []


def test_nobody_sees_what_the_other_said(cast: Cast, asked: JudgingRound) -> None:
    say(asked, cast.handler, 0, 2)
    seen = sheet(asked, cast.approver)
    assert ([level for _, level in seen.lines], seen.mine, seen.free, outcome(asked)) == ([None, None], 0, True, None)


def test_both_done_they_are_compared_and_what_they_differ_on_is_listed(cast: Cast, asked: JudgingRound) -> None:
    say(asked, cast.handler, 0, 2)
    say(asked, cast.approver, 0)
    assert outcome(asked) is None
    say(asked, cast.approver, 0, 1)
    found = outcome(asked)
    assert found is not None
    assert (found.agreement.both, found.agreement.same) == (2, 0.5)
    ((candidate, first, second),) = found.differing
    assert candidate.patent.title == "沙棘果采摘装置"
    assert {first, second} == {1, 2}


def test_a_third_is_refused_and_so_is_who_judges_nothing_here(cast: Cast, asked: JudgingRound) -> None:
    say(asked, cast.handler, 0)
    say(asked, cast.approver, 0)
    assert sheet(asked, cast.office).free is False
    with pytest.raises(JudgingRefused, match="已经由两人评判"):
        say(asked, cast.office, 1)
    with pytest.raises(JudgingRefused, match="只有承办匹配"):
        say(asked, cast.bank, 1)
    with pytest.raises(JudgingRefused, match="请选择"):
        say(asked, cast.handler, 3)
    assert set(judges_of(asked)) == {cast.handler, cast.approver}


def test_whoever_changes_their_mind_says_the_last_word_and_the_journal_knows_the_first(
    cast: Cast, asked: JudgingRound
) -> None:
    for level in (0, 2, 2):
        say(asked, cast.handler, level)
    told = JournalEntry.objects.filter(verb="评判专利相关性").order_by("number").values_list("detail", flat=True)
    assert [(one["before"], one["level"]) for one in told] == [(None, 0), (0, 2)]
    assert [level for _, level in sheet(asked, cast.handler).lines if level is not None] == [2]
    assert verify().intact


def test_a_round_needs_a_question_patents_and_somebody_who_may(cast: Cast) -> None:
    patents = [one.pk for one in entered(cast)]
    with pytest.raises(JudgingRefused, match="请写明"):
        open_round(query=" ", patents=patents, seed=1, actor=cast.handler, at=AT)
    with pytest.raises(JudgingRefused, match="没有找到"):
        open_round(query="沙棘", patents=[], seed=1, actor=cast.handler, at=AT)
    with pytest.raises(JudgingRefused, match="只有承办匹配"):
        open_round(query="沙棘", patents=patents, seed=1, actor=cast.firm, at=AT)
    with pytest.raises(JudgingRefused, match="只有承办匹配"):
        open_round(need=need(cast), patents=patents, seed=1, actor=cast.firm, at=AT)


def test_what_is_written_is_read_again_and_a_wrong_line_is_named(cast: Cast, asked: JudgingRound) -> None:
    say(asked, cast.handler, 0, 2)
    rows = list(rows_of([asked]))
    assert [(row.query, row.level) for row in rows] == [("沙棘机械采收", 0), ("沙棘机械采收", 2)]
    assert read_rows(write_rows(rows)) == rows
    assert read_rows(write_rows([Row("两行\n一问", "CN1", 1, "甲")]))[0].query == "两行 一问"
    for text, word in (
        ("query\tnumber\n", "缺少列：level、judge"),
        ("query\tnumber\tlevel\tjudge\n", "没有评判"),
        ("query\tnumber\tlevel\tjudge\n沙棘\tCN1\t3\t甲\n", "第 2 行"),
    ):
        with pytest.raises(JudgedRefused, match=word):
            read_rows(text)


def test_the_command_measures_by_a_file_and_by_what_was_judged_here(
    cast: Cast, asked: JudgingRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="没有可以评测"):
        call_command("bench", "matching")
    say(asked, cast.handler, 0, 2)
    call_command("bench", "matching")
    here = capsys.readouterr().out
    assert here.startswith("2 件专利\n")
    assert "| 评判 | 1 | MRR@10 | 1.000 [1.000–1.000] |" in here
    judged = tmp_path / "judged.tsv"
    judged.write_text(write_rows([*rows_of([asked]), Row("沙棘", "CN999999999B", 1, "甲")]), "utf-8")
    call_command("bench", "matching", str(judged))
    said = capsys.readouterr()
    assert here.replace("| 评判 |", "| judged.tsv |") == said.out
    assert "1 行的专利不在名册里" in said.err
    judged.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="不能读"):
        call_command("bench", "matching", str(judged))
