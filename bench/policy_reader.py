"""How well and how fast the policy reader reads: `python bench/policy_reader.py FOLDER`.

FOLDER holds `docs/`, `gold/` and `score.py` (a corpus folder). Every document is read, the predictions are written to a
temporary folder and compared by FOLDER/score.py; then the time is measured on one core, and how it grows with length.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from manas.engines.policy import read, read_text, to_json
from manas.engines.policy.model import ReadError

SEED = "kezhou-2023.txt"


def documents(folder: Path) -> dict[str, Path]:
    """This function will give the documents of a corpus folder by id, the seed first where it stands beside the folder."""
    found = {path.stem: path for path in sorted((folder / "docs").iterdir()) if path.is_file()}
    seed = folder.parent / "seed" / SEED
    return ({"seed": seed} if seed.exists() else {}) | found


def read_all(paths: dict[str, Path], out: Path) -> float:
    """This function will read every document, write NNN.json to `out`, and give the seconds spent reading."""
    spent = 0.0
    for name, path in paths.items():
        data = path.read_bytes()
        begun = time.process_time()
        try:
            plan = read(data, name=path.name)
        except ReadError as refusal:
            spent += time.process_time() - begun
            print(f"{name} refused: {refusal}")
            continue
        spent += time.process_time() - begun
        (out / f"{name}.json").write_text(json.dumps(to_json(plan), ensure_ascii=False, indent=1), encoding="utf-8")
    return spent


def growth(text: str) -> list[tuple[int, float]]:
    """This function will give the seconds for one text repeated 1, 2, 4 and 8 times, the best of three runs each."""
    result = []
    for times in (1, 2, 4, 8):
        longer = "\n".join([text] * times)
        result.append((times, min(_timed(longer) for _ in range(3))))
    return result


def _timed(text: str) -> float:
    begun = time.process_time()
    read_text(text)
    return time.process_time() - begun


def main() -> int:
    """This function will run the bench from the command line and give its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="write the predictions here instead of a temporary folder")
    parser.add_argument("--no-growth", action="store_true", help="leave out the measurement of growth")
    options = parser.parse_args()
    paths = documents(options.folder)
    with tempfile.TemporaryDirectory() as temporary:
        out = options.keep or Path(temporary)
        out.mkdir(parents=True, exist_ok=True)
        spent = read_all(paths, out)
        scored = subprocess.run([sys.executable, str(options.folder / "score.py"), str(out)], check=False)
    size = sum(path.stat().st_size for path in paths.values()) / 1e6
    print(f"{len(paths)} documents, {size:.2f} MB: {spent:.2f} s on one core, {spent / size:.2f} s per MB")
    if not options.no_growth:
        longest = max(paths.values(), key=lambda path: path.stat().st_size)
        for times, seconds in growth(longest.read_text(encoding="utf-8", errors="replace")):
            print(f"{longest.name} ×{times}: {seconds:.2f} s, {seconds / times:.2f} s each")
    return scored.returncode


if __name__ == "__main__":
    raise SystemExit(main())
