"""登记单位: units and the names by which documents mean them, each for its time."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from manas.office.actions import Naming, add_name, add_unit
from manas.office.models import FactStatus, JournalEntry, NameKind, Unit, UnitKind, UnitName
from manas.office.queries import county_governments, name_on, names_within, plain
from tests.cast import AT, TODAY, Cast, adopted, journal_lines

RENAMED = date(2023, 8, 1)


def naming(name: str, *, start: date | None = None, end: date | None = None, kind: NameKind = NameKind.FULL) -> Naming:
    return Naming(name, kind, "测试名录", FactStatus.READ, start, end)


def enter(cast: Cast, code: str, *names: Naming, parent: Unit | None = None) -> Unit:
    return add_unit(
        code=code,
        kind=UnitKind.DEPARTMENT,
        short_name=code,
        names=list(names),
        parent=parent or cast.government,
        position=9,
        actor=cast.office,
        at=AT,
    )


@pytest.fixture
def bank(cast: Cast) -> Unit:
    """A unit that was renamed."""
    return enter(cast, "bank", naming("银行中心支行", end=RENAMED), naming("银行分行", start=RENAMED))


def test_entering_a_unit_writes_it_with_its_names_and_one_line(cast: Cast) -> None:
    with journal_lines() as told:
        unit = enter(cast, "wl", naming("文旅局"), naming("州文旅局", kind=NameKind.ALIAS))
    assert (unit.path, unit.parent) == ("/yunling/wl/", cast.government)
    assert [(n.name, n.kind, n.source, n.status) for n in unit.names.all()] == [
        ("文旅局", "full", "测试名录", "read"),
        ("州文旅局", "alias", "测试名录", "read"),
    ]
    assert [(line.verb, line.unit, line.detail) for line in told.lines] == [("登记单位", unit, {"name": "wl"})]


def test_a_code_is_given_once_and_nothing_of_the_second_remains(cast: Cast) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(IntegrityError):
        enter(cast, "kj", naming("另一个"))
    assert JournalEntry.objects.count() == lines
    assert not UnitName.objects.filter(name="另一个").exists()


def test_a_further_name_is_entered_once(cast: Cast) -> None:
    new = naming("科学技术局", kind=NameKind.ALIAS)
    with journal_lines() as told:
        first = add_name(unit=cast.science, naming=new, actor=cast.office, at=AT)
        again = add_name(unit=cast.science, naming=new, actor=cast.office, at=AT)
    assert first == again
    assert [(line.verb, line.detail) for line in told.lines] == [("登记单位名称", {"name": "科学技术局"})]


def test_unit_name_once(cast: Cast) -> None:
    name = cast.science.names.first()
    assert name is not None
    name.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        name.save(force_insert=True)


def test_unit_closed_after_opened(cast: Cast) -> None:
    row = Unit.objects.filter(pk=cast.south.pk)
    row.update(opened_on=date(2024, 1, 1), closed_on=date(2024, 1, 1))
    with pytest.raises(IntegrityError, match="unit_closed_after_opened"), transaction.atomic():
        row.update(closed_on=date(2023, 12, 31))


def test_unit_code_in_lower_case(cast: Cast) -> None:
    """SQLite finds /yunling/NORTH/ under /yunling/north/: there is no such code."""
    with pytest.raises(IntegrityError, match="unit_code_in_lower_case"), transaction.atomic():
        enter(cast, "NORTH")


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2023, 7, 31), "银行中心支行"), (RENAMED, "银行分行"), (TODAY, "银行分行")]
)
def test_the_name_is_the_one_of_the_day(bank: Unit, day: date, holds: str) -> None:
    assert str(name_on(bank, day)) == holds
    assert [n.name for n in bank.names.all() if n.holds_on(day)] == [holds]


def test_no_name_is_made_up_where_none_is_known(cast: Cast) -> None:
    unit = enter(cast, "new", naming("新局", start=RENAMED))
    assert name_on(unit, date(2023, 7, 31)) is None


def test_a_document_of_either_time_finds_the_unit(cast: Cast, bank: Unit) -> None:
    for day in (date(2023, 4, 18), TODAY, None):
        known = names_within(cast.government, day)
        assert (known["银行中心支行"], known["银行分行"]) == (bank, bank)


def test_a_name_handed_on_means_the_unit_that_bore_it_on_the_day(cast: Cast) -> None:
    old = enter(cast, "old", naming("知识产权促进局", end=RENAMED))
    new = enter(cast, "new", naming("知识产权促进局", start=RENAMED))
    assert names_within(cast.government, date(2023, 4, 18))["知识产权促进局"] == old
    assert names_within(cast.government, TODAY)["知识产权促进局"] == new
    assert "知识产权促进局" not in names_within(cast.government, None)


def test_a_name_that_two_bear_at_once_leads_nowhere(cast: Cast) -> None:
    enter(cast, "one", naming("促进中心"))
    enter(cast, "two", naming("促进中心"))
    assert "促进中心" not in names_within(cast.government, TODAY)


def test_a_name_that_two_bear_today_is_not_settled_by_one_who_bore_it_once(cast: Cast) -> None:
    enter(cast, "one", naming("促进中心"))
    enter(cast, "two", naming("促进中心"))
    enter(cast, "three", naming("促进中心", end=RENAMED))
    assert "促进中心" not in names_within(cast.government, TODAY)


@pytest.mark.parametrize(
    "written", ["州市场监管局（知识产权局）", "州市场监管局(知识产权局)", " 州市场监管局 ﹝知识产权局﹞"]
)
def test_brackets_and_spaces_do_not_matter(cast: Cast, written: str) -> None:
    add_name(unit=cast.ip_office, naming=naming("州市场监管局〔知识产权局〕"), actor=cast.office, at=AT)
    assert names_within(cast.government, TODAY)[plain(written)] == cast.ip_office


def test_names_of_the_neighbor_are_not_known_here(cast: Cast) -> None:
    assert names_within(cast.government, TODAY)["州市场监管局"] == cast.ip_office
    assert cast.elsewhere.parent is not None
    assert names_within(cast.elsewhere.parent, TODAY)["州市场监管局"] == cast.elsewhere


def test_county_governments_are_those_of_the_day(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.south.pk).update(closed_on=TODAY)
    Unit.objects.filter(pk=cast.north.pk).update(opened_on=TODAY)
    assert county_governments(cast.government, date(2026, 3, 1)) == [cast.south]
    assert county_governments(cast.government, TODAY) == [cast.north]


def test_within_is_the_unit_and_all_below(cast: Cast) -> None:
    below = enter(cast, "north-kj", naming("北山县科技局"), parent=cast.north)
    longer = enter(cast, "north-2", naming("北山二县"))
    assert set(Unit.objects.within(cast.north)) == {cast.north, below}
    assert [cast.north.contains(unit) for unit in (cast.north, below, longer, cast.government)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_unit_in_use_is_not_deleted(cast: Cast) -> None:
    adopted(cast)
    for unit in (cast.science, cast.government, cast.north):
        with pytest.raises(ProtectedError):
            unit.delete()
    assert Unit.objects.filter(pk__in=[cast.science.pk, cast.north.pk]).count() == 2
