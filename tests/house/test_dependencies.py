"""Every dependency says why it is there, and is locked with hashes and without addresses."""

import re

import pytest

from tests.house.ground import ROOT

REQUIREMENTS = ROOT / "requirements"


def lines_without_reason(text: str) -> list[str]:
    """The lines that name a dependency and give no reason after it."""
    named = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "-"))]
    return [line for line in named if not re.search(r"\s#\s\S+\s\S+", line)]


def unlocked(lock: str) -> list[str]:
    """The packages of a lock that stand without an exact version or without a hash."""
    entries = re.split(r"\n(?=\S)", "\n" + re.sub(r"^\s*#.*\n?", "", lock, flags=re.MULTILINE))
    named = [entry.strip() for entry in entries if entry.strip()]
    return [entry.split()[0] for entry in named if not re.match(r"\S+==\S+[^\n]*\\\n\s+--hash=sha256:", entry)]


def versions(kind: str) -> dict[str, str]:
    """The packages of a lock with their versions."""
    lock = (REQUIREMENTS / f"{kind}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z][\w-]*)==(\S+)", lock, re.MULTILINE))


@pytest.mark.parametrize("kind", ["run", "dev", "bench", "pip"])
def test_every_dependency_says_why(kind: str) -> None:
    written = (REQUIREMENTS / f"{kind}.in").read_text(encoding="utf-8")
    assert lines_without_reason(written) == []


@pytest.mark.parametrize("kind", ["run", "dev", "bench", "pip"])
def test_every_lock_has_versions_and_hashes_and_no_addresses(kind: str) -> None:
    lock = (REQUIREMENTS / f"{kind}.txt").read_text(encoding="utf-8")
    assert unlocked(lock) == []
    assert re.findall(r"https?://|index-url|find-links", lock) == []


@pytest.mark.parametrize("kind", ["run", "dev", "bench"])
def test_every_named_dependency_is_in_the_lock(kind: str) -> None:
    written = (REQUIREMENTS / f"{kind}.in").read_text(encoding="utf-8")
    named = {match.lower() for match in re.findall(r"^([A-Za-z][\w-]*)", written, re.MULTILINE)}
    locked = set(
        re.findall(r"^([a-z][\w-]*)==", (REQUIREMENTS / f"{kind}.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named - locked == set()


def test_what_runs_is_what_was_tested() -> None:
    run, dev = versions("run"), versions("dev")
    assert {package: version for package, version in run.items() if dev.get(package) != version} == {}


def test_the_wall_holds() -> None:
    assert lines_without_reason("Django==5.2.*\n") == ["Django==5.2.*"]
    assert lines_without_reason("Django==5.2.*  # web framework\n") == []
    assert unlocked("django==5.2 \\\n    --hash=sha256:00\n    # via x\nrich==15.0\n") == ["rich==15.0"]
