"""What the database itself refuses of a patent, whatever the code does."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import Patent, PatentClass, PatentHolder, PatentInventor, PatentKind, SavedSearch
from tests.cast import AT, Cast


def patent(number: str = "CN111534432B", **values: object) -> Patent:
    given: dict[str, object] = {"kind": PatentKind.INVENTION, "title": "锌精矿浸出方法", "source": "测试", **values}
    return Patent.objects.create(publication_number=number, created_at=AT, changed_at=AT, **given)


BROKEN: dict[str, Callable[[Patent], object]] = {
    "patent_has_a_number": lambda known: Patent.objects.filter(pk=known.pk).update(publication_number=None),
    "patent_numbers_not_empty": lambda known: Patent.objects.filter(pk=known.pk).update(application_number=""),
    "patent_maturity_one_to_nine": lambda known: Patent.objects.filter(pk=known.pk).update(maturity=10),
    "patent_holder_once": lambda known: [
        PatentHolder.objects.create(patent=known, position=1, name=name) for name in ("甲", "乙")
    ],
    "patent_inventor_once": lambda known: [
        PatentInventor.objects.create(patent=known, position=1, name=name) for name in ("甲", "乙")
    ],
    "patent_class_once": lambda known: [
        PatentClass.objects.create(patent=known, position=1, symbol=symbol) for symbol in ("C22B3/04", "C22B19/20")
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses(constraint: str) -> None:
    known = patent()
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[constraint](known)


@pytest.mark.django_db
def test_a_number_stands_once_and_many_may_have_none() -> None:
    patent()
    patent("CN111534433B")
    with pytest.raises(IntegrityError), transaction.atomic():
        patent()
    assert Patent.objects.filter(application_number=None).count() == 2


@pytest.mark.django_db
def test_a_person_has_one_saved_search_of_a_name(cast: Cast) -> None:
    """The constraint saved_search_once."""
    kept = {"name": "锌冶炼", "filters": {}, "saved_at": AT, "told_at": AT}
    SavedSearch.objects.create(person=cast.office, **kept)
    SavedSearch.objects.create(person=cast.handler, **kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(person=cast.office, **kept)
