"""No fact without its source: which document, how well known, checked when."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.ground import PACKAGE, files, name

KNOWN_HOW = {"read", "second-hand", "memory"}
WORDS = PACKAGE / "facts" / "glossary.yaml"


def fact_files() -> list[Path]:
    return [path for path in files(".yaml", ".yml", under=PACKAGE / "facts") if path != WORDS]


def sourced(entry: object) -> bool:
    """Whether an entry names the document that it comes from."""
    source = entry.get("source") if isinstance(entry, dict) else None
    return isinstance(source, dict) and bool(source.get("title"))


def complaints(facts: dict[str, Any]) -> list[str]:
    """What is wrong with a file of facts: it has a source and a day of checking, or each of its entries has."""
    entries = [entry for value in facts.values() if isinstance(value, list) for entry in value]
    wrong = []
    if not sourced(facts) and not (entries and all(sourced(entry) for entry in entries)):
        wrong.append("without source")
    days = [facts.get("checked_on")] if "checked_on" in facts else [entry.get("checked_on") for entry in entries]
    if not days or not all(isinstance(day, date) for day in days):
        wrong.append("without the day on which it was checked")
    return wrong + [f"status {status!r}" for status in statuses(facts) if status not in KNOWN_HOW]


def statuses(node: object) -> list[object]:
    """Every `status` anywhere in a file of facts."""
    match node:
        case dict():
            own = [node["status"]] if "status" in node else []
            return own + [status for value in node.values() for status in statuses(value)]
        case list():
            return [status for value in node for status in statuses(value)]
    return []


def test_every_file_of_facts_names_its_source() -> None:
    found = {name(path): complaints(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in fact_files()}
    assert found != {}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"checked_on": date(2026, 1, 1), "units": [{"code": "a"}]},
        {"source": {"title": ""}, "checked_on": date(2026, 1, 1)},
        {"source": {"title": "方案"}},
        {"source": {"title": "方案"}, "checked_on": date(2026, 1, 1), "units": [{"names": [{"status": "guessed"}]}]},
    ],
)
def test_the_wall_holds(facts: dict[str, Any]) -> None:
    assert complaints(facts) != []
