"""How well the matching engine finds, beside plain BM25 on pairs of characters, on one judged folder, in one run.

`python bench/matching_quality.py FOLDER [--titles FILE] [--encoder FOLDER] [--half tune|report] [--limit N]`

FOLDER holds `docs.tsv.xz` (did, text, main group, all groups) and any of
- `B_problem_need.tsv` (qid, query, did): the clause of a patent that tells its problem, and that patent;
- `C_ipc_group_query.tsv` (qid, query, group): the official title of a main group, and the patents that carry it in any place;
- `needs_dev.jsonl` (title, text, ipc_primary, ipc_also): needs, and the subclasses expected among the five suggested;
- `queries.tsv` (qid, query) with `judged.tsv` (qid, did, 0 | 1 | 2): what people judged.
`--titles` is the official table of IPC titles (code, level, parent, dots, title), for the suggestions only.
`--encoder` is a folder as MANAS_ENCODER names it (docs/reference.md): a fourth column ranks with it.

How the weights were set: questions of B and C were parted in two by the CRC-32 of their qid. The phrase lists, the weights and
the constants of `engines/matching` were chosen by hand on the even half (767 and 156 questions), looking at a linear model fitted
to it; the odd half was printed beside in the same runs and followed, so that it is not quite unseen. Only a judged set from
elsewhere is that. How much functions count for the suggested subclass, and that neighbors do not, was chosen on the 15 needs
themselves: that figure is not a test. B favors any method that compares words (the clause is its author's own), C is
official wording against authors' wording; neither stands for real needs. In C the patents' own IPC groups take part in the ranking, as they
do in a register, but only by what hits share: the titles of groups are not looked up (that would be an answer key).
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from manas.engines.matching.ipc import Titles, suggest
from manas.engines.matching.measuring import MEASURES, Collection, Measure, Question, table
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.quality import ndcg, recall, reciprocal_rank
from manas.engines.matching.rank import Encoder, groups_of
from manas.registers.matching.encoder import open_encoder

CLAIM = re.compile(r" (?=1[.、])")


def offers(folder: Path) -> Iterator[Offer]:
    """This function will read the documents; the first claim stands behind the abstract."""
    for did, text, _, groups, *_rest in rows(folder / "docs.tsv.xz"):
        abstract, *claim = CLAIM.split(text, maxsplit=1)
        yield Offer(int(did), "", abstract, "".join(claim), tuple(group for group in groups.split(";") if group))


def rows(path: Path) -> Iterator[list[str]]:
    """This function will read a table with tabs, without its first line, packed or not."""
    read = lzma.open if path.suffix == ".xz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def problems(folder: Path, _collection: Collection) -> list[Question]:
    """This function will read set B."""
    return [
        Question(number, Need(text), {int(did): 1}) for number, text, did, *_ in rows(folder / "B_problem_need.tsv")
    ]


def groups(folder: Path, collection: Collection) -> list[Question]:
    """This function will read set C: relevant is what carries the group in any place."""
    carriers: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for offer in collection.offers.values():
        for group in groups_of(offer):
            carriers[group][offer.key] = 1
    asked = rows(folder / "C_ipc_group_query.tsv")
    return [Question(number, Need(text), carriers[group]) for number, text, group, *_ in asked]


def judged(folder: Path, _collection: Collection) -> list[Question]:
    """This function will read what people judged, in three levels."""
    levels: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, did, level, *_ in rows(folder / "judged.tsv"):
        levels[number][int(did)] = int(level)
    return [
        Question(number, Need(text), levels[number])
        for number, text, *_ in rows(folder / "queries.tsv")
        if levels[number]
    ]


# Each set: the file that says it is there, its reader, and what is measured on it.
SETS: tuple[tuple[str, str, Callable[[Path, Collection], list[Question]], Mapping[str, Measure]], ...] = (
    ("problem clause → its patent", "B_problem_need.tsv", problems, {"MRR@10": reciprocal_rank, "R@100": recall}),
    ("IPC group title → its patents", "C_ipc_group_query.tsv", groups, {"nDCG@10": ndcg}),
    ("judged by people", "judged.tsv", judged, MEASURES),
)


def chosen(questions: Sequence[Question], half: str | None, limit: int | None) -> list[Question]:
    """This function will keep the half that is asked for; None keeps all."""
    wanted = {"tune": 0, "report": 1}.get(half or "")
    return [one for one in questions if wanted is None or zlib.crc32(one.number.encode()) % 2 == wanted][:limit]


def subclasses(folder: Path, collection: Collection, titles: Titles | None) -> tuple[int, int, list[str]]:
    """This function will count the needs for which an expected subclass is among the five suggested, and name the others."""
    hit, missed = 0, []
    needs = [json.loads(line) for line in (folder / "needs_dev.jsonl").read_text("utf-8").splitlines()]
    for one in needs:
        need = Need(one["text"], one["title"])
        neighbors = () if titles else [(score, offer.classes) for score, offer in collection.ranked(need)]
        found = {suggested.subclass for suggested in suggest(need, titles, neighbors, 5)}
        if found & {*one["ipc_primary"], *one["ipc_also"]}:
            hit += 1
        else:
            missed.append(one["title"])
    return hit, len(needs), missed


def read_titles(path: Path) -> Titles:
    """This function will read the official table of titles."""
    return Titles.of({code: title for code, _, _, _, title, *_ in rows(path)})


def report(
    folder: Path,
    titles: Titles | None,
    half: str | None = None,
    limit: int | None = None,
    encoder: Encoder | None = None,
) -> Iterator[str]:
    """This function will give the lines of the report as they become known."""
    begin = time.perf_counter()
    collection = Collection.of(list(offers(folder)), encoder)
    yield f"{len(collection.offers):,} documents, analyzed and indexed twice in {time.perf_counter() - begin:.0f} s\n"
    yield collection.head
    for name, file, read, measures in SETS:
        if (folder / file).exists():
            questions = chosen(read(folder, collection), half, limit)
            yield from table(name, questions, collection.searches, measures)
    if (folder / "needs_dev.jsonl").exists():
        hit, asked, missed = subclasses(folder, collection, titles)
        yield f"\nneeds with an expected subclass among five suggested: {hit} of {asked}{'; not: ' if missed else ''}{'、'.join(missed)}"


def measured_encoder(folder: Path | None) -> Encoder | None:
    """This function will open the encoder that is measured, and let it keep the vectors of a whole collection."""
    return open_encoder(folder, most_kept=1_000_000) if folder else None


def main() -> None:
    """This function will print the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--titles", type=Path)
    asked.add_argument("--encoder", type=Path)
    asked.add_argument("--half", choices=["tune", "report"])
    asked.add_argument("--limit", type=int)
    given = asked.parse_args()
    titles = read_titles(given.titles) if given.titles else None
    for line in report(given.folder, titles, given.half, given.limit, measured_encoder(given.encoder)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
