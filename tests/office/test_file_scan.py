"""查毒: a clean file is kept and marked, an infected one is refused, and so is any while the scanner is silent."""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from manas.office.files.actions import FileRefused, keep
from manas.office.files.scan import PIECE, scan
from manas.office.models import ScanState, StoredFile
from tests.cast import AT, Cast

VIRUS = b"a virus"
SILENT = "查毒程序没有响应"


class Scanner:
    """Speaks as clamd does: takes the pieces of a stream and gives one line. `says`: instead of what it found."""

    def __init__(self, server: socket.socket, says: bytes | None = None) -> None:
        self.server, self.says, self.seen = server, says, b""
        self.thread = Thread(target=self.answer, daemon=True)
        self.thread.start()

    def answer(self) -> None:
        line, _ = self.server.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!I", stream.read(4))[0]:
                assert length <= PIECE
                self.seen += stream.read(length)
            found = b"stream: Test FOUND" if VIRUS in self.seen else b"stream: OK"
            line.sendall((self.says if self.says is not None else found) + b"\0")


@contextmanager
def clamd(settings: Settings, path: Path | None = None, says: bytes | None = None) -> Iterator[Scanner]:
    """This function will run a scanner on a port, or on a socket in the file system."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()
    settings.MANAS_SCANNER = f"unix:{path}" if path else f"tcp:127.0.0.1:{server.getsockname()[1]}"
    with server:
        yield Scanner(server, says)


@pytest.mark.parametrize("on_a_port", [True, False])
def test_a_clean_file_is_shown_whole(settings: Settings, tmp_path: Path, on_a_port: bool) -> None:  # noqa: FBT001  # a case
    data = bytes(range(256)) * 700  # more than one piece
    with clamd(settings, None if on_a_port else tmp_path / "clamd") as scanner:
        assert scan(data) == ScanState.CLEAN
    assert scanner.seen == data


def test_an_infected_file_is_refused_and_not_kept(cast: Cast, settings: Settings, kept_files: Path) -> None:
    with clamd(settings), pytest.raises(FileRefused, match="发现病毒"):
        keep(name="a.txt", data=b"x" + VIRUS, owner=cast.science, actor=cast.liaison, at=AT)
    assert StoredFile.objects.count() == 0
    assert not kept_files.exists()


def test_what_the_scanner_said_is_kept_with_the_file(cast: Cast, settings: Settings) -> None:
    unscanned = keep(name="a.txt", data=b"x", owner=cast.science, actor=cast.liaison, at=AT)
    with clamd(settings):
        scanned = keep(name="b.txt", data=b"x", owner=cast.science, actor=cast.liaison, at=AT)
    assert (unscanned.scan, scanned.scan) == (ScanState.NOT_SCANNED, ScanState.CLEAN)


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: "])
def test_any_other_answer_is_no_answer(settings: Settings, says: bytes) -> None:
    with clamd(settings, says=says), pytest.raises(FileRefused, match=SILENT):
        scan(b"x")


def test_while_the_scanner_is_away_nothing_is_kept(settings: Settings, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    for where in (f"tcp:127.0.0.1:{port}", f"unix:{tmp_path / 'nobody'}", "command:/nowhere/scan"):
        settings.MANAS_SCANNER = where
        with pytest.raises(FileRefused, match=SILENT):
            scan(b"x")


@pytest.mark.parametrize(("code", "sentence"), [(1, "发现病毒"), (2, SILENT)])
def test_a_command_says_it_by_its_exit_code(settings: Settings, code: int, sentence: str) -> None:
    program = f"import sys; sys.exit({code} if b'virus' in sys.stdin.buffer.read() else 0)"
    settings.MANAS_SCANNER = f'command:{sys.executable} -c "{program}"'
    assert scan(b"x") == ScanState.CLEAN
    with pytest.raises(FileRefused, match=sentence):
        scan(VIRUS)
