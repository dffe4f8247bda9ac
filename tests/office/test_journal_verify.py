"""`manas journal verify` proves the chain, and finds what was done to it past the database's refusal."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from manas.office.journal.actions import record, seal
from manas.office.journal.queries import Verdict, verify
from manas.office.models import JournalEntry, JournalHead, Person
from tests.cast import AT, Cast
from tests.database import triggers_asleep


@pytest.fixture
def chain(cast: Cast) -> int:
    """Some lines; gives the number of one in the middle."""
    for detail in (
        {"text": "进展：完成“三个一”"},
        {"list": [1, "二", None], "figure": "12.50"},
        {"nested": {"b": 1, "a": 2}},
    ):
        record(actor=cast.office, at=AT, verb="试", subject=cast.north, unit=cast.north, detail=detail)
    return JournalEntry.objects.count() - 1


def tamper(statement: str, *values: object) -> None:
    with triggers_asleep(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_chain_is_proved(chain: int) -> None:
    assert verify() == Verdict(chain + 1, None, "")


@pytest.mark.django_db
def test_an_empty_journal_is_whole() -> None:
    assert verify() == Verdict(0, None, "")


CHANGES = [
    ("verb", "别的"),
    ("actor_name", "别人"),
    ("subject", "office.unit:0"),
    ("context", "office.unit:0"),
    ("at", "2026-03-02 01:00:00.000001+00:00"),
    ("detail", '{"figure": "13.50"}'),
    ("unit_id", None),
]


@pytest.mark.parametrize(("column", "value"), CHANGES, ids=[column for column, _ in CHANGES])
def test_a_changed_line_is_found_by_its_number(chain: int, column: str, value: object) -> None:
    tamper(f"UPDATE office_journalentry SET {column} = %s WHERE number = %s", value, chain)  # noqa: S608
    assert verify() == Verdict(chain - 1, chain, f"第 {chain} 行的内容与校验值不符")


def test_another_actor_is_found(chain: int, cast: Cast) -> None:
    tamper("UPDATE office_journalentry SET actor_id = %s WHERE number = %s", cast.leader.pk, chain)
    assert verify().broken_at == chain


def test_a_line_taken_away_is_found(chain: int) -> None:
    tamper("DELETE FROM office_journalentry WHERE number = %s", chain)
    assert verify() == Verdict(chain - 1, chain, f"缺少第 {chain} 行")


def test_the_last_line_taken_away_is_found(chain: int) -> None:
    tamper("DELETE FROM office_journalentry WHERE number = %s", chain + 1)
    assert verify() == Verdict(chain, chain + 1, "日志末端与最后一行不符，末尾可能被截去")


def test_all_lines_taken_away_are_found(chain: int) -> None:
    tamper("DELETE FROM office_journalentry")
    assert verify().broken_at == 1


def test_a_line_sealed_again_no_longer_fits_the_next(chain: int) -> None:
    """Who knows how to seal still cannot hide a change: the next line names the old seal."""
    line = JournalEntry.objects.get(number=chain)
    line.verb = "别的"
    tamper("UPDATE office_journalentry SET verb = %s, hash = %s WHERE number = %s", line.verb, seal(line), chain)
    assert verify() == Verdict(chain, chain + 1, f"第 {chain + 1} 行没有接在前一行之后")


def test_a_head_set_back_is_found(chain: int) -> None:
    earlier = JournalEntry.objects.get(number=chain)
    JournalHead.objects.update(number=earlier.number, hash=earlier.hash)
    assert verify().broken_at == chain + 2


def test_the_command_says_so_in_one_sentence(chain: int) -> None:
    said = StringIO()
    call_command("journal", "verify", stdout=said)
    assert said.getvalue() == f"日志完整：{chain + 1} 行，逐行校验一致。\n"
    tamper("UPDATE office_journalentry SET verb = 'x' WHERE number = %s", chain)
    wrong = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("journal", "verify", stderr=wrong)
    assert ended.value.code == 1
    assert wrong.getvalue() == f"日志在第 {chain} 行断开：第 {chain} 行的内容与校验值不符。\n"


def test_a_person_who_changes_their_name_leaves_old_lines_as_they_were(cast: Cast) -> None:
    Person.objects.filter(pk=cast.office.pk).update(name="改名")
    assert verify().intact
    assert JournalEntry.objects.get(number=1).actor_name == "office"
