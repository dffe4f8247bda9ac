"""Emptying a database whose journal refuses to be emptied."""

import contextlib
import time
from collections.abc import Iterator

from django.db import connection
from django.db.backends.utils import CursorWrapper

PATIENCE = 10.0  # seconds; a killed process is gone from the server within one
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


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


def leave_nobody_behind() -> None:
    """This function will see everybody else out of the test database, which the server drops only when it is empty.

    Tests kill processes, and the server takes a moment to notice; whoever is still there after that is shown out.
    """
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while others(cursor) and time.monotonic() < until:
            time.sleep(0.1)
        cursor.execute(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS}")
    connection.close()


def others(cursor: CursorWrapper) -> int:
    """This function will count the sessions of others in this database."""
    cursor.execute(f"SELECT count(*) {OTHERS}")
    return int(cursor.fetchone()[0])
