"""The pages of aid: figures lead to their lists, an offer is followed on its page, nobody sees another county's."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from manas.office.models import Person
from manas.registers.aid.actions import Step, advance
from manas.registers.aid.queries import overview
from manas.registers.models import AidExit, AidOffer, AidPartnership, AidPolicy, AidState
from tests.cast import AT, TODAY, Cast, make_cast, queries_of
from tests.registers.aid.aid import in_use, offer, partnership, policy, team
from tests.registers.needs.deals import patent


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Person, name: str, *arguments: object, **asked: object) -> str:
    response = signed_in(person).get(reverse(name, args=arguments), asked)
    assert response.status_code == 200
    return response.content.decode()


def status(person: Person, name: str, *arguments: object) -> int:
    return signed_in(person).get(reverse(name, args=arguments)).status_code


def test_the_overview_counts_and_each_figure_opens_its_list(cast: Cast) -> None:
    partner = partnership(cast, status="memory")
    offer(cast, partner)
    in_use(cast, offer(cast, partner, title="在用的技术"))
    policy(cast, partner)
    team(cast, partner)
    page = read(cast.office, "aid")
    assert "东海省临江市" in page
    assert "未核实" in page
    for address in (
        f"{reverse('aid-book', args=['offers'])}?unit={cast.north.pk}&amp;state=offered",
        f"{reverse('aid-book', args=['offers'])}?unit={cast.north.pk}&amp;state=in_use",
        f"{reverse('aid-book', args=['policies'])}?unit={cast.north.pk}",
        f"{reverse('aid-book', args=['teams'])}?unit={cast.north.pk}&amp;here=on",
    ):
        assert f'href="{address}">1</a>' in page
    narrowed = read(cast.office, "aid-book", "offers", unit=cast.north.pk, state="in_use")
    assert "在用的技术" in narrowed
    assert "共 1 条" in narrowed


def test_the_overview_takes_as_many_queries_for_one_unit_as_for_three(cast: Cast) -> None:
    offer(cast)
    one = queries_of(overview, cast.standing("office"), TODAY)
    for unit, city in ((cast.south, "望海县"), (cast.government, "")):
        offer(cast, partnership(cast, unit, city=city), actor=cast.office, keeper=cast.ip_office)
    assert queries_of(overview, cast.standing("office"), TODAY) == one


def test_empty_books_explain_themselves(cast: Cast) -> None:
    assert "未登记" in read(cast.office, "aid")
    assert "先登记援疆结对" in read(cast.office, "aid-book", "offers")
    assert "没有您可以看到的援疆工作" in read(cast.liaison, "aid")
    offer(cast)
    assert "没有符合条件的记录" in read(cast.office, "aid-book", "offers", q="量子")


def test_what_is_publicly_known_waits_to_be_entered(cast: Cast) -> None:
    cast.north.code = "gov653023"
    cast.north.save()
    assert "公开资料提到" not in read(cast.leader, "aid")  # a leader enters nothing
    page = read(cast.office, "aid")
    assert "江苏省无锡市" in page
    form = read(cast.office, "aid-enter", "partnerships", known="wuxi-653023")
    assert 'value="无锡市"' in form
    told = {"unit": cast.north.pk, "province": "江苏省", "city": "无锡市", "since": "2007-03", "source": "报道"}
    client = signed_in(cast.office)
    address = reverse("aid-enter", args=["partnerships"])
    assert client.post(address, {**told, "status": "second-hand"}).status_code == 302
    assert "公开资料提到" not in read(cast.office, "aid")
    again = client.post(address, {**told, "status": "second-hand"})
    assert (again.status_code, "已经登记" in again.content.decode()) == (422, True)


def test_an_offer_is_entered_followed_and_shown_as_a_chain(cast: Cast) -> None:
    partner, known = partnership(cast), patent()
    client, today = signed_in(cast.county_liaison), timezone.localdate().isoformat()
    told = {
        "unit": cast.north.pk, "partnership": partner.pk, "kind": "patent", "title": "鲜杏保鲜", "description": "低温保鲜。",
        "patent": "ZL202310000001.5", "brought_on": today, "brought_by": "临江市农业科学院",
    }  # fmt: skip
    address = reverse("aid-enter", args=["offers"])
    assert f'<option value="{cast.north.pk}" selected>' in client.get(address).content.decode()
    missing = client.post(address, {**told, "patent": "202310000002.X"})
    assert (missing.status_code, "没有这个号码" in missing.content.decode()) == (422, True)
    assert client.post(address, told).status_code == 302
    made = AidOffer.objects.get()
    assert (made.patent, made.keeper) == (known, cast.north)
    in_use_at = reverse("aid-step", args=[made.pk, "in_use"])
    assert client.post(in_use_at, {"on": today}).status_code == 422  # nobody uses it
    assert client.post(in_use_at, {"on": today, "organization": cast.company.pk}).status_code == 302
    result_at = reverse("aid-step", args=[made.pk, "result"])
    assert client.post(result_at, {"on": today, "output_value": "120000.5", "jobs": "8"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.output_value, made.jobs) == (AidState.RESULT, Decimal("120000.50"), 8)
    page = read(cast.office, "aid-record", "offers", made.pk)
    for words in (
        "从提供到本地企业使用",
        "云岭机电有限公司",
        "累计产值 120,000.50 元",
        "带动就业 8 人",
        "鲜杏保鲜方法",
    ):
        assert words in page
    assert [f"chain__link--{place}" in page for place in ("done", "now", "ahead")] == [True, True, True]


def test_an_end_stands_in_the_chain_with_its_reason(cast: Cast) -> None:
    found = offer(cast)
    advance(offer=found, step=Step(AidState.ENDED, TODAY, reason=AidExit.UNFIT), actor=cast.office, at=AT)
    page = read(cast.office, "aid-record", "offers", found.pk)
    assert "不适合当地条件" in page
    assert f'href="{reverse("aid-step", args=[found.pk, "discussed"])}"' in page  # taken up again


def test_what_is_changed_is_told_with_the_words_before(cast: Cast) -> None:
    found = offer(cast)
    client = signed_in(cast.county_handler)
    address = reverse("aid-amend", args=["offers", found.pk])
    form = client.get(address).content.decode()
    assert "沙棘果冷冻脱粒技术" in form
    told = {
        "partnership": found.partnership_id, "kind": "training", "title": "脱粒培训", "description": found.description,
        "brought_on": "2026-02-02", "brought_by": found.brought_by,
    }  # fmt: skip
    assert client.post(address, {**told, "title": ""}).status_code == 422
    assert client.post(address, told).status_code == 302
    page = read(cast.office, "aid-record", "offers", found.pk)
    assert "引进项目名称：<bdi>沙棘果冷冻脱粒技术</bdi> → <bdi>脱粒培训</bdi>" in page
    assert "引进类别：<bdi>技术</bdi> → <bdi>培训</bdi>" in page


def test_a_partner_counts_what_it_brought(cast: Cast) -> None:
    partner = partnership(cast)
    offer(cast, partner)
    page = read(cast.office, "aid-record", "partnerships", partner.pk)
    assert f'<a href="{reverse("aid-book", args=["offers"])}?partnership={partner.pk}">1</a>' in page
    assert f'<a href="{reverse("aid-book", args=["teams"])}?partnership={partner.pk}">0</a>' in page


def test_the_document_of_a_policy_is_kept_and_handed_out_within_reach(cast: Cast, kept_files: Path) -> None:
    found = policy(cast)
    address = reverse("aid-document", args=[found.pk])
    client = signed_in(cast.county_handler)
    assert client.get(address).status_code == 404  # there is none yet
    assert client.post(address, {"file": SimpleUploadedFile("x.exe", b"MZ")}).status_code == 422
    assert client.post(address, {"file": SimpleUploadedFile("通知.txt", "支持两个项目".encode())}).status_code == 302
    assert AidPolicy.objects.get().document is not None
    answer = signed_in(cast.leader).get(address)
    assert b"".join(answer.streaming_content).decode() == "支持两个项目"  # type: ignore[attr-defined]  # a file
    for part in ("outsider", "handler", "firm"):
        assert status(cast.people()[part], "aid-document", found.pk) == 404
    assert signed_in(cast.leader).post(address, {"file": SimpleUploadedFile("a.txt", b"a")}).status_code == 404


def test_outside_ones_reach_there_is_no_page(cast: Cast) -> None:
    south = partnership(cast, cast.south, city="望海县")
    foreign = offer(cast, south, actor=cast.office, keeper=cast.ip_office)
    for part in ("county_handler", "county_liaison", "outsider", "firm", "liaison"):
        for name, arguments in (
            ("aid-record", ("offers", foreign.pk)),
            ("aid-amend", ("offers", foreign.pk)),
            ("aid-step", (foreign.pk, "discussed")),
        ):
            assert status(cast.people()[part], name, *arguments) == 404, (part, name)
    assert status(cast.leader, "aid-record", "offers", foreign.pk) == 200
    assert status(cast.leader, "aid-amend", "offers", foreign.pk) == 404
    assert status(cast.office, "aid-step", foreign.pk, "result") == 404  # does not follow
    assert status(cast.office, "aid-book", "nothing") == 404
    assert status(cast.leader, "aid-enter", "offers") == 404


def test_the_list_is_taken_along_as_it_is_seen(cast: Cast) -> None:
    in_use(cast, offer(cast))
    south = partnership(cast, cast.south, city="望海县")
    offer(cast, south, actor=cast.office, keeper=cast.ip_office, title="别的")
    answer = signed_in(cast.office).get(reverse("aid-file", args=["offers"]), {"unit": cast.north.pk})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [rows[0][0], rows[0][6], rows[0][-1]] == ["引进项目名称", "使用单位", "备注"]
    assert [(row[0], row[4], row[6], row[10], row[-1]) for row in rows[1:]] == [
        ("沙棘果冷冻脱粒技术", "企业在用", "云岭机电有限公司", date(2026, 2, 2), "示例")
    ]


def test_offers_are_found_by_the_one_search(cast: Cast) -> None:
    address = reverse("aid-record", args=["offers", offer(cast).pk])
    assert address in read(cast.office, "search", q="脱粒")
    assert address not in read(cast.firm, "search", q="脱粒")


def test_the_door_stands_open_for_those_who_have_something_behind_it(cast: Cast) -> None:
    door = f'href="{reverse("aid")}"'
    assert door in read(cast.county_liaison, "home")
    assert door not in read(cast.firm, "home")
    assert AidPartnership.objects.count() == 0
