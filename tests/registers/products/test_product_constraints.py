"""What the database itself refuses of products and fields, whatever the code does."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import FieldPattern, PatentShield, Product, ProductPatent, TechnologyField
from tests.cast import AT, Cast
from tests.registers.patents.test_patent_constraints import patent


def product(cast: Cast, name: str = "沙棘原浆") -> Product:
    return Product.objects.create(organization=cast.company, name=name, source="测试", created_at=AT, changed_at=AT)


def shield(cast: Cast) -> PatentShield:
    return PatentShield.objects.create(patent=patent(), field="title", actor=cast.office, at=AT)


def own_parent() -> None:
    field = TechnologyField.objects.create(name="果蔬加工")
    TechnologyField.objects.filter(pk=field.pk).update(parent=field)


def twice(make: Callable[[], object]) -> None:
    make()
    make()


def works_twice(cast: Cast) -> None:
    made, known = product(cast), patent()
    twice(lambda: ProductPatent.objects.create(product=made, patent=known))


def pattern_twice() -> None:
    field = TechnologyField.objects.create(name="果蔬加工")
    twice(lambda: FieldPattern.objects.create(field=field, symbol="A23B7"))


def shield_twice(cast: Cast) -> None:
    held = shield(cast)
    PatentShield.objects.create(patent=held.patent, field=held.field, actor=cast.office, at=AT)


BROKEN: dict[str, Callable[[Cast], object]] = {
    "product_once": lambda cast: twice(lambda: product(cast)),
    "product_patent_once": works_twice,
    "technology_field_not_its_own_parent": lambda _cast: own_parent(),
    "field_pattern_once": lambda _cast: pattern_twice(),
    "patent_shield_once": shield_twice,
}


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses(constraint: str, cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[constraint](cast)
