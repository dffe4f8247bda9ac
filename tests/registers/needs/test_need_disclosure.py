"""Who reads how much of a need: by its level, and by what whoever looks has to do with it."""

import pytest

from manas.registers.models import Confidentiality, TechnologyNeed
from manas.registers.needs import actions, rules
from manas.registers.needs.queries import Filters, listed, one, published
from tests.cast import AT, EVERYBODY, Cast, queries_of
from tests.registers.needs.needs import need, university

PUBLIC, INVITED, AUTHORITY = Confidentiality.PUBLIC, Confidentiality.INVITED, Confidentiality.AUTHORITY
# Those whose posts reach the office or the county of the need, and whoever asked.
INSIDE = {"office", "leader", "county_leader", "handler", "approver", "reviewer", "county_handler", "firm"}


def readers(cast: Cast, found: TechnologyNeed) -> set[str]:
    return {part for part in EVERYBODY if one(cast.standing(part), found.pk) is not None}


@pytest.mark.parametrize(("level", "others"), [(PUBLIC, set(EVERYBODY)), (INVITED, set()), (AUTHORITY, set())])
def test_only_a_public_need_is_there_for_everybody(cast: Cast, level: Confidentiality, others: set[str]) -> None:
    assert readers(cast, need(cast, level)) == INSIDE | others


def test_what_everybody_reads_names_nobody(cast: Cast) -> None:
    found = need(cast)
    for part in ("public", "coop", "outsider", "administrator"):
        line = one(cast.standing(part), found.pk)
        assert line is not None
        assert set(line.shown) == {*rules.HEADLINE, *rules.SUBSTANCE}
        assert not set(line.shown) & set(rules.IDENTITY)


@pytest.mark.parametrize("part", sorted(INSIDE))
@pytest.mark.parametrize("level", list(Confidentiality))
def test_the_asker_and_the_office_read_all_of_it(cast: Cast, level: Confidentiality, part: str) -> None:
    line = one(cast.standing(part), need(cast, level).pk)
    assert line is not None
    assert set(line.shown) == set(rules.ALL)
    facts = dict(line.facts)
    assert (facts["需求方"], facts["预算上限（元）"]) == ("云岭机电有限公司", "200,000.00")


def test_who_was_invited_reads_the_headline_and_after_accepting_all(cast: Cast) -> None:
    found, school = need(cast, INVITED), university(cast)
    assert one(cast.standing("bank"), found.pk) is None
    actions.invite(need=found, organization=school, actor=cast.handler, at=AT)
    line = one(cast.standing("bank"), found.pk)
    assert line is not None
    assert (set(line.shown), line.shown["title"]) == (set(rules.HEADLINE), "鲜杏采后保鲜技术")
    actions.accept(need=found, organization=school, actor=cast.bank, at=AT)
    line = one(cast.standing("bank"), found.pk)
    assert line is not None
    assert set(line.shown) == set(rules.ALL)
    actions.end_invitation(need=found, organization=school, actor=cast.handler, at=AT)
    assert one(cast.standing("bank"), found.pk) is None


def test_a_need_kept_to_the_authority_is_shown_to_no_invited_one(cast: Cast) -> None:
    found, school = need(cast, INVITED), university(cast)
    actions.invite(need=found, organization=school, actor=cast.handler, at=AT)
    actions.amend(need=found, values={"confidentiality": AUTHORITY}, actor=cast.handler, at=AT)
    assert one(cast.standing("bank"), found.pk) is None
    assert listed(cast.standing("bank"), Filters()).lines == []
    with pytest.raises(actions.NeedRefused, match="仅主管部门"):
        actions.invite(need=found, organization=cast.lender, actor=cast.handler, at=AT)


def test_words_that_are_not_shown_do_not_find_a_need(cast: Cast) -> None:
    found, school = need(cast, INVITED), university(cast)
    actions.invite(need=found, organization=school, actor=cast.handler, at=AT)
    assert [line.need for line in listed(cast.standing("bank"), Filters(words="保鲜技术")).lines] == [found]
    assert listed(cast.standing("bank"), Filters(words="运不出县")).lines == []
    assert [line.need for line in listed(cast.standing("handler"), Filters(words="运不出县")).lines] == [found]


def test_the_public_list_holds_what_still_looks_for_an_answer(cast: Cast) -> None:
    shown, closed = need(cast), need(cast, title="已经解决的需求")
    need(cast, INVITED), need(cast, AUTHORITY)
    actions.close(need=closed, result="adopted", note="", actor=cast.handler, at=AT)  # type: ignore[arg-type]  # its value
    assert [line.need for line in published(cast.standing("public"), Filters()).lines] == [shown]
    assert published(cast.standing("public"), Filters(county=cast.south.pk)).lines == []


def test_a_list_takes_as_many_queries_for_three_needs_as_for_one(cast: Cast) -> None:
    need(cast)
    few = queries_of(listed, cast.standing("handler"), Filters())
    need(cast), need(cast, INVITED)
    assert queries_of(listed, cast.standing("handler"), Filters()) == few
