"""A pushed patent and its questions in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.model import Status
from manas.engines.sheets.fields import POOL
from manas.facts.pool import Part, pool_fields
from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pushed import Key, key_of
from manas.registers.models import PushAddressee, PushAnswer, PushedPatent
from manas.registers.pool.queries import STATES, Narrowed

STATE_WORDS = {"answered": _("已答复"), "open": _("未答复"), "willing": _("愿意合作"), "unwilling": _("不愿意合作")}
CONTACT = ("contact", "phone")


@dataclass(frozen=True, slots=True)
class Told:
    """A field of a row as the file has it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A question with the answer that stands and the pair that began there, where there are any."""

    question: PushAddressee
    answer: PushAnswer | None
    pair: Pair | None


def told_of(pushed: PushedPatent) -> list[Told]:
    """This function will give what the row of a patent says in the fields of the template, then whom to speak with."""
    asked = [(one.key, one.name) for one in pool_fields() if one.part is Part.TEMPLATE]
    asked += [(key, POOL[key].title) for key in CONTACT]
    return [Told(name, words) for key, name in asked if (words := str(pushed.told.get(key, "")))]


def unverified() -> list[str]:
    """This function will name the fields that we know from memory only."""
    return [one.name for one in pool_fields() if one.status is Status.MEMORY]


def lines(questions: Sequence[PushAddressee], pairs: Mapping[Key, Pair]) -> list[Line]:
    """This function will join questions with their answers and pairs."""
    return [Line(one, answer_of(one), pairs.get(key_of(one))) for one in questions]


def answer_of(question: PushAddressee) -> PushAnswer | None:
    """This function will give the answer that stands, of a question that was read with it."""
    return next(iter(question.answers.all()), None)


def chosen(narrowed: Narrowed, firm: str, county: str) -> list[str]:
    """This function will name how a list is narrowed."""
    state = str(STATE_WORDS[narrowed.state]) if narrowed.state in STATES else ""
    return [word for word in (firm, county, state, narrowed.segment) if word]
