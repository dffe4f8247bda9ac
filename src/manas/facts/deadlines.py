"""The time limits that laws set: `facts/deadlines/<family>.yaml`, counted as `facts/countings.yaml` says.

A rule that changed stands once per version; the version is chosen by the day of the event, never by today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise

from manas.engines.calendar.model import Choice, Counting, Ending, Extension, Limit, Place, Roll, Rule, Variant
from manas.facts.entries import Entry, FactsWrong, keyed, parsed, shipped, shipped_in

_SHEET = ("family", "name", "counting", "checked_on", "rules")
_RULE = (
    "key name actor limits left_open cite status checked_on choice counting variants extensions excluded missed"
    " restorable reminder note valid_from valid_to"
).split()
_COUNTING = "key first_day_counted ending roll place cite status checked_on note".split()

SAME_DAY = "same day"


class NoSuchRule(KeyError):
    """No time limit is known by this key."""

    def __str__(self) -> str:
        return f"no time limit is known by the key {self.args[0]!r}"


class NoVersionHolds(LookupError):
    """The rule is known, but none of its versions holds for an event of that day: it is not guessed."""

    def __init__(self, key: str, on: date, known: tuple[Rule, ...]) -> None:
        self.key, self.on, self.known = key, on, known
        spans = "; ".join(f"{rule.valid_from or '…'} to {rule.valid_to or '…'}" for rule in known)
        super().__init__(f"{key} has no version for an event of {on}; versions known: {spans}")


def rules() -> tuple[Rule, ...]:
    """This function will give every time limit in every version, family by family."""
    return tuple(rule for held in _by_key().values() for rule in held)


def rule(key: str, on: date) -> Rule:
    """This function will give the version that holds for an event of that day.

    NoSuchRule when the key is unknown; NoVersionHolds when no version covers the day.
    """
    held = versions(key)
    for version in held:
        if version.holds_on(on):
            return version
    raise NoVersionHolds(key, on, held)


def versions(key: str) -> tuple[Rule, ...]:
    """This function will give the versions of a time limit, oldest first; NoSuchRule when there is none."""
    if key not in _by_key():
        raise NoSuchRule(key)
    return _by_key()[key]


@cache
def families() -> dict[str, str]:
    """This function will give the families of time limits with their Chinese names."""
    return {sheet.text("family"): sheet.text("name") for sheet in map(shipped, shipped_in("deadlines"))}


@cache
def countings() -> dict[str, Counting]:
    """This function will give the ways of counting days, by their keys."""
    sheet = shipped("countings.yaml")
    return {entry.key: _counting(entry) for entry in keyed(sheet, "countings")}


@cache
def _by_key() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for file in shipped_in("deadlines"):
        for key, held in _grouped(_family(shipped(file))).items():
            if key in found:
                raise FactsWrong(f"{file}: {key}: stands in two families")
            found[key] = held
    return found


def load(file: str, text: str) -> tuple[Rule, ...]:
    """This function will read one family from its text; FactsWrong names the file, the entry and the fault."""
    return tuple(rule for held in _grouped(_family(parsed(file, text))).values() for rule in held)


def _family(sheet: Entry) -> list[tuple[Entry, Rule]]:
    sheet.only(_SHEET)
    return [(entry, _rule(entry, sheet)) for entry in keyed(sheet, "rules")]


def _grouped(read: list[tuple[Entry, Rule]]) -> dict[str, tuple[Rule, ...]]:
    """The versions of each rule in the order of their days; two that meet are a fault."""
    found: dict[str, list[Rule]] = {}
    for entry, version in read:
        held = sorted([*found.get(version.key, []), version], key=lambda held: held.valid_from or date.min)
        found[version.key] = held
        for earlier, later in pairwise(held):
            if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
                raise entry.wrong("two versions hold on the same day")
    return {key: tuple(held) for key, held in found.items()}


def _rule(entry: Entry, sheet: Entry) -> Rule:
    entry.only(_RULE)
    made = Rule(
        key=entry.key,
        name=entry.text("name"),
        domain=sheet.text("family"),
        actor=entry.text("actor"),
        limits=_limits(entry),
        counting=_counted(entry, sheet),
        citations=entry.citations(),
        status=entry.status(),
        checked_on=entry.day("checked_on") or sheet.known_day("checked_on"),
        choice=entry.one_of(Choice, "choice", Choice.EARLIEST),
        variants=tuple(_variant(part) for part in entry.parts("variants")),
        extensions=tuple(_extension(part) for part in entry.parts("extensions")),
        excluded=entry.texts("excluded"),
        missed=entry.text("missed", ""),
        restorable=entry.truth("restorable"),
        reminder=entry.text("reminder", ""),
        note=entry.text("note", ""),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        left_open=entry.text("left_open", ""),
    )
    for fault, found in _FAULTS.items():
        if found(made):
            raise entry.wrong(fault)
    return made


_FAULTS: dict[str, Callable[[Rule], bool]] = {
    "needs either limits or the event that is left open": lambda rule: bool(rule.limits) == bool(rule.left_open),
    "several limits need a choice": lambda rule: len(rule.limits) < 2 and rule.choice is Choice.LATEST,
    "valid_to lies before valid_from": lambda rule: (
        rule.valid_from is not None and rule.valid_to is not None and rule.valid_to < rule.valid_from
    ),
    "two variants share a key": lambda rule: len({v.key for v in rule.variants}) < len(rule.variants),
}


def _counted(entry: Entry, sheet: Entry) -> Counting:
    key = entry.text("counting", sheet.text("counting"))
    if key not in countings():
        raise entry.wrong(f"no counting is known by the key {key!r}")
    return countings()[key]


def _limits(entry: Entry) -> tuple[Limit, ...]:
    return tuple(
        Limit(event, None if term == SAME_DAY else entry.term(term)) for event, term in entry.mapping("limits").items()
    )


def _variant(entry: Entry) -> Variant:
    entry.only(("key", "when", "limits"))
    return Variant(entry.text("key"), entry.text("when"), _limits(entry))


def _extension(entry: Entry) -> Extension:
    entry.only(("by", "term", "times"))
    term = entry.values.get("term")
    return Extension(entry.text("by"), None if term is None else entry.term(term), entry.whole("times", 1))


def _counting(entry: Entry) -> Counting:
    entry.only(_COUNTING)
    return Counting(
        entry.key,
        entry.truth("first_day_counted") or False,
        entry.one_of(Ending, "ending"),
        entry.one_of(Roll, "roll"),
        entry.one_of(Place, "place"),
        entry.citations(),
        entry.status(),
        entry.text("note", ""),
    )
