"""An assessment is drawn from records, laid open, answered, published, and reckoned again to the same hash (K13, K14)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction

from manas.engines.periods import Period
from manas.indicators.assessment import actions, methods
from manas.indicators.assessment.actions import AssessmentRefused
from manas.indicators.assessment.queries import beside, outcomes, verify
from manas.indicators.assessment.reckoning import Reckoned
from manas.indicators.models import (
    Assessment,
    AssessmentComment,
    AssessmentInput,
    AssessmentMethod,
    AssessmentResult,
)
from tests.cast import Cast
from tests.indicators.assessment import assessed
from tests.indicators.assessment.assessed import NOW
from tests.indicators.statistics import forms

pytestmark = pytest.mark.django_db


def totals(found: Assessment) -> dict[str, str]:
    return {one.unit.short_name: f"{one.total:.3f}" for one in outcomes(found)}


def test_scores_are_reckoned_by_hand(cast: Cast) -> None:
    """Two of four events give half of sixty points; nothing of the other forty."""
    assessed.event(cast, cast.north)
    assessed.event(cast, cast.north, "第二场")
    assessed.event(cast, cast.south, "第三场")
    found = assessed.drawn(cast)
    assert totals(found) == {"北山县": "30.000", "南河市": "15.000"}
    assert [(one.unit.short_name, one.rank) for one in outcomes(found)] == [("北山县", 1), ("南河市", 2)]


def test_more_than_the_best_counts_as_the_best(cast: Cast) -> None:
    for number in range(6):
        assessed.event(cast, cast.north, f"第{number}场")
    found = assessed.drawn(cast)
    assert totals(found)["北山县"] == "60.000"
    assert "beyond-goalposts" in {one.caution for one in Reckoned(found).found.warned}


def test_every_place_has_its_interval(cast: Cast) -> None:
    """K14: by goalposts two units are placed, and alike units may change places."""
    assessed.event(cast, cast.north)
    apart = outcomes(assessed.drawn(cast))
    assert all(one.rank_low is not None and one.rank_high is not None for one in apart)
    assert [(one.rank_low, one.rank, one.rank_high) for one in apart] == [(1, 1, 1), (2, 2, 2)]
    AssessmentInput.objects.filter(unit=cast.south, indicator="aid_brought_in").update(value=Decimal("3.8"))
    near = outcomes(Assessment.objects.get())
    assert [(one.rank_low, one.rank_high) for one in near] == [(1, 2), (1, 2)]


def test_a_relative_scale_warns_and_gives_no_places_to_few(cast: Cast) -> None:
    """K14."""
    assessed.event(cast, cast.north)
    found = assessed.drawn(cast, assessed.signed(cast, scaling="min-max"))
    assert [one.rank for one in outcomes(found)] == [None, None]
    assert "relative-and-few" in {one.caution for one in Reckoned(found).found.warned}


def test_what_is_published_is_reckoned_again_to_the_same_hash(cast: Cast) -> None:
    """K13: from stored inputs, method and version; what was changed behind its back is found."""
    assessed.event(cast, cast.north)
    found = assessed.published(cast)
    assessed.event(cast, cast.south, "公布以后")
    assert verify(Assessment.objects.get()).same
    assert len(found.fingerprint) == 64
    changes: list[tuple[type[models.Model], dict[str, object]]] = [
        (AssessmentInput, {"value": Decimal(2)}),
        (AssessmentResult, {"total": Decimal(99)}),
        (AssessmentResult, {"rank": Decimal(2)}),
    ]
    for model, values in changes:
        with transaction.atomic():
            model._default_manager.filter(unit=cast.north).exclude(**values).update(**values)
            assert not verify(Assessment.objects.get()).same, values
            transaction.set_rollback(True)
    with transaction.atomic():
        found.method.indicators.filter(indicator="events_held").update(best=5)
        assert not verify(Assessment.objects.get()).same
        transaction.set_rollback(True)
    assert verify(Assessment.objects.get()).same


def test_what_is_published_is_not_changed(cast: Cast) -> None:
    found = assessed.published(cast)
    addition = found.method.additions.get()
    told = {"assessment": found, "actor": cast.office, "at": NOW}
    for deed in (actions.count_again, actions.ask_comments, actions.publish):
        with pytest.raises(AssessmentRefused, match="已经公布"):
            deed(**told)  # type: ignore[arg-type]  # by name
    with pytest.raises(AssessmentRefused, match="已经公布"):
        actions.grant(addition=addition, unit=cast.north, points=Decimal(1), source="文", **told)  # type: ignore[arg-type]  # by name
    with pytest.raises(AssessmentRefused, match="已经公布"):
        actions.exempt(unit=cast.north, indicator="events_held", source="文", **told)  # type: ignore[arg-type]  # by name


def test_approved_figures_come_before_counted_ones(cast: Cast) -> None:
    forms.approved(cast, forms.opened(cast))
    assessed.event(cast, cast.north)
    found = assessed.drawn(cast)
    rows = {(row.unit, row.indicator): (row.value, row.approved) for row in found.inputs.all()}
    assert rows[cast.north, "events_held"] == (0, True)
    assert rows[cast.south, "events_held"] == (0, False)


def test_points_on_top_are_capped_and_have_a_document(cast: Cast) -> None:
    found = assessed.drawn(cast)
    addition = found.method.additions.get()
    told = {"assessment": found, "addition": addition, "actor": cast.office, "at": NOW}
    for points, source, unit, words in (
        (6, "认定文件", cast.north, "最多加减5"),
        (-6, "通报", cast.north, "最多加减5"),
        (5, " ", cast.north, "依据文件"),
        (5, "认定文件", cast.science, "不考核这个单位"),
    ):
        with pytest.raises(AssessmentRefused, match=words):
            actions.grant(points=Decimal(points), source=source, unit=unit, **told)  # type: ignore[arg-type]  # by name
    actions.grant(points=Decimal(5), source="认定文件", unit=cast.south, **told)  # type: ignore[arg-type]  # by name
    actions.grant(points=Decimal("-1.5"), source="通报", unit=cast.north, **told)  # type: ignore[arg-type]  # by name
    assert totals(found) == {"南河市": "5.000", "北山县": "-1.500"}
    assert [one.unit for one in outcomes(found)] == [cast.south, cast.north]
    actions.grant(points=Decimal(0), source="更正", unit=cast.north, **told)  # type: ignore[arg-type]  # by name
    assert totals(found)["北山县"] == "0.000"


def test_what_is_exempt_is_left_out_and_its_points_go_to_the_others(cast: Cast) -> None:
    assessed.event(cast, cast.north)
    assessed.event(cast, cast.north, "第二场")
    found = assessed.drawn(cast)
    told = {"assessment": found, "unit": cast.north, "actor": cast.office, "at": NOW}
    actions.exempt(indicator="aid_brought_in", source="该县无援疆任务", **told)  # type: ignore[arg-type]  # by name
    assert totals(found)["北山县"] == "50.000"
    actions.count_again(assessment=found, actor=cast.office, at=NOW)
    assert totals(found)["北山县"] == "50.000", "an exemption stays"
    actions.exempt(indicator="aid_brought_in", source="", **told)  # type: ignore[arg-type]  # by name
    assert totals(found)["北山县"] == "30.000"
    with pytest.raises(AssessmentRefused, match="没有这项"):
        actions.exempt(indicator="fines", source="无", **told)  # type: ignore[arg-type]  # by name


def test_those_assessed_are_heard_before_it_is_published(cast: Cast) -> None:
    found = assessed.drawn(cast)
    told = {"assessment": found, "at": NOW}
    with pytest.raises(AssessmentRefused, match="应当征求"):
        actions.publish(actor=cast.office, **told)  # type: ignore[arg-type]  # by name
    with pytest.raises(AssessmentRefused, match="不征求意见"):
        actions.comment(unit=cast.north, text="漏计一场", actor=cast.county_liaison, **told)  # type: ignore[arg-type]  # by name
    assessed.asked(cast, found)
    for person in cast.others("county_liaison", "county_leader"):
        with pytest.raises(AssessmentRefused, match="只有考核对象"):
            actions.comment(unit=cast.north, text="漏计一场", actor=person, **told)  # type: ignore[arg-type]  # by name
    said = actions.comment(unit=cast.north, text="漏计一场", actor=cast.county_liaison, **told)  # type: ignore[arg-type]  # by name
    with pytest.raises(AssessmentRefused, match="没有处理"):
        actions.publish(actor=cast.office, **told)  # type: ignore[arg-type]  # by name
    with pytest.raises(AssessmentRefused, match="请填写处理情况"):
        actions.answer(comment=said, text=" ", actor=cast.office, at=NOW)
    actions.answer(comment=said, text="已补登并重新测算", actor=cast.office, at=NOW)
    with pytest.raises(AssessmentRefused, match="已经处理"):
        actions.answer(comment=said, text="再处理", actor=cast.office, at=NOW)
    assert actions.publish(actor=cast.office, **told).results.count() == 2  # type: ignore[arg-type]  # by name


def test_a_period_is_assessed_once_by_a_method_in_force(cast: Cast) -> None:
    method = assessed.signed(cast)
    assessed.drawn(cast, method)
    for period in (assessed.QUARTER, Period(2030)):
        with pytest.raises(AssessmentRefused):
            assessed.drawn(cast, method, period)
    second = methods.revise(method=method, actor=cast.office, at=NOW)
    with pytest.raises(AssessmentRefused, match="没有签发"):
        assessed.drawn(cast, second)
    for person in cast.others("office"):
        with pytest.raises(AssessmentRefused, match="由知识产权局组织"):
            actions.draw(method=method, period=Period(2025), actor=person, at=NOW)


def test_two_years_stand_side_by_side(cast: Cast) -> None:
    method = assessed.signed(cast)
    first = assessed.drawn(cast, method, Period(2025))
    assessed.event(cast, cast.south)
    second = assessed.drawn(cast, method)
    rows = {row.unit: (row.difference, row.moved) for row in beside(first, second)}
    # Without an event both shared the first place.
    assert rows == {cast.south: (15, 0), cast.north: (0, -1)}


def test_who_reads_what_when(cast: Cast) -> None:
    found = assessed.drawn(cast)

    def readers() -> set[str]:
        parts = ("office", "leader", "county_liaison", "liaison", "market", "outsider", "firm", "public", "handler")
        return {part for part in parts if Assessment.objects.visible_to(cast.standing(part)).exists()}

    assert readers() == {"office"}
    assessed.asked(cast, found)
    assert readers() == {"office", "leader", "county_liaison"}
    actions.publish(assessment=found, actor=cast.office, at=NOW)
    assert readers() == {"office", "leader", "county_liaison", "liaison", "market"}
    methods.revise(method=found.method, actor=cast.office, at=NOW)
    seen = {part: AssessmentMethod.objects.visible_to(cast.standing(part)).count() for part in ("office", "market")}
    assert seen == {"office": 2, "market": 1}


@pytest.mark.parametrize(
    ("model", "constraint", "values"),
    [
        (Assessment, "assessment_published_is_signed", {"fingerprint": ""}),
        (AssessmentInput, "assessment_input_known_or_not", {"value": None}),
        (AssessmentComment, "assessment_comment_answered_by_somebody", {"answered_at": None}),
    ],
)
def test_the_database_holds_it_too(
    cast: Cast, model: type[models.Model], constraint: str, values: dict[str, object]
) -> None:
    found = assessed.asked(cast)
    said = actions.comment(assessment=found, unit=cast.north, text="漏计", actor=cast.county_liaison, at=NOW)
    actions.answer(comment=said, text="已补登", actor=cast.office, at=NOW)
    actions.publish(assessment=found, actor=cast.office, at=NOW)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.all().update(**values)


def test_nothing_of_an_assessment_stands_twice(cast: Cast) -> None:
    """assessment_once, assessment_input_once, granted_points_once, assessment_result_once."""
    found = assessed.drawn(cast)
    actions.grant(
        assessment=found, addition=found.method.additions.get(), unit=cast.north, points=Decimal(1), source="文",
        actor=cast.office, at=NOW,
    )  # fmt: skip
    assessed.published(cast, found)
    found.refresh_from_db()
    twice = [
        Assessment.objects.get(),
        *(rows[0] for rows in (found.inputs.all(), found.granted.all(), found.results.all())),
    ]
    for row in twice:
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
