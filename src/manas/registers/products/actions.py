"""What is done with products: entered, changed, and tied to the patents that are worked in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person
from manas.office.queries import standing_at
from manas.registers.models import Patent, Product, ProductPatent
from manas.registers.patents.actions import state_offer
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.rules import may_offer
from manas.registers.products import rules

# What is filled in; `fields` is a list of rows beside the product.
COLUMNS: Final = ("name", "description", "industry_code", "brand", "since_on")
FILLED: Final = (*COLUMNS, "fields")
SCOPE: Final = 3000  # characters


class ProductRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@transaction.atomic
def enter(
    *, organization: Organization, values: Mapping[str, Any], source: str, actor: Person, at: datetime
) -> Product:
    """This function will enter what an organization makes; `values` maps names of `FILLED` to what they hold.

    Raises ProductRefused when it is not the actor's to do, stands there already, or a value is none that it can hold.
    """
    _require(organization, actor, at)
    journal.hold()
    told = {name: value for name, value in values.items() if name in COLUMNS}
    example = actor.is_example or organization.is_example
    made = Product(organization=organization, source=source, is_example=example, created_at=at, changed_at=at, **told)
    _keep(made, at)
    made.fields.set(values.get("fields", ()))
    _record("登记产品", made, actor, at, {"name": made.name})
    return made


@transaction.atomic
def amend(*, product: Product, values: Mapping[str, Any], actor: Person, at: datetime) -> Product:
    """This function will change what is told of a product; the journal keeps the words before and after.

    Raises ProductRefused when the actor may not, or a value is none that it can hold.
    """
    held = _held(product, actor, at)
    before = {name: word(held, name) for name in FILLED}
    for name in set(COLUMNS) & set(values):
        setattr(held, name, values[name])
    held.changed_at = at
    _keep(held, at)
    if "fields" in values:
        held.fields.set(values["fields"])
    changed = {name: [before[name], word(held, name)] for name in FILLED if before[name] != word(held, name)}
    if changed:
        _record("修改产品", held, actor, at, changed)
    return held


@transaction.atomic
def work_patent(
    *, product: Product, patent: Patent, since_on: date | None, note: str, actor: Person, at: datetime
) -> ProductPatent:
    """This function will tell that a patent is worked in a product.

    Who speaks for its holder thereby says that it is worked; told by anybody else it is evidence beside the patent.
    Raises ProductRefused when the actor may not, or it was told before.
    """
    held = _held(product, actor, at)
    if held.works.filter(patent=patent).exists():
        raise ProductRefused("这件专利已经登记为在该产品中实施")
    if since_on is not None and since_on > timezone.localtime(at).date():
        raise ProductRefused("实施起始日不能晚于今天")
    told = ProductPatent.objects.create(product=held, patent=patent, since_on=since_on, note=note)
    _record("登记专利实施", held, actor, at, {"patent": patent.pk, "works": ["", str(patent)]})
    if patent.worked is not True and may_offer(standing_at(actor, at), patent.holders.all()):
        state_offer(patent=patent, offer={"worked": True}, actor=actor, at=at)
    return told


@transaction.atomic
def stop_working(*, work: ProductPatent, actor: Person, at: datetime) -> Product:
    """This function will take back that a patent is worked in a product; what its holder said of it stays.

    Raises ProductRefused when the actor may not.
    """
    held = _held(work.product, actor, at)
    detail = {"patent": work.patent_id, "works": [str(work.patent), ""]}
    held.works.filter(pk=work.pk).delete()
    _record("撤销专利实施", held, actor, at, detail)
    return held


@transaction.atomic
def state_scope(*, organization: Organization, scope: str, actor: Person, at: datetime) -> Organization:
    """This function will keep the scope of business of an organization, as its license words it.

    Raises ProductRefused when it is not the actor's to state, or it is longer than 3,000 characters.
    """
    journal.hold()
    held = (
        Organization.objects.select_for_update(of=("self",), no_key=True)
        .select_related("county")
        .get(pk=organization.pk)
    )
    _require(held, actor, at)
    if len(scope) > SCOPE:
        raise ProductRefused(f"经营范围最多{SCOPE}字，这里有{len(scope)}字")
    before, held.business_scope = held.business_scope, scope.strip()
    if before != held.business_scope:
        held.save(update_fields=["business_scope"])
        detail = {"business_scope": [before, held.business_scope]}
        journal.record(actor=actor, at=at, verb="登记经营范围", subject=held, unit=held.county, detail=detail)
    return held


def word(product: Product, name: str) -> str:
    """This function will say in words what a product tells under a name of `FILLED`; nothing for nothing."""
    if name == "fields":
        return "、".join(str(field) for field in product.fields.all())
    value = getattr(product, name)
    return "" if value is None else str(value)


def _require(organization: Organization, actor: Person, at: datetime) -> None:
    if not rules.may_write(standing_at(actor, at), ip_offices(at), organization):
        raise ProductRefused("这个单位的产品不由您登记")


def _held(product: Product, actor: Person, at: datetime) -> Product:
    journal.hold()  # the journal first, as everybody does who writes here
    found = Product.objects.select_related("organization__county").select_for_update(of=("self",), no_key=True)
    held = found.get(pk=product.pk)
    _require(held.organization, actor, at)
    return held


def _keep(product: Product, at: datetime) -> None:
    if product.since_on is not None and product.since_on > timezone.localtime(at).date():
        raise ProductRefused("投产日期不能晚于今天")
    try:
        product.full_clean()
    except ValidationError as error:
        raise ProductRefused("；".join(_words(error))) from None
    product.save()


def _words(error: ValidationError) -> list[str]:
    return [
        "".join(said) if name == "__all__" else f"{Product._meta.get_field(name).verbose_name}：{''.join(said)}"  # type: ignore[union-attr]  # columns
        for name, said in error.message_dict.items()
    ]


def _record(verb: str, product: Product, actor: Person, at: datetime, detail: Mapping[str, Any]) -> None:
    county = product.organization.county
    journal.record(actor=actor, at=at, verb=verb, subject=product, unit=county, detail=dict(detail))
