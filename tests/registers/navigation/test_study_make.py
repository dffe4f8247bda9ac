"""A study keeps what was asked, what was counted, and the state of the register; made again it is compared."""

from dataclasses import replace
from datetime import date

import pytest

from manas.engines.navigation.kept import figures, unpacked
from manas.registers.models import Confidentiality, NavigationKind, NavigationStudy, NeedResult, Patent
from manas.registers.navigation.actions import NavigationRefused, make_again, make_study
from manas.registers.navigation.needs import needs_of
from manas.registers.navigation.queries import behind, difference, landscape_of, query_in_words
from manas.registers.navigation.reading import filings, known_until, year_filed
from manas.registers.needs.actions import close
from manas.registers.patents.queries.listing import Filters
from tests.cast import AT, LATER, Cast, journal_lines, queries_of
from tests.registers.navigation.studies import PICKER, SEA_BUCKTHORN_ALONE, study
from tests.registers.needs.needs import need
from tests.registers.patents.records import LEACHING, entered, many


def test_a_study_keeps_query_counts_and_the_state_of_the_register(cast: Cast) -> None:
    with journal_lines() as told:
        made = study(cast, SEA_BUCKTHORN_ALONE)
    landscape = landscape_of(made)
    assert (landscape.total.count, made.held, made.last_run) == (2, 3, None)
    assert (made.keeper, made.made_by, made.made_at) == (cast.ip_office, cast.office, AT)
    assert query_in_words(made) == ["名称、号码、权利人、发明人含“沙棘”"]
    assert told.verbs[-1] == "制作专利导航"
    assert told.lines[-1].detail["sha256"] == made.sha256


def test_a_study_counts_what_the_register_holds(cast: Cast) -> None:
    landscape = landscape_of(study(cast))
    assert [(one.name, one.figure.count) for one in landscape.classes.subclasses] == [("A01D", 2), ("C22B", 1)]
    assert [(one.year, one.filed.count, one.published.count) for one in landscape.trend.years] == [
        (2019, 0, 1), (2020, 0, 0), (2021, 1, 0), (2022, 1, 0),
    ]  # fmt: skip
    assert [(one.name, one.figure.count) for one in landscape.holders.lines] == [
        ("丰泽大学", 3),
        ("云岭机电有限公司", 2),
    ]
    assert [one.name for one in landscape.matrix.effects] == ["提高效率", "结构简化"]
    assert [(one.name, one.figure.count) for one in landscape.local.places] == [("北山县", 2)]
    assert landscape.trend.known_until == date(2022, 12, 9)


def test_what_is_behind_a_figure_are_the_patents_that_it_counts(cast: Cast) -> None:
    made = study(cast)
    kept = unpacked(bytes(made.evidence))
    assert {one.code: one.count for one in figures(landscape_of(made))} == {
        code: len(keys) for code, keys in kept.items()
    }
    found = behind(made, "subclass/A01D")
    assert found is not None
    assert set(Patent.objects.filter(pk__in=found.keys).values_list("title", flat=True)) == {
        "沙棘果采摘装置",
        PICKER.title,
    }
    assert behind(made, "subclass/H01L") is None


def test_the_limits_name_what_the_data_lacks(cast: Cast) -> None:
    text = study(cast).limits
    for words in (
        "名册当时有3件",
        "1件没有摘要",
        "1件既没有申请日也没有申请号",
        "18个月",
        "没有导入国际专利分类表",
        "不查摘要",
    ):
        assert words in text


def test_made_again_on_the_same_register_it_is_the_same_study(cast: Cast) -> None:
    made = study(cast)
    with journal_lines() as told:
        assert make_again(study=made, actor=cast.office, at=LATER) == made
    assert told.verbs == ["重新制作专利导航，结果一致"]
    assert NavigationStudy.objects.count() == 1


def test_made_again_on_another_register_it_names_the_differences(cast: Cast) -> None:
    made = study(cast)
    entered(cast, *many(1))
    later = make_again(study=made, actor=cast.office, at=LATER)
    assert (later.earlier, later.title, later.filters) == (made, made.title, made.filters)
    found = difference(later)
    assert found is not None
    assert (len(found.came), len(found.gone)) == (1, 0)
    assert ("subclass/A01D", 2, 3) in {(one.code, one.before, one.after) for one in found.changes}
    assert difference(made) is None


@pytest.mark.parametrize(
    ("part", "title", "question", "words"),
    [
        ("firm", "甲", "乙", ""),
        ("leader", "甲", "乙", ""),
        ("office", " ", "乙", ""),
        ("office", "甲", "", ""),
        ("office", "甲", "乙", "量子"),
    ],
)
def test_a_study_is_refused_with_its_reason(cast: Cast, part: str, title: str, question: str, words: str) -> None:
    entered(cast)
    with pytest.raises(NavigationRefused), journal_lines() as told:
        make_study(
            title=title,
            question=question,
            kind=NavigationKind.REGION,
            filters=Filters(words),
            actor=cast.people()[part],
            at=AT,
        )
    assert told.verbs == []


def test_more_patents_take_no_more_queries(cast: Cast) -> None:
    entered(cast, LEACHING)
    one = queries_of(filings, Patent.objects.all())
    entered(cast, *many(5))
    assert queries_of(filings, Patent.objects.all()) == one == 2


def test_needs_of_others_are_counted_only_where_they_are_public(cast: Cast) -> None:
    own, public = need(cast, Confidentiality.AUTHORITY), need(cast)
    hidden, closed = need(cast, Confidentiality.AUTHORITY), need(cast)
    for one in (public, hidden):
        one.keeper = cast.north
        one.save()
    close(need=closed, result=NeedResult.ADOPTED, note="", actor=cast.office, at=AT)
    assert {one.key for one in needs_of(cast.ip_office)} == {own.pk, public.pk}


def test_a_register_without_days_is_known_until_nobody_knows_when(cast: Cast) -> None:
    assert known_until() is None
    entered(cast, replace(LEACHING, published_on=None))
    assert known_until() == date(2021, 5, 11)


@pytest.mark.parametrize(
    ("day", "number", "year"),
    [
        (date(2021, 5, 11), "202010512345.5", 2021),
        (None, "202110512345.5", 2021),
        (None, "97105822.9", 1997),
        (None, "02105822.9", 2002),
        (None, "PCT/CN2020/123456", None),
        (None, None, None),
    ],
)
def test_the_year_of_filing_is_that_of_the_day_else_of_the_number(
    day: date | None, number: str | None, year: int | None
) -> None:
    assert year_filed(day, number) == year
