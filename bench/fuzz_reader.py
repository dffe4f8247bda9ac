"""Whether any bytes at all end in a plan or a refusal: `python bench/fuzz_reader.py --seconds 60 --seed 1`.

Small plans of every form are damaged (flipped bits, cuts, splices, repeats, nesting) and read. Printed are the counts of
plans and refusals by reason, the slowest case and the peak memory. Exit code 1 on any other exception, or when one case
takes longer than the limit; such a case is kept in a file that is named. The same seed makes the same cases.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from manas.engines.policy import read, to_json
from manas.engines.policy.model import ReadError
from tests.engines.policy.source.papers import every_form, nested_forms, packed

CASE_LIMIT = 10.0  # seconds for one damaged document, on one core
MAX_CASE_BYTES = 2_000_000
MARKS = (
    "（",
    "〔责任单位：",
    "一、",
    "《",
    "2023年",
    "、",
    "“",
    "(",
    "1.",
    "\n",
    "&#x110000;",
    "<div>",
    "</table>",
    "<!--",
    "<w:p>",
    "<w:tbl>",
)
PIECES = (b"\x00", b"\xff", b"endstream", b"1 0 obj", *(mark.encode() for mark in MARKS))

Damage = Callable[[bytes, random.Random, list[bytes]], bytes]


def flip_bits(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 1 + len(data) // 200)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] if chance.random() < 0.5 else data[:start] + data[start + chance.randint(1, 300) :]


def splice(data: bytes, chance: random.Random, seeds: list[bytes]) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def insert(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.choice(PIECES) * chance.choice((1, 2, 7, 300)) + data[place:]


def nest(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A piece very many times, somewhere: depth for what nests, length for what does not."""
    place = chance.randrange(len(data))
    piece = chance.choice(PIECES)
    return data[:place] + piece * (chance.choice((5_000, 100_000, 1_000_000)) // len(piece)) + data[place:]


def repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randint(1, 400)]
    return data[:start] + part * chance.randint(2, 500) + data[start:]


def shuffle_lines(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return chance.choice((b"\n", b"", b"\r")).join(lines)


DAMAGES: tuple[Damage, ...] = (flip_bits, flip_bits, cut, splice, insert, insert, nest, repeat, shuffle_lines)


def damage_inside_zip(data: bytes, chance: random.Random, seeds: list[bytes]) -> bytes:
    """Damage one part of a Word file before it is packed: bits flipped outside only ever break the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    whole = parts[name]
    content = whole if isinstance(whole, bytes) else whole.encode()
    return packed(parts | {name: chance.choice(DAMAGES)(content, chance, seeds)})


class OvertimeError(BaseException):
    """A case that was stopped; no `except Exception` of the reader may catch it."""


def stop(*_: object) -> None:
    raise OvertimeError


@dataclass(slots=True)
class Tally:
    """What came of the cases."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_name: str = ""
    failures: list[str] = field(default_factory=list)

    def add(self, name: str, data: bytes) -> None:
        start = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, 2 * CASE_LIMIT)
        try:
            to_json(read(data, name=name))
            verdict = "plan"
        except ReadError as error:
            verdict = f"refused: {error.reason}"
        except OvertimeError as error:
            verdict = f"STOPPED in {place_of(error)}"
        except Exception as error:  # noqa: BLE001 - the very thing that is looked for
            verdict = f"FAILED: {type(error).__name__} in {place_of(error)}: {str(error)[:60]}"
            self.failures.append(f"{verdict} ({keep(name, data)})")
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.counts[verdict] += 1
        self._time(time.perf_counter() - start, name, data)

    def _time(self, seconds: float, name: str, data: bytes) -> None:
        if seconds > self.slowest:
            self.slowest, self.slowest_name = seconds, f"{name}, {len(data)} bytes"
        if seconds > CASE_LIMIT:
            self.failures.append(f"{seconds:.1f} s, limit {CASE_LIMIT:.0f} s ({keep(name, data)})")


def place_of(error: BaseException) -> str:
    """This function will name the innermost line of the reader that an exception came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "manas" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"


def keep(name: str, data: bytes) -> str:
    with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=Path(name).suffix, delete=False) as file:
        file.write(data)
    return file.name


def next_case(chance: random.Random, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    """This function will give a damaged document and its name, one to four damages deep."""
    name = chance.choice(sorted(seeds))
    data = seeds[name]
    pool = list(seeds.values())
    if name.endswith("docx") and chance.random() < 0.8:
        return name, damage_inside_zip(data, chance, pool)[:MAX_CASE_BYTES]
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(DAMAGES)(data or b" ", chance, pool)[:MAX_CASE_BYTES]
    return chance.choice((name, name, "", "a.html", "a.md")), data


def seeds_of(folder: Path | None) -> dict[str, bytes]:
    """This function will give the documents that are damaged: our own small ones, and those of `folder`."""
    own = every_form() | {"forms.pdf": nested_forms(2, 3)}
    real = (
        {} if folder is None else {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    )
    return own | real


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="a folder of real documents to damage as well")
    parser.add_argument("--keep-last", action="store_true", help="write each case to a file before it is read")
    options = parser.parse_args()
    chance, seeds, tally = random.Random(options.seed), seeds_of(options.folder), Tally()
    signal.signal(signal.SIGALRM, stop)
    until = time.monotonic() + options.seconds
    last = Path(tempfile.mkdtemp(prefix="fuzz-")) / "last"
    while time.monotonic() < until:
        name, data = next_case(chance, seeds)
        if options.keep_last:
            last.with_suffix(Path(name).suffix).write_bytes(data)
        tally.add(name, data)
    for verdict, count in tally.counts.most_common():
        print(f"{count:8}  {verdict}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{tally.counts.total()} cases, slowest {tally.slowest:.2f} s ({tally.slowest_name}), peak memory {peak:.0f} MB"
    )
    print(*tally.failures[:20], sep="\n")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
