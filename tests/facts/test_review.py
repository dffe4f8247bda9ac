"""Facts without a source, checked long ago, or from memory stand on a list, each with its reason."""

from datetime import date

import pytest

from manas.facts.review import Concern, Doubt, doubts, is_stale, review

CHECKED = date(2026, 11, 22)
SOURCE = {"title": "某法"}


def found(facts: dict[str, object], on: date = CHECKED) -> list[tuple[str, Concern]]:
    return [(doubt.entry, doubt.concern) for doubt in doubts("new.yaml", facts, on)]


def test_a_fact_with_source_and_day_that_was_read_is_in_no_doubt() -> None:
    assert found({"source": SOURCE, "checked_on": CHECKED, "rules": [{"key": "a", "status": "read"}]}) == []


def test_what_was_remembered_stands_on_the_list_with_its_day() -> None:
    facts = {"checked_on": CHECKED, "rules": [{"key": "a", "cite": {"law": "1"}, "status": "memory"}]}
    assert doubts("new.yaml", facts, CHECKED) == (Doubt("new.yaml", "a", Concern.MEMORY, CHECKED),)


def test_an_entry_without_law_in_a_file_without_source_is_unsourced() -> None:
    facts = {"checked_on": CHECKED, "rules": [{"key": "a", "status": "read"}, {"key": "b", "source": SOURCE}]}
    assert found(facts) == [("a", Concern.UNSOURCED)]


def test_a_part_of_an_entry_answers_for_its_own_status_only() -> None:
    facts = {
        "source": SOURCE,
        "checked_on": CHECKED,
        "treaties": [{"key": "pct", "parties": [{"code": "KZ", "status": "memory"}, {"code": "CN", "status": "read"}]}],
        "fees": [{"key": "renewal", "paper": {"amount": 1, "status": "memory"}}],
    }
    assert found(facts) == [("pct / KZ", Concern.MEMORY), ("renewal / paper", Concern.MEMORY)]


def test_a_day_from_memory_is_listed_though_the_fact_was_read() -> None:
    facts = {"source": SOURCE, "checked_on": CHECKED, "x": [{"key": "a", "status": "read", "date_status": "memory"}]}
    assert found(facts) == [("a", Concern.MEMORY)]


def test_an_entry_inherits_how_well_its_file_is_known() -> None:
    facts = {"source": SOURCE, "checked_on": CHECKED, "status": "memory", "years": [{"year": 2026}]}
    assert found(facts) == [("2026", Concern.MEMORY)]


def test_an_entry_checked_lately_is_fresh_in_an_old_file() -> None:
    facts = {
        "source": SOURCE,
        "checked_on": CHECKED,
        "x": [{"key": "a"}, {"key": "b", "checked_on": date(2027, 11, 1)}],
    }
    assert found(facts, date(2027, 11, 23)) == [("a", Concern.STALE)]


@pytest.mark.parametrize(
    ("checked_on", "on", "stale"),
    [
        (date(2026, 11, 22), date(2027, 11, 22), False),
        (date(2026, 11, 22), date(2027, 11, 23), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (None, date(2026, 1, 1), True),
    ],
)
def test_a_fact_is_stale_after_a_year(checked_on: date | None, on: date, *, stale: bool) -> None:
    assert is_stale(checked_on, on) is stale


def test_nothing_that_is_shipped_lacks_a_source() -> None:
    assert [doubt for doubt in review(CHECKED) if doubt.concern is Concern.UNSOURCED] == []


def test_nothing_is_stale_on_the_day_it_was_checked_and_everything_two_years_later() -> None:
    assert [doubt for doubt in review(CHECKED) if doubt.concern is Concern.STALE] == []
    late = {(doubt.file, doubt.entry) for doubt in review(date(2028, 11, 22)) if doubt.concern is Concern.STALE}
    assert {
        ("laws.yaml", "patent-law"),
        ("deadlines/penalty.yaml", "PEN-DECIDE"),
        ("countings.yaml", "CAL-PAT"),
    } <= late


def test_what_people_only_remember_is_on_the_list() -> None:
    listed = {(doubt.file, doubt.entry) for doubt in review(CHECKED) if doubt.concern is Concern.MEMORY}
    assert {
        ("deadlines/pct.yaml", "PCT-ISR"),
        ("deadlines/aid.yaml", "AID-ACCEPT"),
        ("protection/procedure.yaml", "hearing-person"),
        ("treaties.yaml", "paris / CN"),
        ("treaties.yaml", "hague / CN"),
        ("countings.yaml", "CAL-COURT"),
    } <= listed
    assert ("deadlines/penalty.yaml", "PEN-DECIDE") not in listed


def test_words_are_no_facts() -> None:
    assert {doubt.file for doubt in review(date(2030, 1, 1))} & {"glossary.yaml", "events.yaml"} == set()
