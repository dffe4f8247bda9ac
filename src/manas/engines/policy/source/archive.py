"""Members of a zip file, read within limits: what a directory claims is checked, and what comes out is counted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.limits import (
    MAX_MEMBERS,
    MAX_PART_BYTES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    RATIO_FREE_BYTES,
)

DIRECTORY_MARK: Final = b"PK\x01\x02"
KNOWN_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED_FLAG: Final = 0x1
# What the zipfile module raises on broken or hostile files, beside its own exception.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


class Archive:
    """A zip file of which single members are read; all that is read counts against one limit."""

    def __init__(self, data: bytes) -> None:
        if data.count(DIRECTORY_MARK) > MAX_MEMBERS:
            raise ReadError(f"压缩包里的文件超过 {MAX_MEMBERS} 个，拒绝读取", Unreadable.TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise ReadError("文件已损坏：压缩包的目录读不出来", Unreadable.DAMAGED) from error
        self._left = MAX_UNPACKED_BYTES
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """This function will give the bytes of the member `name`.

        Raises ReadError when it is missing, broken, encrypted, or unpacks to more than the limits allow.
        """
        info = self._admit(name)
        try:
            with self._zip.open(info) as member:
                unpacked = member.read(min(self._left, MAX_PART_BYTES) + 1)
        except BROKEN as error:
            raise ReadError(f"文件已损坏：压缩包里的 {_shown(name)} 读不出来", Unreadable.DAMAGED) from error
        self._require_room(len(unpacked))
        self._left -= len(unpacked)
        return unpacked

    def _admit(self, name: str) -> zipfile.ZipInfo:
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise ReadError(f"文件已损坏：压缩包里没有 {_shown(name)}", Unreadable.DAMAGED) from error
        if info.flag_bits & ENCRYPTED_FLAG:
            raise ReadError("文件加密，需要口令：请去掉口令后另存再上传", Unreadable.ENCRYPTED)
        if info.compress_type not in KNOWN_METHODS:
            raise ReadError(f"文件已损坏：{_shown(name)} 的压缩方式不认识", Unreadable.DAMAGED)
        self._require_room(info.file_size)
        if info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise ReadError(f"压缩包里的 {_shown(name)} 压缩比超过 {MAX_RATIO} 倍，拒绝读取", Unreadable.TOO_LARGE)
        return info

    def _require_room(self, size: int) -> None:
        limit = MAX_PART_BYTES if size > MAX_PART_BYTES else MAX_UNPACKED_BYTES if size > self._left else 0
        if limit:
            raise ReadError(f"解压后超过 {limit // MEGABYTE} MB，拒绝读取", Unreadable.TOO_LARGE)


def _shown(name: str) -> str:
    """A member's name for a sentence: short and printable, whatever the zip says."""
    return "".join(character for character in name[:60] if character.isprintable())
