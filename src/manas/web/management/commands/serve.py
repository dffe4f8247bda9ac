"""Start the system: database up to date, demonstration if it is empty, address and sign-ins, server."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from manas.office.models import Person
from manas.web.management.commands.demo import CAST, MEMBERS, PASSWORD, fill

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def require_free(host: str, port: int) -> None:
    """This function will refuse a port at which something answers: two servers there would share the requests."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise CommandError(f"Something answers at {host}:{port} already; choose another with --port.")


def start_worker() -> None:
    """This function will start a worker that ends with this process, and with the server that takes it over."""
    work = ["work", "--workers", "1", "--parent", str(os.getpid())]
    subprocess.Popen([sys.executable, "-P", "-m", "manas", *work])


class Command(BaseCommand):
    help = "Start the system at http://HOST:PORT; an empty database is filled with the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
        parser.add_argument("--no-worker", action="store_true", help="do not start a worker for the jobs that wait")
        parser.add_argument("--empty", action="store_true", help="do not make the demonstration")
        parser.add_argument("--plan", default="", help="start an empty installation with this plan document instead")

    def handle(self, *args: Any, **options: Any) -> None:
        require_free(options["host"], options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:  # every time: pages name style sheets by their content, which an upgrade changes
            call_command("collectstatic", verbosity=0, interactive=False)
        self._fill(options)
        self._welcome(options["host"], options["port"])
        host, port, workers = options["host"], str(options["port"]), str(options["workers"])
        # One blocking thread a worker: more were measured to be slower (docs/decisions).
        serve = ["--interface", "wsgi", "--host", host, "--port", port, "--workers", workers, "--blocking-threads", "1"]
        # No module is taken from the folder in which one happens to stand: Python would (-P), and the server would.
        command = [sys.executable, "-P", "-m", "granian", *serve, "--no-ws", "manas.wsgi:application"]
        sys.stdout.flush()
        os.chdir(settings.VAR)
        if not options["no_worker"]:
            start_worker()
        os.execv(sys.executable, command)  # noqa: S606  # the server takes this process over

    def _fill(self, options: dict[str, Any]) -> None:
        """An empty database gets a plan: the one named, or the demonstration."""
        if options["plan"] and not Person.objects.exists():
            call_command("start", options["plan"], stdout=self.stdout)
        elif not options["empty"] and not Person.objects.exists():
            self.stdout.write("Reading examples/kezhou-2023.txt into a plan ...")
            fill(timezone.now())
        if options["host"] not in LOOPBACK and Person.objects.filter(is_example=True, is_active=True).exists():
            message = (
                "The demonstration's passwords are public: it is served on this machine only. Use --empty or --plan."
            )
            raise CommandError(message)

    def _welcome(self, host: str, port: int) -> None:
        self.stdout.write(f"\n  Manas 玛纳斯   http://{host}:{port}/\n")
        if Person.objects.filter(username=CAST[0][0], is_example=True).exists():
            self.stdout.write(f"  Demonstration sign-ins, password {PASSWORD}:")
            for username, name, role, _ in CAST:
                self.stdout.write(f"    {username:<13} {name} · {role.label}")
            for username, name, called, *_ in MEMBERS:
                self.stdout.write(f"    {username:<13} {name} · {called}")
        if settings.MANAS_TOTP == "off":
            self.stderr.write("  MANAS_TOTP=off: officials sign in with a password alone. Not for an office in use.")
        self.stdout.write("")
