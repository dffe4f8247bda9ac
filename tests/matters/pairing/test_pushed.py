"""Where a firm's answer leads: to a pair with the holder, to a need for the improvement; nowhere where it does not want."""

import pytest

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.pairing.pair.models import Pair, PairSource
from manas.matters.pairing.pushed import begin_need, begin_pair, key_of, pairs_begun
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.registers.models import PushAddressee
from tests.cast import LATER, Cast
from tests.matters.business import step
from tests.registers.imports.files import number
from tests.registers.pool.lists import answer, ask, pushed_list


@pytest.fixture
def question(cast: Cast) -> PushAddressee:
    """The company, asked about a pushed patent."""
    ask(cast, pushed_list(cast, 1), cast.company)
    return PushAddressee.objects.get()


def test_a_willing_answer_begins_a_pair_that_says_where_it_came_from(cast: Cast, question: PushAddressee) -> None:
    answer(cast, question)
    begin_pair(addressee=question, actor=cast.firm, at=LATER)
    pair = Pair._default_manager.get()
    assert (pair.source, pair.patent_number, pair.applicant_organization, pair.county) == (
        PairSource.POOL,
        number(1),
        cast.company,
        cast.north,
    )
    assert pairs_begun(cast.standing("handler"), [question]) == {}  # a draft is its applicant's alone
    handed_in = step(pair, "submit", cast.firm, contact="13900000000")
    kept = Pair._default_manager.get(pk=handed_in.pk)
    assert (kept.source, kept.demand_standpoint, kept.patent) == ("pool", "willing", question.pushed.patent)
    assert pairs_begun(cast.standing("handler"), [question]) == {key_of(question): kept}


def test_a_pair_is_begun_once(cast: Cast, question: PushAddressee) -> None:
    answer(cast, question)
    begin_pair(addressee=question, actor=cast.firm, at=LATER)
    with pytest.raises(StepRefused, match="已经在对接"):
        begin_pair(addressee=question, actor=cast.firm, at=LATER)
    assert Pair._default_manager.count() == 1


def test_the_improvement_that_is_wanted_becomes_a_need(cast: Cast, question: PushAddressee) -> None:
    answer(cast, question, will="conditions", improvement="要能在零下二十度用")
    begin_need(addressee=question, actor=cast.firm, at=LATER)
    need = NeedRequest._default_manager.get()
    assert (need.title, need.text, need.applicant_organization) == (  # type: ignore[attr-defined]  # columns of a need
        "一种鲜杏保鲜方法1：改进",
        "要能在零下二十度用",
        cast.company,
    )


def test_what_begins_nothing(cast: Cast, question: PushAddressee) -> None:
    with pytest.raises(StepRefused, match="请先答复"):
        begin_pair(addressee=question, actor=cast.firm, at=LATER)
    answer(cast, question, will="unwilling", reason="own")
    with pytest.raises(StepRefused, match="不发起对接"):
        begin_pair(addressee=question, actor=cast.firm, at=LATER)
    with pytest.raises(StepRefused, match="没有写改进需求"):
        begin_need(addressee=question, actor=cast.firm, at=LATER)


@pytest.mark.parametrize("part", ["coop", "handler", "nobody"])
def test_nobody_else_begins_it(cast: Cast, question: PushAddressee, part: str) -> None:
    answer(cast, question, improvement="要耐低温")
    for begin in (begin_pair, begin_need):
        with pytest.raises(StepRefused, match=r"不是.*的成员"):
            begin(addressee=question, actor=cast.people()[part], at=LATER)


def test_a_firm_without_a_county_says_so_first(cast: Cast, question: PushAddressee) -> None:
    answer(cast, question)
    question.organization.county = None
    with pytest.raises(StepRefused, match="所在县"):
        begin_pair(addressee=question, actor=cast.firm, at=LATER)
