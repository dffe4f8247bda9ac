"""The start refuses what cannot be right, with a sentence, and starts with nothing set."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from manas import settings

# No query starts processes beside its own; a page of a table may lie anywhere; a join of a year's rows stays in memory.
ALONE = {"options": "-c max_parallel_workers_per_gather=0 -c random_page_cost=1.1 -c work_mem=32MB"}


def start(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `manas check` in a process of its own with nothing but the given settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MANAS_")}
    return subprocess.run(
        [sys.executable, "-m", "manas", "check"],
        env={**plain, "MANAS_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_nothing_set_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0
    key = tmp_path / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    first = key.read_text()
    assert len(first) >= 64
    assert start(tmp_path).returncode == 0
    assert key.read_text() == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MANAS_DEBUG", "yes", "MANAS_DEBUG must be 1 or 0, not 'yes'."),
        ("MANAS_HTTPS", "", "MANAS_HTTPS must be 1 or 0, not ''."),
        ("MANAS_LOG_LEVEL", "info", "MANAS_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, not 'info'."),
        ("MANAS_TOTP", "on", "MANAS_TOTP must be one of required, offered, off, not 'on'."),
        ("MANAS_SESSION_HOURS", "0", "MANAS_SESSION_HOURS must be a whole number from 1 to 24, not '0'."),
        ("MANAS_SESSION_IDLE_MINUTES", "1h", "MANAS_SESSION_IDLE_MINUTES must be a whole number from 5 to 1440"),
        ("MANAS_SIGN_IN_TRIES", "٣", "MANAS_SIGN_IN_TRIES must be a whole number from 3 to 20, not '٣'."),
        ("MANAS_SIGN_IN_LOCK_MINUTES", "", "MANAS_SIGN_IN_LOCK_MINUTES must be a whole number from 1 to 1440, not ''."),
        ("MANAS_SECRET_KEY", "short", "MANAS_SECRET_KEY must have at least 50 characters, 5 of them different."),
        ("MANAS_SECRET_KEY", "a" * 60, "MANAS_SECRET_KEY must have at least 50 characters, 5 of them different."),
        ("MANAS_ALLOWED_HOSTS", "*", "MANAS_ALLOWED_HOSTS must be a comma-separated list like"),
        ("MANAS_ALLOWED_HOSTS", "a.cn,", "MANAS_ALLOWED_HOSTS must be a comma-separated list like"),
        ("MANAS_TRUSTED_ORIGINS", "plan.example.cn", "MANAS_TRUSTED_ORIGINS must be a comma-separated list like"),
        ("MANAS_DATABASE_URL", "mysql://a/b", "MANAS_DATABASE_URL must look like postgres://"),
        ("MANAS_EMAIL_URL", "mail.example.cn", "MANAS_EMAIL_URL must look like smtp+starttls://"),
        ("MANAS_EMAIL_FROM", "Manas", "MANAS_EMAIL_FROM must look like manas@example.cn, not 'Manas'."),
        ("MANAS_ENCODER", " ", "MANAS_ENCODER must be a folder; leave it out where there is none."),
        ("MANAS_SCANNER", "clamd", "MANAS_SCANNER must be unix:/path, tcp:host:port or command:/path arguments"),
        ("MANAS_SITE_URL", "plan.example.cn", "MANAS_SITE_URL must look like https://plan.example.cn"),
        ("MANAS_WEBHOOK_HOSTS", "https://a.cn", "MANAS_WEBHOOK_HOSTS must be a comma-separated list like"),
        ("MANAS_DEBGU", "1", "MANAS_DEBGU is not a setting of Manas"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"manas: {sentence}")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_made_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = start(tmp_path / "file" / "var")
    assert done.returncode == 2
    assert done.stderr.startswith("manas: MANAS_VAR must be a folder that can be written")


def test_a_postgresql_address_is_taken_apart() -> None:
    database = settings.postgres("postgresql://us%40er:p%2Fw@db.example.cn:6543/plan?sslmode=require")
    expected = {"NAME": "plan", "USER": "us@er", "PASSWORD": "p/w", "HOST": "db.example.cn", "PORT": "6543"}
    assert {key: database[key] for key in expected} == expected
    assert database["OPTIONS"] == {**ALONE, "sslmode": "require"}


def test_a_local_socket_is_a_host() -> None:
    database = settings.postgres("postgres://manas@/plan?host=/run/postgresql")
    assert (database["HOST"], database["PORT"], database["OPTIONS"]) == ("/run/postgresql", "", ALONE)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://host",
        "postgres://host/",
        "postgres://host/a/b",
        "postgres://host:port/name",
        "postgres://host:99999/name",
        "postgres://host/name#part",
        "postgres://host/name?options=-c%20fsync=off",
        "sqlite:///file",
        "",
    ],
)
def test_a_wrong_postgresql_address_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^MANAS_DATABASE_URL must look like"):
        settings.postgres(url)


def test_sqlite_waits_instead_of_failing(tmp_path: Path) -> None:
    options = settings.sqlite(tmp_path / "a.sqlite3")["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "encrypted", "upgraded"),
    [
        ("smtp://mail.example.cn", "mail.example.cn", 25, "", "", False, False),
        ("smtps://u:p@mail.example.cn/", "mail.example.cn", 465, "u", "p", True, False),
        ("smtp+starttls://a%40b.cn:p%2Fq@10.0.0.5:2525", "10.0.0.5", 2525, "a@b.cn", "p/q", False, True),
        ("smtp://[::1]:1025", "::1", 1025, "", "", False, False),
    ],
)
def test_a_mail_server_is_read_from_its_address(  # one case, spread out
    url: str,
    host: str,
    port: int,
    user: str,
    password: str,
    encrypted: bool,  # noqa: FBT001  # as set
    upgraded: bool,  # noqa: FBT001  # as set
) -> None:
    assert settings.mail(url) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": upgraded,
    }


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://h:99999",
        "smtp://u@h",
        "smtp://:p@h",
        "http://h",
        "smtp://h/box",
        "smtp://h?tls=1",
        "smtp://[h",
    ],
)
def test_an_address_that_names_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MANAS_EMAIL_URL must look like"):
        settings.mail(url)


@pytest.mark.parametrize(
    "value",
    ["", "unix:/run/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310", "command:/usr/bin/clamdscan --no-summary -"],
)
def test_a_scanner_is_a_socket_or_a_command(value: str) -> None:
    assert settings.scanner(value) == value


@pytest.mark.parametrize(
    "value", ["/usr/bin/clamdscan", "unix:clamd", "tcp:3310", "tcp:h:port", "command:scan", "http://h"]
)
def test_a_scanner_that_cannot_be_called_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MANAS_SCANNER must be"):
        settings.scanner(value)
