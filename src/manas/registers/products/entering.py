"""Entering products and fields of technology from files: each row is created, changed, left as it is, or refused with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person
from manas.office.queries import standing_at
from manas.registers.deals.queries import by_number
from manas.registers.models import FieldPattern, ImportRun, Patent, Product, TechnologyField
from manas.registers.patents.actions import Result
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.refusals import PatentRefused
from manas.registers.patents.rules import may_keep
from manas.registers.products.actions import ProductRefused, amend, enter, work_patent
from manas.registers.products.queries import writable_organizations


@dataclass(frozen=True, slots=True)
class ProductEntry:
    """A row about a product. What is empty says nothing: it leaves what is known. `patents` are numbers as written."""

    organization: str
    credit_code: str
    name: str
    description: str = ""
    industry_code: str = ""
    brand: str = ""
    since_on: date | None = None
    fields: tuple[str, ...] = ()
    patents: tuple[str, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A row about a field of technology: its name, the field above it, beginnings of IPC symbols that belong to it."""

    name: str
    parent: str
    symbols: tuple[str, ...]


Told = tuple[Result, str]


def enter_products(*, entries: Sequence[ProductEntry], run: ImportRun, actor: Person, at: datetime) -> list[Told]:
    """This function will enter rows of a file in the caller's transaction; gives what came of each, with the refusal.

    A product is known by its organization and its name; the same row entered again changes nothing.
    """
    return [_product(entry, run, actor, at) for entry in entries]


def _product(entry: ProductEntry, run: ImportRun, actor: Person, at: datetime) -> Told:
    try:
        organization = _organization(entry, actor, at)
        fields, patents = _fields(entry.fields), _patents(entry.patents)
        known = Product.objects.filter(organization=organization, name=entry.name).first()
        before = known.changed_at if known else None
        told = _told(entry, fields)
        source = run.source or run.file_name
        made = (
            amend(product=known, values=told, actor=actor, at=at)
            if known and _differs(known, told)
            else known or enter(organization=organization, values=told, source=source, actor=actor, at=at)
        )
        tied = [_tie(made, patent, actor, at) for patent in patents]
    except ProductRefused as refusal:
        return Result.REFUSED, str(refusal)
    if known is None:
        Product.objects.filter(pk=made.pk).update(first_run=run, source_row=entry.row)
        return Result.CREATED, ""
    return (Result.CHANGED if made.changed_at != before or any(tied) else Result.UNCHANGED), ""


def _organization(entry: ProductEntry, actor: Person, at: datetime) -> Organization:
    named = Q(credit_code=entry.credit_code) if entry.credit_code else Q(name=entry.organization)
    found = list(writable_organizations(standing_at(actor, at), at).filter(named)[:2])
    if not found:
        raise ProductRefused(f"机构名录里没有“{entry.credit_code or entry.organization}”，请先登记机构")
    if len(found) > 1:
        raise ProductRefused(f"有两个机构叫“{entry.organization}”，请写明统一社会信用代码")
    return found[0]


def _fields(names: Sequence[str]) -> list[TechnologyField]:
    known = {one.name: one for one in TechnologyField.objects.filter(name__in=names)}
    if missing := [name for name in names if name not in known]:
        raise ProductRefused(f"技术领域表里没有“{missing[0]}”，请先导入技术领域表")
    return [known[name] for name in names]


def _patents(numbers: Sequence[str]) -> list[Patent]:
    found = [(number, by_number(number)) for number in numbers]
    if missing := [number for number, patent in found if patent is None]:
        raise ProductRefused(f"专利名册里没有“{missing[0]}”，请先导入专利")
    return [patent for _number, patent in found if patent is not None]


def _told(entry: ProductEntry, fields: list[TechnologyField]) -> dict[str, Any]:
    names = ("name", "description", "industry_code", "brand", "since_on")
    told: dict[str, Any] = {name: getattr(entry, name) for name in names if getattr(entry, name)}
    return {**told, "fields": fields} if fields else told


def _differs(product: Product, told: dict[str, Any]) -> bool:
    plain = any(getattr(product, name) != value for name, value in told.items() if name != "fields")
    return plain or ("fields" in told and set(told["fields"]) != set(product.fields.all()))


def _tie(product: Product, patent: Patent, actor: Person, at: datetime) -> bool:
    if product.works.filter(patent=patent).exists():
        return False
    work_patent(product=product, patent=patent, since_on=None, note="", actor=actor, at=at)
    return True


def enter_fields(*, entries: Sequence[FieldEntry], run: ImportRun, actor: Person, at: datetime) -> list[Told]:
    """This function will enter rows of a scheme of fields in the caller's transaction; rows of one name add up.

    Raises PatentRefused for who may not keep the registers.
    """
    if not may_keep(standing_at(actor, at), ip_offices(at)):
        raise PatentRefused("只有知识产权局的人员可以导入分类表")
    journal.hold()
    told = [_field(entry, run) for entry in entries]
    detail = {"edition": run.edition, **{str(result): [one for one, _ in told].count(result) for result in Result}}
    journal.record(actor=actor, at=at, verb="登记技术领域表", subject=run, detail=detail)
    return told


def _field(entry: FieldEntry, run: ImportRun) -> Told:
    parent = TechnologyField.objects.filter(name=entry.parent).first() if entry.parent else None
    if entry.parent and (parent is None or entry.name == entry.parent):
        return Result.REFUSED, f"没有上级技术领域“{entry.parent}”，上级要排在下级前面"
    field, new = TechnologyField.objects.get_or_create(name=entry.name)
    moved = bool(entry.parent) and field.parent != parent
    if moved:
        if parent is not None and _stands_below(parent, field):
            return Result.REFUSED, f"“{entry.parent}”已经是“{entry.name}”的下级"
        field.parent = parent
    field.edition, field.source = run.edition, run.source or run.file_name
    field.save()
    fresh = set(entry.symbols) - set(field.patterns.values_list("symbol", flat=True))
    FieldPattern.objects.bulk_create(FieldPattern(field=field, symbol=symbol) for symbol in sorted(fresh))
    if new:
        return Result.CREATED, ""
    return (Result.CHANGED if fresh or moved else Result.UNCHANGED), ""


def _stands_below(field: TechnologyField, above: TechnologyField) -> bool:
    at: TechnologyField | None = field
    while at is not None and at != above:
        at = at.parent
    return at is not None
