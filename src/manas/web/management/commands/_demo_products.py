"""Example products of invented firms in the trades of the prefecture, with the fields of technology that they belong to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import yaml
from django.conf import settings
from django.db import transaction

from manas.office import actions as office
from manas.office.models import Membership, Organization, Person, Unit
from manas.registers.deals.queries import by_number
from manas.registers.models import FieldPattern, Product, TechnologyField
from manas.registers.products.actions import enter, state_scope, work_patent

FILE: Final = "demo-products.yaml"
MARK: Final = "（示例）"


@transaction.atomic
def make_products(now: datetime) -> list[Product]:
    """This function will enter the example firms, fields and products; all carry the mark 示例."""
    told = yaml.safe_load((settings.EXAMPLES / FILE).read_text(encoding="utf-8"))
    at, keeper = now - timedelta(days=90), Person.objects.get(username="office")
    fields = _fields(told["fields"])
    makers = {one["name"]: _organization(one, keeper, at) for one in told["organizations"]}
    return [_product(one, makers, fields, keeper, at) for one in told["products"]]


def _fields(told: list[dict[str, Any]]) -> dict[str, TechnologyField]:
    made: dict[str, TechnologyField] = {}
    for one in told:
        field = TechnologyField.objects.create(
            name=one["name"], parent=made.get(one.get("parent", "")), edition=f"本地产业{MARK}", is_example=True
        )
        FieldPattern.objects.bulk_create(FieldPattern(field=field, symbol=symbol) for symbol in one["symbols"])
        made[one["name"]] = field
    return made


def _organization(one: dict[str, Any], keeper: Person, at: datetime) -> Organization:
    made = office.add_organization(
        name=f"{one['name']}{MARK}",
        kind=one["kind"],
        credit_code=None,
        county=Unit.objects.get(code=one["county"]),
        actor=keeper,
        at=at,
        is_example=True,
    )
    return state_scope(organization=made, scope=one["scope"], actor=keeper, at=at)


def _product(
    one: dict[str, Any],
    makers: dict[str, Organization],
    fields: dict[str, TechnologyField],
    keeper: Person,
    at: datetime,
) -> Product:
    member = Membership.objects.select_related("organization", "person").filter(person__username=one["maker"]).first()
    actor, maker = (member.person, member.organization) if member else (keeper, makers[one["maker"]])
    values = {
        "name": one["name"],
        "description": one["description"],
        "industry_code": one["industry"],
        "brand": one.get("brand", ""),
        "since_on": one["since"],
        "fields": [fields[name] for name in one["fields"]],
    }
    made = enter(organization=maker, values=values, source=f"虚构{MARK}", actor=actor, at=at)
    patent = by_number(one["patent"]) if "patent" in one else None
    if patent is not None:
        work_patent(product=made, patent=patent, since_on=one["since"], note=one["how"], actor=actor, at=at)
    return made
