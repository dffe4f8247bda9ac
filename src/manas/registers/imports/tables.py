"""The registers that files are read into: how a row becomes an entry, and how entries are entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from manas.engines import patent_number
from manas.engines.patent_number import Form, Number, NumberFault
from manas.engines.sheets.delimited import Row, TableFault
from manas.engines.sheets.fields import SETS
from manas.engines.sheets.rows import Column, Fault, ReadRow, columns_of, read_row
from manas.engines.sheets.words import status_of
from manas.office.models import Organization, Person
from manas.registers.codes.actions import enter_codes
from manas.registers.codes.levels import Code, industry_code, ipc_code
from manas.registers.imports.owning import not_of, of_others
from manas.registers.models import ImportRun, Industry, IpcTitle, Patent
from manas.registers.patents.actions import Result, enter_patents
from manas.registers.patents.actions.entering import Entered, Kept
from manas.registers.patents.actions.entering import fault as patent_fault
from manas.registers.patents.entries import Party, PatentEntry
from manas.registers.pool.entering import PushedEntry, take_in
from manas.registers.products.entering import FieldEntry, ProductEntry, enter_fields, enter_products

MOST_ROWS: Final = 1_000_000
Entry = PatentEntry | PushedEntry | Code | FieldEntry | ProductEntry


class RowRefused(Exception):
    """A row cannot become an entry; the message says why, `key` names the field that stands in the way."""

    def __init__(self, reason: str, key: str = "") -> None:
        super().__init__(reason)
        self.key = key


@dataclass(frozen=True, slots=True)
class Line:
    """A row on its way: the line where it begins, what it would enter (nothing when it is refused), what is wrong."""

    number: int
    entry: Entry | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry; `kept` are columns that stay as an official put them right."""

    result: Result
    refusal: str = ""
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """A register as files meet it: a row becomes an entry (RowRefused), entries of one number are the same, entries are entered."""

    entry: Callable[[ReadRow], Entry]
    key: Callable[[Any], str]
    enter: Callable[[Sequence[Any], ImportRun, Person, datetime], list[Outcome]]


def owned(register: Register, owner: Organization) -> Register:
    """This function will give a register of patents that takes rows of one holder only."""

    def entry(read: ReadRow) -> Entry:
        made = register.entry(read)
        if isinstance(made, PatentEntry) and (reason := not_of(made, owner)):
            raise RowRefused(reason, "holders")
        return made

    return replace(register, entry=entry)


def lines(
    rows: Iterable[Row],
    *,
    kind: str,
    names: Sequence[str],
    keys: Sequence[str],
    first_row: int,
    owner: Organization | None = None,
) -> Iterator[Line]:
    """This function will read the rows behind the header, empty ones left out; what an earlier row said already is refused.

    With an `owner` patents of others are refused too.

    Raises TableFault where the table cannot be read further or has too many rows.
    """
    columns, register = columns_of(names, keys, SETS[kind]), REGISTERS[kind]
    register = owned(register, owner) if owner else register
    seen: dict[int, int] = {}
    count = 0
    for at, row in enumerate(rows):
        if at < first_row or not any(cell.strip() for cell in row.cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TableFault(f"文件超过 {MOST_ROWS:,} 行，请分成几个文件导入")
        yield _line(row, columns, len(names), register, seen)


def _line(row: Row, columns: Sequence[Column], width: int, register: Register, seen: dict[int, int]) -> Line:
    read = read_row(row, columns, width)
    if any(fault.refuses for fault in read.faults):
        return Line(row.line, None, read.faults)
    try:
        entry = register.entry(read)
        _require_new(register.key(entry), row.line, seen)
    except RowRefused as refusal:
        column = next((one for one in columns if one.field.key == refusal.key), None)
        said = row.cells[column.at] if column and column.at < len(row.cells) else ""
        refused = Fault(column.name if column else "", said[:80], str(refusal), refuses=True)
        return Line(row.line, None, (*read.faults, refused))
    return Line(row.line, entry, read.faults)


def _require_new(key: str, line: int, seen: dict[int, int]) -> None:
    first = seen.setdefault(hash(key), line)
    if first != line:
        raise RowRefused(f"与第{first}行号码相同，以先出现的为准")


# Patents

EXPECTED: Final[Mapping[str, Form | None]] = {
    "application_number": Form.APPLICATION,
    "publication_number": Form.PUBLICATION,
    "number": None,
}
# Fields of a table that are columns of an entry as they stand.
PLAIN: Final = tuple(
    name
    for name in PatentEntry.__dataclass_fields__
    if name not in {"application_number", "publication_number", "kind", "granted_on", "legal_status", "holders", "row"}
)

PRODUCT_FIELDS: Final = frozenset(ProductEntry.__dataclass_fields__)


def _patent(read: ReadRow) -> PatentEntry:
    values: dict[str, Any] = {name: read.values[name] for name in PLAIN if name in read.values}
    numbers = _numbers(read)
    for form, number in numbers.items():
        values[f"{form.value}_number"] = number.text
    values |= _days(read, numbers)
    # The main class is one of the classes, and stands first among them.
    values["ipc"] = tuple(dict.fromkeys(filter(None, (values.get("ipc_main"), *_texts(values.get("ipc"))))))
    kinds = (number.kind for number in numbers.values() if number.kind)
    values["kind"] = read.values.get("kind") or next(kinds, None)
    if words := str(read.values.get("legal_status", "")):
        values |= {"legal_status": status_of(words), "legal_status_text": words}
    holders = read.values.get("holders", ())
    entry = PatentEntry(**values, holders=tuple(Party(name) for name in _texts(holders)), row=read.line)
    if wrong := patent_fault(entry):
        raise RowRefused(wrong)
    return entry


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _numbers(read: ReadRow) -> dict[Form, Number]:
    """What a number is, it says itself: one in the wrong column is taken for what it is."""
    found: dict[Form, Number] = {}
    for key, expected in EXPECTED.items():
        if key in read.values:
            number = _number(str(read.values[key]), expected, key)
            found.setdefault(number.form, number)
    if not found:
        raise RowRefused("没有申请号，也没有公开（公告）号")
    return found


def _number(text: str, expected: Form | None, key: str) -> Number:
    try:
        return patent_number.read(text, expected)
    except NumberFault as fault:
        try:
            return patent_number.read(text)
        except NumberFault:
            raise RowRefused(str(fault), key) from None


def _days(read: ReadRow, numbers: Mapping[Form, Number]) -> dict[str, date]:
    """A day without a name goes with the number beside it; a document that announces a grant is published on its day."""
    days = {
        name: day
        for name in ("filed_on", "published_on", "granted_on")
        if isinstance(day := read.values.get(name), date)
    }
    published = numbers.get(Form.PUBLICATION)
    loose = read.values.get("dated_on")
    if isinstance(loose, date):
        days.setdefault("published_on" if published else "filed_on", loose)
    if published and published.announces_grant and "published_on" in days:
        days.setdefault("granted_on", days["published_on"])
    return days


def _patent_key(entry: PatentEntry) -> str:
    return f"{entry.application_number}|{entry.publication_number}"


def _enter_patents(entries: Sequence[PatentEntry], run: ImportRun, actor: Person, at: datetime) -> list[Outcome]:
    """Of a file that an organization handed in, what the register knows as the patent of others is refused."""
    refusals = of_others(entries, run.organization) if run.organization else {}
    own = [entry for place, entry in enumerate(entries) if place not in refusals]
    entered = iter(_outcomes(_entered(own, run, actor, at)) if own else [])
    return [
        Outcome(Result.REFUSED, refusals[place]) if place in refusals else next(entered)
        for place in range(len(entries))
    ]


def _entered(entries: Sequence[PatentEntry], run: ImportRun, actor: Person, at: datetime) -> list[Entered]:
    source = run.source or run.file_name
    entered = enter_patents(entries=entries, source=source, actor=actor, at=at, run=run)
    created = [one.patent for one in entered if one.patent and one.result is Result.CREATED]
    Patent.objects.filter(pk__in=created).update(first_run=run)
    return entered


def _outcomes(entered: Sequence[Entered]) -> list[Outcome]:
    return [Outcome(one.result, one.refusal, one.kept) for one in entered]


# Patents that the national pool pushes: into the register, and onto the list of the run


def _pushed(read: ReadRow) -> PushedEntry:
    return PushedEntry(_patent(read), read.said)


def _pushed_key(entry: PushedEntry) -> str:
    return _patent_key(entry.patent)


def _enter_pushed(entries: Sequence[PushedEntry], run: ImportRun, actor: Person, at: datetime) -> list[Outcome]:
    entered = _entered([entry.patent for entry in entries], run, actor, at)
    known = [(one.patent, entry) for one, entry in zip(entered, entries, strict=True) if one.patent]
    take_in(run=run, entries=known, actor=actor, at=at)
    return _outcomes(entered)


# Code tables


def _code_of(place: Callable[[str, str, str], Code | None], words: str, table: str) -> Callable[[ReadRow], Code]:
    def entry(read: ReadRow) -> Code:
        code, title = str(read.values.get("code", "")), str(read.values.get(words, ""))
        placed = place(code, title, str(read.values.get("parent", "")))
        if placed is None:
            raise RowRefused(f"“{code[:20]}”不是{table}", "code")
        if not title:
            raise RowRefused(f"{code}没有名称", words)
        dots = read.values.get("dots")
        return replace(placed, dots=dots) if isinstance(dots, int) and dots > 0 else placed

    return entry


def _enter_codes(
    model: type[IpcTitle | Industry],
) -> Callable[[Sequence[Code], ImportRun, Person, datetime], list[Outcome]]:
    def enter(codes: Sequence[Code], run: ImportRun, actor: Person, at: datetime) -> list[Outcome]:
        results = enter_codes(model=model, codes=codes, edition=run.edition, actor=actor, at=at, subject=run)
        return [Outcome(result) for result in results]

    return enter


def _code_key(code: Code) -> str:
    return code.code


# Fields of technology and products


def _field(read: ReadRow) -> FieldEntry:
    return FieldEntry(_said(read, "name"), _said(read, "parent"), _texts(read.values.get("symbols")))


def _field_key(entry: FieldEntry) -> str:
    return f"{entry.name}|{'|'.join(entry.symbols)}"


def _enter_fields(entries: Sequence[FieldEntry], run: ImportRun, actor: Person, at: datetime) -> list[Outcome]:
    return [Outcome(*told) for told in enter_fields(entries=entries, run=run, actor=actor, at=at)]


def _product(read: ReadRow) -> ProductEntry:
    values: dict[str, Any] = {key: value for key, value in read.values.items() if key in PRODUCT_FIELDS}
    entry = ProductEntry(**{"organization": "", "credit_code": "", "name": "", **values, "row": read.line})
    if not entry.name:
        raise RowRefused("没有产品名称", "name")
    if not (entry.organization or entry.credit_code):
        raise RowRefused("没有生产单位", "organization")
    return entry


def _product_key(entry: ProductEntry) -> str:
    return f"{entry.credit_code or entry.organization}|{entry.name}"


def _enter_products(entries: Sequence[ProductEntry], run: ImportRun, actor: Person, at: datetime) -> list[Outcome]:
    return [Outcome(*told) for told in enter_products(entries=entries, run=run, actor=actor, at=at)]


def _said(read: ReadRow, key: str) -> str:
    return str(read.values.get(key, ""))


REGISTERS: Final[Mapping[str, Register]] = {
    "patents": Register(_patent, _patent_key, _enter_patents),
    "pool": Register(_pushed, _pushed_key, _enter_pushed),
    "ipc": Register(_code_of(ipc_code, "title", "IPC分类号"), _code_key, _enter_codes(IpcTitle)),
    "industries": Register(_code_of(industry_code, "name", "国民经济行业代码"), _code_key, _enter_codes(Industry)),
    "fields": Register(_field, _field_key, _enter_fields),
    "products": Register(_product, _product_key, _enter_products),
}
