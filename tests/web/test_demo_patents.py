"""The example register: real bibliographic facts and invented offers, each marked, none with an abstract."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from manas.office.models import Person
from manas.office.queries import standing
from manas.registers.models import LegalStatus, Patent, Willingness
from manas.registers.patents.actions import enter_patents
from manas.registers.patents.queries.page import patent_page
from manas.web.management.commands import _demo_patents
from tests.demo import make_demo

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def register(db: None) -> list[Patent]:
    make_demo(NOW)
    return _demo_patents.make_patents(NOW)


def test_every_line_of_the_file_is_entered_and_marked(register: list[Patent]) -> None:
    lines = (settings.EXAMPLES / _demo_patents.FILE).read_text(encoding="utf-8").splitlines()
    facts = [line for line in lines if not line.startswith(("#", "industry"))]
    assert 30 <= len(facts) <= 50
    assert len(register) == len(facts) + len(_demo_patents.INVENTED)
    assert {(patent.is_example, patent.claims) for patent in register} == {(True, "")}


def test_nothing_is_said_of_real_patents_that_was_not_published(register: list[Patent]) -> None:
    real = [patent for patent in register if patent.source == _demo_patents.SOURCE]
    assert {(patent.legal_status, patent.abstract) for patent in real} == {(LegalStatus.UNKNOWN, "")}
    assert {(patent.publicly_funded, patent.worked, patent.willingness) for patent in real} == {
        (None, None, Willingness.UNKNOWN)
    }
    assert [patent for patent in real if not patent.kind or not patent.source_row] == []


def test_what_is_invented_says_so(register: list[Patent]) -> None:
    invented = [patent for patent in register if patent.source != _demo_patents.SOURCE]
    assert [patent.title for patent in invented if not patent.title.endswith("（示例）")] == []
    assert [patent.abstract for patent in invented if not patent.abstract.endswith("（示例）")] == []
    assert {patent.willingness for patent in invented} == {"license", "open_license"}


def test_the_examples_show_the_timer_and_an_annuity(register: list[Patent]) -> None:
    funded = next(patent for patent in register if patent.publicly_funded)
    page = patent_page(funded, standing(Person.objects.get(username="firm"), NOW.date()), NOW)
    assert page.idle is not None
    assert page.idle.days < 0
    assert page.annuity is not None
    assert page.may_offer


def test_made_again_nothing_changes(register: list[Patent]) -> None:
    told = enter_patents(
        entries=_demo_patents._public(), source="再次", actor=Person.objects.get(username="office"), at=NOW
    )
    assert {one.result.value for one in told} == {"unchanged"}
