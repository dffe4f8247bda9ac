"""A filled template, front and body, as the blocks of one paper in the order of printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from manas.engines.paper import front as words
from manas.engines.paper.blocks import (
    Addressee,
    Attachments,
    Block,
    Colophon,
    Form,
    Head,
    Number,
    Paper,
    Paragraph,
    Part,
    Signature,
    Slip,
    Title,
)
from manas.engines.paper.body import read_body
from manas.engines.paper.front import Front, read_front
from manas.engines.paper.lines import read_lines

# A sheet and a record are signed in their boxes and lines, not by the office under the text.
UNSIGNED = frozenset((Form.SHEET, Form.RECORD))


def read(filled: str, *, number: str, day: str) -> Paper:
    """This function will read a filled template into the blocks of a paper.

    `filled` comes from `lines.numbered` with values from `lines.guarded`; `number` is the document number as printed, `day` the
    day that holds where the template names none. Raises MarkupFault with the line of the template.
    """
    front, rest = read_front(read_lines(filled))
    body, slips = read_body(rest)
    return Paper(front.form, " ".join(front.one(words.TITLE).split()), tuple(_blocks(front, body, slips, number, day)))


def _blocks(front: Front, body: Sequence[Part], slips: Sequence[Slip], number: str, day: str) -> Iterator[Block]:
    office = front.one(words.OFFICE)
    if office:
        yield Head(office, number)
    yield Title(front.one(words.TITLE))
    if not office:
        yield Number(number)
    if front.one(words.ADDRESSEE):
        yield Addressee(front.one(words.ADDRESSEE).rstrip("：:"))
    yield from body
    if front.one(words.BASIS):
        yield Paragraph(f"依据：{front.one(words.BASIS)}")
    if words.ATTACHMENT in front.values:
        yield Attachments(front.values[words.ATTACHMENT])
    yield from _end(front, front.one(words.DAY) or day)
    yield from slips


def _end(front: Front, day: str) -> Iterator[Block]:
    signer = front.one(words.SIGNER) or front.one(words.OFFICE)
    if signer and front.form not in UNSIGNED:
        yield Signature(signer, day)
    copies, printer = front.one(words.COPIES), front.one(words.PRINTER)
    if copies or printer:
        yield Colophon(copies, printer or signer, day)
