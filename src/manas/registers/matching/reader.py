"""Reading an index: mapped from disk, shared by all workers, always in the last state that somebody finished."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from manas.engines.matching.index import Census, Hits, Part, Queries, census, top_many
from manas.registers.matching.store import (
    Array,
    Entry,
    IndexDamaged,
    Manifest,
    open_segment,
    read_dead,
    read_manifest,
    stamp,
)

# A manifest may be replaced, and the files of the old one swept, between reading it and opening them: so often in a row?
TRIES = 5


class Reader:
    """An open index. Every question is asked of the latest state; one question sees one state."""

    def __init__(self, folder: Path, *, analyzer: str) -> None:
        self.folder = folder
        self.analyzer = analyzer
        self._stamp = (0, 0, 0)
        self._parts: dict[Entry, Part] = {}
        self.refresh()

    @property
    def documents(self) -> int:
        """This function will give the number of documents in the index."""
        return sum(part.documents for part in self._parts.values())

    @property
    def parts(self) -> tuple[Part, ...]:
        """This function will give what the index consists of now."""
        return tuple(self._parts.values())

    def refresh(self) -> None:
        """This function will go over to the latest state, if there is a newer one. Costs a look at one file."""
        for last in range(TRIES - 1, -1, -1):
            seen = stamp(self.folder)
            if seen == self._stamp != (0, 0, 0):
                return
            manifest = read_manifest(self.folder, self.analyzer)
            try:
                self._parts = self._opened(manifest)
            except FileNotFoundError as error:
                if not last:
                    raise IndexDamaged(str(error)) from error
                continue
            self._stamp = seen
            return

    def top(self, query: Mapping[str, float], k: int, *, allowed: Array | None = None) -> Hits:
        """This function will give keys and scores of the k best patents for weighted terms, best first; equal scores by key."""
        return self.top_many([query], k, allowed=allowed)[0]

    def top_many(
        self,
        queries: Queries,
        k: int,
        *,
        allowed: Array | None = None,
        census: Census | None = None,
        threads: int = 1,
    ) -> list[Hits]:
        """This function will do the same for many queries, on several threads; by the counts of all shards, where given."""
        self.refresh()
        return top_many(self.parts, queries, k, allowed=allowed, census=census, threads=threads)

    def census(self, queries: Queries) -> Census:
        """This function will count the documents that hold each term of the queries."""
        self.refresh()
        return census(self.parts, queries)

    def _opened(self, manifest: Manifest) -> dict[Entry, Part]:
        """This function will open what is new and keep what is open."""
        mapped = {entry.name: part.segment for entry, part in self._parts.items()}
        opened = {}
        for entry in manifest.entries:
            if entry in self._parts:
                opened[entry] = self._parts[entry]
            else:
                known = entry.name in mapped
                segment = mapped[entry.name] if known else open_segment(self.folder, entry, manifest.weighting)
                opened[entry] = Part.of(segment, read_dead(self.folder, entry))
        return opened


@cache
def reader(folder: Path, analyzer: str) -> Reader:
    """This function will give the one reader of a folder in this process."""
    return Reader(folder, analyzer=analyzer)
