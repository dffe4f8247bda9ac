"""Examples with their answers: those that the guide to patent examination prints, and two derived by hand.

审查指南, part 5, chapters 7 (time limits) and 9 (term and annuities). The rules and the calendars are the shipped facts; a
year before the first known calendar, and 2027 in the two derived examples, is taken as weekends only.
"""

from dataclasses import replace
from datetime import date

import pytest

from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.derive import derive, first_event
from manas.engines.calendar.model import Channel, Place, Span, Term
from manas.engines.calendar.service import ServiceNotProvable, served_on
from manas.engines.calendar.terms import (
    Annuity,
    PatentTerm,
    PatentYear,
    annuities,
    patent_term,
    patent_year,
    patent_year_of,
)
from manas.facts import calendars, deadlines
from manas.facts.service import service
from tests.engines.calendar.days_of import lasting, year

SHIPPED = calendars.calendar(calendars.NATIONAL)


def known_with(*years: int) -> dict[Place, Calendar]:
    """The shipped calendar, with years added as weekends only."""
    return {Place.NATIONAL: replace(SHIPPED, years={**{number: year() for number in years}, **SHIPPED.years})}


def test_examination_is_requested_within_three_years_of_filing() -> None:
    """T01: part 5 chapter 7 2.3."""
    rule = deadlines.rule("PAT-EXAM-REQ", date(1998, 6, 1))
    assert derive(rule, {first_event(rule): date(1998, 6, 1)}, known_with()).due_on == date(2001, 6, 1)


SERVED = [
    ("T02, 2.3: the day of service is a Saturday and stays", Channel.POST, 2, date(2008, 6, 6), date(2008, 6, 21),
     date(2008, 8, 21)),
    ("T04, 3.2", Channel.POST, 1, date(2001, 9, 4), date(2001, 9, 19), date(2001, 10, 19)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "months", "issued", "served", "due"), [row[1:] for row in SERVED], ids=["T02", "T04"]
)
def test_a_limit_runs_from_the_presumed_day_of_service(
    channel: Channel, months: int, issued: date, served: date, due: date
) -> None:
    rule_of_service = service("patent", channel, issued)
    derivation = derive(lasting(months, Span.MONTH), {"e": issued}, known_with(), service={"e": rule_of_service})
    assert (derivation.began_on, derivation.due_on) == (served, due)


def test_an_electronic_notice_is_served_when_it_arrives() -> None:
    """T03: 2.3. The guide counts a notice of 2022 by the rule that holds since 2024-01-20."""
    rule_of_service = service("patent", Channel.ELECTRONIC, date(2024, 1, 20))
    derivation = derive(lasting(2, Span.MONTH), {"e": date(2022, 12, 31)}, known_with(), service={"e": rule_of_service})
    assert (derivation.began_on, derivation.due_on) == (date(2022, 12, 31), date(2023, 2, 28))


def test_the_office_acts_a_month_after_the_day_was_missed() -> None:
    """T04: 3.2."""
    rule = lasting(1, Span.MONTH)
    assert derive(rule, {"e": date(2001, 10, 19)}, known_with()).due_on == date(2001, 11, 19)


def test_the_term_of_a_utility_model() -> None:
    """T05: chapter 9 4.1."""
    rule = deadlines.rule("PAT-TERM-UM", date(1999, 9, 6))
    assert derive(rule, {"filing": date(1999, 9, 6)}, known_with()).due_on == date(2009, 9, 5)
    assert patent_term(date(1999, 9, 6), 10) == PatentTerm(
        date(1999, 9, 6), date(2009, 9, 5), date(2009, 9, 5), date(2009, 9, 6)
    )


def test_a_compensated_term() -> None:
    """T06: chapter 9 4.1."""
    assert patent_term(date(2021, 9, 6), 20, compensated_to=date(2041, 12, 1)) == PatentTerm(
        date(2021, 9, 6), date(2041, 9, 5), date(2041, 12, 1), date(2041, 12, 2)
    )


def test_the_years_of_a_patent() -> None:
    """T07: chapter 9 4.2.1.1."""
    filed = date(1999, 6, 1)
    assert patent_year(filed, 1) == PatentYear(1, filed, date(2000, 5, 31))
    assert patent_year(filed, 2) == PatentYear(2, date(2000, 6, 1), date(2001, 5, 31))


def test_the_annuity_after_registration() -> None:
    """T08: chapter 9 4.2.1.2."""
    filed, granted = date(1997, 6, 3), date(2001, 8, 1)
    assert patent_year_of(filed, granted).number == 5
    assert annuities(filed, granted, 20)[0] == Annuity(6, date(2002, 6, 3))


SWITCH = [
    ("T11", date(2026, 12, 20), "trademark-law-2019", Term(3, Span.MONTH), date(2027, 3, 22)),
    ("T12", date(2027, 1, 6), "trademark-law-2026", Term(2, Span.MONTH), date(2027, 3, 8)),
]


@pytest.mark.parametrize(
    ("published", "law", "term", "due"), [row[1:] for row in SWITCH], ids=[row[0] for row in SWITCH]
)
def test_the_day_of_publication_chooses_the_law(published: date, law: str, term: Term, due: date) -> None:
    """Derived, not printed: both days fall on a Saturday and move to Monday. The transitional rule was not read. (K15)"""
    rule = deadlines.rule("TM-OPPOSE", published)
    assert (rule.citations[0].law, rule.limits[0].term) == (law, term)
    assert derive(rule, {first_event(rule): published}, known_with(2027)).due_on == due


def test_with_the_shipped_days_alone_2027_is_not_known() -> None:
    rule = deadlines.rule("TM-OPPOSE", date(2026, 12, 20))
    with pytest.raises(BeyondCalendar, match="全国: the holidays of 2027 are not known") as beyond:
        derive(rule, {first_event(rule): date(2026, 12, 20)}, {Place.NATIONAL: SHIPPED})
    assert beyond.value.unrolled == date(2027, 3, 20)


NOTICES = [
    ("patent", Channel.ELECTRONIC, date(2026, 3, 6), date(2026, 3, 6)),
    ("patent", Channel.PUBLIC_NOTICE, date(2026, 1, 31), date(2026, 2, 28)),
    ("trademark", Channel.ELECTRONIC, date(2026, 3, 6), date(2026, 3, 21)),
    ("trademark", Channel.PUBLIC_NOTICE, date(2026, 3, 6), date(2026, 4, 5)),
    ("penalty", Channel.PUBLIC_NOTICE, date(2026, 3, 6), date(2026, 4, 5)),
]


@pytest.mark.parametrize(
    ("body", "channel", "issued", "served"), NOTICES, ids=[f"{row[0]} {row[1]}" for row in NOTICES]
)
def test_patents_and_trademarks_are_served_differently(body: str, channel: Channel, issued: date, served: date) -> None:
    assert served_on(service(body, channel, issued), issued) == served


def test_a_proved_day_of_arrival_stands_in_place_of_the_presumed_one() -> None:
    by_post = service("patent", Channel.POST, date(2026, 3, 6))
    assert served_on(by_post, date(2026, 3, 6), arrived_on=date(2026, 3, 10)) == date(2026, 3, 10)
    published = service("patent", Channel.PUBLIC_NOTICE, date(2026, 3, 6))
    with pytest.raises(ServiceNotProvable):
        served_on(published, date(2026, 3, 6), arrived_on=date(2026, 3, 10))
