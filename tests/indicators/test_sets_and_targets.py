"""A set is drawn up, put in force, revised and closed; what is in force is not changed (K22)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.models import IndicatorSet, SetState, Target
from manas.indicators.sets import actions
from manas.indicators.sets.actions import SetRefused
from manas.indicators.sets.queries import aims, met, reached
from manas.office.models import JournalEntry
from manas.office.queries import standing_at
from tests.cast import AT, LATER, Cast

pytestmark = pytest.mark.django_db


def drawn_up(cast: Cast, name: str = "强州指标") -> IndicatorSet:
    return actions.draw_up(
        name=name, basis="云岭州知识产权强州建设工作方案", owner=cast.government, actor=cast.office, at=AT
    )


def aimed(
    cast: Cast, indicator_set: IndicatorSet, key: str = "cases_in_time", value: int = 90, year: int = 2026
) -> Target:
    return actions.set_target(
        indicator_set=indicator_set,
        indicator=key,
        unit=cast.north,
        year=year,
        value=Decimal(value),
        actor=cast.office,
        at=AT,
    )


def in_force(cast: Cast) -> IndicatorSet:
    made = drawn_up(cast)
    aimed(cast, made)
    return actions.put_in_force(indicator_set=made, actor=cast.office, at=AT)


def test_from_a_draft_to_the_second_version(cast: Cast) -> None:
    first = in_force(cast)
    second = actions.revise(indicator_set=first, actor=cast.office, at=LATER)
    assert (second.version, second.state, second.targets.count()) == (2, SetState.DRAFT, 1)
    aimed(cast, second, value=95)
    actions.put_in_force(indicator_set=second, actor=cast.office, at=LATER)
    first.refresh_from_db()
    assert (first.state, first.closed_at) == (SetState.CLOSED, LATER)
    assert [target.value for target in first.targets.all()] == [90]
    verbs = (
        JournalEntry.objects.filter(subject__startswith="indicators.").order_by("number").values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "拟定指标体系", "设定指标目标", "启用指标体系", "修订指标体系", "设定指标目标", "启用指标体系",
    ]  # fmt: skip


def test_a_target_said_again_is_changed_not_doubled(cast: Cast) -> None:
    made = drawn_up(cast)
    aimed(cast, made, value=80)
    aimed(cast, made, value=85)
    assert [target.value for target in made.targets.all()] == [85]
    actions.drop_target(target=made.targets.get(), actor=cast.office, at=AT)
    assert not made.targets.exists()


def test_what_is_in_force_is_not_changed(cast: Cast) -> None:
    made = in_force(cast)
    for deed in (
        lambda: aimed(cast, made, value=1),
        lambda: actions.drop_target(target=made.targets.get(), actor=cast.office, at=AT),
        lambda: actions.put_in_force(indicator_set=made, actor=cast.office, at=AT),
    ):
        with pytest.raises(SetRefused, match="不能修改"):
            deed()
    assert [target.value for target in made.targets.all()] == [90]


def test_refusals_say_why(cast: Cast) -> None:
    made = drawn_up(cast)
    with pytest.raises(SetRefused, match="还没有设定目标"):
        actions.put_in_force(indicator_set=made, actor=cast.office, at=AT)
    with pytest.raises(SetRefused, match="同名"):
        drawn_up(cast)
    with pytest.raises(SetRefused, match="制定依据"):
        actions.draw_up(name="另一个", basis=" ", owner=cast.government, actor=cast.office, at=AT)
    with pytest.raises(SetRefused, match="没有这个指标"):
        aimed(cast, made, key="no_such")
    with pytest.raises(SetRefused, match="本州"):
        actions.set_target(
            indicator_set=made,
            indicator="fines",
            unit=cast.elsewhere,
            year=2026,
            value=Decimal(1),
            actor=cast.office,
            at=AT,
        )
    with pytest.raises(SetRefused):
        aimed(cast, made, value=-1)
    with pytest.raises(SetRefused, match="执行中"):
        actions.close(indicator_set=made, actor=cast.office, at=AT)
    with pytest.raises(SetRefused, match="还在拟定"):
        actions.revise(indicator_set=made, actor=cast.office, at=AT)


def test_only_the_office_decides(cast: Cast) -> None:
    for person in (cast.leader, cast.liaison, cast.county_liaison, cast.outsider, cast.handler):
        with pytest.raises(SetRefused, match="知识产权局制定"):
            actions.draw_up(name="强州指标", basis="文件", owner=cast.government, actor=person, at=AT)


def test_drafts_are_the_offices_and_the_neighbors_see_none(cast: Cast) -> None:
    made = drawn_up(cast)
    seen = {
        name: IndicatorSet.objects.visible_to(standing_at(getattr(cast, name), AT)).exists()
        for name in ("office", "leader", "outsider", "nobody")
    }
    assert seen == {"office": True, "leader": False, "outsider": False, "nobody": False}
    aimed(cast, made)
    actions.put_in_force(indicator_set=made, actor=cast.office, at=AT)
    assert IndicatorSet.objects.visible_to(standing_at(cast.leader, AT)).exists()
    assert not IndicatorSet.objects.visible_to(standing_at(cast.outsider, AT)).exists()


def test_targets_stand_beside_the_year_they_are_for(cast: Cast) -> None:
    in_force(cast)
    standing = standing_at(cast.leader, AT)
    assert set(aims(standing, Period(2026))) == {("cases_in_time", cast.north.pk)}
    assert aims(standing, Period(2025)) == {}
    assert aims(standing, Period.read("2026Q1")) == {}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [("cases_in_time", 90, True), ("cases_in_time", 89, False), ("cases_filed", 90, None)],
)
def test_reached_or_not_or_neither(cast: Cast, key: str, value: int, *, expected: bool | None) -> None:
    target = aimed(cast, drawn_up(cast), key=key)
    assert met(target, Figure.counted(Decimal(value))) is expected
    assert met(target, Figure(Known.NOT_APPLICABLE)) is None


def test_a_set_lists_every_target_with_its_figure(cast: Cast) -> None:
    made = drawn_up(cast)
    for key, year in (("cases_filed", 2026), ("cases_filed", 2027), ("fines", 2026)):
        aimed(cast, made, key=key, year=year)
    found = reached(made)
    assert [(one.target.indicator, one.target.year, one.figure.value) for one in found] == [
        ("cases_filed", 2026, 0), ("cases_filed", 2027, 0), ("fines", 2026, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("indicator_set_in_force_since", {"state": "in_force"}),
        ("indicator_set_closed_since", {"state": "closed", "in_force_at": LATER, "closed_at": AT}),
        ("indicator_set_version_once", {"pk": None}),
    ],
)
def test_a_set_that_cannot_be_is_not_kept(cast: Cast, constraint: str, changed: dict[str, object]) -> None:
    made = drawn_up(cast)
    for name, value in changed.items():
        setattr(made, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()
    assert constraint in {one.name for one in IndicatorSet._meta.constraints}


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("target_once", {"pk": None}),
        ("target_baseline_with_its_year", {"baseline": Decimal(1)}),
        ("target_baseline_with_its_year", {"baseline": Decimal(1), "baseline_year": 2026}),
    ],
)
def test_a_target_that_cannot_be_is_not_kept(cast: Cast, constraint: str, changed: dict[str, object]) -> None:
    target = aimed(cast, drawn_up(cast))
    for name, value in changed.items():
        setattr(target, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        target.save()
    assert constraint in {one.name for one in Target._meta.constraints}
