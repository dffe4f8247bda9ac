"""What somebody hands in about one patent: every field may be absent, and what is absent overwrites nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Party:
    """A holder as the paper names it. The credit code, where it is known, finds the organization before the name does."""

    name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class PatentEntry:
    """One row of a file or form. None: the row does not say. An empty text or tuple never stands for "delete it" either.

    Numbers are canonical ("202110512345.6", "CN111534432B"). `kind`, `legal_status` and `willingness` are values of the
    choices in `registers.models`; a kind that is not known
    stays empty. `ipc` begins with the main class where
    `ipc_main` is absent. `maturity` is 1 to 9. `row` is the line of the file, where there is one.
    """

    application_number: str | None = None
    publication_number: str | None = None
    kind: str | None = None
    title: str | None = None
    abstract: str | None = None
    claims: str | None = None
    filed_on: date | None = None
    published_on: date | None = None
    granted_on: date | None = None
    ipc_main: str | None = None
    legal_status: str | None = None
    legal_status_text: str | None = None
    address: str | None = None
    region: str | None = None
    family: str | None = None
    annuity_year: int | None = None
    annuity_due_on: date | None = None
    annuity_payer: str | None = None
    pledged_until: date | None = None
    publicly_funded: bool | None = None
    worked: bool | None = None
    maturity: int | None = None
    willingness: str | None = None
    asking_terms: str | None = None
    self_grade: str | None = None
    holders: tuple[Party, ...] = ()
    inventors: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()
    row: int | None = None
