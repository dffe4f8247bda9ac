"""The files of an index: segments that never change, and one manifest that says which of them count.

Whoever writes puts new files beside the old ones and then replaces the manifest in one step. A process that is killed at any
moment leaves the last good state; what it had begun is swept away by the next who writes.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from manas.engines.matching.index import Segment, Weighting

FORMAT = 2
MANIFEST = "manifest.json"
# Arrays begin at a multiple of this, as the widest loads of a processor like it.
ALIGNMENT = 64
MARK = b"manasix1"

Array = NDArray[Any]


class IndexRefused(Exception):
    """The index cannot be used as it is; the message says why and what helps."""


class IndexMissing(IndexRefused):
    """There is no index in the folder yet."""


class IndexOutdated(IndexRefused):
    """The index was made by another version of the analyzer or of the files: build it anew."""


class IndexDamaged(IndexRefused):
    """A file of the index is gone or cut short: build it anew."""


@dataclass(frozen=True)
class Entry:
    """A segment that counts: its file, its length in bytes, and the file of the documents in it that count no more."""

    name: str
    documents: int
    size: int
    dead: str = ""
    dead_documents: int = 0

    @property
    def left(self) -> int:
        """This function will give the number of documents that count."""
        return self.documents - self.dead_documents


@dataclass(frozen=True)
class Manifest:
    """What counts, how it was analysed, and how it is weighed."""

    analyzer: str
    weighting: Weighting
    entries: tuple[Entry, ...]


def read_manifest(folder: Path, analyzer: str) -> Manifest:
    """This function will read which files count, and refuse an index that another analyzer made."""
    try:
        written = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise IndexMissing(_("还没有建立匹配索引，请先建立索引。")) from None
    except ValueError as error:
        raise IndexDamaged(_("匹配索引的目录文件已损坏，请重新建立索引。")) from error
    if (written.get("format"), written.get("analyzer")) != (FORMAT, analyzer):
        raise IndexOutdated(_("匹配索引由另一版本的分词规则建立，不能混用，请重新建立索引。"))
    entries = tuple(Entry(**entry) for entry in written["entries"])
    return Manifest(analyzer, Weighting(**written["weighting"]), entries)


def replace_manifest(folder: Path, manifest: Manifest) -> None:
    """This function will make a manifest the one that counts, in one step that outlives a loss of power."""
    written = {"format": FORMAT, **asdict(manifest)}
    write_safely(folder / f"{MANIFEST}.new", json.dumps(written, ensure_ascii=False, indent=1).encode())
    (folder / f"{MANIFEST}.new").replace(folder / MANIFEST)
    _settle(folder)


def stamp(folder: Path) -> tuple[int, int, int]:
    """This function will give what changes whenever the manifest does, without reading it; zeros where there is none."""
    try:
        found = (folder / MANIFEST).stat()
    except FileNotFoundError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """This function will let one process after the other write. The lock falls with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_segment(folder: Path, name: str, segment: Segment) -> Entry:
    """This function will write a segment, and be done when it is on the disk."""
    arrays = segment.arrays()
    places: dict[str, dict[str, Any]] = {}
    end = 0
    for title, array in arrays.items():
        places[title] = {"type": array.dtype.str, "length": len(array), "at": end}
        end += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    head = json.dumps(places).encode()
    head = MARK + len(head).to_bytes(8, "little") + head
    begin = -(-len(head) // ALIGNMENT) * ALIGNMENT
    with (folder / name).open("wb") as file:
        file.write(head)
        for title, array in arrays.items():
            file.seek(begin + places[title]["at"])
            file.write(array.data)
        file.truncate(begin + end)
        file.flush()
        os.fsync(file.fileno())
    return Entry(name=name, documents=len(segment), size=begin + end)


def open_segment(folder: Path, entry: Entry, weighting: Weighting) -> Segment:
    """This function will map a segment: nothing is read but what is asked for, and all processes share it."""
    with (folder / entry.name).open("rb") as file:
        if os.fstat(file.fileno()).st_size != entry.size:
            raise IndexDamaged(_("匹配索引的文件“%s”不完整，请重新建立索引。") % entry.name)
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    length = int.from_bytes(mapped[8:16], "little")
    if mapped[:8] != MARK:
        raise IndexDamaged(_("匹配索引的文件“%s”不完整，请重新建立索引。") % entry.name)
    begin = -(-(16 + length) // ALIGNMENT) * ALIGNMENT
    places: Mapping[str, Mapping[str, Any]] = json.loads(mapped[16 : 16 + length])
    return Segment.of(
        weighting,
        {
            title: np.frombuffer(mapped, dtype=place["type"], count=place["length"], offset=begin + place["at"])
            for title, place in places.items()
        },
    )


def write_dead(folder: Path, name: str, documents: Array) -> None:
    """This function will write which documents of a segment (by their places in it) count no more."""
    write_safely(folder / name, documents.astype("<i8").tobytes())


def read_dead(folder: Path, entry: Entry) -> Array:
    """This function will read which documents of a segment count no more."""
    if not entry.dead:
        return np.empty(0, dtype=np.int64)
    documents = np.frombuffer((folder / entry.dead).read_bytes(), dtype="<i8")
    if len(documents) != entry.dead_documents:
        raise IndexDamaged(_("匹配索引的文件“%s”不完整，请重新建立索引。") % entry.dead)
    return documents.astype(np.int64)


def sweep(folder: Path, manifest: Manifest) -> None:
    """This function will remove what does not count. Who still has it mapped goes on reading: the system keeps it for them."""
    counts = {name for entry in manifest.entries for name in (entry.name, entry.dead)}
    for path in folder.glob("part-*"):
        if path.name not in counts:
            path.unlink()


def write_safely(path: Path, data: bytes) -> None:
    """This function will write a file, and be done when it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """This function will have the names in a folder written to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
