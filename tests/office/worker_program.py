"""A worker as `manas work` runs it, on the database of a test (first argument), with one more kind of job.

The other arguments: the seconds of its lease, the folder of kept files.
"""

import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import django

import manas.settings


def write_paper(arguments: Mapping[str, object], at: datetime) -> None:
    """Writes a file as papers are made: beside its place, slowly, and then renamed into it."""
    path = Path(str(arguments["path"]))
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        for _ in range(4):
            file.write("一页\n")
            file.flush()
            time.sleep(0.005)
    draft.replace(path)


if __name__ == "__main__":
    manas.settings.DATABASES["default"]["NAME"] = sys.argv[1]
    manas.settings.MANAS_FILES = Path(sys.argv[3])
    django.setup()
    from django.utils import timezone

    from manas.web.worker.deeds import HANDLERS, PERIODIC
    from manas.web.worker.loop import Stop, work

    stop = Stop(os.getppid())
    stop.listen()
    handlers = {**HANDLERS, "test.paper": write_paper}
    work(handlers, PERIODIC, clock=timezone.now, stop=stop, lease=timedelta(seconds=float(sys.argv[2])))
