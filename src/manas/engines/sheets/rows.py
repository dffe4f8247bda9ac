"""One row of a table, read by the mapping of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manas.engines.sheets.delimited import Row
from manas.engines.sheets.fields import Field, FieldSet, Value
from manas.engines.sheets.values import CellFault, clean


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its place, counted from 0, its name in the file, and the field that it fills."""

    at: int
    name: str
    field: Field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: the column as the file calls it, what stands there, and why it cannot be taken.

    `refuses`: the whole row is not entered; otherwise it is, without this cell.
    """

    column: str
    said: str
    reason: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The values of a row by field; what is not said is left out, and so is what cannot be read. `said`: the words as they stand."""

    line: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...]
    said: Mapping[str, str]


def columns_of(names: Sequence[str], keys: Sequence[str], fields: FieldSet) -> tuple[Column, ...]:
    """This function will give the columns that are read; `keys` holds the field of each column, empty for none."""
    named = zip(names, keys, strict=True)
    return tuple(Column(at, name, fields[key]) for at, (name, key) in enumerate(named) if key)


def read_row(row: Row, columns: Sequence[Column], width: int) -> ReadRow:
    """This function will read the cells of a row. `width` is the number of columns in the header."""
    cells = row.cells
    found: dict[str, Value] = {}
    words: dict[str, str] = {}
    faults: list[Fault] = []
    for column in columns:
        said = clean(cells[column.at]) if column.at < len(cells) else ""
        if not said:
            continue
        words[column.field.key] = said
        try:
            found[column.field.key] = column.field.reads(said)
        except CellFault as fault:
            faults.append(Fault(column.name, said[:SHOWN], str(fault), column.field.essential))
    if surplus := [cell for cell in cells[width:] if cell.strip()]:
        faults.append(Fault("", surplus[0][:SHOWN], "这一行的格子比表头多，可能错了列", refuses=True))
    return ReadRow(row.line, found, tuple(faults), words)


SHOWN = 80  # characters of a cell that a fault repeats
