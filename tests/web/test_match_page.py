"""From a need to the patents that answer it, with the reasons, and to a pair: who may, what is shown, what is refused."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.models import Pair
from manas.office.models import Membership, Person, Unit
from manas.registers.matching import keeping
from manas.registers.models import Patent, TechnologyNeed
from manas.registers.needs.actions import enter
from manas.registers.patents.actions import enter_patents
from manas.registers.patents.entries import Party, PatentEntry
from tests.demo import make_demo

FIG = PatentEntry(
    publication_number="CN113234567B",
    title="无花果鲜果气调保鲜方法",
    abstract="将无花果鲜果预冷后装入气调包装，加入保鲜剂，货架期为十五天。",
    legal_status="in_force",
    willingness="license",
    holders=(Party("丰泽大学"),),
    ipc=("A23B7/148",),
)
SHORT = PatentEntry(
    publication_number="CN113234568B",
    title="无花果鲜果保鲜剂",
    abstract="无花果鲜果涂保鲜剂，货架期为五天。",
    legal_status="in_force",
    holders=(Party("丰泽大学"),),
)
DEAD = PatentEntry(
    publication_number="CN113234569B", title="无花果鲜果保鲜柜", legal_status="lapsed", holders=(Party("某厂"),)
)
PUMP = PatentEntry(publication_number="CN113234570B", title="离心泵轴封", legal_status="in_force")
WORDS = "阿图什无花果采后两天即软化。希望引进预冷、气调包装和保鲜剂技术，使无花果鲜果货架期延长到十天以上。"


@pytest.fixture
def need(db: None) -> TechnologyNeed:
    """A need of the firm, kept to the authority, and four patents in the index."""
    make_demo(timezone.now())
    handler, at = Person.objects.get(username="handler"), timezone.now()
    firm = Membership.objects.get(person__username="firm").organization
    enter_patents(entries=[FIG, SHORT, DEAD, PUMP], source="测试", actor=handler, at=at)
    keeping.bring_up_to_date(at)
    values = {"title": "无花果鲜果保鲜", "text": WORDS, "asker": firm.name, "organization": firm}
    county = Unit.objects.get(code="gov653001")
    keeper = handler.posts.get().unit
    return enter(keeper=keeper, source="测试", values={**values, "county": county}, actor=handler, at=at)


def visitor(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=name))
    return client


def address(need: TechnologyNeed) -> str:
    return f"/registers/needs/{need.pk}/offers/"


def patent(entry: PatentEntry) -> Patent:
    return Patent.objects.get(publication_number=entry.publication_number)


def test_each_patent_says_why(need: TechnologyNeed) -> None:
    page = visitor("handler").get(address(need)).content.decode()
    fig, short = page.index(str(FIG.title)), page.index(str(SHORT.title))
    assert fig < short
    assert str(PUMP.title) not in page  # it shares no word with the need
    assert str(DEAD.title) not in page
    assert "权利已失效或未获授权</span> 1" in page
    assert "达到" in page[fig:short]
    assert "十五天" in page[fig:short]
    assert "达不到" in page[short:]
    assert "转让许可意愿未知" in page[short:]
    assert "尚未经人确认" in page


def test_what_nobody_may_read_is_matched_for_nobody(need: TechnologyNeed) -> None:
    found = {
        name: visitor(name).get(address(need)).status_code for name in ("handler", "firm", "coop", "bank", "admin")
    }
    assert found == {"handler": 200, "firm": 200, "coop": 404, "bank": 404, "admin": 404}
    begun = {
        name: visitor(name).post(f"{address(need)}{patent(FIG).pk}/pair/").status_code for name in ("coop", "admin")
    }
    assert (begun, Pair.objects.count()) == ({"coop": 404, "admin": 404}, 0)


def test_the_office_begins_a_pair_once(need: TechnologyNeed) -> None:
    handler = visitor("handler")
    answer = handler.post(f"{address(need)}{patent(FIG).pk}/pair/")
    made = Matter.objects.get(kind="pair").pair
    assert answer.headers["Location"] == f"/matters/{made.pk}/"
    assert (made.need, made.patent_number, made.source, made.state) == (
        need,
        FIG.publication_number,
        "match",
        "proposed",
    )
    again = handler.post(f"{address(need)}{patent(FIG).pk}/pair/", follow=True).content.decode()
    assert "已经在对接" in again
    assert Matter.objects.filter(kind="pair").count() == 1


def test_the_asker_begins_a_draft(need: TechnologyNeed) -> None:
    visitor("firm").post(f"{address(need)}{patent(SHORT).pk}/pair/")
    made = Matter.objects.get(kind="pair")
    assert (made.state, made.number, made.applicant_organization) == ("draft", None, need.organization)


def test_a_need_that_is_closed_begins_nothing(need: TechnologyNeed) -> None:
    TechnologyNeed.objects.filter(pk=need.pk).update(state="closed", result="gone")
    assert visitor("handler").post(f"{address(need)}{patent(FIG).pk}/pair/").status_code == 404


def test_one_s_own_patent_is_no_offer(need: TechnologyNeed) -> None:
    enter_patents(
        entries=[PatentEntry(publication_number=FIG.publication_number, holders=(Party(need.organization.name),))],
        source="变更", actor=Person.objects.get(username="handler"), at=timezone.now(),
    )  # fmt: skip
    page = visitor("handler").get(address(need)).content.decode()
    assert str(FIG.title) not in page
    assert "需求方自己的专利</span> 1" in page


def test_without_an_index_it_says_so(need: TechnologyNeed) -> None:
    (keeping.folder() / "manifest.json").unlink()
    page = visitor("handler").get(address(need))
    assert (page.status_code, 'role="alert"' in page.content.decode()) == (200, True)


def test_confirmed_elements_are_what_is_compared(need: TechnologyNeed) -> None:
    TechnologyNeed.objects.filter(pk=need.pk).update(object="离心泵", function="轴封", changed_at=timezone.now())
    page = visitor("handler").get(address(need)).content.decode()
    assert str(PUMP.title) in page
    assert "尚未经人确认" not in page


def test_dates_do_not_matter_to_what_is_found(need: TechnologyNeed) -> None:
    from manas.registers.matching.offers import offers_for

    early, late = (offers_for(need, day) for day in (date(2020, 1, 1), date(2030, 1, 1)))
    assert [patent.pk for patent, _ in early.lines] == [patent.pk for patent, _ in late.lines]
