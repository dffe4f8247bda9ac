"""Emptying a database whose journal refuses to be emptied."""

import contextlib
from collections.abc import Iterator

from django.db import connection


@contextlib.contextmanager
def triggers_asleep() -> Iterator[None]:
    """This function will put triggers to sleep while a database is emptied: the journal refuses that."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
