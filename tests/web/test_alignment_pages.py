"""对照: the matrix, the judging of each pair, the workbook; and a plan handed in for a county."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.plan.models import Alignment, PlanState, WorkPlan
from tests.cast import PLAN_TEXT, SECOND, Cast, adopted, make_cast
from tests.plan.county import COUNTY_TEXT, county_plan, task


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def plans(cast: Cast) -> tuple[WorkPlan, WorkPlan]:
    return adopted(cast), county_plan(cast, cast.office)


def client_of(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people()[part])
    return client


def test_the_office_judges_a_proposal_and_takes_it_back(cast: Cast, plans: tuple[WorkPlan, WorkPlan]) -> None:
    plan, lower = plans
    client, sheet = client_of(cast, "office"), reverse("alignment-tasks", args=[plan.pk, lower.pk])
    page = client.get(sheet).content.decode()
    own, upper = task(lower, "打造杏品牌"), task(plan, SECOND)
    proposal = f'name="upper" value="{upper.pk}"'
    assert page.count(proposal) == 1
    assert "专用标志" in page
    deed = reverse("alignment-judge", args=[plan.pk, lower.pk, own.pk])
    answer = client.post(deed, {"upper": upper.pk, "verdict": "confirmed"})
    assert answer["Location"] == f"{sheet}#task-{own.pk}"
    matrix = client.get(reverse("alignment", args=[plan.pk])).content.decode()
    assert "上级方案 3 项任务，2 项还没有县(市)承接" in matrix
    assert matrix.count("尚无县(市)承接") == 2
    living = client.get(reverse("living", args=[plan.pk])).content.decode()
    assert f'href="{reverse("living", args=[lower.pk])}#note-{own.pk}"' in living
    assert proposal not in client.get(sheet).content.decode()
    client.post(reverse("alignment-undo", args=[Alignment.objects.get().pk]))
    assert client.get(sheet).content.decode().count(proposal) == 1


def test_what_is_not_a_choice_changes_nothing(cast: Cast, plans: tuple[WorkPlan, WorkPlan]) -> None:
    plan, lower = plans
    deed = reverse("alignment-judge", args=[plan.pk, lower.pk, task(lower, "打造杏品牌").pk])
    for given in ({}, {"upper": "x", "verdict": "confirmed"}, {"upper": task(plan, SECOND).pk, "verdict": "maybe"}):
        page = client_of(cast, "office").post(deed, given, follow=True).content.decode()
        assert "请选择上级任务" in page
    assert not Alignment.objects.exists()


def test_who_does_not_run_the_lower_plan_reads_only(cast: Cast, plans: tuple[WorkPlan, WorkPlan]) -> None:
    plan, lower = plans
    own = task(lower, "打造杏品牌")
    client = client_of(cast, "county_liaison")
    assert "verdict" not in client.get(reverse("alignment-tasks", args=[plan.pk, lower.pk])).content.decode()
    deed = reverse("alignment-judge", args=[plan.pk, lower.pk, own.pk])
    assert client.post(deed, {"upper": task(plan, SECOND).pk, "verdict": "confirmed"}).status_code == 404
    assert client_of(cast, "outsider").get(reverse("alignment", args=[plan.pk])).status_code == 404


def test_plans_that_do_not_stand_above_each_other_have_no_sheet(cast: Cast, plans: tuple[WorkPlan, WorkPlan]) -> None:
    plan, lower = plans
    client = client_of(cast, "office")
    assert client.get(reverse("alignment-tasks", args=[lower.pk, plan.pk])).status_code == 404
    assert client.get(reverse("alignment-tasks", args=[plan.pk, plan.pk])).status_code == 404


def test_the_workbook_has_the_matrix_and_the_gaps(cast: Cast, plans: tuple[WorkPlan, WorkPlan]) -> None:
    plan, lower = plans
    client = client_of(cast, "office")
    deed = reverse("alignment-judge", args=[plan.pk, lower.pk, task(lower, "打造杏品牌").pk])
    client.post(deed, {"upper": task(plan, SECOND).pk, "verdict": "confirmed"})
    data = client.get(reverse("alignment-file", args=[plan.pk])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    matrix, gaps = (book.get_sheet_by_name(name).to_python() for name in ("任务对照表", "覆盖与缺口"))
    assert matrix[2:5] == [["任务", "北山县"], ["1.培育高价值专利", ""], ["2.做强地理标志", "– 1.打造杏品牌"]]
    assert gaps[3] == ["北山县", "2", "1", "1/3", "2.办好杏花节"]
    assert [line[0] for line in gaps[5:]] == ["尚无县(市)承接", "1.培育高价值专利", "3.加强行政执法"]


def test_without_a_plan_below_the_page_says_what_belongs_there(cast: Cast) -> None:
    page = client_of(cast, "office").get(reverse("alignment", args=[adopted(cast).pk])).content.decode()
    assert "还没有可以对照的县(市)方案" in page


def test_the_office_hands_in_a_county_s_plan_and_a_document_from_above(cast: Cast) -> None:
    adopted(cast)
    client = client_of(cast, "office")
    file = SimpleUploadedFile("县.txt", COUNTY_TEXT.encode())
    client.post(reverse("drafts"), {"document": file, "owner": cast.north.pk})
    made = WorkPlan.objects.latest("pk")
    assert (made.owner, made.state) == (cast.north, PlanState.DRAFT)
    wrong = {"document": SimpleUploadedFile("县.txt", COUNTY_TEXT.encode()), "owner": cast.elsewhere.pk}
    assert client.post(reverse("drafts"), wrong).status_code == 422
    client.post(reverse("drafts"), {"document": SimpleUploadedFile("上.txt", PLAN_TEXT.encode())})
    above = WorkPlan.objects.latest("pk")
    client.post(reverse("keep-for-reference", args=[above.pk]))
    above.refresh_from_db()
    assert (above.owner, above.state) == (cast.government, PlanState.REFERENCE)
    page = Client().get(reverse("living", args=[above.pk])).content.decode()
    assert "这是上级文件" in page
