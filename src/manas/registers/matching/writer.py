"""Writing an index: built anew, added to, withdrawn from, compacted. Each is one step for those who read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

import numpy as np

from manas.engines.matching.index import Part, Rows, Segment, Weighting, invert, merge, rows
from manas.registers.matching.store import (
    Array,
    Entry,
    Manifest,
    open_segment,
    read_dead,
    read_manifest,
    replace_manifest,
    sweep,
    write_dead,
    write_segment,
    writing,
)

# A segment is built in memory: at some 50 bytes a posting, so many take 0.8 GB.
MOST_POSTINGS = 1 << 24
# A segment of which this share is dead is written anew.
TOO_DEAD = 0.2
# So far may the mean length move from that of the founding before all is weighed anew.
DRIFT = 0.1
UNFOUNDED = Weighting()

Document = tuple[int, Mapping[str, float]]


def rebuild(folder: Path, documents: Iterable[Document], *, analyzer: str, weighting: Weighting = UNFOUNDED) -> None:
    """This function will build an index of all documents (key, term → count) and then put it in the place of the old one.

    Of several documents under one key the last counts. Until the last step everybody goes on reading the old index, and a
    process killed on the way leaves it. A weighting without a mean length takes that of the first segment.
    """
    with writing(folder):
        draft = _Draft(folder, weighting, [])
        draft.add(documents)
        draft.finish(analyzer)


def add(folder: Path, documents: Iterable[Document], *, analyzer: str) -> None:
    """This function will add documents; one whose key is there already takes the old one's place."""
    with writing(folder):
        manifest = read_manifest(folder, analyzer)
        draft = _Draft.of(folder, manifest)
        draft.add(documents)
        draft.finish(analyzer)


def withdraw(folder: Path, keys: Iterable[int], *, analyzer: str) -> None:
    """This function will take documents out; keys that are not there are none the worse."""
    with writing(folder):
        draft = _Draft.of(folder, read_manifest(folder, analyzer))
        draft.bury(np.fromiter(keys, dtype=np.int64), draft.pieces)
        draft.finish(analyzer)


def compact(folder: Path, *, analyzer: str) -> None:
    """This function will write small segments together and leave out what is dead.

    Answers stay what they were, to the last bit, unless the mean length has moved by more than a tenth since the index was
    founded: then all documents are weighed by the new one.
    """
    with writing(folder):
        draft = _Draft.of(folder, read_manifest(folder, analyzer))
        draft.compact()
        draft.finish(analyzer)


@dataclass(eq=False)
class _Piece:
    """A segment while an index is being written, the places in it that count no more, and its line in the manifest."""

    segment: Segment
    dead: Array
    entry: Entry

    @property
    def part(self) -> Part:
        return Part.of(self.segment, self.dead)

    @property
    def postings(self) -> int:
        """The postings that are left, about."""
        return len(self.segment.held.terms) * self.entry.left // max(self.entry.documents, 1)

    @property
    def wants_rewriting(self) -> bool:
        return self.postings < MOST_POSTINGS // 2 or self.entry.dead_documents > TOO_DEAD * self.entry.documents


@dataclass
class _Draft:
    """The next state of an index, as far as it has been written. Nothing of it counts before `finish`."""

    folder: Path
    weighting: Weighting
    pieces: list[_Piece]

    @classmethod
    def of(cls, folder: Path, manifest: Manifest) -> _Draft:
        pieces = [
            _Piece(open_segment(folder, entry, manifest.weighting), read_dead(folder, entry), entry)
            for entry in manifest.entries
        ]
        weighting = manifest.weighting if pieces else replace(manifest.weighting, mean_length=0.0)
        return cls(folder, weighting, pieces)

    def add(self, documents: Iterable[Document]) -> None:
        for batch in _batches(documents):
            self.write(batch)

    def write(self, written: Rows) -> None:
        segment = invert(written, self.weighting)
        self.weighting = segment.weighting
        self.bury(segment.keys, self.pieces)
        entry = write_segment(self.folder, _new_name(), segment)
        # What has been written is mapped, not kept: of a long build only the segment at hand lies in memory.
        mapped = open_segment(self.folder, entry, segment.weighting)
        self.pieces.append(_Piece(mapped, np.empty(0, dtype=np.int64), entry))

    def bury(self, keys: Array, pieces: Sequence[_Piece]) -> None:
        for piece in pieces:
            dead = np.union1d(piece.dead, np.flatnonzero(np.isin(piece.segment.keys, keys)))
            if len(dead) > len(piece.dead):
                piece.dead = dead
                piece.entry = replace(piece.entry, dead="", dead_documents=len(dead))

    def compact(self) -> None:
        drifted = self.weigh_anew()
        rewritten = [piece for piece in self.pieces if drifted or piece.wants_rewriting]
        if len(rewritten) == 1 and not drifted and not len(rewritten[0].dead):
            return
        self.pieces = [piece for piece in self.pieces if piece not in rewritten]
        for group in _groups(rewritten):
            together = merge([piece.part for piece in group])
            if len(together.keys):
                self.write(together)

    def weigh_anew(self) -> bool:
        mean, founded = _mean_length([piece.part for piece in self.pieces]), self.weighting.mean_length
        if abs(mean - founded) <= DRIFT * founded:
            return False
        self.weighting = replace(self.weighting, mean_length=mean)
        return True

    def finish(self, analyzer: str) -> None:
        entries = tuple(self.settled(piece) for piece in self.pieces)
        manifest = Manifest(analyzer, self.weighting, entries)
        replace_manifest(self.folder, manifest)
        sweep(self.folder, manifest)

    def settled(self, piece: _Piece) -> Entry:
        if not piece.entry.dead_documents or piece.entry.dead:
            return piece.entry
        name = _new_name()
        write_dead(self.folder, name, piece.dead)
        return replace(piece.entry, dead=name)


def _new_name() -> str:
    """This function will give a name that no file of an index ever had: what is mapped under a name stays what it is."""
    return f"part-{token_hex(8)}"


def _batches(documents: Iterable[Document]) -> Iterator[Rows]:
    """This function will read as many documents at a time as one segment takes."""
    source = iter(documents)
    while True:
        keys: list[int] = []
        # The keys are noted while the documents flow, and read after the last of them.
        batch = rows(_some(source, keys), keys)
        if not keys:
            return
        yield batch


def _some(source: Iterator[Document], keys: list[int]) -> Iterator[Mapping[str, float]]:
    postings = 0
    while postings < MOST_POSTINGS and (document := next(source, None)):
        keys.append(document[0])
        postings += len(document[1])
        yield document[1]


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """This function will put together what makes one segment, smallest first."""
    group: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.postings):
        if group and sum(other.postings for other in group) + piece.postings > MOST_POSTINGS:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _mean_length(parts: Sequence[Part]) -> float:
    documents = sum(part.documents for part in parts)
    total = sum(float(part.segment.held.lengths[part.alive].sum(dtype=np.float64)) for part in parts)
    return total / documents if documents else 0.0
