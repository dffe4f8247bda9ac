"""The documents and needs that all engines are given: already analysed, the same for everybody, made again from a seed."""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORDS = 300_000
# How flat the top of Zipf's curve is: with 120 the commonest word stands in 12 % of the documents.
FLATNESS = 120.0
LENGTH = 120
NEED_LENGTH = 16
AT_ONCE = 50_000

Words = NDArray[np.uint32]


@dataclass(frozen=True)
class Corpus:
    """Documents of words by number: Zipf's with a seed, or real ones from a file."""

    documents: int
    needs: int
    file: Path | None = None
    needs_file: Path | None = None

    def batches(self) -> Iterator[list[Words]]:
        """This function will give the documents, some at a time, each as the numbers of its words in their order."""
        if self.file:
            yield real(self.file)
            return
        chance = np.random.default_rng(2026)
        for start in range(0, self.documents, AT_ONCE):
            yield list(drawn(chance, min(AT_ONCE, self.documents - start), LENGTH))

    def numbered(self) -> Iterator[tuple[int, Words]]:
        """This function will give the documents one by one with their numbers."""
        number = 0
        for batch in self.batches():
            for words in batch:
                yield number, words
                number += 1

    def asked(self) -> list[Words]:
        """This function will give the needs, each as the numbers of its different words."""
        if self.needs_file:
            return [np.unique(words) for words in real(self.needs_file)[: self.needs]]
        chance = np.random.default_rng(7)
        return [np.unique(drawn(chance, 1, NEED_LENGTH)[0]) for _ in range(self.needs)]


def drawn(chance: np.random.Generator, count: int, length: int) -> Words:
    """This function will draw words whose frequency falls with their rank."""
    steps = ((WORDS + FLATNESS) / FLATNESS) ** chance.random((count, length))
    return np.minimum(FLATNESS * steps - FLATNESS, WORDS - 1).astype(np.uint32)


def real(file: Path) -> list[Words]:
    """This function will read a table (tsv, may be xz) and number the terms that the analyzer finds in its second column.

    Terms are numbered by their fingerprint's lower 31 bits: the same in two files without a list that both know.
    """
    from manas.engines.matching.analysis import terms
    from manas.engines.matching.index.segment import fingerprints

    data = lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(fingerprints(terms(row[1])) & np.uint64(0x7FFFFFFF)).astype(np.uint32) for row in rows]


def spoken(words: Words) -> str:
    """This function will write words out for engines that read text."""
    return " ".join([f"w{word}" for word in words.tolist()])


def counted(words: Words) -> dict[str, float]:
    """This function will count words for the index of Manas."""
    different, counts = np.unique(words, return_counts=True)
    return dict(zip([f"w{word}" for word in different.tolist()], counts.astype(float).tolist(), strict=True))


def exhaustive(corpus: Corpus, needs: Sequence[Words], k: int) -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """This function will reckon BM25 (k1 1.2, b 0.75) of every document for each need, and give the best k and their scores.

    Written from the definition, over the words themselves: it shares no line with what it judges.
    """
    sought = np.unique(np.concatenate(needs))
    owners, terms, counts, lengths = [], [], [], []
    for batch in corpus.batches():
        words = np.concatenate(batch)
        owner = np.repeat(np.arange(len(batch)), [len(one) for one in batch])
        known = np.isin(words, sought)
        pairs, count = np.unique(owner[known] * len(sought) + np.searchsorted(sought, words[known]), return_counts=True)
        owners.append(pairs // len(sought) + sum(map(len, lengths)))
        terms.append(pairs % len(sought))
        counts.append(count)
        lengths.append(np.bincount(owner, minlength=len(batch)))
    owner, term, length = np.concatenate(owners), np.concatenate(terms), np.concatenate(lengths)
    holders = np.bincount(term, minlength=len(sought))
    rarity = np.log1p((len(length) - holders + 0.5) / (holders + 0.5))
    count = np.concatenate(counts)
    impact = 2.2 * count / (count + 1.2 * (0.25 + 0.75 * (length / length.mean())[owner]))
    best = []
    for need in needs:
        weight = np.where(np.isin(sought, need), rarity, 0.0)
        scores = np.bincount(owner, weights=weight[term] * impact, minlength=len(length))
        keys = np.argsort(-scores, kind="stable")[:k]
        best.append((keys, scores[keys]))
    return best
