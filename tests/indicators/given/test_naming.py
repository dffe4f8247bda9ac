"""Lists of patents of high value: all numbers or none, only what is held here, taken back with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from manas.indicators.given.actions import GivenRefused, Paper
from manas.indicators.given.models import HighValueReason
from manas.indicators.given.naming import ListRefused, name_list, take_back
from manas.office.models import JournalEntry, Organization
from manas.registers.models import Patent, PatentHolder
from tests.cast import AT, Cast
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered

pytestmark = pytest.mark.django_db

PAPER = Paper("高价值发明专利名单", "国知发〔2026〕1号", date(2026, 3, 1))
NUMBER = "202110512345.5"


@pytest.fixture
def held(cast: Cast) -> Patent:
    """An invention of the company, which sits in the northern county."""
    found, _model = entered(cast, replace(LEACHING, application_number=NUMBER), SEA_BUCKTHORN)
    Organization.objects.filter(pk=cast.company.pk).update(county=cast.north)
    PatentHolder.objects.filter(patent=found, position=1).update(organization=cast.company)
    return found


def named(cast: Cast, text: str, code: str = "a") -> list[HighValueReason]:
    return name_list(owner=cast.government, text=text, code=code, paper=PAPER, actor=cast.office, at=AT)


def test_numbers_are_read_as_people_write_them(cast: Cast, held: Patent) -> None:
    (made,) = named(cast, f"\nZL{NUMBER}\n")
    assert (made.patent, made.code, made.document_on) == (held, "a", PAPER.on)
    assert JournalEntry.objects.filter(verb="登记高价值认定").count() == 1


def test_every_fault_has_its_line_and_nothing_stays(cast: Cast, held: Patent) -> None:
    lines = (NUMBER, "", "不是号码", "2021105123460", NUMBER, SEA_BUCKTHORN.publication_number or "")
    with pytest.raises(ListRefused) as refused:
        named(cast, "\n".join(lines))
    assert [fault.split("：")[0] for fault in refused.value.faults] == ["第3行", "第4行", "第5行", "第6行"]
    assert "只能是发明专利" in refused.value.faults[3]
    assert not HighValueReason.objects.exists()
    assert not JournalEntry.objects.filter(verb="登记高价值认定").exists()


def test_what_the_register_does_not_have_is_said(cast: Cast) -> None:
    with pytest.raises(ListRefused, match="专利库中没有"):
        named(cast, NUMBER)


def test_an_empty_list_is_refused(cast: Cast) -> None:
    with pytest.raises(ListRefused, match="没有可登记的号码"):
        named(cast, " \n")


def test_a_patent_of_nobody_here_is_refused(cast: Cast, held: Patent) -> None:
    PatentHolder.objects.filter(patent=held).update(organization=None)
    with pytest.raises(ListRefused, match="权利人不在本州"):
        named(cast, NUMBER)


def test_a_mistake_is_taken_back_with_a_reason_that_stays(cast: Cast, held: Patent) -> None:
    (made,) = named(cast, NUMBER)
    with pytest.raises(GivenRefused, match="撤销理由"):
        take_back(owner=cast.government, reason=made, why=" ", actor=cast.office, at=AT)
    take_back(owner=cast.government, reason=made, why="号码录错", actor=cast.office, at=AT)
    assert not HighValueReason.objects.exists()
    assert JournalEntry.objects.get(verb="撤销高价值认定").detail["reason"] == "号码录错"


def test_the_office_alone_names_and_takes_back(cast: Cast, held: Patent) -> None:
    (made,) = named(cast, NUMBER)
    for person in cast.others("office"):
        with pytest.raises(GivenRefused):
            name_list(owner=cast.government, text=NUMBER, code="b", paper=PAPER, actor=person, at=AT)
        with pytest.raises(GivenRefused):
            take_back(owner=cast.government, reason=made, why="号码录错", actor=person, at=AT)
    PatentHolder.objects.filter(patent=held).update(organization=None)
    with pytest.raises(GivenRefused, match="不在本州"):
        take_back(owner=cast.government, reason=made, why="号码录错", actor=cast.office, at=AT)
    assert HighValueReason.objects.get() == made
