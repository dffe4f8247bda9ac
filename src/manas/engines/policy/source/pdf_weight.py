"""How much work a pdf would be, estimated from its bytes before PDFium opens it.

PDFium unpacks a stream to gigabytes if it says so, and runs a form that runs ten forms that run ten forms to the end:
2 KB took 13 seconds and 1.7 GB (measured). So every stream is unpacked here first, piece by piece and counted, and the
drawing instructions that each page would run are added up along the forms it uses.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.limits import (
    MAX_PDF_PAGE_BYTES,
    MAX_PDF_STREAMS,
    MAX_PDF_UNPACKED_BYTES,
    MAX_PDF_WORK_BYTES,
    MAX_STREAM_BYTES,
    MEGABYTE,
)

ENCRYPTED: Final = "文件加密，需要口令：请去掉打开口令和权限口令后另存再上传"
STREAM: Final = re.compile(rb"(?<!end)stream(\r\n|\n|\r)")
OBJECT: Final = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj(?![a-z])")
REFERENCE: Final = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R(?![A-Za-z])")
CONTENTS: Final = re.compile(rb"/Contents\s*(?:(\d{1,10})\s+\d{1,5}\s+R|\[([^\]/]*)\])")
HEX_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
FILTER: Final = re.compile(rb"/(?:Filter|F)\s*(?:\[([^\]]{0,300})\]|/([A-Za-z0-9]{1,20}))")
NAME: Final = re.compile(rb"/([A-Za-z0-9]{1,20})")
ENCRYPTION: Final = re.compile(rb"/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R|<<)")
IMAGE: Final = re.compile(rb"/Subtype\s*/Image(?![A-Za-z])")
FORM: Final = re.compile(rb"/Subtype\s*/Form(?![A-Za-z])")
OBJECT_STREAM: Final = re.compile(rb"/Type\s*/(?:ObjStm|XRef)(?![A-Za-z])")
LENGTH: Final = re.compile(rb"/Length\s+(\d{1,9})(?!\s+\d+\s+R)")
CALL: Final = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do(?![A-Za-z])")
NAMED_REFERENCE: Final = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+(\d{1,10})\s+\d{1,5}\s+R(?![A-Za-z])")
FIRST: Final = re.compile(rb"/First\s+(\d{1,9})")
HEAD_WINDOW: Final = 8192  # a stream's dictionary is shorter
PIECE: Final = 65536
OVERLAP: Final = 160
CALL_WORK: Final = 1024  # running a form costs as much as so many bytes of instructions, however little it draws
FORM_DEPTH: Final = 4  # objects between a form and the forms it may use: resources, their table of objects, …
MAX_REACHED: Final = 4000  # objects looked at for one form

FLATE: Final = frozenset({b"FlateDecode", b"Fl"})
ASCII: Final = frozenset({b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx"})
# Filters that let a stream grow and that text is hardly ever packed with: they are not weighed, but refused.
RARE: Final = frozenset({b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"Crypt"})


@dataclass(slots=True)
class _Objects:
    """What is known of a pdf's objects, by number: the text of their dictionaries, the size and calls of streams."""

    texts: dict[int, list[bytes]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    calls: dict[int, int] = field(default_factory=dict)  # how often the instructions say Do
    called: dict[int, list[bytes]] = field(default_factory=dict)  # what they say it to, as far as it can be told
    forms: set[int] = field(default_factory=set)
    left: int = MAX_PDF_UNPACKED_BYTES

    def add_text(self, number: int, text: bytes) -> None:
        self.texts.setdefault(number, []).append(text)

    def references(self, number: int) -> set[int]:
        return {found for text in self.texts.get(number, ()) for found in _numbers(text)}


def require_bearable(data: bytes) -> None:
    """This function will pass a pdf that PDFium can open and read within bounded time and memory.

    Raises ReadError for an encrypted one (its streams cannot be weighed) and for one that unpacks to too much or
    draws too much.
    """
    if ENCRYPTION.search(data):
        raise ReadError(ENCRYPTED, Unreadable.ENCRYPTED)
    objects = _Objects()
    _read_plain_objects(data, objects)
    for count, found in enumerate(STREAM.finditer(data)):
        if count > MAX_PDF_STREAMS:
            raise _too_heavy()
        _weigh_stream(data, found, objects)
    _require_bearable_pages(objects)


def _read_plain_objects(data: bytes, objects: _Objects) -> None:
    starts = list(OBJECT.finditer(data))
    for place, found in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(data)
        stream = data.find(b"stream", found.end(), end)
        text = data[found.end() : end if stream < 0 else stream]
        objects.add_text(int(found.group(1)), _plain_names(text))


def _plain_names(text: bytes) -> bytes:
    """/Fl#61te is /Flate: a name may be written so, and is so written to hide."""
    return HEX_NAME.sub(lambda found: bytes((int(found.group(1), 16),)), text) if b"#" in text else text


def _weigh_stream(data: bytes, found: re.Match[bytes], objects: _Objects) -> None:
    window = data[max(0, found.start() - HEAD_WINDOW) : found.start()]
    heads = list(OBJECT.finditer(window))
    number = int(heads[-1].group(1)) if heads else -1
    head = _plain_names(window[heads[-1].end() :] if heads else window)
    packed = OBJECT_STREAM.search(head) is not None
    if IMAGE.search(head) and not packed:
        return
    size = calls = 0
    called: list[bytes] = []
    before = b""  # the end of the piece before: an instruction may be cut in two
    pieces: list[bytes] = []
    for piece in _unpacked(data, found.end(), head):
        size += len(piece)
        calls += (before + piece).count(b"Do") - before.count(b"Do")
        called += CALL.findall(_plain_names(before + piece)) if b"Do" in piece or before else []
        before = piece[-OVERLAP:]
        objects.left -= len(piece)
        if size > MAX_STREAM_BYTES or objects.left < 0:
            limit = MAX_STREAM_BYTES if size > MAX_STREAM_BYTES else MAX_PDF_UNPACKED_BYTES
            raise ReadError(f"PDF 解压后超过 {limit // MEGABYTE} MB，拒绝读取", Unreadable.TOO_LARGE)
        if packed:
            pieces.append(piece)
    objects.sizes[number] = max(size, objects.sizes.get(number, 0))
    objects.calls[number] = max(calls, objects.calls.get(number, 0))
    objects.called.setdefault(number, []).extend(called)
    if FORM.search(head):
        objects.forms.add(number)
    if packed:
        _read_packed_objects(b"".join(pieces), head, objects)


def _unpacked(data: bytes, start: int, head: bytes) -> Iterator[bytes]:
    """The content of the stream at `start`, in pieces; raises ReadError for filters that cannot be weighed."""
    filters = _filters(head)
    if filters and filters[0] in FLATE and len(filters) == 1:
        yield from _inflated(data, start)
        return
    raw = data[start : _raw_end(data, start, head)]
    while filters and filters[0] in ASCII:
        raw = _from_ascii(raw, filters.pop(0))
    if any(name in RARE or name in FLATE for name in filters[1:]) or (filters and filters[0] in RARE):
        raise ReadError("PDF 用了少见的压缩方式，展开后可能过大，拒绝读取", Unreadable.TOO_LARGE)
    if filters and filters[0] in FLATE:
        yield from _inflated(raw, 0)
        return
    yield from (raw[place : place + PIECE] for place in range(0, len(raw), PIECE))


def _raw_end(data: bytes, start: int, head: bytes) -> int:
    """Where unpacked content ends: at the mark or where its length says, whichever is later."""
    mark = data.find(b"endstream", start)
    length = LENGTH.search(head)
    return max(len(data) if mark < 0 else mark, start + int(length.group(1)) if length else 0)


def _filters(head: bytes) -> list[bytes]:
    found = FILTER.search(head)
    return [] if found is None else NAME.findall(found.group(1)) if found.group(1) is not None else [found.group(2)]


def _inflated(data: bytes, start: int) -> Iterator[bytes]:
    """Whatever can be inflated, up to the first error: PDFium, too, uses what comes before it."""
    inflater = zlib.decompressobj()
    try:
        while start < len(data) and not inflater.eof:
            rest = data[start : start + PIECE]
            start += PIECE
            while rest and not inflater.eof:
                yield inflater.decompress(rest, PIECE)
                rest = inflater.unconsumed_tail
    except zlib.error:
        return


def _from_ascii(raw: bytes, name: bytes) -> bytes:
    """Decoded characters; what is no such code is taken as it is, which is longer than anything it could mean."""
    body = b"".join(raw.split())
    try:
        if name in (b"ASCII85Decode", b"A85"):
            return base64.a85decode(body.removeprefix(b"<~").partition(b"~")[0])
        return binascii.unhexlify(body.partition(b">")[0])
    except ValueError:
        return raw


def _read_packed_objects(content: bytes, head: bytes, objects: _Objects) -> None:
    """The objects inside an object stream: pairs of number and place, then the objects."""
    first = FIRST.search(head)
    if first is None:
        return
    start = int(first.group(1))
    pairs = [int(word) for word in content[:start].split() if word.isdigit() and len(word) < 11]
    for number, place, following in zip(pairs[::2], pairs[1::2], [*pairs[3::2], len(content)], strict=False):
        objects.add_text(number, _plain_names(content[start + place : start + max(following, place)]))


def _require_bearable_pages(objects: _Objects) -> None:
    work = _form_work(objects)
    heaviest = max(work.values(), default=0)
    total = 0
    for texts in objects.texts.values():
        for text in texts:
            page = _drawn_by(text, objects, heaviest)
            total += page
            if page > MAX_PDF_PAGE_BYTES or total > MAX_PDF_WORK_BYTES:
                raise _too_heavy()


def _drawn_by(text: bytes, objects: _Objects, heaviest: int) -> int:
    """The work of the content streams that the object with this text draws; 0 when it is no page."""
    drawn: list[int] = []
    for single, several in CONTENTS.findall(text):
        drawn.extend([int(single)] if single else _numbers(several))
    # What is no stream is an array of streams, kept as an object of its own.
    streams = [number for number in drawn if number in objects.sizes]
    for number in set(drawn) - objects.sizes.keys():
        for array in objects.texts.get(number, ()):
            streams.extend(_numbers(array))
    return sum(objects.sizes.get(n, 0) + objects.calls.get(n, 0) * heaviest for n in streams)


def _numbers(text: bytes) -> list[int]:
    return [int(found) for found in REFERENCE.findall(text)]


def _form_work(objects: _Objects) -> dict[int, int]:
    """Bytes of instructions that running each form once takes, the forms it runs included (an upper bound)."""
    used = {form: _used_forms(objects, form) if objects.calls[form] else set() for form in objects.forms}
    work: dict[int, int] = {}
    for form in used:
        _add_work(form, objects, used, work)
    return work


def _add_work(form: int, objects: _Objects, used: dict[int, set[int]], work: dict[int, int]) -> None:
    """Depth first without recursion. A form that runs itself in a circle is refused: PDFium follows it forty levels down."""
    waiting = [form]
    entered: set[int] = set()
    while waiting:
        current = waiting[-1]
        if current in work:
            waiting.pop()
            continue
        below = used[current] - work.keys()
        if below and current in entered:
            raise _too_heavy()
        entered.add(current)
        if below:
            waiting.extend(below)
            continue
        deepest = max((work[other] for other in used[current]), default=0)
        work[current] = min(
            objects.sizes[current] + CALL_WORK + objects.calls[current] * deepest, 2 * MAX_PDF_WORK_BYTES
        )
        waiting.pop()


def _used_forms(objects: _Objects, form: int) -> set[int]:
    """The forms that a form runs, by the names it calls; all of them, where the names cannot be told or resolved."""
    if (
        not any(b"/Resources" in text for text in objects.texts.get(form, ()))
        or len(objects.called[form]) < objects.calls[form]
    ):
        return objects.forms
    names = set(objects.called[form])
    reached, edge = {form}, {form}
    found: set[int] = set()
    for _ in range(FORM_DEPTH):
        texts = [text for source in edge for text in objects.texts.get(source, ())]
        found |= {int(number) for text in texts for name, number in NAMED_REFERENCE.findall(text) if name in names}
        edge = {number for source in edge for number in objects.references(source)} - reached - objects.forms
        reached |= edge
        if len(reached) > MAX_REACHED:
            return objects.forms
    return found & objects.forms


def _too_heavy() -> ReadError:
    return ReadError("PDF 的页面过于复杂，超过读取上限，拒绝读取", Unreadable.TOO_LARGE)
