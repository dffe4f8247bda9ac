"""Writers that come at the same moment are put in line: no gap, no fork, nobody turned away."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from manas.office.journal.actions import record
from manas.office.journal.queries import Verdict, verify
from manas.office.models import JournalEntry
from tests.cast import AT, make_cast, person

WRITERS, LINES = 4, 6


@pytest.mark.django_db(transaction=True)
def test_threads_append_in_line() -> None:
    cast = make_cast()
    before = JournalEntry.objects.count()
    start = Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            start.wait()
            for line in range(LINES):
                record(actor=cast.office, at=AT, verb="试", subject=cast.north, detail={"by": writer, "line": line})
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert verify() == Verdict(before + WRITERS * LINES, None, "")
    written = JournalEntry.objects.filter(number__gt=before)
    assert sorted((line.detail["by"], line.detail["line"]) for line in written) == [
        (by, line) for by in range(WRITERS) for line in range(LINES)
    ]


@pytest.mark.django_db(transaction=True)
def test_the_very_first_lines_may_come_at_once() -> None:
    """The head of the chain is made by whoever comes first; the others wait for it."""
    start = Barrier(2)

    def enter(name: str) -> None:
        try:
            start.wait()
            person(name)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(enter, ["first", "second"]))
    assert verify() == Verdict(2, None, "")


PROGRAM = """
import sys
import django
from django.conf import settings

import manas.settings
manas.settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import UTC, datetime
from manas.office.journal.actions import record
from manas.office.models import Person

actor = Person.objects.get(username="office")
for line in range(int(sys.argv[2])):
    record(actor=actor, at=datetime(2026, 3, 2, tzinfo=UTC), verb="试", subject=actor, detail={"line": line})
"""


@pytest.mark.django_db(transaction=True)
def test_processes_append_in_line() -> None:
    person("office")
    database = str(settings.DATABASES["default"]["NAME"])
    arguments = [sys.executable, "-c", PROGRAM, database, str(LINES)]
    running = [subprocess.Popen(arguments, env=dict(os.environ)) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert verify() == Verdict(1 + 2 * LINES, None, "")
