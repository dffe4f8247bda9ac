"""An official puts a patent right with a reason; its holder's people say what is offered; holders get known later."""

from datetime import date

import pytest

from manas.office import actions as office
from manas.registers.models import Patent, PatentHolder, Willingness
from manas.registers.patents.actions import correct_patent, link_holders, state_offer
from manas.registers.patents.refusals import PatentRefused
from tests.cast import AT, LATER, Cast, journal_lines
from tests.registers.patents.records import entered

REASON = "与公告原文核对"


def correct(
    cast: Cast, patent: Patent, field: str, value: object, part: str = "handler", reason: str = REASON
) -> Patent:
    actor = cast.people()[part]
    return correct_patent(patent=patent, field=field, value=value, reason=reason, actor=actor, at=LATER)


def test_a_correction_is_kept_with_its_reason(cast: Cast) -> None:
    leaching, _ = entered(cast)
    with journal_lines() as told:
        correct(cast, leaching, "title", "一种锌精矿常压浸出方法")
    change = leaching.changes.get()
    assert (change.field, change.before, change.after) == ("title", "一种锌精矿氧压浸出方法", "一种锌精矿常压浸出方法")
    assert (change.reason, change.actor, change.at) == (REASON, cast.handler, LATER)
    assert [(line.verb, line.detail) for line in told.lines] == [
        ("更正专利信息", {"changed": ["title"], "reason": REASON})
    ]


def test_what_follows_from_a_corrected_column_follows_it(cast: Cast) -> None:
    leaching, _ = entered(cast)
    changed = correct(cast, leaching, "ipc_main", "B01F7/18")
    assert (changed.main_subclass, changed.year) == ("B01F", 2021)
    changed = correct(cast, leaching, "filed_on", date(2020, 12, 31))
    assert changed.year == 2020
    assert "常压" in correct(cast, leaching, "title", "常压浸出").words


REFUSED = {
    "内容没有变化": ("title", "一种锌精矿氧压浸出方法", REASON),
    "请写明更正理由": ("title", "改", " "),
    "这一项不能更正": ("words", "改", REASON),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_correction_that_cannot_be_is_refused(cast: Cast, case: str) -> None:
    leaching, _ = entered(cast)
    field, value, reason = REFUSED[case]
    with pytest.raises(PatentRefused, match=case):
        correct(cast, leaching, field, value, reason=reason)


def test_a_value_out_of_range_and_a_number_of_another_are_refused(cast: Cast) -> None:
    leaching, other = entered(cast)
    for field, value in (("maturity", 10), ("publication_number", other.publication_number), ("kind", "专利")):
        with pytest.raises(PatentRefused):
            correct(cast, leaching, field, value)
    assert leaching.changes.count() == 0


def test_only_the_office_of_the_holders_prefecture_corrects(cast: Cast) -> None:
    leaching, elsewhere = entered(cast)
    for part in set(cast.people()) - {"office", "handler"}:
        with pytest.raises(PatentRefused, match="只有知识产权局的人员可以更正专利信息"):
            correct(cast, leaching, "title", "改", part)
    assert correct(cast, elsewhere, "title", "改", "outsider").title == "改"
    assert correct(cast, leaching, "title", "改", "office").title == "改"


def offer(cast: Cast, patent: Patent, part: str = "firm", **values: object) -> Patent:
    return state_offer(patent=patent, offer=values, actor=cast.people()[part], at=LATER)


def test_a_member_of_the_holder_says_what_is_offered(cast: Cast) -> None:
    leaching, _ = entered(cast)
    with journal_lines() as told:
        offer(cast, leaching, willingness=Willingness.LICENSE, maturity=7, asking_terms="普通许可，面议", worked=None)
    leaching.refresh_from_db()
    assert (leaching.willingness, leaching.maturity, leaching.asking_terms) == ("license", 7, "普通许可，面议")
    assert [change.field for change in leaching.changes.order_by("pk")] == ["willingness", "maturity", "asking_terms"]
    assert told.verbs == ["填报专利转化信息"]


def test_nobody_but_the_holders_people_says_it(cast: Cast) -> None:
    leaching, of_others = entered(cast)
    for part in set(cast.people()) - {"firm"}:
        with pytest.raises(PatentRefused, match="只有专利权人的成员可以填报转化信息"):
            offer(cast, leaching, part, maturity=7)
    with pytest.raises(PatentRefused, match="只有专利权人的成员可以填报转化信息"):
        offer(cast, of_others, maturity=7)


def test_the_holder_does_not_rewrite_what_is_published(cast: Cast) -> None:
    leaching, _ = entered(cast)
    with pytest.raises(PatentRefused, match="这里只能填报转化信息"):
        offer(cast, leaching, title="改")


def test_holders_are_joined_when_their_organization_becomes_known(cast: Cast) -> None:
    entered(cast)
    assert link_holders() == 0
    university = office.add_organization(name="丰泽大学", kind="university", credit_code=None, actor=cast.office, at=AT)
    assert link_holders() == 2
    assert set(PatentHolder.objects.filter(name="丰泽大学").values_list("organization", flat=True)) == {university.pk}
    assert link_holders() == 0
    office.add_organization(name="某某", kind="university", credit_code=None, actor=cast.office, at=AT)
    assert link_holders() == 0
