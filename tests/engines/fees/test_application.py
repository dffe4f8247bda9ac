"""What filing for a patent costs (F6), single requests, PCT applications and their entry into the national phase."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.fees import pct
from manas.engines.fees.model import Bill, BillRefused, PatentKind, Reduction, Refusal, Status, Why
from manas.engines.fees.patent import Application, application_bill, request_bill
from manas.engines.fees.pct import (
    International,
    NationalEntry,
    Searcher,
    demand_bill,
    international_bill,
    national_bill,
)
from manas.facts import fees

PATENT, PCT = fees.tariff("patent"), fees.tariff("pct")
SINGLE, JOINT, OPEN = (fees.reduction(key) for key in ("single", "joint", "open-licence"))
INVENTION, MODEL, DESIGN = PatentKind
DAY = date(2026, 8, 3)


def shown(bill: Bill) -> dict[str, Decimal]:
    return {line.key: line.amount for line in bill.lines}


def test_an_invention_with_everything_at_85_per_cent_less() -> None:
    found = application_bill(Application(INVENTION, DAY, claims=13, pages=35, priorities=2), PATENT, [SINGLE])
    assert shown(found) == {
        "application-invention": 135,
        "publication": 50,
        "claims": 450,
        "pages": 250,
        "priority": 160,
    }
    assert found.total == Decimal("1045.00")
    assert {line.key for line in found.lines if line.reduction} == {"application-invention"}


def test_pages_beyond_three_hundred_cost_twice() -> None:
    found = application_bill(Application(INVENTION, DAY, pages=302), PATENT)
    assert [(line.quantity, line.amount) for line in found.lines if line.key == "pages"] == [(270, 13500), (2, 200)]


@pytest.mark.parametrize(
    ("kind", "reductions", "total"),
    [
        (INVENTION, [], 3450),
        (INVENTION, [SINGLE], 560),
        (INVENTION, [JOINT], 1070),
        (MODEL, [], 500),
        (DESIGN, [SINGLE], 75),
    ],
)
def test_what_a_plain_application_costs(kind: PatentKind, reductions: list[Reduction], total: int) -> None:
    application = Application(kind, DAY, examination=kind == INVENTION)
    assert application_bill(application, PATENT, reductions).total == total


def test_an_open_licence_lowers_no_application() -> None:
    found = application_bill(Application(MODEL, DAY), PATENT, [OPEN])
    assert found.total == 500
    assert [(remark.why, remark.name) for remark in found.remarks] == [(Why.NOT_REDUCIBLE, OPEN.name)]


def test_the_day_of_filing_chooses_and_the_edition_is_named() -> None:
    found = application_bill(Application(MODEL, date(2020, 1, 1)), PATENT)
    assert [(remark.why, remark.day) for remark in found.remarks] == [(Why.BEFORE_SOURCE, date(2026, 1, 1))]


@pytest.mark.parametrize(
    ("application", "refusal"),
    [
        (Application(DESIGN, DAY, claims=2), Refusal.NO_CLAIMS_IN_A_DESIGN),
        (Application(MODEL, DAY, examination=True), Refusal.ONLY_INVENTIONS_ARE_EXAMINED),
        (Application(MODEL, DAY, claims=0), Refusal.COUNT_TOO_SMALL),
        (Application(MODEL, DAY, priorities=-1), Refusal.COUNT_TOO_SMALL),
    ],
)
def test_an_application_that_cannot_be_is_refused(application: Application, refusal: Refusal) -> None:
    with pytest.raises(BillRefused) as refused:
        application_bill(application, PATENT)
    assert refused.value.refusal is refusal


def test_single_requests_stand_side_by_side() -> None:
    found = request_bill([("reexamination-invention", 1), ("extension-first", 2)], DAY, PATENT, [JOINT])
    assert shown(found) == {"reexamination-invention": 300, "extension-first": 600}
    with pytest.raises(BillRefused):
        request_bill([("extension-first", 0)], DAY, PATENT)
    with pytest.raises(KeyError):
        request_bill([("no such fee", 1)], DAY, PATENT)


def test_an_international_application_of_this_year() -> None:
    found = international_bill(International(date(2026, 8, 1), pages=42, priority_documents=1), PCT)
    assert shown(found) == {
        "international-filing": 11910,
        "international-pages": 1560,
        "search-cn": 2100,
        "priority-document": 150,
    }
    assert [remark.why for remark in found.remarks] == [Why.ELECTRONIC_FILING]


def test_rates_of_an_earlier_year_are_unknown_and_not_guessed() -> None:
    found = international_bill(International(date(2025, 12, 31), pages=31, searcher=Searcher.EP), PCT)
    missing = [remark.name for remark in found.remarks if remark.why is Why.NOT_KNOWN]
    assert (found.lines, missing) == ((), ["国际申请费", "国际申请附加费（第31页起）", "检索费（欧洲专利局检索）"])
    assert not found.is_complete


def test_the_european_search_has_a_price_since_august() -> None:
    before = international_bill(International(date(2026, 7, 31), searcher=Searcher.EP), PCT)
    after = international_bill(International(date(2026, 8, 1), searcher=Searcher.EP), PCT)
    assert (before.is_complete, after.is_complete) == (False, True)
    assert after.total == Decimal("26780.00")


def test_paying_late_adds_half_but_never_more_than_half_the_filing_fee() -> None:
    late = international_bill(International(date(2026, 8, 1), searcher=Searcher.EP, late=True), PCT)
    assert shown(late)["late-payment"] == Decimal("5955.00")
    unknown = international_bill(International(date(2025, 8, 1), late=True), PCT)
    assert "滞纳金" in [remark.name for remark in unknown.remarks]


def test_a_demand_costs_examination_and_handling() -> None:
    assert demand_bill(date(2026, 3, 1), PCT).total == Decimal("3290.00")
    assert demand_bill(date(2025, 3, 1), PCT).is_complete is False


def entry(on: date, **options: bool) -> NationalEntry:
    return NationalEntry(
        Application(INVENTION, on, claims=12, pages=30, examination=True), date(2024, 1, 31), **options
    )


def test_entering_costs_what_filing_costs() -> None:
    found = national_bill(entry(date(2026, 7, 31)), PCT, [SINGLE])
    assert shown(found) == {"application-invention": 135, "publication": 50, "claims": 300, "examination": 375}


def test_after_thirty_months_a_grace_costs_a_thousand() -> None:
    found = national_bill(entry(date(2026, 8, 1)), PCT)
    assert shown(found)["grace"] == 1000
    assert (Why.NEAR_A_STEP, date(2026, 7, 31)) in [(remark.why, remark.day) for remark in found.remarks]
    with pytest.raises(BillRefused) as refused:
        national_bill(entry(date(2026, 10, 11)), PCT)
    assert refused.value.refusal is Refusal.ENTRY_TOO_LATE


def test_what_the_office_did_before_is_not_paid_again() -> None:
    found = national_bill(entry(date(2026, 7, 1), received_and_searched=True, searched_and_examined=True), PCT)
    assert shown(found) == {"publication": 50}
    assert sum(remark.why is Why.WAIVED for remark in found.remarks) == 3


def test_there_is_no_design_in_the_pct() -> None:
    with pytest.raises(BillRefused) as refused:
        national_bill(NationalEntry(Application(DESIGN, DAY), date(2025, 1, 1)), PCT)
    assert refused.value.refusal is Refusal.NOT_A_PCT_KIND
    assert pct.ENTRY_MONTHS == 30


KINDS = st.sampled_from([INVENTION, MODEL])
COUNTS = st.integers(1, 600)
SOME = st.lists(st.sampled_from([SINGLE, JOINT, OPEN]), unique=True)
APPLICATIONS = st.builds(Application, KINDS, st.just(DAY), COUNTS, COUNTS, st.integers(0, 9))


@given(APPLICATIONS, st.integers(0, 50), st.integers(0, 400), st.integers(0, 9))
def test_more_is_never_cheaper(application: Application, claims: int, pages: int, priorities: int) -> None:
    more = Application(
        application.kind,
        DAY,
        application.claims + claims,
        application.pages + pages,
        application.priorities + priorities,
    )
    assert application_bill(application, PATENT).total <= application_bill(more, PATENT).total


@given(APPLICATIONS, SOME)
def test_a_reduction_never_raises(application: Application, reductions: list[Reduction]) -> None:
    plain, less = application_bill(application, PATENT), application_bill(application, PATENT, reductions)
    assert less.total <= plain.total
    assert less.total == sum(line.amount for line in less.lines)
    assert plain.total - less.total == less.saved


@given(APPLICATIONS)
def test_what_was_read_is_shown_as_read(application: Application) -> None:
    assert {line.status for line in application_bill(application, PATENT).lines} == {Status.READ}
