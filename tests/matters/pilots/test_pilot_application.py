"""An application upward: in time, by whom the call asks, within the quota, answered from above, reported year by year."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.choices import choices
from manas.matters.docket.queries.inbox import Tray, lying_in
from manas.matters.pilots.calls.actions import close
from manas.matters.pilots.calls.models import PilotCall
from manas.matters.pilots.pilot_application.models import PilotApplication, PilotReport
from manas.matters.pilots.pilot_application.queries import (
    places_by_county,
    places_taken,
    register,
    report_due,
    term_ends,
    valid_on,
)
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pilots.applications import ANSWER, after, called, drafted, hand_in

pytestmark = pytest.mark.django_db


def at(day: date) -> datetime:
    """The same time of another day."""
    return AT + timedelta(days=(day - TODAY).days)


def test_it_goes_from_the_company_through_the_county_to_recognition(cast: Cast) -> None:
    one = after(cast, "recognize_reporting")
    assert (one.state, one.valid_until, one.report_due_on) == ("recognized", date(2029, 3, 1), date(2026, 3, 31))
    assert one.limits.get(rule="PILOT-REPORT").due_on == date(2026, 3, 31)
    assert [paper.key for paper in one.papers.order_by("pk")] == ["recommendation"]
    assert list(register(cast.standing("office"))) == [one]
    assert PilotApplication.objects.filter(valid_on(TODAY)).get() == one
    assert not PilotApplication.objects.filter(valid_on(date(2029, 3, 2))).exists()


def test_it_lies_with_the_county_first(cast: Cast) -> None:
    one = after(cast, "submit")
    assert [found.pk for found in lying_in(cast.standing("county_handler"), Tray.MINE, TODAY)] == [one.pk]
    assert [found.pk for found in lying_in(cast.standing("handler"), Tray.MINE, TODAY)] == []


def test_without_its_form_it_is_not_handed_in(cast: Cast) -> None:
    one = drafted(cast, called(cast))
    one.attachments.all().delete()
    with pytest.raises(StepRefused, match="申报书"):
        step(one, "submit", cast.firm)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"opens_on": date(2026, 3, 3)}, "现在不接受"),
        ({"opens_on": date(2026, 1, 1), "closes_on": date(2026, 3, 1)}, "现在不接受"),
        ({"applicants": "school"}, "主体是"),
    ],
)
def test_out_of_time_or_by_others_it_is_refused(cast: Cast, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(StepRefused, match=said):
        after(cast, "submit", called(cast, **changed))


def test_a_call_closed_early_takes_no_more(cast: Cast) -> None:
    call = called(cast)
    one = drafted(cast, call)
    assert [choice.pk for choice in choices(one, "call", PilotCall, TODAY)] == [call.pk]
    close(call=call, reason="上级取消", actor=cast.office, at=AT)
    assert list(choices(one, "call", PilotCall, TODAY)) == []
    one = PilotApplication.objects.get(pk=one.pk)
    with pytest.raises(StepRefused, match="现在不接受"):
        step(one, "submit", cast.firm)


def test_one_organization_applies_once(cast: Cast) -> None:
    call = called(cast)
    after(cast, "submit", call)
    with pytest.raises(StepRefused, match="不能重复申报"):
        after(cast, "submit", call)


def test_a_place_is_given_once(cast: Cast) -> None:
    call = called(cast, quota=2)
    after(cast, "rank", call)
    other = drafted(cast, call, cast.cooperative, cast.coop)
    other = _cooperative(cast, other, "county_recommend")
    with pytest.raises(StepRefused, match="第1位已经排给"):
        step(other, "rank", cast.handler, place=1)
    assert step(other, "rank", cast.handler, place=2).state == "approving"


def _cooperative(cast: Cast, one: Matter, last: str) -> Matter:
    one = step(one, "submit", cast.coop)
    if last != "submit":
        one = step(one, "county_recommend", cast.county_handler, opinion="同意推荐")
    return one


def test_no_more_are_recommended_than_the_quota_allows(cast: Cast) -> None:
    call = called(cast)
    first = after(cast, "recommend", call)
    other = _cooperative(cast, drafted(cast, call, cast.cooperative, cast.coop), "county_recommend")
    other = step(other, "rank", cast.handler, place=2)
    with pytest.raises(StepRefused, match="名额为1个，已经用完"):
        step(other, "recommend", cast.approver)
    assert (places_taken([call]), places_by_county(call)) == ({call.pk: 1}, {cast.north.pk: 1})
    step(first, "withdraw", cast.firm)
    assert step(other, "recommend", cast.approver).state == "above"


def test_a_county_has_no_more_than_its_share(cast: Cast) -> None:
    call = called(cast, {cast.north: 0}, quota=2)
    with pytest.raises(StepRefused, match="北山县的推荐名额为0个"):
        after(cast, "recommend", call)


def test_after_the_level_above_closed_nothing_is_recommended(cast: Cast) -> None:
    one = after(cast, "rank")
    with pytest.raises(StepRefused, match="上级已于2026-04-20截止"):
        step(one, "recommend", cast.approver, at(date(2026, 4, 21)))


def test_a_recognition_says_by_which_document_and_not_ahead(cast: Cast) -> None:
    one = after(cast, "recommend")
    with pytest.raises(StepRefused, match="上级认定文件"):
        step(one, "recognize_reporting", cast.handler, **ANSWER)
    hand_in(one, "decision", cast.handler)
    with pytest.raises(StepRefused, match="需年度报告"):
        step(one, "recognize", cast.handler, **ANSWER)
    with pytest.raises(StepRefused):
        step(one, "recognize_reporting", cast.handler, **{**ANSWER, "recognized_on": TODAY + timedelta(days=1)})
    with pytest.raises(StepRefused, match="不能早于认定日期"):
        step(one, "recognize_reporting", cast.handler, **ANSWER, valid_until=TODAY - timedelta(days=1))


def test_a_year_is_reported_once_and_the_next_is_due(cast: Cast) -> None:
    one = after(cast, "recognize_reporting")
    for year, said in ((2025, "只报送2026年度"), (2027, "只报送2026年度")):
        with pytest.raises(StepRefused, match=said):
            step(one, "report_year", cast.firm, year=year, achieved="完成")
    one = PilotApplication.objects.get(pk=step(one, "report_year", cast.firm, year=2026, achieved="完成").pk)
    assert (one.report_due_on, one.year, one.achieved) == (date(2027, 3, 31), None, "")
    assert one.limits.filter(rule="PILOT-REPORT").latest("pk").due_on == date(2027, 3, 31)
    with pytest.raises(StepRefused, match="已经报送"):
        step(one, "report_year", cast.firm, year=2026, achieved="完成")
    assert [report.year for report in PilotReport.objects.all()] == [2026]


def test_a_recognition_expires_only_after_its_term(cast: Cast) -> None:
    one = after(cast, "recognize_reporting")
    with pytest.raises(StepRefused, match="尚未届满"):
        step(one, "expire", cast.handler)
    assert step(one, "expire", cast.handler, at(date(2029, 3, 2))).state == "expired"


def test_it_is_told_when_a_recognition_runs_out_and_how_the_quota_stands(cast: Cast) -> None:
    advise = kinds()["pilot_application"].advice
    one = after(cast, "submit")
    assert [found.text for found in advise(one, AT)][1:] == ["推荐名额1个，已经推荐0个"]
    one.state, one.valid_until = "recognized", date(2026, 4, 1)
    assert "可以申报续期" in advise(one, AT)[0].text
    one.valid_until = date(2026, 3, 1)
    assert "届满" in advise(one, AT)[0].text


def test_terms_and_days_of_report(cast: Cast) -> None:
    call = called(cast)
    assert term_ends(call, date(2024, 2, 29)) == date(2027, 2, 28)
    assert [report_due(call, day) for day in (date(2026, 3, 30), date(2026, 3, 31))] == [
        date(2026, 3, 31),
        date(2027, 3, 31),
    ]
    call.years_valid = call.report_month = call.report_day = None
    assert (term_ends(call, TODAY), report_due(call, TODAY)) == (None, None)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("pilot_recognized_by_document", {"recognition_number": ""}),
        ("pilot_valid_after_recognized", {"valid_until": date(2026, 1, 1)}),
    ],
)
def test_constraints_of_applications(cast: Cast, constraint: str, values: dict[str, Any]) -> None:
    one = after(cast, "recognize_reporting")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PilotApplication.objects.filter(pk=one.pk).update(**values)


def test_a_year_of_a_recognition_is_kept_once(cast: Cast) -> None:
    one = after(cast, "recognize_reporting")
    said = {"application": one, "year": 2026, "achieved": "完成", "reported_by": cast.firm, "reported_at": AT}
    PilotReport.objects.create(**said)
    with pytest.raises(IntegrityError, match=r"pilot_report_once|application_id"), transaction.atomic():
        PilotReport.objects.create(**said)
