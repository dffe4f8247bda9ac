"""A person concludes, always on figures; who may is a matter of posts."""

import pytest

from manas.registers.models import NavigationStudy
from manas.registers.navigation.actions import NavigationRefused, conclude, make_again, withdraw, word_limits
from tests.cast import AT, Cast, journal_lines
from tests.registers.navigation.studies import study


def test_a_conclusion_stands_on_figures(cast: Cast) -> None:
    made = study(cast)
    with journal_lines() as told:
        one = conclude(study=made, text=" 先引进 ", codes=["all", "local", "all"], actor=cast.handler, at=AT)
    assert (one.text, one.figures, one.written_by) == ("先引进", ["all", "local"], cast.handler)
    assert told.verbs == ["撰写专利导航结论"]


@pytest.mark.parametrize(("text", "codes"), [("先引进", []), ("先引进", ["subclass/H01L"]), (" ", ["all"])])
def test_a_conclusion_without_words_or_figures_is_refused(cast: Cast, text: str, codes: list[str]) -> None:
    made = study(cast)
    with pytest.raises(NavigationRefused):
        conclude(study=made, text=text, codes=codes, actor=cast.office, at=AT)
    assert made.conclusions.count() == 0


def test_a_conclusion_is_taken_back_and_the_journal_keeps_it(cast: Cast) -> None:
    made = study(cast)
    one = conclude(study=made, text="先引进", codes=["all"], actor=cast.office, at=AT)
    with journal_lines() as told:
        withdraw(conclusion=one, actor=cast.office, at=AT)
    assert made.conclusions.count() == 0
    assert told.lines[0].detail == {"text": "先引进", "figures": ["all"]}


def test_limits_are_worded_by_a_person_and_never_emptied(cast: Cast) -> None:
    made = study(cast)
    before = made.limits
    with journal_lines() as told:
        word_limits(study=made, text="只代表名册", actor=cast.office, at=AT)
    made.refresh_from_db()
    assert made.limits == "只代表名册"
    assert told.lines[0].detail == {"before": before}
    with pytest.raises(NavigationRefused):
        word_limits(study=made, text="  ", actor=cast.office, at=AT)


def test_a_study_is_read_within_the_reach_of_posts(cast: Cast) -> None:
    made, county = study(cast), study(cast, actor=cast.county_handler)
    assert (made.keeper, county.keeper) == (cast.ip_office, cast.north)
    readers = {
        part: set(NavigationStudy.objects.visible_to(cast.standing(part)))
        for part in ("office", "leader", "handler", "county_handler", "county_leader")
    }
    both = {made, county}
    assert readers == {
        "office": both, "leader": both, "handler": {made}, "county_handler": {county}, "county_leader": {county},
    }  # fmt: skip
    for part in ("outsider", "nobody", "firm", "liaison", "administrator", "police", "public"):
        assert set(NavigationStudy.objects.visible_to(cast.standing(part))) == set(), part


@pytest.mark.parametrize("part", ["leader", "county_handler", "outsider", "firm", "administrator"])
def test_whoever_does_not_work_on_a_study_changes_nothing(cast: Cast, part: str) -> None:
    made, actor = study(cast), cast.people()[part]
    one = conclude(study=made, text="先引进", codes=["all"], actor=cast.office, at=AT)
    with journal_lines() as told:
        with pytest.raises(NavigationRefused):
            conclude(study=made, text="不", codes=["all"], actor=actor, at=AT)
        with pytest.raises(NavigationRefused):
            withdraw(conclusion=one, actor=actor, at=AT)
        with pytest.raises(NavigationRefused):
            word_limits(study=made, text="不", actor=actor, at=AT)
        with pytest.raises(NavigationRefused):
            make_again(study=made, actor=actor, at=AT)
    assert told.verbs == []
