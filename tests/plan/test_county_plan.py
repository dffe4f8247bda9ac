"""A county's own plan runs through the same rooms as the prefecture's, and keeps to its own tree."""

from datetime import date

import pytest

from manas.office.models import Unit
from manas.office.queries import standing
from manas.plan import rules
from manas.plan.actions import drafting, ledger
from manas.plan.actions.adopting import adopt, keep_for_reference
from manas.plan.actions.drafting import DraftRefused
from manas.plan.actions.ledger import LedgerRefused
from manas.plan.models import Obligation, PlanState, Report, Responsibility, WorkPlan
from manas.plan.queries.living import living_plan
from manas.web.shared.frame import current_plan
from tests.cast import AT, PLAN_TEXT, TODAY, Cast, adopted, item, submitted
from tests.plan.county import COUNTY_TEXT, county_office, county_plan, task


def test_the_county_s_office_takes_its_plan_from_draft_to_light(cast: Cast) -> None:
    official = county_office(cast)
    plan = county_plan(cast, official)
    marks = Obligation.objects.get(task__plan=plan, text__startswith="推广使用")
    bureau = Unit.objects.get(code="north-scjg")
    ledger.plan_item(
        obligation=marks, unit=bureau, year=2026, what="建用标台账", measure="台账印发", due_on=date(2026, 3, 10),
        actor=official, at=AT,
    )  # fmt: skip
    page = living_plan(plan, standing(official, TODAY), TODAY)
    assert [(note.title, note.light.state, note.can_break_down) for note in page.notes] == [
        ("打造杏品牌", "soon", True),
        ("办好杏花节", "none", True),
    ]
    assert not page.is_public


def test_names_in_a_county_s_plan_mean_units_of_the_county(cast: Cast) -> None:
    plan = county_plan(cast, county_office(cast))
    bound = Responsibility.objects.filter(task__plan=plan).select_related("unit__parent")
    assert [(r.unit.short_name, r.unit.parent) for r in bound if r.unit] == [
        ("市场监管局", cast.north),
        ("县科技局", cast.north),
        ("县科技局", cast.north),
    ]


def test_the_prefecture_s_plan_means_its_own_bureau_though_a_county_has_one_of_that_name(cast: Cast) -> None:
    county_office(cast)
    plan = adopted(cast, PLAN_TEXT.replace("(州市场监管局、科技局", "(市场监管局、科技局"))
    named = Responsibility.objects.filter(task__plan=plan, name="市场监管局")
    assert {r.unit for r in named} == {cast.ip_office}


def test_the_prefecture_s_office_makes_it_on_the_county_s_behalf(cast: Cast) -> None:
    plan = county_plan(cast, cast.office)
    assert (plan.owner, plan.state) == (cast.north, "adopted")
    assert rules.works_on(cast.standing("office"), plan)
    assert rules.works_on(cast.standing("leader"), plan)


@pytest.mark.parametrize("part", ["liaison", "outsider", "county_liaison", "county_leader", "leader"])
def test_nobody_else_may(cast: Cast, part: str) -> None:
    with pytest.raises(DraftRefused, match="只有主管知识产权的部门"):
        drafting.upload(data=COUNTY_TEXT.encode(), name="a.txt", owner=cast.north, actor=cast.people()[part], at=AT)


def test_a_county_s_office_makes_no_plan_for_another_county_nor_for_the_prefecture(cast: Cast) -> None:
    official = county_office(cast)
    for owner in (cast.south, cast.government):
        with pytest.raises(DraftRefused, match="只有主管知识产权的部门"):
            drafting.upload(data=COUNTY_TEXT.encode(), name="a.txt", owner=owner, actor=official, at=AT)


def test_others_of_the_prefecture_read_the_text_only(cast: Cast) -> None:
    plan = county_plan(cast, county_office(cast))
    for part in ("liaison", "outsider", "public"):
        assert living_plan(plan, cast.standing(part), TODAY).is_public
    assert not living_plan(plan, cast.standing("county_liaison"), TODAY).is_public


def test_a_county_s_office_does_not_verify_what_the_county_owes_to_the_prefecture(cast: Cast) -> None:
    official = county_office(cast)
    report = submitted(cast, item(cast, adopted(cast), unit=cast.north), actor=cast.county_liaison)
    assert list(Report.objects.waiting_for(standing(official, TODAY))) == []
    with pytest.raises(LedgerRefused, match="只有主管部门可以核验"):
        ledger.accept_report(report=report, actor=official, at=AT)
    assert list(Report.objects.waiting_for(cast.standing("office"))) == [report]


def test_the_current_plan_stays_the_prefecture_s(cast: Cast) -> None:
    plan = adopted(cast)
    county_plan(cast, cast.office)
    assert current_plan() == plan


def test_a_county_s_plan_counts_no_matters_by_the_prefecture_s_numbers(cast: Cast) -> None:
    four = COUNTY_TEXT.replace(
        "\n北山县人民政府",
        "\n3.管好市场。开展检查。(县科技局负责)\n\n4.用好专利。开展推介。(县科技局负责)\n\n北山县人民政府",
    )
    for owner, counted in ((cast.north, False), (cast.government, True)):
        notes = living_plan(county_plan(cast, cast.office, owner, four), cast.standing("office"), TODAY).notes
        assert [(note.number, bool(note.matters)) for note in notes][3:] == [("4", counted)]


def test_a_document_from_above_is_kept_for_reference_without_work_or_units(cast: Cast) -> None:
    text = PLAN_TEXT.replace("云岭州", "某自治区").replace("州科技局", "自治区科技厅")
    before = set(Unit.objects.all())
    draft = drafting.upload(data=text.encode(), name="上级.txt", owner=cast.government, actor=cast.office, at=AT)
    plan = keep_for_reference(plan=draft, actor=cast.office, at=AT)
    assert (plan.state, plan.tasks.count(), set(Unit.objects.all())) == (PlanState.REFERENCE, 5, before)
    assert not Responsibility.objects.filter(task__plan=plan, unit__isnull=False).exists()
    assert Responsibility.objects.filter(task__plan=plan, full_name="自治区科技厅").exists()
    notes = living_plan(plan, cast.standing("office"), TODAY).notes
    assert {(note.can_break_down, len(note.matters)) for note in notes} == {(False, 0)}
    assert current_plan() is None
    with pytest.raises(LedgerRefused):
        ledger.plan_item(
            obligation=Obligation.objects.filter(task__plan=plan).first(), unit=cast.science, year=2026, what="一",
            measure="二", due_on=date(2026, 11, 30), actor=cast.office, at=AT,
        )  # fmt: skip
    with pytest.raises(DraftRefused, match="不在校核中"):
        adopt(plan=WorkPlan.objects.get(pk=plan.pk), actor=cast.office, at=AT)


def test_a_revision_is_not_kept_for_reference(cast: Cast) -> None:
    old = adopted(cast)
    draft = drafting.upload(
        data=PLAN_TEXT.encode(), name="a.txt", owner=cast.government, actor=cast.office, at=AT, revises=old
    )
    with pytest.raises(DraftRefused, match="修订稿应当启用"):
        keep_for_reference(plan=draft, actor=cast.office, at=AT)
    with pytest.raises(DraftRefused, match="只有主管知识产权的部门"):
        keep_for_reference(plan=draft, actor=cast.liaison, at=AT)
    assert task(old, "做强地理标志").plan == old
