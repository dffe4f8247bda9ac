"""单位更名、撤销: by dates, with everything kept; what still holds a unit open is told (K22)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.office.actions import (
    Naming,
    PostRefused,
    UnitRefused,
    add_unit,
    appoint,
    close_unit,
    end_post,
    merge_unit,
    rename_unit,
)
from manas.office.models import FactStatus, NameKind, Post, Role, Unit, UnitKind
from manas.office.queries import merged_among, name_on
from manas.plan.actions import ledger
from manas.plan.queries.holding import open_work
from tests.cast import AT, TODAY, Cast, accepted, adopted, item, journal_lines

DAY = timedelta(days=1)


def naming(name: str, valid_from: date | None = TODAY) -> Naming:
    return Naming(name, NameKind.FULL, "州委编办文件", FactStatus.READ, valid_from)


def rename(cast: Cast, name: Naming) -> Unit:
    return rename_unit(unit=cast.science, naming=name, short_name="科工局", actor=cast.administrator, at=AT)


def test_a_unit_has_each_name_on_its_days(cast: Cast) -> None:
    with journal_lines() as told:
        rename(cast, naming("云岭州科技和工业局"))
    cast.science.refresh_from_db()
    names = [str(name_on(cast.science, day)) for day in (TODAY - DAY, TODAY)]
    assert (names, cast.science.short_name) == (["州科技局", "云岭州科技和工业局"], "科工局")
    assert (told.verbs, told.lines[0].detail["from"]) == (["单位更名"], "科技局")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (naming("新局", None), "要写明新名称的启用日期"),
        (naming("州科技局"), "已登记过名称“州科技局”"),
    ],
)
def test_a_renaming_that_cannot_stand(cast: Cast, name: Naming, said: str) -> None:
    with pytest.raises(UnitRefused, match=said):
        rename(cast, name)


def test_names_follow_each_other(cast: Cast) -> None:
    rename(cast, naming("云岭州科技和工业局"))
    with pytest.raises(UnitRefused, match="须晚于现名称的启用日期"):
        rename(cast, naming("云岭州科技和信息化局", TODAY))


def close(cast: Cast, unit: Unit) -> Unit:
    return close_unit(unit=unit, closed_on=TODAY, obstacles=(open_work,), actor=cast.administrator, at=AT)


def leave(cast: Cast, unit: Unit) -> None:
    for post in Post.objects.filter(unit=unit, to_on__isnull=True):
        end_post(post=post, to_on=TODAY, actor=cast.administrator, at=AT)


def test_a_unit_without_posts_and_work_is_closed(cast: Cast) -> None:
    with journal_lines() as told:
        close(cast, cast.south)
    cast.south.refresh_from_db()
    assert (cast.south.closed_on, told.verbs) == (TODAY, ["撤销单位"])
    assert [cast.south in Unit.objects.open_on(day) for day in (TODAY - DAY, TODAY)] == [True, False]
    with pytest.raises(UnitRefused, match="已于2026-03-02撤销"):
        close(cast, cast.south)


def test_nobody_is_appointed_at_a_closed_unit(cast: Cast) -> None:
    closed = close(cast, cast.south)
    with pytest.raises(PostRefused, match="不能在此任职"):
        appoint(person=cast.nobody, unit=closed, role=Role.HANDLER, from_on=TODAY, actor=cast.office, at=AT)


def test_posts_held_stand_in_the_way(cast: Cast) -> None:
    with journal_lines() as told, pytest.raises(UnitRefused, match="科技局还不能撤销：liaison仍任部门联络员"):
        close(cast, cast.science)
    assert told.verbs == []
    leave(cast, cast.science)
    assert close(cast, cast.science).closed_on == TODAY


def test_work_not_done_stands_in_the_way(cast: Cast) -> None:
    plan = adopted(cast)
    work, other = item(cast, plan), item(cast, plan)
    leave_for(cast, cast.science)
    with pytest.raises(UnitRefused, match="承办的2件举措尚未办结"):
        close(cast, cast.science)
    ledger.withdraw_item(item=other, reason="并入另一件", actor=cast.office, at=AT)
    with pytest.raises(UnitRefused, match="承办的1件举措尚未办结"):
        close(cast, cast.science)
    accepted(cast, work)
    leave(cast, cast.science)
    assert close(cast, cast.science).closed_on == TODAY


def leave_for(cast: Cast, unit: Unit) -> None:
    """Everybody but the liaison, who has reports to write."""
    for post in Post.objects.filter(unit=unit, to_on__isnull=True).exclude(person=cast.liaison):
        end_post(post=post, to_on=TODAY, actor=cast.administrator, at=AT)


def test_a_plan_in_force_and_units_below_stand_in_the_way(cast: Cast) -> None:
    adopted(cast)
    with pytest.raises(UnitRefused) as refusal:
        close(cast, cast.government)
    said = str(refusal.value)
    assert "下设单位市场监管局、科技局" in said
    assert "其印发的1件方案仍在执行" in said


def test_the_day_is_not_before_the_unit(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.south.pk).update(opened_on=TODAY + DAY)
    with pytest.raises(UnitRefused, match="不能早于设立日期"):
        close(cast, cast.south)


def merge(cast: Cast, unit: Unit, into: Unit) -> Unit:
    return merge_unit(unit=unit, into=into, closed_on=TODAY, obstacles=(open_work,), actor=cast.administrator, at=AT)


def test_a_merged_unit_hangs_below_its_successor_with_all_below_it(cast: Cast) -> None:
    town = add_unit(
        code="town", kind=UnitKind.DEPARTMENT, short_name="镇", names=[], parent=cast.south, position=9,
        actor=cast.administrator, at=AT,
    )  # fmt: skip
    with journal_lines() as told:
        merge(cast, cast.south, cast.north)
    town.refresh_from_db()
    cast.south.refresh_from_db()
    assert (cast.south.closed_on, cast.south.merged_into, told.verbs) == (TODAY, cast.north, ["并入单位"])
    assert (cast.south.path, town.path) == (f"{cast.north.path}south/", f"{cast.north.path}south/town/")
    assert cast.standing("county_liaison").reads(town)
    assert list(merged_among([cast.north])) == [cast.south]


def test_who_was_merged_goes_on_with_the_successor(cast: Cast) -> None:
    third = add_unit(
        code="third", kind=UnitKind.COUNTY_GOVERNMENT, short_name="三县", names=[], parent=cast.government, position=9,
        actor=cast.administrator, at=AT,
    )  # fmt: skip
    merge(cast, cast.south, third)
    merge(cast, third, cast.north)
    cast.south.refresh_from_db()
    assert cast.south.path == f"{cast.north.path}third/south/"
    with pytest.raises(UnitRefused, match="已于2026-03-02撤销"):
        merge(cast, cast.south, cast.north)


@pytest.mark.parametrize(
    ("unit", "into", "said"),
    [
        ("south", "science", "同类单位"),
        ("south", "south", "同类单位"),
        ("south", "elsewhere", "同类单位"),
        ("north", "south", "county_liaison仍任"),
    ],
)
def test_a_merging_that_cannot_stand(cast: Cast, unit: str, into: str, said: str) -> None:
    with pytest.raises(UnitRefused, match=said):
        merge(cast, getattr(cast, unit), getattr(cast, into))
    assert not Unit.objects.exclude(merged_into=None).exists()


def test_nothing_goes_into_a_closed_unit(cast: Cast) -> None:
    close(cast, cast.south)
    leave(cast, cast.north)
    with pytest.raises(UnitRefused, match="不存在，不能并入"):
        merge(cast, cast.north, cast.south)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("unit_merged_is_closed", {"closed_on": None}),
        ("unit_merged_hangs_below", {"closed_on": TODAY}),
    ],
)
def test_constraints_of_merging(cast: Cast, constraint: str, values: dict[str, object]) -> None:
    below = Unit.objects.filter(pk=cast.south.pk)
    parent = cast.north if constraint == "unit_merged_is_closed" else cast.government
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        below.update(merged_into=cast.north, parent=parent, **values)
