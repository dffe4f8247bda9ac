"""The four books of aid: what is entered in each, and how a deed on it is called in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from manas.registers.models import AidOffer, AidPartnership, AidPolicy, AidRecord, AidTeam


@dataclass(frozen=True, slots=True)
class Book:
    """One kind of record: `fields` are filled in and may be changed, `words` are searched; `past` days cannot lie ahead."""

    key: str
    model: type[AidRecord]
    entered: str
    amended: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    related: tuple[str, ...] = ("unit", "keeper", "partnership")
    past: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of its records."""
        return str(self.model._meta.verbose_name)


PARTNERSHIPS: Final = Book(
    "partnerships",
    AidPartnership,
    "登记援疆结对",
    "修改援疆结对",
    ("province", "city", "since", "until_on", "source", "status"),
    ("province", "city"),
    related=("unit", "keeper"),
)
OFFERS: Final = Book(
    "offers",
    AidOffer,
    "登记援疆引进项目",
    "修改援疆引进项目",
    ("partnership", "kind", "title", "description", "patent", "brought_on", "brought_by"),
    ("title", "description", "brought_by"),
    related=("unit", "keeper", "partnership", "organization", "patent"),
    past=("brought_on",),
)
POLICIES: Final = Book(
    "policies",
    AidPolicy,
    "登记援疆政策",
    "修改援疆政策",
    ("partnership", "title", "issuer", "number", "obtained_on", "gives"),
    ("title", "issuer", "number", "gives"),
    past=("obtained_on",),
)
TEAMS: Final = Book(
    "teams",
    AidTeam,
    "登记援疆工作队",
    "修改援疆工作队",
    ("partnership", "name", "post", "home", "from_on", "until_on", "tasks"),
    ("name", "home", "tasks"),
)
BOOKS: Final[Mapping[str, Book]] = {book.key: book for book in (PARTNERSHIPS, OFFERS, POLICIES, TEAMS)}


def book_of(record: AidRecord) -> Book:
    """This function will give the book in which a record stands."""
    return next(book for book in BOOKS.values() if book.model is type(record))
