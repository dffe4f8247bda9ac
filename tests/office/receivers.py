"""Those who are sent something in the tests: a real mail server and a real web server, slow enough to be killed at."""

import asyncio
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DICE = random.SystemRandom()


@dataclass
class Mailbox:
    """A mail server that keeps every letter.

    `answer`: what it says to a letter; `pause`: up to how many seconds it takes; `silence`: how long it then says nothing.
    """

    answer: str = "250 kept"
    pause: float = 0.0
    silence: float = 0.0
    letters: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name there
        await asyncio.sleep(DICE.uniform(0, self.pause))
        if self.answer.startswith("250"):
            self.letters.append(envelope)
        await asyncio.sleep(DICE.uniform(0, self.pause) + self.silence)
        return self.answer

    @property
    def message_ids(self) -> list[str]:
        return [message_from_bytes(bytes(letter.content or b""))["Message-ID"] for letter in self.letters]


@dataclass(frozen=True)
class Call:
    """One request to a webhook."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hook:
    """A web server that keeps every call. `status`: what it answers; `pause`: up to how many seconds it takes."""

    status: int = 200
    pause: float = 0.0
    calls: list[Call] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/notices"

    @property
    def keys(self) -> list[str]:
        return [call.headers["idempotency-key"] for call in self.calls]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[Mailbox]:
    """This function will run a mail server for the letters of `mailbox`."""
    mailbox.port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def web_server(hook: Hook) -> Iterator[Hook]:
    """This function will run a web server for the calls of `hook`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # its name there
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(DICE.uniform(0, hook.pause))
            hook.calls.append(Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(DICE.uniform(0, hook.pause))
            self.send_response(hook.status)
            if hook.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
            pass

        def handle(self) -> None:
            # The caller was killed while it waited for the answer: that is what is tested.
            with suppress(BrokenPipeError, ConnectionResetError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hook.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
