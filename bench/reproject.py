"""What one new day off costs: 50, 500 and 5,000 open limits, seen before and done, in one run on one machine.

A day is entered that every limit crosses, and one that none does. `python bench/reproject.py`; `--database URL` runs on a
PostgreSQL database, which must be empty.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

SIZES = (50, 500, 5000)
CROSSED, MISSED = date(2026, 3, 5), date(2026, 9, 1)


def grow(size: int, began_at: datetime) -> None:
    """This function will add matters that each have one open limit of ten working days, until there are `size`."""
    from manas.matters.docket.actions.clocks import project
    from manas.matters.docket.models import Act, Matter, TimeLimit, Turn
    from manas.office.models import Person, Unit

    person, unit, have = Person.objects.get(username="office"), Unit.objects.get(code="scjgj"), Matter.objects.count()
    matters = Matter.objects.bulk_create(
        Matter(
            kind="rights_aid", flow_version=1, state="received", number=f"量〔2026〕{n}号", title=f"第{n}件",
            lead_unit=unit, awaits="handler", opened_at=began_at, submitted_at=began_at,
        )
        for n in range(have, size)
    )  # fmt: skip
    turns = Turn.objects.bulk_create(
        Turn(
            matter=matter, number=1, act=Act.STEP, label="提交申请", actor=person, actor_name=person.name, at=began_at,
            from_state="draft", to_state="received",
        )
        for matter in matters
    )  # fmt: skip
    TimeLimit.objects.bulk_create(
        TimeLimit(matter=matter, rule="AID-ACCEPT", binds="handler", began=turn, event_at=began_at + timedelta(days=n % 3))
        for n, (matter, turn) in enumerate(zip(matters, turns, strict=True))
    )  # fmt: skip
    for matter in matters:
        project(matter)


def timed(deed: Callable[[], object]) -> tuple[float, int]:
    """This function will give the time of a deed in milliseconds, and its number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        begin = time.perf_counter()
        deed()
        return (time.perf_counter() - begin) * 1000, len(queries)


def round_of() -> dict[str, tuple[float, int]]:
    """This function will see a day, enter it and withdraw it, one that all limits cross and one that none does."""
    from django.utils import timezone

    from manas.matters.docket.actions.reprojecting import reproject_open
    from manas.matters.docket.queries.moves import foreseen
    from manas.office.models import CalendarDay, Person
    from manas.office.values.actions import enter_day, new_day, withdraw_day
    from manas.office.values.queries import Change

    by = {"actor": Person.objects.get(username="admin"), "at": timezone.now(), "reproject": reproject_open}
    found = {}
    for word, day in (("all move", CROSSED), ("none moves", MISSED)):
        new = {"place": "national", "day": day, "off": True, "name": "测", "document": "测"}
        found[f"seen before, {word}"] = timed(partial(foreseen, Change(days=(new_day(**new),))))
        found[f"entered, {word}"] = timed(partial(enter_day, **new, **by))
        entry = CalendarDay.objects.get(withdrawn_at=None)
        found[f"withdrawn, {word}"] = timed(partial(withdraw_day, entry=entry, **by))
    return found


def prepare() -> datetime:
    """This function will make the demonstration with a term for rights aid, and give the moment of its limits."""
    from django.core.management import call_command
    from django.utils import timezone

    from manas.office.models import Person
    from manas.office.values.actions import set_term
    from manas.web.management.commands.demo import make_demo

    call_command("migrate", verbosity=0)
    now = timezone.now()
    make_demo(now)
    admin = Person.objects.get(username="admin")
    set_term(
        key="AID-ACCEPT", count=10, span="workday", valid_from=date(2026, 1, 1), document="测", actor=admin, at=now,
        reproject=lambda *_: 0,
    )  # fmt: skip
    return datetime(2026, 3, 2, 10, tzinfo=timezone.get_default_timezone())


def main() -> None:
    """This function will print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="postgres://… of an empty database (default: SQLite in a new folder)")
    asked = parser.parse_args()
    os.environ["MANAS_VAR"] = tempfile.mkdtemp(prefix="manas-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "manas.settings"
    if asked.database:
        os.environ["MANAS_DATABASE_URL"] = asked.database
    import django

    django.setup()
    began_at = prepare()
    rows: dict[str, list[tuple[float, int]]] = {}
    for size in SIZES:
        grow(size, began_at)
        for name, found in round_of().items():
            rows.setdefault(name, []).append(found)
    print(f"| a day off | {' | '.join(f'{size:,} limits, ms (queries)' for size in SIZES)} |")
    print("|---|" + "---|" * len(SIZES))
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{ms:,.0f} ({queries})' for ms, queries in row)} |")


if __name__ == "__main__":
    main()
