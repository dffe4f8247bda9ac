"""Indicators on their pages: each number leads to as many rows as it says, and rows keep what their reader may not know."""

import io
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS, Head
from manas.office.models import Person
from tests.cast import make_cast
from tests.demo import make_demo

pytestmark = pytest.mark.django_db


def read(username: str, name: str, *arguments: str, **asked: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(username=username))
    response = client.get(reverse(name, args=arguments), asked)
    assert response.status_code == 200
    return unescape(response.content.decode())


def status(username: str, name: str, *arguments: str, **asked: str) -> int:
    client = Client()
    client.force_login(Person.objects.get(username=username))
    return client.get(reverse(name, args=arguments), asked).status_code


def test_every_number_of_the_table_opens_rows_that_are_as_many(db: None) -> None:
    make_demo(timezone.now())
    client = Client()
    client.force_login(Person.objects.get(username="office"))
    table = unescape(client.get(reverse("indicators")).content.decode())
    cells = re.findall(
        r'href="(/indicators/items_in_time/evidence/[^"]+)"[^>]*><bdi[^>]*>([^<]+)</bdi></a> <small[^>]*><bdi[^>]*>(\d+) / (\d+)',
        table,
    )
    assert len(cells) == 5
    assert {whole for _, _, _, whole in cells} != {"0"}
    for address, _, part, whole in cells:
        for named, expected in (("counts", part), ("out_of", whole)):
            behind = client.get(address.replace("part=counts", f"part={named}").replace("part=out_of", f"part={named}"))
            assert f"共 {expected} 条记录" in unescape(behind.content.decode())


def test_the_page_says_what_is_meant_and_how_it_adds_up(db: None) -> None:
    make_demo(timezone.now())
    page = read("science", "indicator", "cases_in_time", period="2026Q1")
    for words in (
        "案件按期处理率",
        "在法定办案期限内",
        "分子之和除以分母之和",
        "全年等于各季之和",
        "2026年第1季度",
        "2024年第2季度",
        "任务9",
    ):
        assert words in page
    assert "时点数，全年取期末" in read("science", "indicator", "mark_users")


def test_a_task_shows_its_own(db: None) -> None:
    plan = make_demo(timezone.now())
    beside = read("office", "living", str(plan.pk))
    for words in ("地理标志专用标志用标主体数", "地理标志产品销售额", f"{reverse('indicators')}?task=4"):
        assert words in beside
    page = read("office", "indicators", task="7")
    assert "地理标志产品销售额" in page
    assert "行政处罚立案数" not in page
    assert "没有对应这项任务的指标" in read("office", "indicators", task="99")


def test_rows_that_one_may_not_read_are_counted_without_a_name(db: None) -> None:
    from manas.web.management.commands._demo_matters import make_matters

    now = timezone.now()
    make_demo(now)
    make_matters(now)
    year = str(timezone.localdate(now).year)
    pages = {name: read(name, "indicator-evidence", "limits_kept", period=year) for name in ("leader", "science")}
    counted = {name: re.findall(r"共 (\d+) 条记录", page) for name, page in pages.items()}
    assert counted["leader"] == counted["science"] != ["0"]
    hidden = {name: page.count("（限经办人员查看）") for name, page in pages.items()}
    named = {name: len(re.findall(r'<td><a href="/matters/\d+/"', page)) for name, page in pages.items()}
    assert named["leader"] > named["science"]
    assert {name: [str(named[name] + hidden[name])] for name in pages} == counted


@pytest.mark.parametrize(
    ("name", "arguments", "asked"),
    [
        ("indicator", ["no_such"], {}),
        ("indicator-evidence", ["no_such"], {}),
        ("indicator-evidence", ["items_in_time"], {"unit": "gov000000"}),
        ("indicator-evidence", ["items_in_time"], {"part": "of"}),
        ("indicator-evidence", ["cases_filed"], {"part": "out_of"}),
        ("indicators", [], {"period": "2026Q9"}),
        ("indicators", [], {"period": "2999"}),
        ("indicators-file", [], {"period": "x"}),
    ],
)
def test_what_there_is_not_is_not_found(db: None, name: str, arguments: list[str], asked: dict[str, str]) -> None:
    make_demo(timezone.now())
    assert status("office", name, *arguments, **asked) == 404


def test_figures_of_another_prefecture_are_not_found(db: None) -> None:
    cast = make_cast()
    neighbor = cast.elsewhere.parent
    assert neighbor is not None
    trees = {cast.county_liaison: cast.government, cast.outsider: neighbor}
    for person, own in trees.items():
        for unit in trees.values():
            expected = 200 if unit == own else 404
            assert status(person.username, "indicator-evidence", "items_in_time", unit=unit.code) == expected


def test_the_table_is_taken_along_as_a_workbook(db: None) -> None:
    make_demo(timezone.now())
    client = Client()
    client.force_login(Person.objects.get(username="leader"))
    file = client.get(reverse("indicators-file"), {"period": str(Period(timezone.localdate().year).code)})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["类别", "指标", "计量单位"]
    by_head = sorted(INDICATORS.values(), key=lambda one: list(Head).index(one.head))
    assert [row[1] for row in rows[1:]] == [str(one.name) for one in by_head]
    assert {row[3] for row in rows[1:]} >= {"不适用"}
    assert any(isinstance(row[3], float) for row in rows[1:])
