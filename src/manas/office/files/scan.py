"""Showing a file to a virus scanner before it is kept."""

from __future__ import annotations

import shlex
import socket
import struct
import subprocess

from django.conf import settings

from manas.office.files.kinds import FileRefused
from manas.office.models import ScanState

PATIENCE = 15.0  # seconds; others may be waiting for the database meanwhile
PIECE = 64 * 1024
UNREACHABLE = "查毒程序没有响应，暂时不能接收文件，请稍后再试或者联系系统管理员"


class ScannerSilent(Exception):
    """The scanner did not say what it found."""


def scan(data: bytes) -> ScanState:
    """This function will give what the scanner of MANAS_SCANNER says of a file; without a scanner, that it was not asked.

    Raises FileRefused for an infected file, and for any file while the scanner does not answer.
    """
    kind, _, where = settings.MANAS_SCANNER.partition(":")
    if not kind:
        return ScanState.NOT_SCANNED
    try:
        infected = _by_command(where, data) if kind == "command" else _by_clamd(kind, where, data)
    except (ScannerSilent, OSError, subprocess.TimeoutExpired) as error:
        raise FileRefused(UNREACHABLE) from error
    if infected:
        raise FileRefused("文件里发现病毒，不予接收")
    return ScanState.CLEAN


def _by_command(command: str, data: bytes) -> bool:
    """Exit code 0: clean, 1: infected, as clamscan and others have it."""
    done = subprocess.run(shlex.split(command), input=data, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode not in (0, 1):
        raise ScannerSilent(done.stderr.decode(errors="replace")[:200])
    return done.returncode == 1


def _by_clamd(kind: str, where: str, data: bytes) -> bool:
    """The INSTREAM conversation: pieces, each after its length, an empty one at the end, one line as the answer."""
    with _connect(kind, where) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        answer = _answer(line)
    if answer.endswith("FOUND"):
        return True
    if not answer.endswith("OK"):
        raise ScannerSilent(answer)
    return False


def _connect(kind: str, where: str) -> socket.socket:
    if kind == "tcp":
        host, _, port = where.rpartition(":")
        return socket.create_connection((host, int(port)), PATIENCE)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(PATIENCE)
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < 4096 and (more := line.recv(4096)):
        said += more
    return said.partition(b"\0")[0].decode(errors="replace").strip()
