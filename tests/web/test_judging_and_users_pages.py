"""Judging on pages, and the other way round: who could use a patent, as far as whoever looks may read."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from manas.matters.docket.models import Matter
from manas.office.models import JournalEntry, Organization, Person
from manas.registers.matching import keeping
from manas.registers.matching.judging import outcome
from manas.registers.models import Confidentiality, JudgingRound, Patent
from manas.registers.products.actions import enter as enter_product
from tests.cast import AT, Cast, make_cast
from tests.registers.matching.tiny_encoder import tiny
from tests.registers.needs.needs import need
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered

PICKING = {"title": "沙棘果采摘", "text": "沙棘果采摘费工，希望引进沙棘果采摘装置。", "asker": "云岭沙棘合作社"}


@pytest.fixture
def cast(db: None) -> Cast:
    """The invented prefecture."""
    return make_cast()


@pytest.fixture
def harvester(cast: Cast) -> Patent:
    """A patent of somebody else, and one that has nothing to do with it."""
    entered(cast, LEACHING, SEA_BUCKTHORN)
    Patent.objects.update(legal_status="in_force")
    keeping.bring_up_to_date(AT)
    return Patent.objects.get(title=SEA_BUCKTHORN.title)


def visitor(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def users_page(person: Person, patent: Patent) -> str:
    return visitor(person).get(f"/registers/patents/{patent.pk}/users/").content.decode()


def test_a_need_a_product_and_a_scope_say_who_could_use_a_patent(cast: Cast, harvester: Patent) -> None:
    need(cast, **{**PICKING, "organization": None})
    enter_product(organization=cast.company, values={"name": "沙棘果采摘机"}, source="测试", actor=cast.office, at=AT)
    shop = Organization.objects.create(name="云岭沙棘商行", kind="enterprise", business_scope="沙棘、红枣的采摘和销售")
    page = users_page(cast.handler, harvester)
    places = [page.index(name) for name in (PICKING["asker"], cast.company.name, shop.name)]
    assert places == sorted(places)
    assert "沙棘果采摘装置</bdi>" in page
    assert "只凭产品或经营范围" in page


def test_a_confidential_need_leads_only_whoever_may_read_it(cast: Cast, harvester: Patent) -> None:
    need(cast, Confidentiality.AUTHORITY, **{**PICKING, "organization": None})
    assert PICKING["asker"] in users_page(cast.handler, harvester)
    assert PICKING["asker"] not in users_page(cast.outsider, harvester)
    assert visitor(cast.firm).get(f"/registers/patents/{harvester.pk}/users/").status_code == 404


def test_a_pair_begins_there(cast: Cast, harvester: Patent) -> None:
    asked = need(cast, **{**PICKING, "organization": None})
    address = f"/registers/needs/{asked.pk}/offers/{harvester.pk}/pair/"
    assert address in users_page(cast.handler, harvester)
    visitor(cast.handler).post(address)
    assert Matter.objects.get(kind="pair").pair.patent_number == harvester.publication_number
    page = users_page(cast.handler, harvester)
    assert (address in page, "已经在对接" in page) == (False, True)


def test_two_people_judge_a_need_and_are_compared(cast: Cast, harvester: Patent) -> None:
    asked = need(cast, **PICKING)
    clients = {person: visitor(person) for person in (cast.handler, cast.approver)}
    begun = clients[cast.handler].post(f"/registers/needs/{asked.pk}/judging/")
    made = JudgingRound.objects.get()
    assert begun.headers["Location"] == f"/registers/judging/{made.pk}/"
    ((candidate,), address) = made.candidates.all(), begun.headers["Location"]
    assert candidate.patent == harvester
    for person, level in ((cast.handler, "2"), (cast.approver, "1")):
        blind = clients[person].get(address).content.decode()
        assert ("checked" in blind, "Cohen" in blind) == (False, False)
        clients[person].post(address, {f"level-{candidate.pk}": level, "level-x": "1", "level-999999": "1"})
    found = outcome(made)
    assert found is not None
    assert found.agreement.same == 0.0
    page = clients[cast.handler].get(address).content.decode()
    assert "高度相关 / 相关" in page or "相关 / 高度相关" in page
    file = clients[cast.handler].get("/registers/judging/judged.tsv").content.decode()
    assert file.splitlines()[0] == "query\tnumber\tlevel\tjudge"
    assert [line.split("\t")[1:3] for line in file.splitlines()[1:]] == [["CN208765432U", "2"], ["CN208765432U", "1"]]
    assert JournalEntry.objects.filter(verb="评判专利相关性").count() == 2


def test_a_question_in_free_words_is_judged_and_one_that_finds_nothing_says_so(cast: Cast, harvester: Patent) -> None:
    client = visitor(cast.handler)
    answer = client.post("/registers/judging/", {"query": "沙棘果怎么采摘"})
    assert (answer.status_code, JudgingRound.objects.get().query) == (302, "沙棘果怎么采摘")
    nothing = client.post("/registers/judging/", {"query": "量子通信"})
    assert (nothing.status_code, "没有找到可以评判的专利" in nothing.content.decode()) == (422, True)
    assert "沙棘果怎么采摘" in client.get("/registers/judging/").content.decode()


def test_whether_the_sentence_encoder_takes_part_is_said_where_it_matters(
    cast: Cast, harvester: Patent, settings: Settings, tmp_path: Path
) -> None:
    asked = need(cast, **PICKING)
    pages = [
        (cast.handler, "/registers/judging/"),
        (cast.handler, f"/registers/needs/{asked.pk}/offers/"),
        (cast.administrator, "/outbox/"),
    ]

    def shown() -> list[str]:
        return [visitor(person).get(address).content.decode() for person, address in pages]

    missing = "没有用上句向量模型"
    assert ["没有配置句向量模型" in page for page in shown()] == [True, False, False]
    assert [missing in page for page in shown()] == [False, False, False]
    settings.MANAS_ENCODER = tmp_path / "away"
    assert [f"{missing}，按其余各项排序。句向量模型：MANAS_ENCODER 指定的文件夹不存在" in page for page in shown()] == [
        True
    ] * 3
    settings.MANAS_ENCODER = tiny(tmp_path / "encoder")
    assert ["句向量模型已启用" in page for page in shown()] == [True, False, False]
    assert [missing in page for page in shown()] == [False, False, False]
