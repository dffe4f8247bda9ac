"""The pages of patent navigation: a selection carried over, every number with its list, conclusions, what is taken along."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from manas.engines.navigation.kept import figures
from manas.engines.navigation.survey import survey
from manas.office.models import Person
from manas.registers.models import NavigationStudy, StudyConclusion
from manas.registers.navigation.actions import make_again
from manas.registers.navigation.queries import landscape_of
from manas.web.desk.navigation_view import life_drawing, trend_drawing
from tests.cast import LATER, Cast, make_cast, queries_of
from tests.engines.navigation.filings import filing
from tests.matters.navigation.projects import project_after
from tests.registers.navigation.studies import SEA_BUCKTHORN_ALONE, study
from tests.registers.patents.records import entered, many

ASKED = {"study-title": "沙棘", "study-question": "往哪里走", "study-kind": "industry"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Person, name: str, *arguments: object, **asked: str) -> str:
    response = signed_in(person).get(reverse(name, args=arguments), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_of_patents_leads_to_a_study_of_what_it_shows(cast: Cast) -> None:
    entered(cast)
    assert f"{reverse('navigation-new')}?q=%E6%B2%99%E6%A3%98" in read(cast.office, "patents", q="沙棘")
    assert reverse("navigation-new") not in read(cast.firm, "patents", q="沙棘")


def test_the_selection_is_carried_into_the_study(cast: Cast) -> None:
    entered(cast)
    assert "选定 1 件专利" in read(cast.handler, "navigation-new", q="沙棘", kind="utility_model")
    asked = {**ASKED, "q": "沙棘", "kind": "utility_model"}
    response = signed_in(cast.handler).post(reverse("navigation-new"), asked)
    made = NavigationStudy.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("navigation-study", args=[made.pk]))
    assert made.filters == {"words": "沙棘", "chosen": {"kind": "utility_model"}, "order": "published"}
    assert (made.kind, landscape_of(made).total.count) == ("industry", 1)


def test_a_selection_of_nothing_is_refused_on_the_form(cast: Cast) -> None:
    response = signed_in(cast.office).post(reverse("navigation-new"), ASKED)
    assert response.status_code == 422
    assert "没有符合条件的专利" in response.content.decode()


def test_every_number_of_a_study_has_a_list_of_so_many(cast: Cast) -> None:
    made, client = study(cast), signed_in(cast.office)
    address = reverse("navigation-figure", args=[made.pk])
    counted = {one.code: one.count for one in figures(landscape_of(made))}
    assert len(counted) > 40
    listed = {code: len(client.get(address, {"code": code}).context["page"].rows) for code in counted}
    assert listed == counted


def test_a_study_shows_its_parts_and_links_every_number_that_is_not_zero(cast: Cast) -> None:
    made = study(cast)
    page = read(cast.leader, "navigation-study", made.pk)
    for words in (
        "项目概述",
        "数据采集与处理",
        "态势：趋势",
        "重点：技术功效矩阵",
        "结论建议",
        "风险与局限",
        "件数太少，不作判断",
    ):
        assert words in page
    linked = set(re.findall(r"figure/\?code=([^\"]+)\"", page))
    assert "subclass/A01D" in linked
    assert "style=" not in page
    assert "保存结论" not in page  # a leader reads


def test_an_unknown_figure_and_the_study_of_another_are_not_there(cast: Cast) -> None:
    made = study(cast)
    for person, code in ((cast.office, "subclass/H01L"), (cast.office, ""), (cast.outsider, "all"), (cast.firm, "all")):
        response = signed_in(person).get(reverse("navigation-figure", args=[made.pk]), {"code": code})
        assert response.status_code == 404


def test_a_conclusion_is_written_on_chosen_figures_and_taken_back(cast: Cast) -> None:
    made, client = study(cast), signed_in(cast.office)
    address = reverse("navigation-conclude", args=[made.pk])
    assert client.post(address, {"text": "先引进"}).status_code == 422
    assert client.post(address, {"text": "先引进", "figures": ["subclass/H01L"]}).status_code == 422
    assert client.post(address, {"text": "先引进", "figures": ["all", "local"]}).status_code == 302
    page = read(cast.leader, "navigation-study", made.pk)
    assert "先引进" in page
    assert "code=local" in page
    one = StudyConclusion.objects.get()
    assert signed_in(cast.leader).post(reverse("navigation-withdraw", args=[one.pk])).status_code == 404
    assert client.post(reverse("navigation-withdraw", args=[one.pk])).status_code == 302
    assert StudyConclusion.objects.count() == 0


def test_limits_are_worded_on_the_page(cast: Cast) -> None:
    made, client = study(cast), signed_in(cast.office)
    address = reverse("navigation-limits", args=[made.pk])
    assert client.post(address, {"limits": ""}).status_code == 422
    assert client.post(address, {"limits": "只代表名册"}).status_code == 302
    assert "只代表名册" in read(cast.office, "navigation-study", made.pk)


def test_made_again_it_says_that_nothing_changed_or_what_did(cast: Cast) -> None:
    made, client = study(cast), signed_in(cast.office)
    address = reverse("navigation-again", args=[made.pk])
    same = client.post(address, follow=True).content.decode()
    assert "完全一致" in same
    entered(cast, *many(2))
    other = client.post(address, follow=True).content.decode()
    assert "新进入 2 件，不再符合 0 件" in other
    assert "已有更新的一次制作" in read(cast.office, "navigation-study", made.pk)


def test_report_and_data_are_taken_along_under_the_title(cast: Cast) -> None:
    made = study(cast)
    for name, ending in (("navigation-report", "docx"), ("navigation-data", "xlsx")):
        response = signed_in(cast.leader).get(reverse(name, args=[made.pk]))
        assert response.status_code == 200
        assert response.content[:2] == b"PK"
        assert ending in response["Content-Disposition"]


def test_the_list_and_a_study_take_the_same_queries_for_one_and_for_three(cast: Cast) -> None:
    made, client = study(cast, SEA_BUCKTHORN_ALONE), signed_in(cast.office)
    pages = (reverse("navigation"), reverse("navigation-study", args=[made.pk]))
    client.get(pages[0])  # the first look of a session writes what the others find
    before = [queries_of(client.get, page) for page in pages]
    whole = study(cast)
    entered(cast, *many(1))
    assert make_again(study=whole, actor=cast.office, at=LATER).earlier == whole
    assert [queries_of(client.get, page) for page in pages] == before


def test_an_empty_register_of_studies_explains_itself(cast: Cast) -> None:
    assert "还没有专利导航项目" in read(cast.office, "navigation")


def test_the_trend_stays_within_its_frame(cast: Cast) -> None:
    trend = landscape_of(study(cast)).trend
    drawing = trend_drawing(trend.years)
    assert len(drawing.bars) == len(trend.years)
    assert all(drawing.edge <= bar.x and bar.x + bar.width <= drawing.wide for bar in drawing.bars)
    assert all(0 <= bar.published_y <= bar.filed_y <= drawing.base for bar in drawing.bars)
    assert trend_drawing(()).bars == ()


def test_a_life_cycle_is_drawn_where_there_is_enough_to_say(cast: Cast) -> None:
    made = [filing(10 * year + n, filed=2010 + year) for year in range(8) for n in range(year + 5)]
    drawing = life_drawing(survey(made, (), date(2020, 1, 1)).landscape.trend)
    assert [dot.label for dot in drawing.dots] == [str(year) for year in range(2010, 2018)]
    assert (drawing.top, drawing.end) == (12, 1)
    assert all(0 <= dot.y <= drawing.base and dot.x <= drawing.wide for dot in drawing.dots)
    assert life_drawing(landscape_of(study(cast)).trend).dots == ()


def test_a_study_leads_to_the_projects_that_rest_on_it(cast: Cast) -> None:
    made = study(cast)
    assert "还没有委托项目以它为依据" in read(cast.handler, "navigation-study", made.pk)
    project = project_after(cast, "commission", commission={"study": made})
    page = read(cast.handler, "navigation-study", made.pk)
    assert f'href="{reverse("matter", args=[project.pk])}"' in page
    assert f"<dt>依据的专利统计</dt><dd>{made.title}</dd>" in read(cast.handler, "matter", project.pk)
