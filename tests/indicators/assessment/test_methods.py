"""A method names declared indicators, adds up to a hundred, and once signed stays as it is."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from manas.indicators.assessment import methods
from manas.indicators.assessment.methods import MethodUnfit
from manas.indicators.assessment.reckoning import faults
from manas.indicators.declared import INDICATORS
from manas.indicators.models import Addition, AssessmentMethod, MethodIndicator
from tests.cast import Cast
from tests.indicators.assessment import assessed

pytestmark = pytest.mark.django_db
# What people do with the system is no result of their work: none of this may be read by what assesses them.
WATCHING = {
    "OpenSession", "SignInRecord", "SignInAttempt", "Session", "Attachment", "Evidence", "StoredFile", "File",
    "JournalEntry", "Notice", "Delivery", "SavedSearch", "LogEntry",
}  # fmt: skip


def test_no_indicator_reads_sign_ins_visits_uploads_or_study_time() -> None:
    read: dict[str, set[str]] = {}
    for key, indicator in INDICATORS.items():
        for rows in indicator.parts.values():
            query = rows.of()
            tables = {query.model._meta.db_table, *query.query.alias_map}
            read[key] = read.get(key, set()) | tables
    watching = {model._meta.db_table for model in apps.get_models() if model.__name__ in WATCHING}
    assert len(watching) >= 8
    assert {key: tables & watching for key, tables in read.items() if tables & watching} == {}


def test_a_method_takes_only_what_is_declared(cast: Cast) -> None:
    method = assessed.drawn_up(cast)
    for key in ("sign_ins", "opensession", ""):
        with pytest.raises(MethodUnfit, match="只能用由记录计算的指标"):
            assessed.put(cast, method, key, 10)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "没有指标"),
        ([("events_held", 60, 0, 4)], "合计应为100分，现为60"),
        ([("events_held", 100, 4, 0)], "固定标尺与方向不符"),
        ([("cases_filed", 100, 0, 4)], "本身没有好坏之分"),
    ],
)
def test_what_is_wrong_is_told_before_it_is_signed(
    cast: Cast, rows: list[tuple[str, int, int, int]], words: str
) -> None:
    method = assessed.drawn_up(cast)
    for row in rows:
        assessed.put(cast, method, *row)
    assert any(words in fault for fault in faults(method))
    with pytest.raises(MethodUnfit, match=words):
        methods.sign(method=method, actor=cast.office, at=assessed.NOW)


def test_without_goalposts_only_a_relative_scale_will_do(cast: Cast) -> None:
    for scaling, expected in (
        ("goalposts", ["指标“专利转化对接活动数”没有固定标尺（最差值和最优值）。"]),
        ("min-max", []),
    ):
        method = assessed.drawn_up(cast, scaling, scaling=scaling)
        methods.put_indicator(
            method=method, indicator="events_held", points=Decimal(100), actor=cast.office, at=assessed.NOW
        )
        assert [fault.replace("events_held", "专利转化对接活动数") for fault in faults(method)] == expected


def test_what_is_signed_is_revised_and_not_changed(cast: Cast) -> None:
    first = assessed.signed(cast)
    row = first.indicators.all()[0]
    deeds: list[Callable[[], object]] = [
        lambda: assessed.put(cast, first, "events_held", 50),
        lambda: methods.drop(row=row, actor=cast.office, at=assessed.NOW),
        lambda: methods.sign(method=first, actor=cast.office, at=assessed.NOW),
    ]
    for deed in deeds:
        with pytest.raises(MethodUnfit, match="请修订新的版次"):
            deed()
    second = methods.revise(method=first, actor=cast.office, at=assessed.NOW)
    assert (second.version, second.indicators.count(), second.additions.count(), second.units.count()) == (2, 2, 1, 2)
    for again in (first, second):
        with pytest.raises(MethodUnfit):
            methods.revise(method=again, actor=cast.office, at=assessed.NOW)
    methods.drop(row=second.additions.get(), actor=cast.office, at=assessed.NOW)
    methods.sign(method=second, actor=cast.office, at=assessed.NOW)
    first.refresh_from_db()
    assert first.state == "closed"


def test_nobody_but_the_office_draws_one_up(cast: Cast) -> None:
    for person in cast.others("office"):
        with pytest.raises(MethodUnfit, match="由知识产权局制定"):
            assessed.drawn_up(cast, actor=person)
    for changed in ({"basis": " "}, {"units": [cast.north]}, {"units": [cast.north, cast.elsewhere]}):
        with pytest.raises(MethodUnfit):
            assessed.drawn_up(cast, **changed)
    assessed.drawn_up(cast)
    with pytest.raises(MethodUnfit, match="同名"):
        assessed.drawn_up(cast)


@pytest.mark.parametrize(
    ("model", "constraint", "values"),
    [
        (AssessmentMethod, "assessment_method_signed", {"signed_at": None}),
        (MethodIndicator, "method_indicator_has_points", {"points": 0}),
        (MethodIndicator, "method_indicator_has_a_scale", {"worst": None}),
    ],
)
def test_the_database_holds_it_too(
    cast: Cast, model: type[models.Model], constraint: str, values: dict[str, object]
) -> None:
    assessed.signed(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.all().update(**values)


def test_nothing_of_a_method_stands_twice(cast: Cast) -> None:
    """assessment_method_version_once, method_indicator_once, addition_once."""
    method = assessed.signed(cast)
    twice: list[models.Model] = [AssessmentMethod.objects.get(), method.indicators.all()[0], method.additions.get()]
    for row in twice:
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
    assert Addition.objects.count() == 1
