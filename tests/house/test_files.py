"""Names, sizes and words that no file may have."""

import re
from pathlib import Path

import pytest

from tests.house.ground import PACKAGE, ROOT, files, hits, hits_in, name, written_by_us

LONGEST = 600
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "services", "managers", "signals", "mixins", "misc"}
TEXTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "Makefile", ROOT / "pyproject.toml"]

# Put together from pieces, so that these lines do not find themselves.
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
MUTE_IGNORE = re.compile(r"# type: ig" + r"nore(?!\[[\w, -]+\]\s+#\s*\S).*")
EXCUSE = re.compile(
    r"(?:unittest" + r"\.mock|pytest\.sk" + r"ip\(|mark\.sk" + r"ip(?!if)|mark\.xf" + r"ail|import" + r"orskip)"
)
MACHINE = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ho" + r"me/\w+)/\S*")
REGISTRY = re.compile(r"\b(?:pypi\.o" + r"rg|files\.pythonho" + r"sted|registry\.np" + r"mjs|deb\.deb" + r"ian)\S*")


def words_of_the_project() -> list[Path]:
    """Every text a reader of the project may open, examples and the licence apart."""
    documents = files(".md", under=ROOT / "docs")
    return [
        *written_by_us(),
        *documents,
        *files(under=ROOT / "requirements"),
        *(text for text in TEXTS if text.exists()),
    ]


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    # Migrations are generated, and read once.
    ours = [path for path in written_by_us(".py", ".css", ".js", ".html", ".sh") if path.parent.name != "migrations"]
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ours}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    # Services are a family of matters (公共服务): there the word says something.
    named = {name(path): {*path.relative_to(PACKAGE).parent.parts, path.stem} for path in files(".py")}
    said = {path: {"services"} for path in named if path.startswith("src/manas/matters/services/")}
    vague = {path: parts & VAGUE - said.get(path, set()) for path, parts in named.items()}
    assert {path: words for path, words in vague.items() if words} == {}


def test_nothing_is_left_for_later() -> None:
    assert hits_in(written_by_us(".py", ".html", ".css", ".js", ".sh", ".yaml"), LATER) == []


def test_every_ignored_type_has_its_code_and_its_reason() -> None:
    assert hits_in(written_by_us(".py"), MUTE_IGNORE) == []


def test_no_test_is_skipped_or_mocked() -> None:
    assert hits_in(files(".py", under=ROOT / "tests"), EXCUSE) == []


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_word_binds_the_project_to_one_machine(pattern: re.Pattern[str]) -> None:
    assert hits_in(words_of_the_project(), pattern) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (LATER, "# TO" + "DO: later"),
        (MUTE_IGNORE, "x = 1  # type: ig" + "nore"),
        (MUTE_IGNORE, "x = 1  # type: ig" + "nore[misc]"),
        (EXCUSE, "@pytest.mark.sk" + "ip(reason='later')"),
        (EXCUSE, "from unittest" + ".mock import patch"),
        (MACHINE, "FOLDER = '/wo" + "rk/shared'"),
        (REGISTRY, "url = 'https://pypi.o" + "rg/simple'"),
    ],
)
def test_the_wall_holds(pattern: re.Pattern[str], line: str) -> None:
    assert list(hits(pattern, line)) != []


def test_an_ignored_type_with_a_reason_passes() -> None:
    assert list(hits(MUTE_IGNORE, "x = 1  # type: ig" + "nore[misc]  # the stubs say str")) == []
