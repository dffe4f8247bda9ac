"""The database that the tests stand on: what sleeps while it is emptied is awake again afterwards."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from manas.office.actions import add_person
from manas.office.models import JournalEntry
from tests.database import triggers_asleep

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def enter_somebody() -> None:
    add_person(username="first", name="经办人", password=None, actor=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_the_journal_can_be_emptied_between_tests_and_by_nobody_else() -> None:
    enter_somebody()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.all().delete()
    with triggers_asleep():
        call_command("flush", verbosity=0, interactive=False)
    assert JournalEntry.objects.count() == 0
    enter_somebody()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.update(verb="别的")
    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db
def test_it_is_the_database_that_was_asked_for(pytestconfig: pytest.Config) -> None:
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.getoption("database")]


SETTINGS = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA foreign_keys": 1, "PRAGMA busy_timeout": 20_000},
    "postgresql": {"SHOW server_encoding": "UTF8", "SHOW timezone": "UTC"},
}


def answer(cursor: CursorWrapper, question: str) -> object:
    cursor.execute(question)
    return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_to_its_settings() -> None:
    wanted = SETTINGS[connection.vendor]
    with connection.cursor() as cursor:
        found = {question: answer(cursor, question) for question in wanted}
    assert found == wanted
