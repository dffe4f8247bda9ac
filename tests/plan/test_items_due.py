"""What the plans in force ask of one's units, for one's calendar."""

from datetime import date

from manas.plan.actions import ledger
from manas.plan.queries.due import items_due
from tests.cast import AT, FIFTY, LIBRARY, MARKS, PLAN_TEXT, TODAY, Cast, accepted, adopted, item, queries_of, submitted


def asked(cast: Cast, part: str) -> list[int]:
    return [row.item.pk for row in items_due(cast.standing(part), TODAY)]


def test_a_unit_is_asked_for_what_it_has_not_handed_in(cast: Cast) -> None:
    plan = adopted(cast)
    late = item(cast, plan, due_on=date(2026, 12, 31))
    early = item(cast, plan, due_on=date(2026, 2, 1))
    begun = item(cast, plan, text=MARKS, unit=cast.farming)
    submitted(cast, item(cast, plan))
    accepted(cast, item(cast, plan))
    withdrawn = item(cast, plan)
    ledger.withdraw_item(item=withdrawn, reason="并入他项", actor=cast.office, at=AT)
    assert asked(cast, "liaison") == [early.pk, begun.pk, late.pk]


def test_whoever_does_not_report_for_the_unit_is_asked_for_nothing(cast: Cast) -> None:
    work = item(cast, adopted(cast))
    others = [part for part in (*cast.people(), "public") if part != "liaison"]
    assert {part: asked(cast, part) for part in others} == dict.fromkeys(others, [])
    assert asked(cast, "liaison") == [work.pk]


def test_a_plan_that_another_took_the_place_of_asks_for_nothing(cast: Cast) -> None:
    plan = adopted(cast)
    left, taken_over = item(cast, plan, text=LIBRARY), item(cast, plan, text=FIFTY)
    adopted(cast, PLAN_TEXT.replace(LIBRARY, ""), revises=plan)
    left.refresh_from_db()
    assert left.obligation.task.plan_id == plan.pk
    assert asked(cast, "liaison") == [taken_over.pk]


def test_more_items_take_no_more_queries(cast: Cast) -> None:
    plan = adopted(cast)
    item(cast, plan)
    standing = cast.standing("liaison")
    one = queries_of(items_due, standing, TODAY)
    item(cast, plan), item(cast, plan)
    assert (one, queries_of(items_due, standing, TODAY)) == (2, 2)
