"""Every time limit has its law, its words, and one version for each day on which it is known."""

from datetime import date
from itertools import pairwise

import pytest

from manas.engines.calendar.model import Choice, Ending, Limit, Place, Roll, Rule, Span, Status, Term
from manas.facts import deadlines
from manas.facts.deadlines import NoSuchRule, NoVersionHolds, families, load, rule, rules, versions
from manas.facts.entries import FactsWrong
from manas.facts.events import actors, anniversaries, events, grounds
from manas.facts.laws import cited_as, laws

# The collection of time limits that these families were written from had 192 entries for 189 limits.
COLLECTED = 189
# What the law leaves open for the office: checks of geographical indications, rights aid, needs and pairs.
LEFT_OPEN = {
    "GI-COUNTY-CHECK",
    "GI-PREFECTURE-CHECK",
    "GI-REGION-CHECK",
    "GI-MARK-CORRECT",
    "GI-MARK-REPORT",
    "AID-ACCEPT",
    "AID-CONSULT",
    "AID-OPINION",
    "AID-MEDIATE",
    "AID-FEEDBACK",
    "AID-SURVEY",
    "FEEDBACK-ANSWER",
    "NEED-CHECK",
    "NEED-ANSWER",
    "NEED-OFFER",
    "NEED-CONFIRM",
    "NAVIGATION-ACCEPT",
    "NAVIGATION-USE",
    "PAIR-REPLY",
    "PAIR-FOLLOW",
}
# What the law leaves to a contract: the day itself.
AGREED = {"NAVIGATION-REPORT", "PILOT-REPORT", "USE-FIRST-REPORT", "USE-FIRST-END", "USE-FIRST-PAY"}


def keys() -> list[str]:
    return list(dict.fromkeys(known.key for known in rules()))


def terms(known: Rule) -> list[Term | None]:
    return [limit.term for limit in known.limits]


def test_every_limit_that_was_collected_is_there() -> None:
    assert {known.key for known in rules() if known.left_open} == LEFT_OPEN
    assert len(set(keys()) - LEFT_OPEN - AGREED) == COLLECTED


def test_families_have_a_chinese_name() -> None:
    assert {known.domain for known in rules()} == set(families())
    assert families()["penalty"] == "行政处罚"


@pytest.mark.parametrize("known", rules(), ids=lambda known: f"{known.key}-{known.valid_from}")
def test_a_limit_stands_on_laws_that_are_known(known: Rule) -> None:
    cited = [*known.citations, *known.counting.citations]
    assert [citation for citation in cited if citation.law not in laws()] == []


@pytest.mark.parametrize("known", rules(), ids=lambda known: f"{known.key}-{known.valid_from}")
def test_a_version_is_no_older_than_its_law_and_does_not_outlive_it(known: Rule) -> None:
    for citation in known.citations:
        cited = laws()[citation.law]
        if cited.in_force_to is not None:
            assert known.valid_to is not None
            assert known.valid_to <= cited.in_force_to


def test_every_event_ground_and_actor_has_a_word_and_no_word_is_idle() -> None:
    limits = [limit for known in rules() for case in (known, *known.variants) for limit in case.limits]
    assert {limit.event for limit in limits} | {known.left_open for known in rules() if known.left_open} == set(
        events()
    )
    assert {ground for known in rules() for ground in known.excluded} == set(grounds())
    by = {extension.by for known in rules() for extension in known.extensions}
    assert {known.actor for known in rules()} | by == set(actors())


def test_words_are_chinese_and_no_two_events_share_one() -> None:
    assert len(set(events().values())) == len(events())
    words = [*events().values(), *grounds().values(), *actors().values()]
    assert [word for word in words if not any("一" <= sign <= "鿿" for sign in word)] == []


@pytest.mark.parametrize("key", keys())
def test_versions_do_not_overlap(key: str) -> None:
    for earlier, later in pairwise(versions(key)):
        assert earlier.valid_to is not None
        assert later.valid_from is not None
        assert earlier.valid_to < later.valid_from


def test_the_version_is_that_of_the_day_of_the_event() -> None:
    old, new = rule("TM-OPPOSE", date(2026, 12, 31)), rule("TM-OPPOSE", date(2027, 1, 1))
    assert (terms(old), old.citations[0].law) == ([Term(3, Span.MONTH)], "trademark-law-2019")
    assert (terms(new), new.citations[0].law) == ([Term(2, Span.MONTH)], "trademark-law-2026")


def test_a_design_of_before_2021_keeps_ten_years_from_memory() -> None:
    old, new = rule("PAT-TERM-DES", date(2021, 5, 31)), rule("PAT-TERM-DES", date(2021, 6, 1))
    assert (terms(old), old.status) == ([Term(10, Span.YEAR)], Status.MEMORY)
    assert (terms(new), new.status) == ([Term(15, Span.YEAR)], Status.READ)


def test_where_no_version_holds_the_known_ones_are_named() -> None:
    with pytest.raises(NoVersionHolds, match=r"CMP-ACCEPT has no version for an event of 2026-04-15.*… to 2026-04-14"):
        rule("CMP-ACCEPT", date(2026, 4, 15))


def test_a_limit_that_nobody_knows_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchRule, match="no time limit is known by the key 'PEN-NOTHING'"):
        rule("PEN-NOTHING", date(2026, 1, 1))
    with pytest.raises(KeyError):
        versions("PEN-NOTHING")


def test_extensions_say_by_whom_and_leave_open_what_the_law_leaves_open() -> None:
    first, second = rule("PEN-DECIDE", date(2026, 1, 1)).extensions
    assert (first.by, first.term, first.times) == ("head-of-authority", Term(30, Span.DAY), 1)
    assert (second.by, second.term) == ("collective-discussion", None)


def test_a_hearing_is_announced_before_it_and_a_renewal_opens_before_the_end() -> None:
    assert terms(rule("PEN-HEARING-NOTICE", date(2026, 1, 1))) == [Term(-7, Span.WORKDAY)]
    assert terms(rule("TM-RENEW", date(2026, 1, 1))) == [Term(-12, Span.MONTH)]


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        ("PAT-FEE-FILE", Choice.LATEST),
        ("PAT-PRIO-CORRECT", Choice.LATEST),
        ("PCT-DEMAND", Choice.LATEST),
        ("PAT-COMPULSORY", Choice.LATEST),
        ("PAT-RESTORE-FM", Choice.EARLIEST),
    ],
)
def test_of_two_limits_the_right_one_binds(key: str, choice: Choice) -> None:
    known = rule(key, date(2026, 1, 1))
    assert (len(known.limits), known.choice) == (2, choice)


def test_an_annuity_is_due_on_the_anniversary_of_the_filing_day() -> None:
    assert rule("PAT-ANNUITY", date(2026, 1, 1)).limits == (Limit("filing-anniversary", None),)
    assert anniversaries() == {"filing-anniversary": "filing"}


@pytest.mark.parametrize("key", ["PAT-TERM-INV", "PAT-TERM-UM", "PAT-TERM-DES", "TM-TERM"])
def test_the_term_of_a_right_ends_the_day_before_and_never_rolls(key: str) -> None:
    counting = rule(key, date(2026, 1, 1)).counting
    assert (counting.ending, counting.roll) == (Ending.DAY_BEFORE, Roll.NEVER)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("PEN-DECIDE", Place.LOCAL),
        ("PEN-HEARING-NOTICE", Place.LOCAL),
        ("TRF-SEND", Place.LOCAL),
        ("ADJ-SERVE", Place.LOCAL),
        ("MED-FILE", Place.LOCAL),
        ("GI-COUNTY-CHECK", Place.LOCAL),
        ("AID-ACCEPT", Place.LOCAL),
        ("PAT-OA1", Place.NATIONAL),
        ("TM-REFUSE-REVIEW", Place.NATIONAL),
        ("PCT-DEMAND", Place.NATIONAL),
        ("MAD-PRIO", Place.NATIONAL),
        ("HAG-PRIO", Place.NATIONAL),
        ("CUS-APPLY", Place.NATIONAL),
        ("PEN-LITIGATE", Place.NATIONAL),
        ("GI-OPPOSE", Place.NATIONAL),
    ],
)
def test_local_bodies_keep_the_feasts_of_the_region_and_national_ones_do_not(key: str, place: Place) -> None:
    assert rule(key, date(2026, 1, 1)).counting.place is place


def test_complaints_are_counted_by_the_local_calendar() -> None:
    assert rule("CMP-MEDIATE", date(2026, 1, 1)).counting.place is Place.LOCAL


def test_a_text_that_does_not_say_what_follows_a_rest_day_is_marked_silent() -> None:
    assert rule("TRF-APPROVE", date(2026, 1, 1)).counting.roll is Roll.SILENT


def test_an_article_is_cited_as_officials_write_it() -> None:
    known = rule("PEN-VERIFY", date(2026, 1, 1))
    assert [cited_as(citation) for citation in known.citations] == ["《市场监督管理行政处罚程序规定》第18条"]
    guide = rule("PAT-OA1", date(2026, 1, 1)).citations[0]
    assert cited_as(guide) == "《专利审查指南》第五部分第七章1.2"


GOOD = {
    "key": "PEN-X",
    "name": "某期限",
    "actor": "party",
    "limits": "{case-filed: 5 days}",
    "cite": '{penalty-law: "1"}',
    "status": "read",
}


def family(*entries: dict[str, str]) -> str:
    lines = [f"- {{{', '.join(f'{name}: {value}' for name, value in entry.items())}}}" for entry in entries]
    return "\n".join(["family: penalty", "name: 处罚", "counting: CAL-PEN", "checked_on: 2026-11-22", "rules:", *lines])


def test_a_good_family_is_read() -> None:
    (read,) = load("new.yaml", family(GOOD))
    assert (read.key, read.limits, read.status) == ("PEN-X", (Limit("case-filed", Term(5, Span.DAY)),), Status.READ)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": "guessed"}, "status cannot be 'guessed'"),
        ({"limits": "{case-filed: 5 moons}"}, "'5 moons' is no term"),
        ({"cite": "{}"}, "cite must name at least one law"),
        ({"name": '""'}, "name must be a text"),
        ({"limits": "{}"}, "needs either limits or the event that is left open"),
        ({"left_open": "case-filed"}, "needs either limits or the event that is left open"),
        ({"choice": "latest"}, "several limits need a choice"),
        ({"counting": "CAL-NONE"}, "no counting is known by the key 'CAL-NONE'"),
        ({"valid_from": "2027-01-01", "valid_to": "2026-01-01"}, "valid_to lies before valid_from"),
        ({"valid_from": "soon"}, "valid_from must be a day"),
        ({"misspelt": "1"}, "unknown fields misspelt"),
        ({"extensions": "[{by: cnipa, times: many}]"}, "times must be a whole number"),
        ({"restorable": "perhaps"}, "restorable must be true or false"),
    ],
)
def test_a_fault_is_named_with_its_file_and_entry(change: dict[str, str], fault: str) -> None:
    with pytest.raises(FactsWrong) as refused:
        load("new.yaml", family({**GOOD, **change}))
    assert str(refused.value).startswith("new.yaml: PEN-X")
    assert fault in str(refused.value)


def test_two_versions_for_one_day_are_refused() -> None:
    with pytest.raises(FactsWrong, match=r"new\.yaml: PEN-X: two versions hold on the same day"):
        load("new.yaml", family({**GOOD, "valid_to": "2026-01-01"}, {**GOOD, "valid_from": "2026-01-01"}))


@pytest.mark.parametrize("text", ["[1, 2]", "family: [", "- a"])
def test_what_is_no_sheet_of_facts_is_refused(text: str) -> None:
    with pytest.raises(FactsWrong, match=r"^new\.yaml: "):
        load("new.yaml", text)


def test_a_counting_is_shared_by_all_limits_of_a_body_of_law() -> None:
    assert rule("PEN-DECIDE", date(2026, 1, 1)).counting is deadlines.countings()["CAL-SAMR"]
    assert {known.counting.key for known in rules()} == set(deadlines.countings())
