"""What amounts decide in protection: when an infringement is a crime, what fine an act may bring, which procedure applies.

`facts/protection/crimes.yaml`, `fines.yaml`, `procedure.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.engines.thresholds import Circumstance, Limb, Measure, Offence
from manas.facts.entries import Entry, keyed, parsed, shipped

_CRIME = "key name cite status checked_on valid_from valid_to very_serious half_limbs penalty note limbs".split()
_FINE = "key name cite status checked_on valid_from valid_to also note brackets".split()
_BRACKET = "subject measure from above below to least most least_times most_times grave".split()
_PROCEDURE = "key name kind subject least most cite status checked_on note".split()


class Subject(StrEnum):
    """Whom a fine or an amount is about."""

    ANYONE = "anyone"
    PERSON = "person"
    ENTITY = "entity"


class Procedure(StrEnum):
    """What an amount opens: a decision on the spot, or the right to a hearing."""

    SIMPLE = "simple-procedure"
    HEARING = "hearing"


@dataclass(frozen=True, slots=True)
class Held:
    """What every entry has: its law, how well it is known, and the days of the act for which it holds (inclusive)."""

    citations: tuple[Citation, ...]
    status: Status
    checked_on: date
    valid_from: date | None
    valid_to: date | None
    note: str

    def holds_on(self, day: date) -> bool:
        """This function will tell whether this holds for an act of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Crime:
    """An offence with its thresholds, and what it is punished with (in Chinese, empty where not read)."""

    offence: Offence
    penalty: str
    held: Held


@dataclass(frozen=True, slots=True)
class Bracket:
    """How high a fine may be. `measure` decides from which amount (`at_least`/`above`) or up to which (`below`/`up_to`).

    Amounts are yuan; `least_times` and `most_times` multiply the measure. None: the article does not bound it.
    """

    subject: Subject
    measure: Measure | None
    at_least: Decimal | None
    above: Decimal | None
    below: Decimal | None
    up_to: Decimal | None
    least: Decimal | None
    most: Decimal | None
    least_times: Decimal | None
    most_times: Decimal | None
    grave: bool

    def covers(self, amount: Decimal) -> bool:
        """This function will tell whether a case with this amount of the measure falls into the bracket."""
        return (
            (self.at_least is None or amount >= self.at_least)
            and (self.above is None or amount > self.above)
            and (self.below is None or amount < self.below)
            and (self.up_to is None or amount <= self.up_to)
        )

    def highest(self, amount: Decimal) -> Decimal | None:
        """This function will give the highest fine in yuan for this amount of the measure; None where none is fixed."""
        return self.most if self.most_times is None else self.most_times * amount


@dataclass(frozen=True, slots=True)
class Fine:
    """An act with the fines that it may bring, and what is ordered besides."""

    key: str
    name: str
    brackets: tuple[Bracket, ...]
    also: tuple[str, ...]
    held: Held


@dataclass(frozen=True, slots=True)
class ProcedureAmount:
    """An amount in yuan that decides on the procedure: from `least` on, or up to `most`."""

    key: str
    name: str
    kind: Procedure
    subject: Subject
    least: Decimal | None
    most: Decimal | None
    held: Held


@dataclass(frozen=True, slots=True)
class Principle:
    """A sentence of law that amounts must not make one forget."""

    key: str
    text: str
    held: Held


class NothingHolds(LookupError):
    """No version of this entry is known for an act of that day: it is not guessed."""


@cache
def crimes() -> tuple[Crime, ...]:
    """This function will give every offence with its thresholds."""
    return _crimes(shipped("protection/crimes.yaml"))


def crime(key: str, on: date) -> Crime:
    """This function will give an offence as it stood on the day of the act; NothingHolds when no version is known."""
    for known in crimes():
        if known.offence.key == key and known.held.holds_on(on):
            return known
    raise NothingHolds(f"no thresholds of {key} are known for an act of {on}")


@cache
def fines() -> tuple[Fine, ...]:
    """This function will give every act with its fines, in every version."""
    return _fines(shipped("protection/fines.yaml"))


def fine(key: str, on: date) -> Fine:
    """This function will give the fines for an act as they stood on its day; NothingHolds when no version is known."""
    for known in fines():
        if known.key == key and known.held.holds_on(on):
            return known
    raise NothingHolds(f"no fine for {key} is known for an act of {on}")


@cache
def procedure_amounts() -> tuple[ProcedureAmount, ...]:
    """This function will give the amounts up to which a case may be simple, and from which a hearing is due."""
    sheet = shipped("protection/procedure.yaml")
    return tuple(_procedure(entry, sheet) for entry in keyed(sheet, "procedure"))


@cache
def principles() -> tuple[Principle, ...]:
    """This function will give what is to be said wherever thresholds are shown."""
    sheet = shipped("protection/procedure.yaml")
    return tuple(Principle(entry.key, entry.text("text"), _held(entry, sheet)) for entry in keyed(sheet, "principles"))


def load_crimes(file: str, text: str) -> tuple[Crime, ...]:
    """This function will read offences from their text; FactsWrong names the file, the entry and the fault."""
    return _crimes(parsed(file, text))


def load_fines(file: str, text: str) -> tuple[Fine, ...]:
    """This function will read fines from their text; FactsWrong names the file, the entry and the fault."""
    return _fines(parsed(file, text))


def _crimes(sheet: Entry) -> tuple[Crime, ...]:
    return tuple(_crime(entry, sheet) for entry in keyed(sheet, "crimes"))


def _crime(entry: Entry, sheet: Entry) -> Crime:
    entry.only(_CRIME)
    held = _held(entry, sheet)
    limbs = tuple(_limb(part, held) for part in entry.parts("limbs"))
    if len({(limb.measures, limb.circumstance) for limb in limbs}) < len(limbs):
        raise entry.wrong("two limbs count the same in the same circumstance")
    offence = Offence(entry.key, entry.text("name"), limbs, _count(entry, "very_serious"), _count(entry, "half_limbs"))
    return Crime(offence, entry.text("penalty", ""), held)


def _limb(part: Entry, held: Held) -> Limb:
    """A limb, cited from the interpretation: the last document that its offence names."""
    part.only(("measures", "amount", "given"))
    amount = part.amount("amount")
    if not part.texts("measures") or amount is None or amount <= 0:
        raise part.wrong("needs measures and an amount above nought")
    measures = tuple(_measure(part, name) for name in part.texts("measures"))
    given = part.one_of(Circumstance, "given", Circumstance.ORDINARY)
    cited = held.citations[-1]
    return Limb(measures, amount, given, cited.law, cited.article, held.status.value)


def _fines(sheet: Entry) -> tuple[Fine, ...]:
    found: list[Fine] = []
    for entry in keyed(sheet, "fines"):
        entry.only(_FINE)
        made = Fine(
            entry.key,
            entry.text("name"),
            tuple(_bracket(part) for part in entry.parts("brackets")),
            entry.texts("also"),
            _held(entry, sheet),
        )
        if any(made.key == other.key and _meet(made.held, other.held) for other in found):
            raise entry.wrong("two versions hold on the same day")
        found.append(made)
    return tuple(found)


def _bracket(part: Entry) -> Bracket:
    part.only(_BRACKET)
    measure = None if "measure" not in part.values else _measure(part, part.text("measure"))
    return Bracket(
        subject=part.one_of(Subject, "subject", Subject.ANYONE),
        measure=measure,
        at_least=part.amount("from"),
        above=part.amount("above"),
        below=part.amount("below"),
        up_to=part.amount("to"),
        least=part.amount("least"),
        most=part.amount("most"),
        least_times=part.amount("least_times"),
        most_times=part.amount("most_times"),
        grave=part.truth("grave") or False,
    )


def _procedure(entry: Entry, sheet: Entry) -> ProcedureAmount:
    entry.only(_PROCEDURE)
    kind, subject = entry.one_of(Procedure, "kind"), entry.one_of(Subject, "subject")
    least, most = entry.amount("least"), entry.amount("most")
    return ProcedureAmount(entry.key, entry.text("name"), kind, subject, least, most, _held(entry, sheet))


def _held(entry: Entry, sheet: Entry) -> Held:
    return Held(
        entry.citations(),
        entry.status(),
        entry.day("checked_on") or sheet.known_day("checked_on"),
        entry.day("valid_from"),
        entry.day("valid_to"),
        entry.text("note", ""),
    )


def _meet(one: Held, other: Held) -> bool:
    """Whether two spans of days have a day in common."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts <= min(one.valid_to or date.max, other.valid_to or date.max)


def _measure(part: Entry, name: str) -> Measure:
    try:
        return Measure(name)
    except ValueError:
        raise part.wrong(f"no measure is called {name!r}") from None


def _count(entry: Entry, name: str) -> int | None:
    return entry.whole(name, 0) or None
