"""`manas work`: do what waits: mail, webhooks, papers, what comes round by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from manas.web.worker.deeds import HANDLERS, PERIODIC
from manas.web.worker.loop import LEASE, Stop, work

LOOK = 0.5  # seconds between two looks at the workers
REST = 2.0  # seconds before one that ended is replaced: a fault at the start does not become a storm


class Command(BaseCommand):
    help = "Do the jobs that wait, until SIGTERM; --once: until nothing is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")
        parser.add_argument("--workers", type=int, default=0, help="start so many workers and replace those that die")
        parser.add_argument(
            "--lease",
            type=int,
            default=int(LEASE.total_seconds()),
            help="seconds before a silent worker's job is taken over",
        )
        parser.add_argument("--parent", type=int, default=None, help="end when this process is no longer the parent")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["workers"] <= 64 or options["lease"] < 1:
            raise CommandError("--workers is 1 to 64, --lease at least 1 second.")
        stop = Stop(options["parent"])
        stop.listen()
        if options["workers"]:
            supervise(options["workers"], command(options), stop)
            return
        lease = timedelta(seconds=options["lease"])
        done = work(HANDLERS, PERIODIC, clock=timezone.now, stop=stop, once=options["once"], lease=lease)
        if options["once"]:
            self.stdout.write(f"作业 {done} 项")


def command(options: dict[str, Any]) -> list[str]:
    """This function will give the command of one worker that ends with this process."""
    once = ["--once"] if options["once"] else []
    parent = ["--parent", str(os.getpid()), "--lease", str(options["lease"])]
    return [sys.executable, "-P", "-m", "manas", "work", *parent, *once]


def supervise(count: int, one: list[str], stop: Stop) -> None:
    """This function will keep `count` workers running until `stop`; one that ended by itself is not replaced."""
    running = [subprocess.Popen(one) for _ in range(count)]
    while running and not stop:
        time.sleep(LOOK)
        ended = [process for process in running if process.poll() is not None]
        running = [process for process in running if process.returncode is None]
        dead = sum(process.returncode != 0 for process in ended)
        if dead:
            time.sleep(REST)
        running += [subprocess.Popen(one) for _ in range(0 if stop else dead)]
    for process in running:
        process.terminate()
    for process in running:
        process.wait()
