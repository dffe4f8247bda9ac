"""How fast jobs are claimed and done while 10,000 and more wait, in one run on one machine.

On SQLite in a temporary folder; with MANAS_DATABASE_URL on that (empty) database. `python bench/jobs.py`
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

SIZES = (100, 1_000, 10_000, 100_000)
DONE = 500  # jobs that are done and timed at each size


def nothing(arguments: Mapping[str, object], at: datetime) -> None:
    """This function will do nothing: what is measured is the taking and the marking."""


def measure(size: int) -> tuple[float, float]:
    """This function will give the jobs asked for and the jobs done in a second, while `size` jobs wait."""
    from django.db import transaction
    from django.utils import timezone

    from manas.office.jobs.actions import enqueue
    from manas.office.models import Job
    from manas.web.worker.loop import run_one

    now, missing = timezone.now(), size - Job.objects.filter(due_at__isnull=False).count()
    began = time.perf_counter()
    with transaction.atomic():
        for number in range(missing):
            enqueue(kind="bench", key=f"{size}:{number}", arguments={"number": number}, at=now - timedelta(seconds=1))
    asked = missing / (time.perf_counter() - began)
    began = time.perf_counter()
    for _ in range(DONE if size > DONE else size // 2):
        run_one({"bench": nothing}, "bench", timezone.now)
    return asked, (DONE if size > DONE else size // 2) / (time.perf_counter() - began)


def main() -> None:
    """This function will print a line for each size."""
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as var:
        os.environ["MANAS_VAR"] = var
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manas.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(f"{connection.vendor}\n| waiting | asked for, 1/s | claimed and done, 1/s |\n|---|---|---|")
        for size in SIZES:
            asked, done = measure(size)
            print(f"| {size:,} | {asked:,.0f} | {done:,.0f} |")
        connection.close()


if __name__ == "__main__":
    main()
