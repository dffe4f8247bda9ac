"""Real documents, where the folder with them is at hand (TEST_SHARED, or `shared` beside the repository)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("TEST_SHARED") or ROOT.parent / "shared")
CORPUS = SHARED / "policy-corpus"
LEAST = {"t": 0.97, "l": 0.95, "u": 0.97, "d": 0.95, "g": 0.90, "s": 0.90}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the folder of real documents is not at {SHARED}")


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, tuple[float, float]]]:
    """Precision and recall by document and kind, from the bench's own command."""
    command = [sys.executable, str(ROOT / "bench" / "policy_reader.py"), str(CORPUS), "--no-growth"]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "src"}, cwd=ROOT
    )
    rows = re.findall(r"^(\S+) (t P.*)$", printed.stdout, re.MULTILINE)
    return {
        name: {kind: (float(p), float(r)) for kind, p, r in re.findall(r"(\w) P([\d.]+) R([\d.]+)", row)}
        for name, row in rows
    }


def test_the_example_is_read_without_a_mistake(scores: dict[str, dict[str, tuple[float, float]]]) -> None:
    assert set(scores["seed"].values()) == {(1.0, 1.0)}


@pytest.mark.parametrize("kind", LEAST)
def test_precision_and_recall_on_all_annotated_documents(
    scores: dict[str, dict[str, tuple[float, float]]], kind: str
) -> None:
    assert min(scores["ALL"][kind]) >= LEAST[kind]


def test_no_unit_is_invented_where_none_is_named(scores: dict[str, dict[str, tuple[float, float]]]) -> None:
    assert scores["144"]["u"] == (1.0, 1.0)
