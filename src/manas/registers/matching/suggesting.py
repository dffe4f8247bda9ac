"""分类建议: the IPC subclasses to which a need may belong, with the reason of each; a person confirms them, or names others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction

from manas.engines.matching.ipc import Suggested, suggest, worded, words_shared
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.registers.codes.queries import ipc_titles
from manas.registers.matching.asking import compared
from manas.registers.matching.editions import loaded
from manas.registers.matching.titles import open_titles
from manas.registers.models import NeedChange, TechnologyNeed
from manas.registers.needs import rules

SHOWN: Final = 8
MOST: Final = 10
SUBCLASS: Final = re.compile(r"[A-H]\d{2}[A-Z]")


class ClassesRefused(Exception):
    """The classes of a need cannot be confirmed so; the message says why."""


class State(StrEnum):
    """Whether subclasses can be suggested: titles are indexed, wait to be, or were never loaded."""

    READY = "ready"
    WAITING = "waiting"
    NOT_LOADED = "not-loaded"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A subclass with its title, the words that the need shares with the titles, its best groups with their titles, and
    whether a person confirmed it. One that was confirmed without being suggested shares nothing."""

    subclass: str
    title: str
    words: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Classes:
    """What is known of the classes of a need: those confirmed first, then those suggested."""

    state: State
    lines: tuple[ClassLine, ...]
    confirmed: tuple[str, ...]


def classes_of(kept: TechnologyNeed) -> Classes:
    """This function will suggest subclasses for a need, beside those that somebody confirmed."""
    confirmed = tuple(kept.subclasses.split())
    titles = open_titles() if loaded() else None
    need, _ = compared(kept)
    ranked = suggest(need, titles, limit=SHOWN) if titles else []
    words = ipc_titles([*confirmed, *(code for one in ranked for code in (one.subclass, *one.groups))])
    lines = [_line(one, words, confirmed) for one in worded(need, ranked, words)]
    own = [ClassLine(code, words.get(code, ""), (), (), confirmed=True) for code in _others(confirmed, ranked)]
    state = State.READY if titles else State.WAITING if loaded() else State.NOT_LOADED
    return Classes(state, (*own, *lines), confirmed)


@transaction.atomic
def confirm_classes(*, need: TechnologyNeed, subclasses: Iterable[str], actor: Person, at: datetime) -> TechnologyNeed:
    """This function will note the subclasses that a person holds to be those of a need, in the place of the earlier ones.

    What stood before is kept in the history of the need. Raises ClassesRefused when the actor may not change the need, when
    one is no subclass of the IPC, or there are more than ten.
    """
    journal.hold()
    held = TechnologyNeed.objects.select_for_update(of=("self",)).select_related("keeper", "county").get(pk=need.pk)
    if not rules.may_amend(standing_at(actor, at), held):
        raise ClassesRefused("这项需求现在不由您修改")
    codes = tuple(dict.fromkeys(subclasses))
    if wrong := [code for code in codes if not SUBCLASS.fullmatch(code)]:
        raise ClassesRefused(f"“{wrong[0][:20]}”不是IPC小类，小类形如 A23B")
    if len(codes) > MOST:
        raise ClassesRefused(f"一项需求最多确认 {MOST} 个小类")
    before, after = held.subclasses, " ".join(codes)
    if before != after:
        held.subclasses, held.changed_at = after, at
        held.save(update_fields=["subclasses", "changed_at"])
        NeedChange.objects.create(need=held, field="subclasses", before=before, after=after, at=at, actor=actor)
        journal.record(
            actor=actor, at=at, verb="确认技术需求分类", subject=held, unit=held.keeper, detail={"subclasses": after}
        )
    return held


def _line(one: Suggested, words: Mapping[str, str], confirmed: tuple[str, ...]) -> ClassLine:
    groups = tuple((code, words.get(code, "")) for code in one.groups if code != one.subclass)
    said = "。".join([one.title, *(title for _, title in groups)])
    return ClassLine(one.subclass, one.title, words_shared(said, one.shared), groups, one.subclass in confirmed)


def _others(confirmed: tuple[str, ...], ranked: Iterable[Suggested]) -> list[str]:
    suggested = {one.subclass for one in ranked}
    return [code for code in confirmed if code not in suggested]
