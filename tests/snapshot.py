"""Rows that every test begins with, made once in a process by the real actions and put back as they were.

Making the cast or the demonstration takes its second or more; there are thousands of tests. What is put back is what was
made, row by row: the seals of the journal hold.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection


@dataclass(frozen=True)
class Snapshot:
    """The rows of our tables, and the files kept beside them by their path."""

    rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    files: dict[Path, bytes]


def take() -> Snapshot:
    """This function will read every row of our tables, and every file that is kept."""
    rows = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # a name of our own
            found = cursor.fetchall()
            if found:
                rows[table] = ([column[0] for column in cursor.description], found)
    folder = Path(settings.MANAS_FILES)
    kept = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Snapshot(rows, kept)


def put_back(snapshot: Snapshot) -> None:
    """This function will write the rows into the empty tables; references are checked when the transaction ends."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in snapshot.rows.items():
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608
        # What is added next must not take the number of a row that was put back.
        ours = [model for model in apps.get_models() if model._meta.db_table in snapshot.rows]
        for statement in connection.ops.sequence_reset_sql(no_style(), ours):
            cursor.execute(statement)
    for path, content in snapshot.files.items():
        target = Path(settings.MANAS_FILES) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def tables() -> list[str]:
    """This function will name our tables."""
    ours = (model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("manas."))
    return list(dict.fromkeys(model._meta.db_table for model in ours))
