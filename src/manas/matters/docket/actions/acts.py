"""What can be done with any matter, whatever its kind: hand over, suspend, resume, extend, merge, move to a new version."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from manas.engines.calendar.model import Span, Term
from manas.engines.flow.model import Flow, Pause
from manas.matters.docket import rules
from manas.matters.docket.actions import clocks, telling
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import lock, write
from manas.matters.docket.kinds import flow_of, kind_of
from manas.matters.docket.models import Act, LimitState, Matter, Stay, Turn
from manas.matters.docket.parties import Party, sits
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.office.values.queries import local_rules


@transaction.atomic
def hand_over(*, matter: Matter, to: Person, turn: int, actor: Person, at: datetime, opinion: str = "") -> Matter:
    """This function will give the matter to another handler of the unit, by a handler or the approver of the unit."""
    matter = lock(matter, turn)
    _running(matter)
    if not rules.may_hand_over(standing_at(actor, at), matter):
        raise StepRefused("只有承办单位的人员可以转交")
    if not sits(Party.HANDLER, standing_at(to, at), matter):
        raise StepRefused(f"{to}不是{matter.lead_unit}的办件人员")
    if matter.handler_id == to.pk:
        raise StepRefused(f"本件已由{to}承办")
    matter.handler = to
    done = _write(matter, Act.HAND_OVER, f"转交{to}", actor, at, opinion)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


@transaction.atomic
def suspend(*, matter: Matter, ground: str, turn: int, actor: Person, at: datetime, opinion: str) -> Matter:
    """This function will suspend the matter on a ground that its flow provides for; its clocks stop until it is resumed."""
    matter = lock(matter, turn)
    _running(matter)
    pause = _pause(matter, ground)
    if matter.suspended:
        raise StepRefused("办件已经中止")
    if not rules.may_pause(standing_at(actor, at), matter, pause):
        raise StepRefused("您不能中止本件")
    if not opinion.strip():
        raise StepRefused("中止必须写明理由")
    if matter.stays.filter(ground=ground, until_on=None).exists():
        raise StepRefused("本件正处于同一事由的停计期间，不需要再中止")
    matter.suspended = True
    done = _write(matter, Act.SUSPEND, f"中止：{pause.label}", actor, at, opinion, told=True)
    clocks.stop(matter=matter, ground=ground, formal=True, at=at)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


@transaction.atomic
def resume(*, matter: Matter, turn: int, actor: Person, at: datetime, opinion: str = "") -> Matter:
    """This function will let a suspended matter go on; its due days move by the time for which it stood still."""
    matter = lock(matter, turn)
    stay = Stay.objects.filter(matter_id=matter.pk, formal=True, until_on=None).first()
    if not matter.suspended or stay is None:
        raise StepRefused("办件没有中止")
    if not rules.may_pause(standing_at(actor, at), matter, _pause(matter, stay.ground, anywhere=True)):
        raise StepRefused("您不能恢复本件")
    matter.suspended = False
    done = _write(matter, Act.RESUME, "恢复办理", actor, at, opinion, told=True)
    clocks.run_again(matter=matter, ground=stay.ground, at=at)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


@transaction.atomic
def extend(
    *, matter: Matter, rule: str, turn: int, actor: Person, at: datetime, opinion: str, days: int | None = None
) -> Matter:
    """This function will make a running limit longer, as its law allows and by whom its flow lets do so.

    `days` is for an extension whose length the law leaves to whoever grants it.
    """
    matter = lock(matter, turn)
    limit = matter.limits.filter(rule=rule, state=LimitState.RUNNING).first()
    if limit is None:
        raise StepRefused("没有正在计时的这项期限")
    clock = next((c for s in flow_of(matter).steps for c in s.starts if c.rule == rule and c.extended_by), None)
    if clock is None or not rules.is_party(standing_at(actor, at), matter, clock.extended_by):
        raise StepRefused("这项期限不由您延长")
    if not opinion.strip():
        raise StepRefused("延长期限必须写明理由")
    if days is not None and days < 1:
        raise StepRefused("延长的天数至少为一天")
    before = limit.due_on
    clocks.lengthen(limit=limit, matter=matter, given=Term(days, Span.DAY) if days else None)
    known = clocks.rule_of(limit, local_rules())
    _write(matter, Act.EXTEND, f"延长“{known.name}”：{_day(before)}改为{_day(limit.due_on)}", actor, at, opinion)
    return matter


@transaction.atomic
def merge(*, matter: Matter, into: Matter, turn: int, actor: Person, at: datetime, opinion: str = "") -> Matter:
    """This function will close a matter that is the same business as another one, which goes on alone."""
    if matter.pk == into.pk:
        raise StepRefused("不能并入自身")
    # Both are held, in one order, so that of two merged into one another at the same moment one goes on.
    held = {
        one.pk: one for one in Matter.objects.select_for_update().filter(pk__in=(matter.pk, into.pk)).order_by("pk")
    }
    matter, into = lock(matter, turn), held[into.pk]
    _running(matter)
    if (
        into.submitted_at is None
        or into.closed_at is not None
        or into.kind != matter.kind
        or into.lead_unit_id != matter.lead_unit_id
    ):
        raise StepRefused("只能并入同一单位正在办理的同类办件")
    if not rules.is_party(standing_at(actor, at), matter, Party.HANDLER):
        raise StepRefused("只有承办人可以并案")
    matter.merged_into, matter.closed_at, matter.awaits, matter.suspended = into, at, "", False
    done = _write(matter, Act.MERGE, f"并入{into.number}", actor, at, opinion, told=True)
    clocks.end_all(matter=matter, at=at)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


@transaction.atomic
def move_to(*, matter: Matter, flow: Flow, turn: int, actor: Person, at: datetime) -> Matter:
    """This function will move a matter that is not closed to a newer version of its flow, by a system administrator.

    Refused when its state has no place there, or when the new version does not know what its clocks run by.
    """
    matter = lock(matter, turn)
    if matter.closed_at is not None:
        raise StepRefused("已办结的办件不更换流程")
    if not standing_at(actor, at).is_administrator:
        raise StepRefused("只有系统管理员可以更换流程版本")
    before, kind = flow_of(matter), kind_of(matter)
    if flow.version <= matter.flow_version or flow not in kind.flows:
        raise StepRefused("只能更换为本类办件更新的流程版本")
    came_from = before.state(matter.state)
    target = kind.moved(matter.state, matter.flow_version, flow.version)
    if target is None or flow.state(target).final:
        raise StepRefused(f"新版流程没有与“{came_from.label}”对应的状态，按原流程办完")
    _clocks_known(matter, flow)
    matter.state, matter.flow_version = target, flow.version
    matter.awaits = flow.state(target).awaits
    name = f"更换为第{flow.version}版流程"
    done = write(matter=matter, act=Act.MOVE, name=name, actor=actor, at=at, from_state=came_from.key)
    clocks.moved(matter=matter, came_from=came_from, now_in=flow.state(target), at=at)
    telling.turned(matter=matter, turn=done, at=at)
    return matter


def _clocks_known(matter: Matter, flow: Flow) -> None:
    """A limit that no step of the new version ends would run for ever, and a suspension that it does not know never end."""
    ended = {rule for step in flow.steps for rule in step.ends}
    running = set(matter.limits.filter(state__in=clocks.OPEN).values_list("rule", flat=True))
    if running - ended:
        raise StepRefused("新版流程没有办结正在计时的期限的步骤，按原流程办完")
    stopped = set(matter.stays.filter(until_on=None, formal=True).values_list("ground", flat=True))
    if stopped - {pause.ground for pause in flow.pauses}:
        raise StepRefused("新版流程不认识现在的中止事由，恢复办理后再更换")


def _write(
    matter: Matter, act: Act, name: str, actor: Person, at: datetime, opinion: str, *, told: bool = False
) -> Turn:
    return write(
        matter=matter,
        act=act,
        name=name,
        actor=actor,
        at=at,
        from_state=matter.state,
        opinion=opinion.strip(),
        told=told,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未定"


def _running(matter: Matter) -> None:
    if matter.submitted_at is None or matter.closed_at is not None:
        raise StepRefused("只有正在办理的办件可以这样做")


def _pause(matter: Matter, ground: str, *, anywhere: bool = False) -> Pause:
    for pause in flow_of(matter).pauses:
        if pause.ground == ground and (anywhere or matter.state in pause.states):
            return pause
    raise StepRefused("现在不能以这个事由中止")
