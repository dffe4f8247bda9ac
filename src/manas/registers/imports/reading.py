"""Opening a file that somebody handed in as a table: packed or not, a workbook or text, never more than a piece in memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from manas.engines.sheets import delimited
from manas.engines.sheets.delimited import PIECE, SAMPLE, Row, TableFault
from manas.engines.sheets.fields import SETS
from manas.engines.sheets.header import LOOKED_THROUGH, Header, NoHeader, find_header, map_columns
from manas.office.files import workbook
from manas.office.files.kinds import MAX_BYTES, MEGABYTE, FileRefused, check

WORKBOOKS = frozenset({"xlsx", "xls", "ods"})
TEXTS = frozenset({"csv", "tsv", "txt"})
MOST_UNPACKED = 1024 * MEGABYTE
UNPACKING_MEMORY = 128 * MEGABYTE  # a dictionary of xz; its strongest usual setting takes 65
Unpacked = tuple[str, Iterator[bytes]]  # the name inside, empty where there is none, and the content
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk, and the name under which it was handed in."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a look at the beginning of a table shows: its header, and which columns are known."""

    header: Header
    keys: tuple[str, ...]


def digest(source: Source) -> str:
    """This function will give the SHA-256 (hex) of a file of any size."""
    with source.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def outline(source: Source, kind: str) -> Outline:
    """This function will look at the beginning of a table. Raises TableFault for what is none, or has no known header."""
    fields = SETS[kind]
    first = [row.cells for row in islice(rows(source, kind), LOOKED_THROUGH + 1)]
    try:
        header = find_header(first, fields)
    except NoHeader as fault:
        raise TableFault(str(fault)) from None
    return Outline(header, map_columns(header.names, fields))


def rows(source: Source, kind: str) -> Iterator[Row]:
    """This function will give the rows of a table from its beginning, header and titles among them.

    Raises TableFault, in a sentence for whoever handed it in, where it cannot be read or not beyond a line.
    """
    extension = _extension(source.name)
    if extension in WORKBOOKS:
        yield from _workbook(source.path, source.name, kind)
        return
    with source.path.open("rb") as file:
        if extension in TEXTS:
            yield from _text(file, kind)
        elif extension in PACKED:
            yield from _packed(file, source.name, kind)
        else:
            raise TableFault(f"不收“.{extension}”文件；可以导入：{'、'.join(sorted(WORKBOOKS | TEXTS | set(PACKED)))}")


def _extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _text(stream: BinaryIO, kind: str) -> Iterator[Row]:
    sample = stream.read(SAMPLE)
    dialect = delimited.recognise(sample, SETS[kind])
    again = _Pieces(chain([sample], iter(lambda: stream.read(PIECE), b"")))
    yield from delimited.rows(io.BufferedReader(again), dialect)


def _packed(file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    inner, pieces = PACKED[_extension(name)](file)
    inner = inner or name.rpartition(".")[0]
    stream = io.BufferedReader(_Pieces(_bearable(pieces)))
    if _extension(inner) not in WORKBOOKS:
        yield from _text(stream, kind)
        return
    with tempfile.NamedTemporaryFile(suffix=f".{_extension(inner)}") as kept:
        kept.write(stream.read(MAX_BYTES + 1))
        kept.flush()
        yield from _workbook(Path(kept.name), inner, kind)


def _workbook(path: Path, name: str, kind: str) -> Iterator[Row]:
    """Looked into before it is read: macros and bombs are refused as everywhere."""
    if path.stat().st_size > MAX_BYTES:
        raise TableFault(f"工作簿超过 {MAX_BYTES // MEGABYTE} MB，请另存为 csv 后再导入（csv 不限大小）")
    try:
        check(name, path.read_bytes(), WORKBOOKS)
    except FileRefused as refusal:
        raise TableFault(str(refusal)) from None
    yield from workbook.rows(path, kind)


def _bearable(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, as long as they are not too many; what is damaged is said in words."""
    total = 0
    try:
        for piece in pieces:
            total += len(piece)
            if total > MOST_UNPACKED:
                raise TableFault(f"文件解压后超过 {MOST_UNPACKED // MEGABYTE} MB，请分成几个文件导入")
            yield piece
    except DAMAGED:
        raise TableFault("压缩文件已损坏、设有密码，或者不是所称的格式") from None


def _gz(file: BinaryIO) -> Unpacked:
    unpacked = gzip.GzipFile(fileobj=file)
    return "", iter(lambda: unpacked.read(PIECE), b"")


def _xz(file: BinaryIO) -> Unpacked:
    return "", _unxz(file)


def _unxz(file: BinaryIO) -> Iterator[bytes]:
    unpacking = lzma.LZMADecompressor(memlimit=UNPACKING_MEMORY)
    while not unpacking.eof:
        packed = file.read(PIECE) if unpacking.needs_input else b""
        if unpacking.needs_input and not packed:
            raise EOFError
        if piece := unpacking.decompress(packed, PIECE):
            yield piece


def _zip(file: BinaryIO) -> Unpacked:
    try:
        archive = zipfile.ZipFile(file)
        members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
        if len(members) != 1:
            raise TableFault(f"压缩包里有 {len(members)} 个文件，应当只有一个")
        member = archive.open(members[0])
    except DAMAGED:
        raise TableFault("压缩文件已损坏、设有密码，或者不是所称的格式") from None
    return members[0].filename, iter(lambda: member.read(PIECE), b"")


PACKED: dict[str, Callable[[BinaryIO], Unpacked]] = {"gz": _gz, "xz": _xz, "zip": _zip}


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer that bytes fit into
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
