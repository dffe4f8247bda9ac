"""How page times grow with the ledger: the example plan with 30, 300 and 3,000 work items, in one run on one machine.

Every page is asked for as the office would, through the whole stack but the network; medians of 7 after one warm-up.
Figures are to be read as growth against size. `python bench/pages.py`
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from manas.plan.models import WorkPlan

SIZES = (30, 300, 3000)
RUNS = 7


def pages(plan: WorkPlan) -> dict[str, str]:
    """This function will give the pages measured, by name."""
    base = f"/plan/{plan.pk}/"
    return {
        "living plan": base,
        "my unit": f"{base}unit/kjj/",
        "matrix": f"{base}matrix/",
        "breakdown table": f"{base}breakdown/",
        "breakdown xlsx": f"{base}breakdown.xlsx",
        "board": f"{base}board/",
        "changes": f"{base}changes/",
        "search": "/search/?q=%E4%B8%93%E5%88%A9",
    }


def grow(plan: WorkPlan, size: int, today: date) -> None:
    """This function will add work items, each with one accepted report, until there are `size`."""
    from django.utils import timezone

    from manas.office.models import Person
    from manas.plan.models import Obligation, Report, WorkItem

    parts = [
        (obligation, part.unit)
        for obligation in Obligation.objects.filter(task__plan=plan, task__kind="task").select_related("task")
        for part in obligation.task.responsibilities.select_related("unit")
    ]
    person, now = Person.objects.get(username="office"), timezone.now()
    have = WorkItem.objects.count()
    made = []
    for n in range(have, size):
        obligation, unit = parts[n % len(parts)]
        made.append(
            WorkItem(
                obligation=obligation, unit=unit, year=today.year, what=f"举措{n}", measure="完成",
                due_on=today + timedelta(days=n % 300 - 100), created_by=person, created_at=now,
            )
        )  # fmt: skip
    items = WorkItem.objects.bulk_create(made)
    Report.objects.bulk_create(
        Report(
            item=item, state="accepted", text="已办", completes=n % 3 == 0, written_by=person, written_at=now,
            submitted_at=now, decided_by=person, decided_at=now,
        )
        for n, item in enumerate(items)
    )  # fmt: skip


def measure(client: Client, url: str) -> tuple[float, int]:
    """This function will give the median time of a page in milliseconds and its number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    asked = len(queries)  # counted now: the next request forgets them
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        _ = client.get(url).content
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), asked


def main() -> None:
    """This function will print the table."""
    os.environ["MANAS_VAR"] = tempfile.mkdtemp(prefix="manas-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "manas.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from manas.office.models import Person
    from manas.web.management.commands.demo import make_demo

    (settings.STATIC_ROOT).mkdir()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    plan = make_demo(timezone.now())
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(username="office"))
    found: dict[str, list[tuple[float, int]]] = {}
    for size in SIZES:
        grow(plan, size, timezone.localdate())
        for name, url in pages(plan).items():
            found.setdefault(name, []).append(measure(client, url))
    heads = " | ".join(f"{size} items: ms (queries)" for size in SIZES)
    print(f"| page | {heads} | 100 × the items takes |")
    print("|---|" + "---|" * (len(SIZES) + 1))
    for name, row in found.items():
        cells = " | ".join(f"{ms:.0f} ({queries})" for ms, queries in row)
        print(f"| {name} | {cells} | {row[-1][0] / row[0][0]:.1f} × |")


if __name__ == "__main__":
    main()
