"""The books of aid as tables: what stands in each column of a list, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from manas.registers.aid.books import OFFERS, PARTNERSHIPS, POLICIES, TEAMS, Book
from manas.reports.sheet import Cell, list_workbook


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head is the name of the field; `width` is in characters."""

    name: str
    width: int
    value: Callable[[Any], Cell]


def _plain(name: str, width: int) -> Column:
    return Column(name, width, lambda record: getattr(record, name))


def _named(name: str, width: int) -> Column:
    return Column(name, width, lambda record: str(getattr(record, name) or ""))


def _coded(name: str, width: int) -> Column:
    return Column(name, width, lambda record: str(getattr(record, f"get_{name}_display")()))


# The first column names the record.
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    PARTNERSHIPS.key: (
        Column("province", 24, str),
        _named("unit", 16),
        _plain("since", 12),
        _plain("until_on", 12),
        _coded("status", 10),
        _plain("source", 40),
    ),
    OFFERS.key: (
        _plain("title", 40),
        _named("unit", 16),
        _named("partnership", 20),
        _coded("kind", 8),
        _coded("state", 10),
        _plain("state_on", 12),
        _named("organization", 30),
        _plain("output_value", 16),
        _plain("jobs", 10),
        _coded("reason", 14),
        _plain("brought_on", 12),
        _plain("brought_by", 24),
    ),
    POLICIES.key: (
        _plain("title", 40),
        _named("unit", 16),
        _plain("issuer", 24),
        _plain("number", 20),
        _plain("obtained_on", 12),
        _named("partnership", 20),
        _plain("gives", 60),
    ),
    TEAMS.key: (
        _plain("name", 30),
        _plain("post", 16),
        _named("unit", 16),
        _named("partnership", 20),
        _plain("home", 30),
        _plain("from_on", 12),
        _plain("until_on", 12),
        _plain("tasks", 40),
    ),
}


def heads(book: Book) -> list[str]:
    """This function will give the heads of a book's columns."""
    return [str(book.model._meta.get_field(column.name).verbose_name) for column in COLUMNS[book.key]]  # type: ignore[union-attr]  # columns


def cells(book: Book, record: object) -> list[Cell]:
    """This function will give what stands in the columns for a record."""
    return [column.value(record) for column in COLUMNS[book.key]]


def aid_workbook(book: Book, records: Iterable[Any], title: str) -> bytes:
    """This function will write records of a book into an xlsx workbook; examples say so in their last column."""
    columns = [(head, column.width) for head, column in zip(heads(book), COLUMNS[book.key], strict=True)]
    rows = ([*cells(book, record), str(_("示例")) if record.is_example else ""] for record in records)
    return list_workbook(title, [*columns, (str(_("备注")), 8)], rows)
