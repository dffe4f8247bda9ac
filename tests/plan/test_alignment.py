"""Which task carries out which: judged by a person, taken back, and what follows for both plans."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from manas.office.queries import standing
from manas.plan.actions import drafting, ledger
from manas.plan.actions.adopting import adopt, keep_for_reference
from manas.plan.actions.aligning import AlignmentRefused, judge, undo
from manas.plan.models import Alignment, Obligation, Verdict, WorkPlan
from manas.plan.queries.alignment import alignment_matrix, carried_out, plans_above, plans_below, worksheet
from manas.plan.queries.living import living_plan
from tests.cast import AT, FIRST, LATER, PLAN_TEXT, SECOND, THIRD, TODAY, Cast, adopted, journal_lines, queries_of
from tests.plan.county import COUNTY_TEXT, county_office, county_plan, task

APRICOT, FEAST = "打造杏品牌", "办好杏花节"


def confirmed(plan: WorkPlan, lower: WorkPlan, cast: Cast, own: str = APRICOT, upper: str = SECOND) -> Alignment:
    return judge(task=task(lower, own), upper=task(plan, upper), verdict=Verdict.CONFIRMED, actor=cast.office, at=AT)


def reference(cast: Cast) -> WorkPlan:
    draft = drafting.upload(
        data=PLAN_TEXT.replace("云岭州", "某区").encode(),
        name="上级.txt",
        owner=cast.government,
        actor=cast.office,
        at=AT,
    )
    return keep_for_reference(plan=draft, actor=cast.office, at=AT)


def test_the_texts_propose_and_a_person_judges(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    first, second = worksheet(lower, plan)
    assert first.proposals[0].upper.title == SECOND
    assert first.proposals[0].shared[0] == "专用标志"
    assert (second.task.title, second.proposals) == (FEAST, [])
    with journal_lines() as told:
        made = confirmed(plan, lower, cast)
    assert told.verbs == ["对照任务"]
    assert told.lines[0].detail["upper_title"] == f"2.{SECOND}"
    first, _ = worksheet(lower, plan)
    assert (first.confirmed, first.rejected) == ([made], [])
    assert SECOND not in {p.upper.title for p in first.proposals}
    assert [t.title for t in first.others] == [FIRST, THIRD]


def test_what_was_rejected_is_not_proposed_again_until_it_is_taken_back(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    made = judge(
        task=task(lower, APRICOT), upper=task(plan, SECOND), verdict=Verdict.REJECTED, actor=cast.office, at=AT
    )
    assert SECOND not in {p.upper.title for p in worksheet(lower, plan)[0].proposals}
    assert carried_out(plan, cast.standing("office"), TODAY) == {}
    with journal_lines() as told:
        undo(alignment=made, actor=cast.office, at=LATER)
    assert told.verbs == ["撤销对照"]
    assert worksheet(lower, plan)[0].proposals[0].upper.title == SECOND
    with pytest.raises(AlignmentRefused, match="已经撤销"):
        undo(alignment=made, actor=cast.office, at=LATER)
    confirmed(plan, lower, cast)
    assert Alignment.objects.count() == 2


def test_coverage_and_gaps_on_both_sides(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    confirmed(plan, lower, cast)
    page = alignment_matrix(plan, cast.standing("office"), TODAY)
    (column,) = page.columns
    assert (column.unit, column.tasks, column.serving, column.covered) == (cast.north, 2, 1, 1)
    assert [t.title for t in column.own] == [FEAST]
    assert [t.title for t in page.unserved] == [FIRST, THIRD]
    assert [[one.task.title for one in cell] for row in page.rows for cell in row.cells] == [[], [APRICOT], []]


def test_the_living_plan_shows_who_carries_a_task_out_with_its_light(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    confirmed(plan, lower, cast)
    ledger.plan_item(
        obligation=Obligation.objects.filter(task__plan=lower).first(),
        unit=task(lower, APRICOT).responsibilities.first().unit,
        year=2026, what="建台账", measure="印发", due_on=date(2026, 3, 10), actor=cast.office, at=AT,
    )  # fmt: skip

    def shown(part: str) -> list[tuple[str, str | None]]:
        notes = living_plan(plan, cast.standing(part), TODAY).notes
        return [(one.task.title, one.light and one.light.state) for note in notes for one in note.carried]

    assert shown("office") == shown("county_leader") == [(APRICOT, "soon")]
    assert shown("liaison") == shown("public") == [(APRICOT, None)]
    (served,) = [note.serves for note in living_plan(lower, cast.standing("office"), TODAY).notes if note.serves]
    assert [one.title for one in served] == [SECOND]


def test_only_who_runs_the_lower_plan_judges(cast: Cast) -> None:
    plan, official = adopted(cast), county_office(cast)
    lower = county_plan(cast, official)
    pair = {"task": task(lower, APRICOT), "upper": task(plan, SECOND)}
    for actor in cast.others("office"):
        with pytest.raises(AlignmentRefused, match="主管部门"):
            judge(**pair, verdict=Verdict.CONFIRMED, actor=actor, at=AT)
    made = judge(**pair, verdict=Verdict.CONFIRMED, actor=official, at=AT)
    with pytest.raises(AlignmentRefused, match="已经对照过"):
        judge(**pair, verdict=Verdict.REJECTED, actor=cast.office, at=AT)
    with pytest.raises(AlignmentRefused, match="主管部门"):
        undo(alignment=made, actor=cast.liaison, at=AT)


def test_a_plan_is_compared_only_with_what_stands_above_it(cast: Cast) -> None:
    plan, lower, above = adopted(cast), county_plan(cast, cast.office), reference(cast)
    south = county_plan(cast, cast.office, owner=cast.south, text=COUNTY_TEXT.replace("北山县", "南河市"))
    assert (plans_above(lower), plans_above(plan), plans_above(above)) == ([plan, above], [above], [])
    assert plans_below(plan) == [lower, south]
    assert plans_below(above) == [plan, lower, south]
    for upper in (lower, south):
        with pytest.raises(AlignmentRefused, match="上级方案"):
            judge(
                task=task(lower, APRICOT), upper=task(upper, FEAST), verdict=Verdict.CONFIRMED, actor=cast.office, at=AT
            )
    with pytest.raises(AlignmentRefused, match="只有本方案的主管部门"):
        judge(task=task(above, FIRST), upper=task(plan, FIRST), verdict=Verdict.CONFIRMED, actor=cast.office, at=AT)
    judge(task=task(plan, FIRST), upper=task(above, FIRST), verdict=Verdict.CONFIRMED, actor=cast.office, at=AT)
    assert alignment_matrix(above, cast.standing("office"), TODAY).columns[0].serving == 1


def test_safeguards_are_not_compared(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    safeguard = plan.tasks.filter(kind="safeguard").first()
    with pytest.raises(AlignmentRefused, match="保障措施"):
        judge(task=task(lower, APRICOT), upper=safeguard, verdict=Verdict.CONFIRMED, actor=cast.office, at=AT)


def test_judgements_follow_the_tasks_into_a_revision_of_either_plan(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    made = confirmed(plan, lower, cast)
    revised = adopt(
        plan=drafting.upload(
            data=PLAN_TEXT.replace("每年开展", "每年至少开展").encode(),
            name="a.txt", owner=cast.government, actor=cast.office, at=LATER, revises=plan,
        ),
        actor=cast.office, at=LATER,
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.upper.plan, made.upper.title, made.task.plan) == (revised, SECOND, lower)
    newer = adopt(
        plan=drafting.upload(
            data=COUNTY_TEXT.replace("5家", "6家").encode(),
            name="b.txt", owner=cast.north, actor=cast.office, at=LATER, revises=lower,
        ),
        actor=cast.office, at=LATER,
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.task.plan, made.task.title) == (newer, APRICOT)


def test_the_matrix_takes_as_many_queries_for_two_counties_as_for_one(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    confirmed(plan, lower, cast)
    one = queries_of(alignment_matrix, plan, cast.standing("office"), TODAY)
    south = county_plan(cast, cast.office, owner=cast.south, text=COUNTY_TEXT.replace("北山县", "南河市"))
    confirmed(plan, south, cast)
    confirmed(plan, south, cast, FEAST, FIRST)
    assert queries_of(alignment_matrix, plan, cast.standing("office"), TODAY) == one


def test_the_constraints(cast: Cast) -> None:
    plan, lower = adopted(cast), county_plan(cast, cast.office)
    made = confirmed(plan, lower, cast)
    twice = Alignment(task=made.task, upper=made.upper, verdict="rejected", decided_by=cast.office, decided_at=AT)
    itself = Alignment(task=made.task, upper=made.task, verdict="rejected", decided_by=cast.office, decided_at=AT)
    for wrong, name in ((twice, "alignment_judged_once|task_id"), (itself, "alignment_of_two_tasks")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            wrong.save(force_insert=True)
    assert standing(cast.office, TODAY).is_office
