"""A law is known by its title, its number, and the days it is in force."""

from datetime import date

import pytest

from manas.engines.calendar.model import Citation, Status
from manas.facts.laws import NoSuchLaw, cited_as, law, laws


def test_a_law_is_cited_by_its_full_title() -> None:
    assert cited_as(Citation("trademark-law-2026", "36")) == "《中华人民共和国商标法（2026年修订）》第36条"
    assert cited_as(Citation("examination-guide", "第六部分3.6.3")) == "《专利审查指南》第六部分3.6.3"


def test_the_new_trademark_law_follows_the_old_one_without_a_gap() -> None:
    assert (law("trademark-law-2019").in_force_to, law("trademark-law-2026").in_force_from) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
    )


def test_a_repealed_law_says_when_it_ended() -> None:
    assert law("complaint-measures-2020").in_force_to == date(2026, 4, 14)


def test_an_unknown_law_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchLaw, match="no law is known by the key 'none'"):
        law("none")


def test_titles_are_unique_and_days_in_order() -> None:
    assert len({known.title for known in laws().values()}) == len(laws())
    dated = [known for known in laws().values() if known.in_force_from and known.in_force_to]
    assert [known for known in dated if known.in_force_to < known.in_force_from] == []


def test_what_was_only_remembered_or_quoted_does_not_pass_for_read() -> None:
    assert law("pct-rules").status is Status.MEMORY
    assert law("complaint-measures-2026").status is Status.SECOND_HAND
    assert [known.key for known in laws().values() if known.status is Status.READ and "记忆" in known.source] == []
