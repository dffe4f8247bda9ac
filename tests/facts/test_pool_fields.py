"""The fields of the national system: each can be read from a file or answered by a firm, and says how well it is known."""

from manas.engines.calendar.model import Status
from manas.engines.sheets.fields import POOL, field_of
from manas.facts.pool import Part, pool_fields


def test_what_the_template_asks_is_read_from_files_under_its_name() -> None:
    asked = [one for one in pool_fields() if one.part is not Part.ANSWER]
    assert {one.name: field_of(one.name, POOL) for one in asked} == {one.name: one.key for one in asked}
    assert {one.name: field_of(f"{one.name}（未核实）", POOL) for one in asked if one.part is Part.NAMING} == {
        "专利号（申请号）": "application_number",
        "专利名称": "title",
        "专利权人": "holders",
    }


def test_what_firms_answer_is_known_from_memory_only() -> None:
    answers = {one.key: one.status for one in pool_fields() if one.part is Part.ANSWER}
    assert answers == dict.fromkeys(("prospect", "improvement", "will"), Status.MEMORY)


def test_no_field_of_the_unread_template_counts_as_read() -> None:
    assert [one.key for one in pool_fields() if one.status is Status.READ] == []


def test_an_answer_that_comes_back_is_not_taken_for_the_holders_words() -> None:
    assert [field_of(f"{one.name}（未核实）", POOL) for one in pool_fields() if one.part is Part.ANSWER] == ["", "", ""]
