"""Whatever a person can set or call is documented in docs/reference.md, and nothing there is invented."""

import re

from manas.settings import KNOWN
from tests.house.ground import PACKAGE, ROOT

REFERENCE = ROOT / "docs" / "reference.md"
COMMANDS = PACKAGE / "web" / "management" / "commands"


def headings(prefix: str) -> set[str]:
    """The words after `### prefix` in the reference."""
    return set(re.findall(rf"^### `{prefix}(\S+?)[ `]", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_is_documented_and_no_other() -> None:
    assert {f"MANAS_{word}" for word in headings("MANAS_")} == KNOWN


def test_every_command_is_documented_and_no_other() -> None:
    assert headings("manas ") == {path.stem for path in COMMANDS.glob("*.py") if not path.stem.startswith("_")}


def test_every_make_target_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE))
    assert targets - set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)) == set()
