"""The page of a patent: its next annuity with how it was found, and the timer of what public money paid for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from manas.facts.conversion import unworked
from manas.registers.models import IpcTitle, Patent
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.queries.page import PatentPage, patent_page
from tests.cast import AT, Cast, queries_of
from tests.registers.patents.records import LEACHING, entered, many

HELD = replace(
    LEACHING,
    publication_number="CN113234567B",
    legal_status="in_force",
    granted_on=date(2023, 3, 7),
    published_on=date(2023, 3, 7),
)


def page(cast: Cast, entry: PatentEntry = HELD, part: str = "nobody", at: datetime = AT) -> PatentPage:
    (patent,) = entered(cast, entry)
    return patent_page(patent, cast.standing(part), at)


def test_the_next_annuity_follows_from_the_year_paid(cast: Cast) -> None:
    annuity = page(cast, replace(HELD, annuity_year=5)).annuity
    assert annuity is not None
    assert (annuity.year, annuity.due_on, annuity.by_today) == (6, date(2026, 5, 11), False)
    assert annuity.derivation is not None
    assert annuity.derivation.rule.key == "PAT-ANNUITY"
    assert annuity.grace_on == date(2026, 11, 11)
    assert annuity.bill is not None
    assert annuity.bill.total == Decimal("1200.00")


def test_without_the_year_paid_the_next_one_after_today_is_taken(cast: Cast) -> None:
    annuity = page(cast).annuity
    assert annuity is not None
    assert (annuity.year, annuity.due_on, annuity.by_today) == (6, date(2026, 5, 11), True)


def test_a_due_day_on_a_holiday_moves(cast: Cast) -> None:
    annuity = page(cast, replace(HELD, filed_on=date(2021, 5, 1))).annuity
    assert annuity is not None
    assert annuity.due_on == date(2026, 5, 6)


def test_what_is_late_is_billed_as_of_today(cast: Cast) -> None:
    annuity = page(cast, replace(HELD, annuity_year=4)).annuity
    assert annuity is not None
    assert annuity.due_on < AT.date()
    assert annuity.bill is not None
    assert [line.key for line in annuity.bill.lines][-1] == "restoration"


def test_a_year_whose_days_off_are_unknown_is_said(cast: Cast) -> None:
    annuity = page(cast, replace(HELD, annuity_year=10)).annuity
    assert annuity is not None
    assert (annuity.due_on, annuity.derivation) == (date(2031, 5, 11), None)
    assert annuity.beyond is not None
    assert annuity.beyond.year == 2031


def test_beyond_the_term_there_is_no_year_to_pay_for(cast: Cast) -> None:
    annuity = page(cast, replace(HELD, annuity_year=20)).annuity
    assert annuity is not None
    assert (annuity.bill, annuity.refusal) == (None, "year-beyond-term")


NOT_KNOWN = {
    "not granted": {"granted_on": None},
    "ended": {"legal_status": "lapsed"},
    "kind unknown": {"kind": None},
    "day of filing unknown": {"filed_on": None},
    "foreign": {"application_number": None, "publication_number": "JP2009201208A"},
}


@pytest.mark.parametrize("why", NOT_KNOWN)
def test_no_annuity_is_guessed(cast: Cast, why: str) -> None:
    assert page(cast, replace(HELD, **NOT_KNOWN[why])).annuity is None


def test_the_timer_runs_five_years_from_the_grant(cast: Cast) -> None:
    idle = page(cast, replace(HELD, publicly_funded=True)).idle
    assert idle is not None
    assert (idle.on, idle.days) == (date(2028, 3, 7), (date(2028, 3, 7) - date(2026, 3, 2)).days)
    assert (idle.rule, idle.rule.years, idle.rule.status) == (unworked(), 5, "second-hand")


def test_after_five_years_the_timer_is_full(cast: Cast) -> None:
    idle = page(cast, replace(HELD, publicly_funded=True, worked=False), at=datetime(2028, 3, 7, 4, tzinfo=UTC)).idle
    assert idle is not None
    assert idle.days == 0


@pytest.mark.parametrize("other", [{"publicly_funded": None}, {"publicly_funded": False}, {"worked": True}])
def test_no_timer_runs_for_others(cast: Cast, other: dict[str, object]) -> None:
    assert page(cast, replace(HELD, **{"publicly_funded": True, **other})).idle is None


def test_classes_are_said_in_words_where_the_table_is_loaded(cast: Cast) -> None:
    assert not page(cast).titles_loaded
    IpcTitle.objects.create(code="C22B", title="金属的生产或精炼", level="subclass", parent="C22")
    IpcTitle.objects.create(code="C22B19/20", title="由锌矿以外的原料", level="subgroup", parent="C22B19/00")
    found = patent_page(Patent.objects.get(), cast.standing("nobody"), AT)
    assert found.titles_loaded
    assert [(one.symbol, one.words) for one in found.classes] == [
        ("C22B3/04", "金属的生产或精炼"),
        ("C22B19/20", "由锌矿以外的原料"),
    ]


@pytest.mark.parametrize(
    ("part", "may"),
    [("handler", (True, False)), ("firm", (False, True)), ("coop", (False, False)), ("outsider", (False, False))],
)
def test_the_page_says_what_one_may_do(cast: Cast, part: str, may: tuple[bool, bool]) -> None:
    found = page(cast, part=part)
    assert (found.may_correct, found.may_offer) == may


def test_a_page_takes_as_many_queries_with_one_holder_as_with_five(cast: Cast) -> None:
    def look(patent: Patent) -> None:
        patent_page(patent, cast.standing("handler"), AT)

    (one,) = entered(cast, many(1)[0])
    full = replace(many(1, 1)[0], holders=HELD.holders * 3, inventors=("甲", "乙", "丙"), ipc=HELD.ipc * 2)
    (many_of_each,) = entered(cast, full)
    assert queries_of(look, one) == queries_of(look, many_of_each)
