"""`manas serve` starts nothing that it should not."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from manas.web.management.commands.serve import require_free


def test_a_port_at_which_something_answers_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match="answers at"):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


@pytest.mark.django_db
def test_the_demonstration_is_not_served_to_others(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="on this machine only"):
        call_command("serve", "--host", "0.0.0.0", "--port", "18499")  # noqa: S104  # refused, that is the point


def test_nothing_is_taken_from_the_folder_one_stands_in(tmp_path: Path) -> None:
    (tmp_path / "csp.py").write_text("raise SystemExit('taken from the wrong folder')")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MANAS_")}
    environment["MANAS_VAR"] = str(tmp_path / "var")
    command = [sys.executable, "-P", "-m", "manas", "serve", "--empty", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert answers(port), "the server does not answer"
    finally:
        server.terminate()
        said = server.communicate(timeout=60)[0].decode()
    assert "wrong folder" not in said


def answers(port: int) -> bool:
    """This function will wait for a page, two minutes at most: an empty database is made first, on a busy machine."""
    for _ in range(240):
        with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:  # our own
            return bool(page.status == 200)
        time.sleep(0.5)
    return False
