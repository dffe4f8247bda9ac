"""Finding the header of a table: below title rows, over one row or two, with cells that were merged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from manas.engines.sheets.fields import FieldSet, field_of, plain

LOOKED_THROUGH = 20  # rows in which a header is looked for
JOINT = "·"


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands, counted from the first row as 0, over how many rows, and what its columns are called."""

    row: int
    height: int
    names: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        return self.row + self.height

    @property
    def signature(self) -> str:
        """The same for tables whose columns are called the same in the same order (SHA-256, hex): a mapping is remembered by it."""
        return hashlib.sha256("\x1f".join(plain(name) for name in self.names).encode()).hexdigest()


class NoHeader(Exception):
    """No row of the table names columns that are known here; the message says what was looked for."""


def find_header(rows: Sequence[Sequence[str]], fields: FieldSet) -> Header:
    """This function will find the header among the first rows of a table: the row, or two rows, in which most is known.

    `rows`: the cells of the first rows as text. Raises NoHeader where no row names even one field.
    """
    candidates = [header for at in range(min(len(rows), LOOKED_THROUGH)) for header in _headers(rows, at)]
    best = max(candidates, key=lambda header: _score(header, fields), default=None)
    if best is None or not _score(best, fields)[0]:
        wanted = fields.missing(set())
        raise NoHeader(f"前{LOOKED_THROUGH}行里没有认得的列名；表头至少要有：{wanted}")
    return best


def map_columns(names: Sequence[str], fields: FieldSet) -> tuple[str, ...]:
    """This function will give for each column the key of its field, empty where it is not known or already taken.

    Two columns of the same field (申请人 and 当前权利人): the later in the order of synonyms yields to the earlier.
    """
    found = [field_of(name, fields) or field_of(name.rsplit(JOINT, 1)[-1], fields) for name in names]
    return tuple(key if key and _ranks_first(at, names, found, fields) else "" for at, key in enumerate(found))


def _ranks_first(at: int, names: Sequence[str], found: Sequence[str], fields: FieldSet) -> bool:
    rivals = [other for other, key in enumerate(found) if key == found[at]]
    return at == min(rivals, key=lambda other: (_rank(names[other], found[at], fields), other))


def _rank(name: str, key: str, fields: FieldSet) -> int:
    field = fields[key]
    known = [plain(word) for word in (field.title, *field.synonyms)]
    last = plain(name.rsplit(JOINT, 1)[-1])
    return known.index(last) if last in known else len(known)


def _headers(rows: Sequence[Sequence[str]], at: int) -> list[Header]:
    """The row alone; and together with the one below, as merged cells leave it: names only in the first of each group."""
    single = Header(at, 1, _trimmed(rows[at]))
    if at + 1 >= len(rows) or not _looks_merged(rows[at], rows[at + 1]):
        return [single]
    return [single, Header(at, 2, _joined(rows[at], rows[at + 1]))]


def _looks_merged(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Some names stand only above, some only below: neither row is a whole header."""
    width = max(len(upper), len(lower))
    pairs = list(zip(_padded(upper, width), _padded(lower, width), strict=True))
    return any(a and not b for a, b in pairs) and any(b and not a for a, b in pairs)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    width, group, names = max(len(upper), len(lower)), "", []
    for above, below in zip(_padded(upper, width), _padded(lower, width), strict=True):
        group = above or group
        names.append(f"{group}{JOINT}{below}" if below and group else below or above)
    return _trimmed(names)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*(cell.strip() for cell in row), *[""] * (width - len(row))]


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _score(header: Header, fields: FieldSet) -> tuple[int, int, int]:
    """First how many fields are known, then whether the needed ones are, then the simpler and earlier header."""
    keys = {key for key in map_columns(header.names, fields) if key}
    return len(keys), not fields.missing(keys), -header.height
