"""Two officials press the same button at the same moment: one wins, the other is told; numbers are given once each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from manas.matters.docket.actions.acts import extend, hand_over, merge, suspend
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.models import Counter, Matter, Paper, Turn
from manas.office import actions as office
from manas.office.journal.queries import verify
from manas.office.models import Person, Role
from tests.cast import AT, BEGAN, LATER, Cast, make_cast, person
from tests.matters.business import aid, aid_draft, step, term

PROGRAM = Path(__file__).with_name("official_program.py")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Does deeds at the same moment, each in a connection of its own; gives what each came to, a refusal among them."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> object:
        try:
            start.wait()
            return deed()
        except StepRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def overtaken(outcomes: list[object]) -> list[str]:
    """What those were told who came second."""
    return [str(outcome) for outcome in outcomes if isinstance(outcome, Overtaken)]


def test_the_same_button_twice_at_once() -> None:
    cast = make_cast()
    for _ in range(5):
        matter = aid(cast)
        outcomes = at_once(*[partial(take, matter=matter, step="accept", turn=2, actor=cast.handler, at=LATER)] * 2)
        assert overtaken(outcomes) == ["handler已先办理“受理”，请刷新后再办"]
        matter.refresh_from_db()
        assert (matter.state, matter.turn, matter.papers.count()) == ("helping", 3, 1)
    assert verify().intact


def test_two_different_buttons_at_once() -> None:
    cast = make_cast()
    matter = aid(cast)
    outcomes = at_once(
        lambda: take(matter=matter, step="accept", turn=2, actor=cast.handler, at=LATER),
        lambda: take(matter=matter, step="refuse", turn=2, actor=cast.handler, at=LATER, opinion="不属于本州管辖"),
        lambda: take(matter=matter, step="withdraw", turn=2, actor=cast.firm, at=LATER),
    )
    assert len(overtaken(outcomes)) == 2
    assert list(Turn.objects.values_list("number", flat=True)) == [1, 2, 3]


def colleague(cast: Cast) -> Cast:
    made = person("colleague", cast.office)
    office.appoint(
        person=made, unit=cast.ip_office, role=Role.HANDLER, from_on=BEGAN.date(), actor=cast.office, at=BEGAN
    )
    return cast


def test_every_deed_meets_every_other_at_the_same_moment() -> None:
    cast = colleague(make_cast())
    other = Person.objects.get(username="colleague")
    term(cast, "AID-OPINION", 10)
    matter, into = step(aid(cast), "accept", cast.handler), aid(cast)
    outcomes = at_once(
        lambda: hand_over(matter=matter, to=other, turn=3, actor=cast.approver, at=LATER),
        lambda: suspend(matter=matter, ground="suspension", turn=3, actor=cast.handler, at=LATER, opinion="等法院"),
        lambda: merge(matter=matter, into=into, turn=3, actor=cast.handler, at=LATER),
        lambda: take(matter=matter, step="answer", turn=3, actor=cast.handler, at=LATER, values={"answer": "可以投诉"}),
    )
    assert len(overtaken(outcomes)) == 3
    assert Matter.objects.get(pk=matter.pk).turn == 4
    assert verify().intact


def test_two_extensions_at_once_are_one() -> None:
    from tests.matters.penalty_case.cases import registered

    cast = make_cast()
    case = registered(cast).case
    outcomes = at_once(
        *[lambda: extend(matter=case, rule="PEN-VERIFY", turn=case.turn, actor=cast.approver, at=AT, opinion="复杂")]
        * 2
    )
    assert len(overtaken(outcomes)) == 1
    assert len(case.limits.get(rule="PEN-VERIFY").extended) == 1


def test_two_merged_into_one_another_at_once_leave_one() -> None:
    cast = make_cast()
    for _ in range(4):
        first, second = aid(cast), aid(cast)
        outcomes = at_once(
            partial(merge, matter=first, into=second, turn=2, actor=cast.handler, at=LATER),
            partial(merge, matter=second, into=first, turn=2, actor=cast.handler, at=LATER),
        )
        assert sorted(isinstance(outcome, StepRefused) for outcome in outcomes) == [False, True]
        assert Matter.objects.filter(pk__in=(first.pk, second.pk), closed_at=None).count() == 1


def test_numbers_handed_out_at_once_are_each_given_once() -> None:
    cast = make_cast()
    shares = [[aid_draft(cast) for _ in range(5)] for _ in range(4)]

    def hand_in(drafts: list[Matter]) -> None:
        for draft in drafts:
            step(draft, "submit", cast.firm)

    outcomes = at_once(*[partial(hand_in, share) for share in shares])
    assert outcomes == [None] * 4
    numbers = Matter.objects.values_list("number", flat=True)
    assert set(numbers) == {f"克知援〔2026〕{number}号" for number in range(1, 21)}
    assert Counter.objects.get().last == 20
    assert verify().intact


def test_papers_asked_for_at_once_are_not_two_of_one_version() -> None:
    cast = make_cast()
    matters = [aid(cast) for _ in range(4)]
    at_once(*[partial(step, matter, "accept", cast.handler) for matter in matters])
    assert sorted(Paper.objects.values_list("matter", "version")) == sorted((m.pk, 1) for m in matters)


def test_two_processes_press_the_same_button() -> None:
    """Each a program of its own, as two copies of the web server are."""
    cast = make_cast()
    matters = [aid(cast) for _ in range(6)]
    name = str(settings.DATABASES["default"]["NAME"])
    command = [sys.executable, str(PROGRAM), name, "handler", *(str(matter.pk) for matter in matters)]
    environment = {**os.environ, "MANAS_LOG_LEVEL": "ERROR"}
    officials = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for official in officials:
        assert official.stdout is not None
        assert official.stdout.readline() == "ready\n"
    for official in officials:
        assert official.stdin is not None
        official.stdin.write("go\n")
        official.stdin.flush()
    said = [json.loads(official.communicate(timeout=60)[0]) for official in officials]
    assert [official.returncode for official in officials] == [0, 0]
    for matter, pair in zip(matters, zip(*said, strict=True), strict=True):
        assert sorted(pair) == ["done", "handler已先办理“受理”，请刷新后再办"]
        matter.refresh_from_db()
        assert (matter.state, matter.turn) == ("helping", 3)
    assert verify().intact
