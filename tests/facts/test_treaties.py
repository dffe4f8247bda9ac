"""Who is bound by which treaty, since when, and how well that is known."""

from datetime import date

import pytest

from manas.engines.calendar.model import Status
from manas.facts.entries import FactsWrong
from manas.facts.treaties import NoSuchTreaty, load, treaties, treaty

TODAY = date(2026, 11, 22)


def test_china_is_bound_by_the_five_treaties_of_the_world_but_not_by_the_eurasian_one() -> None:
    bound = {key for key, known in treaties().items() if known.bound_on("CN", TODAY)}
    assert bound == {"paris", "pct", "madrid-agreement", "madrid-protocol", "hague"}
    assert treaty("eurasian").bound_on("CN", TODAY) is None


def test_a_country_is_bound_from_its_day_on() -> None:
    assert treaty("hague").bound_on("CN", date(2022, 5, 4)) is False
    assert treaty("hague").bound_on("CN", date(2022, 5, 5)) is True


def test_a_membership_that_was_read_may_have_a_day_from_memory() -> None:
    china = treaty("hague").party("CN")
    assert china is not None
    assert (china.status, china.date_status) == (Status.READ, Status.MEMORY)


def test_no_member_and_not_known_are_different_answers() -> None:
    assert treaty("hague").bound_on("KZ", TODAY) is False
    assert treaty("hague").bound_on("AF", TODAY) is None
    assert treaty("hague").party("AF") is None


def test_every_neighbor_that_is_party_to_pct_is_there() -> None:
    codes = {party.code for party in treaty("pct").parties if party.member}
    assert codes == {"CN", "KZ", "KG", "TJ", "UZ", "TM", "RU", "AM", "AZ", "BY"}


def test_an_unknown_treaty_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchTreaty):
        treaty("berne")


@pytest.mark.parametrize(
    ("parties", "fault"),
    [
        ("[{code: KZ, name: 甲, status: read}]", "member must be true or false"),
        ("[{code: KZ, name: 甲, member: false, in_force_on: 2020-01-01, status: read}]", "no day of entry"),
        ("[{code: KZ, name: 甲, member: true}]", "status cannot be None"),
        (
            "[{code: KZ, name: 甲, member: true, status: read}, {code: KZ, name: 乙, member: true, status: read}]",
            "twice",
        ),
    ],
)
def test_a_wrong_party_is_refused_with_its_place(parties: str, fault: str) -> None:
    text = f"checked_on: 2026-11-22\ntreaties:\n- {{key: pct, cite: {{pct: 名单}}, parties: {parties}}}\n"
    with pytest.raises(FactsWrong) as refused:
        load("new.yaml", text)
    assert str(refused.value).startswith("new.yaml: pct")
    assert fault in str(refused.value)
