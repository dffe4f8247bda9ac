"""Pages of meetings and visits: called, held, decided, issued; planned, recorded, answered; what others see of them."""

import io
from datetime import timedelta

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from manas.office.models import Person
from manas.plan.meetings import actions, visits
from manas.plan.models import Decision, GuidanceVisit, Meeting, WorkItem, WorkPlan
from tests import cast as people
from tests.cast import CASES, LIBRARY, MARKS, MONEY, Cast, make_cast, queries_of
from tests.plan.meetings import gatherings
from tests.plan.meetings.gatherings import NOW, called, decide, held, minuted, planned, promise, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _text(client: Client, name: str, *args: object, **asked: str) -> str:
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def _post(client: Client, name: str, *args: object, **given: object) -> int:
    return client.post(reverse(name, args=args), given).status_code


def _call(cast: Cast, plan: WorkPlan, office: Client, **changed: object) -> int:
    given: dict[str, object] = {
        "kind": "annual", "title": "年度工作会议", "held_on": "2026-04-02", "agenda": "部署全年工作",
        "units": [cast.science.pk, cast.north.pk],
    }  # fmt: skip
    return _post(office, "meeting-new", plan.pk, **(given | changed))


def test_a_meeting_from_its_call_to_its_minutes(cast: Cast) -> None:
    plan, office = people.adopted(cast), _in(cast.office)
    assert "没有会议" in _text(office, "meetings", plan.pk)
    assert _call(cast, plan, office, units=[]) == 422
    assert _call(cast, plan, office) == 302
    meeting = Meeting.objects.get()
    page = _text(office, "meeting", meeting.pk)
    assert "记为已召开" in page
    assert "以前的会议没有印发纪要" in page
    assert _post(office, "meeting-deed", meeting.pk, "hold") == 302
    due = timezone.localdate() + timedelta(days=60)
    given = {"unit": cast.science.pk, "what": "分级分类管理培育库专利", "measure": "名单印发", "due_on": due}
    assert _post(office, "meeting-deed", meeting.pk, "decide", **(given | {"what": ""})) == 422
    assert _post(office, "meeting-deed", meeting.pk, "decide", **given) == 302
    decision = Decision.objects.get()
    page = _text(office, "meeting", meeting.pk)
    assert "还没有选定落实方案的哪一句" in page
    assert f'name="obligation" value="{people.sentence(plan, LIBRARY).pk}"' in page, "the likely sentence stands first"
    assert "还没有选定责任语句" in _said(office, "meeting-deed", meeting.pk, "issue")
    assert _post(office, "decision-deed", decision.pk, "place", obligation=people.sentence(plan, LIBRARY).pk) == 302
    assert "已记入台账" in _said(office, "meeting-deed", meeting.pk, "issue", summary="听取汇报")
    item = WorkItem.objects.get()
    assert reverse("item", args=[item.pk]) in _text(office, "meeting", meeting.pk)
    assert reverse("meeting", args=[meeting.pk]) in _text(_in(cast.liaison), "item", item.pk)
    paper = _in(cast.county_liaison).get(reverse("meeting-minutes", args=[meeting.pk]))
    words = [one.text for one in docx.Document(io.BytesIO(paper.content)).paragraphs]
    assert "年度工作会议纪要" in words


def _said(client: Client, name: str, *args: object, **given: object) -> str:
    return client.post(reverse(name, args=args), given, follow=True).content.decode()


def test_a_meeting_is_changed_and_cancelled(cast: Cast) -> None:
    meeting, office = called(cast), _in(cast.office)
    assert "强州建设推进会" in _text(office, "meeting-change", meeting.pk)
    given = {
        "kind": "promotion",
        "title": "推进会（改期）",
        "held_on": "2026-04-09",
        "agenda": "培育库",
        "units": [cast.south.pk],
    }
    assert _post(office, "meeting-change", meeting.pk, **(given | {"title": ""})) == 422
    assert _post(office, "meeting-change", meeting.pk, **given) == 302
    assert "推进会（改期）" in _text(_in(cast.leader), "meeting", meeting.pk)
    assert "请填写取消理由" in _said(office, "meeting-deed", meeting.pk, "cancel")
    assert "另行安排" in _said(office, "meeting-deed", meeting.pk, "cancel", reason="另行安排")
    assert office.get(reverse("meeting-change", args=[meeting.pk])).status_code == 404


def test_what_is_decided_can_be_struck_out_and_placed_elsewhere(cast: Cast) -> None:
    meeting, office = held(cast), _in(cast.office)
    decision = decide(cast, meeting)
    place = ("decision-deed", decision.pk, "place")
    assert "没有点到科技局" in _said(office, *place, obligation=people.sentence(meeting.plan, MARKS).pk)
    for number in ("", "x", "9" * 12, "999999"):
        assert "请选择方案的一句" in _said(office, *place, obligation=number)
    assert "已选定责任语句" in _said(office, *place, obligation=people.sentence(meeting.plan, MONEY).pk)
    assert _post(office, "decision-deed", decision.pk, "read") == 404
    assert "已删去" in _said(office, "decision-deed", decision.pk, "strike")
    assert _post(office, "decision-deed", decision.pk, "strike") == 404


@pytest.mark.parametrize("part", ["outsider", "administrator", "auditor", "handler", "firm", "market"])
def test_outside_there_is_no_such_meeting_and_no_such_visit(cast: Cast, part: str) -> None:
    meeting = held(cast)
    decision, visit = decide(cast, meeting), planned(cast, meeting.plan, county=cast.south)
    client = _in(cast.people()[part])
    reads_visit = 200 if part == "market" else 404  # it reports for the office that visits
    assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 404
    assert client.get(reverse("visit", args=[visit.pk])).status_code == reads_visit
    for name, args in (
        ("meeting-new", [meeting.plan_id]), ("meeting-change", [meeting.pk]), ("meeting-deed", [meeting.pk, "issue"]),
        ("decision-deed", [decision.pk, "strike"]), ("visit-new", [meeting.plan_id]), ("visit-deed", [visit.pk, "record"]),
        ("visit-deed", [visit.pk, "confirm"]),
    ):  # fmt: skip
        assert _post(client, name, *args) == 404


def test_those_who_only_read_write_nothing(cast: Cast) -> None:
    meeting = held(cast)
    decision, visit = decide(cast, meeting), planned(cast, meeting.plan)
    for who in (cast.county_liaison, cast.leader, cast.county_leader):
        client = _in(who)
        page = _text(client, "meeting", meeting.pk)
        assert decision.what not in page, "not before the minutes are out"
        assert "登记一项" not in page
        for args in (("meeting-deed", meeting.pk, "issue"), ("decision-deed", decision.pk, "strike")):
            assert _post(client, *args) == 404
        assert _post(client, "visit-deed", visit.pk, "record") == 404
        assert client.get(reverse("meeting-minutes", args=[meeting.pk])).status_code == 404


def test_the_list_is_narrowed_and_empty_for_others(cast: Cast) -> None:
    plan = people.adopted(cast)
    minuted(cast, plan)
    called(cast, plan, kind="annual", title="年度工作会议", units=[cast.south])
    office = _in(cast.office)
    assert "年度工作会议" in _text(office, "meetings", plan.pk)
    page = _text(office, "meetings", plan.pk, kind="promotion", state="minuted")
    assert "强州建设推进会" in page
    assert ">年度工作会议</bdi>" not in page
    north = _text(_in(cast.county_liaison), "meetings", plan.pk, kind="odd", state="odd")
    assert "强州建设推进会" in north
    assert ">年度工作会议</bdi>" not in north


def test_the_next_meeting_shows_the_decisions_of_the_last(cast: Cast) -> None:
    plan = people.adopted(cast)
    before = held(cast, plan, held_on=gatherings.TODAY - timedelta(days=20))
    decide(cast, before, due_on=timezone.localdate() + timedelta(days=60))
    actions.issue(meeting=before, actor=cast.office, at=NOW)
    following = called(cast, plan, title="第二次推进会")
    page = _text(_in(cast.liaison), "meeting", following.pk)
    assert "办结 0 · 在办 1" in page
    assert reverse("item", args=[WorkItem.objects.get().pk]) in page


def test_a_visit_from_its_plan_to_the_countys_word(cast: Cast) -> None:
    plan, office, county = people.adopted(cast), _in(cast.office), _in(cast.county_liaison)
    assert "没有联系指导" in _text(office, "visits", plan.pk)
    given = {"county": cast.north.pk, "held_on": "2026-04-02", "subject": "县域品牌培育"}
    assert _post(office, "visit-new", plan.pk, **(given | {"county": cast.science.pk})) == 422
    assert _post(office, "visit-new", plan.pk, **given) == 302
    visit = GuidanceVisit.objects.get()
    page = _text(office, "visit", visit.pk)
    assert "以下来自系统记录" in page
    assert "方案要求、还没有举措的语句" in page
    due = timezone.localdate() + timedelta(days=60)
    told = {"what": "派员协助办案", "measure": "完成两件", "due_on": due, "obligation": people.sentence(plan, CASES).pk}
    for wrong in ({"measure": ""}, {"obligation": 999999}):
        assert _post(office, "visit-deed", visit.pk, "promise", **(told | wrong)) == 422
    assert _post(office, "visit-deed", visit.pk, "promise", **told) == 302
    assert _post(office, "visit-deed", visit.pk, "record", found="缺少办案人员") == 422
    assert _post(office, "visit-deed", visit.pk, "record", found="缺少办案人员", advised="先从重点市场做起") == 302
    assert WorkItem.objects.get().unit == cast.ip_office
    page = _text(county, "visit", visit.pk)
    assert "不用附材料" in page
    assert '<input type="file"' not in page
    assert "不同意见" in _said(county, "visit-deed", visit.pk, "comment", comment="")
    assert _post(county, "visit-deed", visit.pk, "confirm") == 302
    assert "已确认" in _text(office, "visits", plan.pk, county="north", state="confirmed")
    assert "没有联系指导" in _text(office, "visits", plan.pk, state="planned")
    item = WorkItem.objects.get()
    assert reverse("visit", args=[visit.pk]) in _text(_in(cast.market), "item", item.pk)


def test_a_visit_is_called_off(cast: Cast) -> None:
    visit, office = planned(cast), _in(cast.office)
    assert "道路不通" in _said(office, "visit-deed", visit.pk, "call-off", reason="道路不通")
    assert "不能这样办理" in _said(office, "visit-deed", visit.pk, "call-off", reason="道路不通")


def test_the_page_of_a_unit_shows_its_visits_and_the_meetings_to_come(cast: Cast) -> None:
    plan = people.adopted(cast)
    visit, meeting = recorded(cast, plan), called(cast, plan)
    for who in (cast.office, cast.county_liaison):
        page = _text(_in(who), "unit", plan.pk, "north")
        assert reverse("visit", args=[visit.pk]) in page
        assert reverse("meeting", args=[meeting.pk]) in page
    other = _text(_in(cast.office), "unit", plan.pk, "south")
    assert reverse("visit", args=[visit.pk]) not in other
    assert reverse("meeting", args=[meeting.pk]) not in other


def test_as_many_queries_for_three_decisions_as_for_one(cast: Cast) -> None:
    meeting, office = held(cast), _in(cast.office)
    address = reverse("meeting", args=[meeting.pk])
    decide(cast, meeting, "")
    office.get(address)  # what is asked once in a process is asked here
    one = queries_of(office.get, address)
    decide(cast, meeting, "")
    decide(cast, meeting)
    assert queries_of(office.get, address) == one


def test_what_is_over_is_not_changed(cast: Cast) -> None:
    done = minuted(cast)
    office = _in(cast.office)
    page = _text(office, "meeting", done.pk)
    assert "下载会议纪要" in page
    assert "印发纪要</button>" not in page
    assert "不能这样办理" in _said(office, "meeting-deed", done.pk, "hold")
    assert (
        _post(
            office,
            "meeting-deed",
            done.pk,
            "decide",
            unit=cast.science.pk,
            what="甲",
            measure="乙",
            due_on="2026-12-01",
        )
        == 422
    )
    assert _post(office, "meeting-deed", done.pk, "photograph") == 404
    visit = promise(cast, planned(cast, done.plan)).visit
    assert visit is not None
    visits.call_off(visit=visit, reason="另行安排", actor=cast.office, at=NOW)
    assert _post(office, "visit-deed", visit.pk, "promise", what="甲") == 422
