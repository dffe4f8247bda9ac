"""No fact without its source: which document, how well known, checked when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from manas.facts.laws import laws
from manas.facts.review import WORDS
from tests.house.ground import PACKAGE, files, name

KNOWN_HOW = {"read", "second-hand", "memory"}
FACTS = PACKAGE / "facts"


def fact_files() -> list[Path]:
    found = files(".yaml", ".yml", under=FACTS)
    return [path for path in found if path.relative_to(FACTS).as_posix() not in WORDS]


def sourced(entry: object) -> bool:
    """Whether an entry names the document that it comes from: by its title, as cited laws, or as the copy read."""
    if not isinstance(entry, dict):
        return False
    source = entry.get("source")
    return (isinstance(source, dict) and bool(source.get("title"))) or bool(entry.get("cite") or entry.get("read_in"))


def complaints(facts: dict[str, Any]) -> list[str]:
    """What is wrong with a file of facts: it has a source and a day of checking, or each of its entries has; each of
    its entries says how well it is known, or what it is part of does; and whatever it cites is known."""
    entries = [entry for value in facts.values() if isinstance(value, list) for entry in value]
    wrong = []
    if not sourced(facts) and not (entries and all(sourced(entry) for entry in entries)):
        wrong.append("without source")
    days = [facts.get("checked_on")] if "checked_on" in facts else [entry.get("checked_on") for entry in entries]
    days += [entry["checked_on"] for entry in entries if isinstance(entry, dict) and "checked_on" in entry]
    if not days or not all(type(day) is date for day in days):
        wrong.append("without the day on which it was checked")
    if "status" not in facts:
        wrong += [f"nobody says how well {entry} is known" for entry in entries if not statuses(entry)]
    wrong += [f"status {status!r}" for status in statuses(facts) if status not in KNOWN_HOW]
    return wrong + [f"cites {law!r}" for law in cited(facts) if law not in laws()]


def statuses(node: object) -> list[object]:
    """Every `status` and `date_status` anywhere in a file of facts."""
    return [status for entry in mappings(node) for key, status in entry.items() if key in ("status", "date_status")]


def cited(node: object) -> list[str]:
    """The key of every law that is cited anywhere in a file of facts."""
    return [law for entry in mappings(node) if "cite" in entry for law in entry["cite"]]


def mappings(node: object) -> Iterator[dict[str, Any]]:
    """Every mapping anywhere in a file of facts."""
    match node:
        case dict():
            yield node
            for value in node.values():
                yield from mappings(value)
        case list():
            for value in node:
                yield from mappings(value)


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
        {"source": {"title": "方案"}, "checked_on": date(2026, 1, 1), "rules": [{"key": "a"}]},
        {"checked_on": date(2026, 1, 1), "rules": [{"cite": {"law-of-nowhere": "1"}, "status": "read"}]},
        {"checked_on": date(2026, 1, 1), "rules": [{"cite": {}, "status": "read"}]},
        {"source": {"title": "方案"}, "checked_on": date(2026, 1, 1), "x": [{"status": "read", "checked_on": "soon"}]},
    ],
)
def test_the_wall_holds(facts: dict[str, Any]) -> None:
    assert complaints(facts) != []
