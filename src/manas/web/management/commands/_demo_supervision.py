"""Example orders of supervision on what the example ledger shows to be late: one closed, one waiting for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Unit, UnitKind
from manas.plan.models import SupervisionOrder
from manas.plan.supervision import actions
from manas.plan.supervision.grounds import to_write


@transaction.atomic
def make_supervision(now: datetime) -> SupervisionOrder:
    """This function will write two orders and close one; they carry the mark 示例. Gives the open one."""
    root, office = Unit.objects.get(parent=None, kind=UnitKind.GOVERNMENT), Person.objects.get(username="office")
    liaison = {
        post.unit_id: post.person
        for person in Person.objects.filter(is_example=True)
        for post in person.posts.filter(role__in=("liaison", "county_liaison"))
    }
    today = timezone.localdate(now)
    able = [ground for ground in to_write(root, today) if ground.unit.pk in liaison]
    told = {"root": root, "actor": office, "at": now, "answer_by": today + timedelta(days=7)}
    first, second = able[:2]
    closed = actions.issue(key=first.key, level="reminder", what="请说明未完成的原因和完成时间（示例）", **told)  # type: ignore[arg-type]  # by name
    who = liaison[first.unit.pk]
    actions.act(order=closed, deed="reply", actor=who, at=now, text="材料已补齐，本周内完成（示例）")
    actions.act(order=closed, deed="close", actor=office, at=now, text="已核实补交材料（示例）")
    return actions.issue(key=second.key, level="order", what="限期完成并报送佐证材料（示例）", **told)  # type: ignore[arg-type]  # by name
