"""The board: figures against targets and the time gone, counties side by side, and the page for a meeting room."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period, Span
from manas.indicators.kept.actions import keep
from manas.office.models import Person
from manas.plan.models import WorkPlan
from manas.web.desk.gauges import trend
from tests.demo import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    with filled(timezone.now(), django_db_blocker) as now:
        yield now


def read(username: str = "leader", **asked: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(username=username))
    plan = WorkPlan.objects.of_governments().latest("pk")
    response = client.get(reverse("board", args=[plan.pk]), asked)
    assert response.status_code == 200
    return unescape(response.content.decode())


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="section" aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_figures_stand_beside_tasks_with_target_and_the_time_gone(year: datetime) -> None:
    tasks = section(read(), "tasks")
    assert tasks.count("<tr>") == 13
    assert "专利许可备案次数" in tasks
    assert "目标" in tasks, re.findall("gauge__aim.{120}", tasks)
    assert re.search(r"完成目标的 \d+%，全年时间已过 \d+%", tasks)
    assert '<svg class="spark"' in tasks
    assert re.search(r'aria-label="近八个季度：[^"]*第[1-4]季度', tasks)


def test_every_number_of_the_board_opens_as_many_rows(year: datetime) -> None:
    page, client = read(), Client()
    client.force_login(Person.objects.get(username="leader"))
    links = re.findall(
        r'class="gauge__value" href="([^"]+)"><bdi[^>]*>([\d,]+)</bdi></a> <small[^>]*>(?:件|次|项|家) *</small>', page
    )
    assert len(links) > 6
    for address, number in set(links):
        assert f"共 {number} 条记录" in unescape(client.get(address).content.decode())


def test_counties_lie_as_in_the_land_and_say_that_this_is_no_map(year: datetime) -> None:
    tiles = section(read(tile="licenses_recorded"), "tiles")
    placed = re.findall(r'class="tile tile--(\d-\d)"><h3><bdi>([^<]+)<', tiles)
    assert {name: place for place, name in placed} == {
        "乌恰县": "1-1",
        "阿合奇县": "1-2",
        "阿克陶县": "2-1",
        "阿图什市": "2-2",
    }
    assert "不表示边界和面积。所示指标：专利许可备案次数" in tiles
    assert re.findall(r"/indicators/(\w+)/evidence/\?unit=gov65302\d", tiles) == ["licenses_recorded"] * 3


def test_an_indicator_that_is_not_on_the_board_is_not_put_on_the_tiles(year: datetime) -> None:
    assert section(read(tile="nothing"), "tiles") == section(read(), "tiles")


def test_the_meeting_room_sees_twelve_rows_of_four_columns_and_nothing_that_moves(year: datetime) -> None:
    page = read(full="")
    assert section(page, "tasks").count('<th scope="col"') == 4
    assert section(page, "tasks").count("<tr>") == 13
    for other in ('class="bar"', "<nav", 'id="late"', 'id="tiles"', "http-equiv", "<footer"):
        assert other not in page
    assert "退出大屏" in page


def test_a_board_of_kept_figures_says_of_when_they_are(year: datetime) -> None:
    assert "数字截至" not in read()
    ticks = count(0, 60)
    keep(at=timezone.now(), quarter=Period.of(timezone.localdate(), Span.QUARTER), clock=lambda: float(next(ticks)))
    assert "数字截至" in read()


def test_the_living_plan_shows_figures_to_those_who_work_on_it_alone(year: datetime) -> None:
    plan = WorkPlan.objects.of_governments().latest("pk")
    client = Client()
    assert "gauge__value" not in client.get(reverse("living", args=[plan.pk])).content.decode()
    client.force_login(Person.objects.get(username="science"))
    page = unescape(client.get(reverse("living", args=[plan.pk])).content.decode())
    assert page.count("note__gauges") == 8
    assert "全部 7 项指标" in page


QUARTERS = [Period.of(date(2026, month, 1), Span.QUARTER) for month in (1, 4, 7, 10)]


def test_a_line_goes_from_nought_to_the_highest() -> None:
    drawn = trend(QUARTERS, [Figure.counted(Decimal(n)) for n in (0, 5, 10, 5)])
    assert drawn.runs == ["0,22.0 12,12.0 24,2.0 36,12.0"]
    assert drawn.end == ("36", "12.0")
    assert drawn.words.startswith("2026年第1季度 0；")


def test_a_line_is_broken_where_there_is_no_value() -> None:
    none = Figure(Known.NOT_APPLICABLE, Decimal(0), Decimal(0))
    drawn = trend(QUARTERS, [Figure.counted(Decimal(1)), none, Figure.counted(Decimal(1)), none])
    assert drawn.runs == ["0,2.0", "24,2.0"]
    assert drawn.end is None
    assert drawn.words.count("季度") == 2


def test_a_line_of_nothing_says_nothing() -> None:
    assert trend(QUARTERS, [Figure(Known.NOT_LOADED)] * 4).words == ""
