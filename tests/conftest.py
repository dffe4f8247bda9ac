"""What every test stands on: a database of the asked kind, a folder of its own, a real browser."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests.database import leave_nobody_behind, triggers_asleep
from tests.postgres import ThrowAwayPostgres

pytest_plugins = ["tests.browser"]

var_key = pytest.StashKey[Path]()
server_key = pytest.StashKey[ThrowAwayPostgres]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """This function will let one choose the database: `pytest --database=postgres`."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="what the tests run on; postgres starts a server of its own, or takes the one in TEST_POSTGRES_URL",
    )


def pytest_configure(config: pytest.Config) -> None:
    """This function will prepare folder and database before Django reads its settings (pytest-django does so last)."""
    var = Path(tempfile.mkdtemp(prefix="manas-tests-"))
    (var / "static").mkdir()
    config.stash[var_key] = var
    # A worker of a parallel run has read its settings already, with the folder of the run that it belongs to: processes that
    # tests start must find the same secrets there.
    folder = os.environ.get("MANAS_VAR") if hasattr(config, "workerinput") else None
    for name in [name for name in os.environ if name.startswith("MANAS_")]:
        del os.environ[name]
    os.environ["MANAS_VAR"] = folder or str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "manas.settings"
    # Workers of a parallel run must see sets in one order, or they would name tests differently. It changes from run to run.
    os.environ.setdefault("PYTHONHASHSEED", str(secrets.randbelow(2**32)))
    # The browser driver keeps an event loop in this thread; Django would take every query for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if config.getoption("database") == "postgres":
        if "TEST_POSTGRES_URL" not in os.environ:
            config.stash[server_key] = ThrowAwayPostgres.start()
            # Workers of a parallel run inherit the address and share the server; each has a database of its own.
            os.environ["TEST_POSTGRES_URL"] = config.stash[server_key].url
        os.environ["MANAS_DATABASE_URL"] = os.environ["TEST_POSTGRES_URL"]
    prepare_settings(var)


def prepare_settings(var: Path) -> None:
    """This function will change the few settings in which tests differ from an office."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        # In a file, as in an office: threads of the live server meet real locks.
        connection.settings_dict["TEST"]["NAME"] = var / "test.sqlite3"
    # Threads of the live server outlive a request as long as the browser likes: none of them keeps a connection.
    connection.settings_dict["CONN_MAX_AGE"] = 0
    # Static files straight from the source folders; tests/house proves that the hashed collection is whole.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Slow hashing protects passwords, and there are none to protect here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """This function will part the long tests, those in a browser, evenly among the stretches that workers begin with."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("browser")]
    short = [item for item in items if not item.get_closest_marker("browser")]
    stretch = -(-len(short) // workers) if short else 0
    items[:] = [
        item
        for worker in range(workers)
        for item in (*long[worker::workers], *short[worker * stretch : (worker + 1) * stretch])
    ]


def pytest_unconfigure(config: pytest.Config) -> None:
    """This function will leave nothing behind."""
    if server := config.stash.get(server_key, None):
        server.stop()
        del os.environ["TEST_POSTGRES_URL"]
    if var := config.stash.get(var_key, None):
        shutil.rmtree(var, ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    """This function will name the database at the top of the report."""
    return f"database: {config.getoption('database')}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The plugin's database, left by everybody before it is dropped."""
    yield django_db_setup
    with django_db_blocker.unblock():
        leave_nobody_behind()


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> Path:
    """Uploaded files, and the index of patents, land in a folder of the test."""
    settings.MANAS_MATCHING = tmp_path / "matching"
    settings.MANAS_FILES = tmp_path / "files"
    return Path(settings.MANAS_FILES)


@pytest.fixture(scope="session", autouse=True)
def flush_in_spite_of_the_journal() -> Iterator[None]:
    """Tests with real transactions empty the database afterwards; the journal's triggers sleep for that moment only."""
    from django.test import TransactionTestCase

    # No public hook exists; the stubs do not know the private one.
    original = vars(TransactionTestCase)["_fixture_teardown"]

    def teardown(case: TransactionTestCase) -> None:
        with triggers_asleep():
            original(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
