"""The database itself refuses to change or delete a line of the journal, whoever asks and however."""

# ruff: noqa: S608  # the statements are ours; the table has one name in each

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from manas.office.journal.actions import record
from manas.office.journal.queries import verify
from manas.office.models import JournalEntry
from tests.cast import AT, Cast, person

TABLE = "office_journalentry"


@pytest.mark.parametrize("statement", [f"UPDATE {TABLE} SET verb = 'x'", f"DELETE FROM {TABLE}"])
def test_a_statement_past_the_program_is_refused(cast: Cast, statement: str) -> None:
    before = list(JournalEntry.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(JournalEntry.objects.values()) == before


def test_one_line_cannot_be_saved_again(cast: Cast) -> None:
    line = JournalEntry.objects.get(number=1)
    line.verb = "别的"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        line.save()
    assert JournalEntry.objects.get(number=1).verb == "开立账号"


def test_one_line_cannot_be_deleted(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.get(number=1).delete()
    assert verify().intact


def test_a_line_cannot_be_put_over_another(cast: Cast) -> None:
    """REPLACE on SQLite and ON CONFLICT DO UPDATE on both delete or update without saying so."""
    columns = ", ".join(field.column for field in JournalEntry._meta.concrete_fields)
    changed = columns.replace("verb", "'x'")
    again = f"INSERT INTO {TABLE} ({columns}) SELECT {changed} FROM {TABLE} WHERE number = 1"
    ways = [f"{again} ON CONFLICT (id) DO UPDATE SET verb = 'x'"]
    if connection.vendor == "sqlite":
        ways.append(again.replace("INSERT", "INSERT OR REPLACE"))
    for statement in ways:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert JournalEntry.objects.get(number=1).verb == "开立账号"


@pytest.mark.django_db(transaction=True)
def test_the_table_cannot_be_emptied() -> None:
    """PostgreSQL has TRUNCATE; SQLite takes a DELETE without a condition for one."""
    person("office")
    statement = f"TRUNCATE {TABLE} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {TABLE} WHERE 1"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert JournalEntry.objects.count() == 1


def test_a_second_line_with_the_same_number_is_refused(cast: Cast) -> None:
    line = JournalEntry.objects.get(number=1)
    line.pk, line.hash = None, "f" * 64
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        line.save(force_insert=True)


def test_a_line_is_sealed_with_the_line_before(cast: Cast) -> None:
    first = record(actor=cast.office, at=AT, verb="试", subject=cast.north)
    second = record(actor=cast.office, at=AT, verb="试", subject=cast.north, context=cast.government, unit=cast.north)
    assert second.number == first.number + 1
    assert second.previous_hash == first.hash
    assert (second.subject, second.context) == (f"office.unit:{cast.north.pk}", f"office.unit:{cast.government.pk}")
    assert first.context == first.subject
    assert second.actor_name == "office"


def test_the_line_falls_with_its_deed(cast: Cast) -> None:
    before = JournalEntry.objects.count()
    with transaction.atomic():
        record(actor=cast.office, at=AT, verb="试", subject=cast.north)
        transaction.set_rollback(True)
    assert JournalEntry.objects.count() == before
    record(actor=cast.office, at=AT, verb="试", subject=cast.north)
    assert verify().lines == before + 1
