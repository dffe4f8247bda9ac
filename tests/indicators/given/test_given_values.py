"""Values from outside: entered with their document, replaced and kept, read line by line; high value beside them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.given.actions import GivenRefused, Paper, enter
from manas.indicators.given.models import GivenValue, HighValueReason
from manas.indicators.given.naming import name_high_value
from manas.indicators.given.official import HIGH_VALUE, POPULATION
from manas.indicators.given.queries import conditions, history, kept_long, reasons, returned
from manas.indicators.given.reading import Told, read
from manas.indicators.values.queries import figure
from manas.office.models import JournalEntry, Organization, Unit
from manas.registers.models import Patent, PatentHolder
from tests.cast import AT, LATER, Cast
from tests.registers.patents.records import GRANTED, LEACHING, entered

pytestmark = pytest.mark.django_db

PAPER = Paper("统计公报", "云统〔2026〕3号", date(2026, 3, 1))
YEAR = Period(2026)


def told(cast: Cast, value: str = "60", figure: str = POPULATION, paper: Paper = PAPER) -> GivenValue:
    (made,) = enter(
        owner=cast.government,
        told=[Told(figure, cast.government, YEAR, Decimal(value))],
        paper=paper,
        actor=cast.office,
        at=AT,
    )
    return made


def invention(cast: Cast, filed_on: date = date(2021, 5, 11)) -> Patent:
    (found,) = entered(
        cast, replace(LEACHING, legal_status="in_force", granted_on=GRANTED.granted_on, filed_on=filed_on)
    )
    Organization.objects.filter(pk=cast.company.pk).update(county=cast.north)
    PatentHolder.objects.filter(patent=found, position=1).update(organization=cast.company)
    return found


def named(cast: Cast, patent: Patent, code: str, paper: Paper = PAPER) -> HighValueReason:
    return name_high_value(owner=cast.government, patent=patent, code=code, paper=paper, actor=cast.office, at=AT)


def counted(unit: Unit) -> Figure:
    return figure(INDICATORS[HIGH_VALUE], unit, YEAR)


def test_a_corrected_value_counts_and_the_old_one_stays(cast: Cast) -> None:
    first, second = told(cast), told(cast, "61", paper=replace(PAPER, number="云统〔2026〕9号"))
    assert second.replaces == first
    assert list(GivenValue.objects.counting()) == [second]
    assert [one.value for one in history(first)] == [61, 60]
    lines = JournalEntry.objects.filter(verb="登记反馈数据").order_by("number")
    assert [line.detail.get("before") for line in lines] == [None, "60.0000"]


def test_the_same_of_the_same_document_is_refused(cast: Cast) -> None:
    told(cast)
    with pytest.raises(GivenRefused, match="已按同一文件登记"):
        told(cast)


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (replace(PAPER, number=" "), "发文字号"),
        (replace(PAPER, name=""), "名称"),
        (replace(PAPER, on=LATER.date()), "成文日期"),
    ],
)
def test_nothing_is_entered_without_its_document(cast: Cast, paper: Paper, why: str) -> None:
    with pytest.raises(GivenRefused, match=why):
        told(cast, paper=paper)
    assert not GivenValue.objects.exists()


def test_the_office_alone_enters(cast: Cast) -> None:
    for person in cast.others("office"):
        with pytest.raises(GivenRefused):
            enter(owner=cast.government, told=[], paper=PAPER, actor=person, at=AT)


def test_a_unit_of_another_prefecture_is_refused_and_nothing_stays(cast: Cast) -> None:
    lines = [Told(POPULATION, unit, YEAR, Decimal(9)) for unit in (cast.north, cast.elsewhere)]
    with pytest.raises(GivenRefused, match="本州"):
        enter(owner=cast.government, told=lines, paper=PAPER, actor=cast.office, at=AT)
    assert not GivenValue.objects.exists()


def test_the_database_refuses_to_change_what_was_given(cast: Cast) -> None:
    made = told(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        GivenValue.objects.filter(pk=made.pk).update(value=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        GivenValue.objects.filter(pk=made.pk).delete()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("given_value_begins_once", {}),
        ("given_value_not_below_nought", {"period": "2025", "value": Decimal(-1)}),
        ("given_value_has_its_document", {"period": "2025", "document_number": ""}),
    ],
)
def test_constraints_of_given_values(cast: Cast, constraint: str, change: dict[str, object]) -> None:
    made = told(cast)
    made.pk = None
    for name, value in change.items():
        setattr(made, name, value)
    known = {"given_value_begins_once": "figure"}.get(constraint, constraint)
    with pytest.raises(IntegrityError, match=f"{known}|{constraint}"), transaction.atomic():
        made.save(force_insert=True)


def test_lines_are_read_and_every_fault_has_its_line(cast: Cast) -> None:
    lines = (
        "常住人口\t云岭州\t2026\t60.5", "", "常住人口,月球,2026,1", "不存在,云岭州,2026,1", "常住人口,云岭州,2026Q3,1",
        "常住人口,云岭州,2026,0", "常住人口,云岭州,2026,61", "一栏",
    )  # fmt: skip
    text = "\n".join(lines)
    units = [cast.government]
    found, faults = read(text.replace("云岭州", cast.government.short_name), units)
    assert found == [Told(POPULATION, cast.government, YEAR, Decimal("60.5"))]
    assert [fault.split("：")[0] for fault in faults] == [f"第{n}行" for n in (3, 4, 5, 6, 7, 8)]
    for fault, why in zip(faults, ("月球", "不存在", "年度", "不合理", "重复", "四栏"), strict=True):
        assert why in fault


def test_without_population_the_figure_is_missing_and_not_nought(cast: Cast) -> None:
    named(cast, invention(cast), "a")
    assert (counted(cast.government).known, counted(cast.government).value) == (Known.MISSING, None)
    told(cast)
    assert counted(cast.government).value == Decimal(1) / 60
    assert counted(cast.north).known is Known.MISSING


def test_a_patent_of_two_reasons_counts_once_with_both(cast: Cast) -> None:
    patent = invention(cast, filed_on=date(2015, 5, 11))
    named(cast, patent, "e")
    told(cast)
    assert counted(cast.government).numerator == 1
    assert reasons([patent], date(2026, 12, 31)) == {patent.pk: ["c", "e"]}


def test_without_a_reason_it_does_not_count(cast: Cast) -> None:
    patent = invention(cast)
    told(cast)
    assert counted(cast.government).numerator == 0
    assert reasons([patent], date(2026, 12, 31)) == {patent.pk: []}


def test_a_list_counts_from_its_day_on(cast: Cast) -> None:
    patent = invention(cast)
    named(cast, patent, "d")
    assert reasons([patent], date(2026, 2, 28)) == {patent.pk: []}
    assert reasons([patent], PAPER.on) == {patent.pk: ["d"]}


def test_ten_years_are_more_than_ten(cast: Cast) -> None:
    patent = invention(cast, filed_on=date(2016, 2, 28))
    assert not Patent.objects.filter(kept_long(date(2026, 2, 28)), pk=patent.pk).exists()
    assert Patent.objects.filter(kept_long(date(2026, 3, 1)), pk=patent.pk).exists()
    assert not Patent.objects.filter(kept_long(date(2024, 2, 29)), pk=patent.pk).exists()


def test_a_condition_without_its_list_is_not_loaded(cast: Cast) -> None:
    assert [loaded for _code, loaded in conditions()] == [False, False, True, False, False]
    named(cast, invention(cast), "b")
    assert [loaded for _code, loaded in conditions()] == [False, True, True, False, False]


def test_what_is_computed_is_not_told(cast: Cast) -> None:
    patent = invention(cast)
    with pytest.raises(GivenRefused, match="系统按申请日计算"):
        named(cast, patent, "c")
    made = named(cast, patent, "a")
    with pytest.raises(GivenRefused):
        named(cast, patent, "a")
    for constraint, code in (("high_value_reason_once", "a"), ("high_value_reason_not_computed", "c")):
        made.pk, made.code = None, code
        with pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE"), transaction.atomic():
            made.save(force_insert=True)


def test_what_was_returned_stands_beside_and_is_never_merged(cast: Cast) -> None:
    named(cast, invention(cast), "a")
    told(cast)
    above = told(cast, "0.5", HIGH_VALUE)
    assert returned(HIGH_VALUE, [cast.government], [2026]) == {(cast.government.pk, 2026): above}
    assert counted(cast.government).value == Decimal(1) / 60


def test_what_is_only_given_is_not_loaded_then_missing_then_a_value(cast: Cast) -> None:
    output = INDICATORS["indication_output"]
    assert figure(output, cast.government, YEAR).known is Known.NOT_LOADED
    told(cast, "0", "indication_output")
    assert figure(output, cast.government, YEAR).value == 0
    assert figure(output, cast.north, YEAR).known is Known.MISSING
