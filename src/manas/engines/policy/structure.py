"""What the grammar finds in a flow before names and sentences are read: markers, rules, headings, the division into tasks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from manas.engines.policy import markers, numbering, outline, rules, tables, tasks, units
from manas.engines.policy.flow import Flow
from manas.engines.policy.front import Front
from manas.engines.policy.markers import Marker
from manas.engines.policy.numbering import Number
from manas.engines.policy.outline import Node
from manas.engines.policy.rules import Kind, Rule

_LEVELS = ("自治区", "自治州", "省", "市", "州", "县", "区", "盟", "旗")
_HABIT = 4  # a bare list of units in brackets is a marker where brackets at the end of items are the habit
_ANNEXES = re.compile(r"附件(?:：|\d|（略）|一、)|附：1")
_FOOT = re.compile(r"附件(?:[：1一]|$)|附：|（?此件|抄送|责任编辑|政策解读|相关附件|扫一扫|二维码")


@dataclass(frozen=True, slots=True)
class Structure:
    """`end` is where the plan's text ends in the flow: before annexes, signature and the page's foot."""

    markers: tuple[Marker, ...]
    rules: tuple[Rule, ...]
    nodes: tuple[Node, ...]
    division: tasks.Division
    locale: units.Locale
    end: int


def find(flow: Flow, front: Front) -> Structure:
    """This function will find the structure of the plan that begins at `front.body`."""
    stated = markers.find(flow)
    declared = rules.read(flow, stated)
    found = tuple(
        each for each in _completed(flow, stated, {rule.kind for rule in declared}) if each.start >= front.body
    )
    counted = tuple(each for each in numbering.numbers(flow, _inside(found)) if each.start >= front.body)
    annexes = _annexes(flow, found, counted)
    counted = tuple(each for each in counted if each.start < annexes)
    end = min(annexes, _foot(flow, found, counted), _signed(flow, front, found, counted))
    found = tuple(each for each in found if each.start < end)
    locale = units.Locale(*_level_words(flow, found), _places(front))
    rows = tables.rows(flow, front.body)
    if len(rows) > len(found):
        before = tuple(each for each in counted if each.start < rows[0].start)
        nodes = outline.outline(flow, before, {}, rows[0].start)
        return Structure((), declared, nodes, tasks.from_rows(rows), locale, end)
    nodes = outline.outline(flow, counted, {each.start: each.end for each in found}, end)
    return Structure(found, declared, nodes, tasks.divide(flow, nodes, found, front.body), locale, end)


def _completed(flow: Flow, found: tuple[Marker, ...], kinds: set[Kind]) -> tuple[Marker, ...]:
    """With the brackets that are markers only by a declared rule, or by the document's habit."""
    if Kind.PERSON in kinds:
        found += markers.persons(flow)
    bare = markers.bare(flow, found)
    if len(bare) + len(found) >= _HABIT or kinds & {Kind.COMMA_LEADS, Kind.FIRST_LEADS}:
        found += bare
    return tuple(sorted(found, key=lambda each: each.start))


def _inside(found: tuple[Marker, ...]) -> Callable[[int], bool]:
    starts = [each.start for each in found]

    def holds(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < found[index].end

    return holds


def _annexes(flow: Flow, found: tuple[Marker, ...], counted: tuple[Number, ...]) -> int:
    """Where the list of annexes begins: after the last marker and the last chapter or section."""
    after = max([each.end for each in found[-1:]] + [each.end for each in counted if each.rank <= 2], default=0)
    return _first(flow, _ANNEXES, after)


def _first(flow: Flow, wanted: re.Pattern[str], after: int) -> int:
    """The first place of `wanted` at the start of a line or behind a full stop; the end of the text where there is none."""
    for found in wanted.finditer(flow.norm, after):
        if flow.begins_line(found.start()) or flow.norm[found.start() - 1] in "。）〕":
            return found.start()
    return len(flow.norm)


def _last(found: tuple[Marker, ...], counted: tuple[Number, ...], *, default: int) -> int:
    return max([each.end for each in found[-1:]] + [each.end for each in counted[-1:]], default=default)


def _foot(flow: Flow, found: tuple[Marker, ...], counted: tuple[Number, ...]) -> int:
    """Where the page's foot begins, after everything numbered."""
    return _first(flow, _FOOT, _last(found, counted, default=len(flow.norm)))


def _signed(flow: Flow, front: Front, found: tuple[Marker, ...], counted: tuple[Number, ...]) -> int:
    """Where office and day sign below the last item: they belong to no sentence of it."""
    after = _last(found, counted, default=0)
    places = [place[0] for place in (front.signature_place, front.day_place) if place]
    return min((place for place in places if place > after), default=len(flow.norm))


def _level_words(flow: Flow, found: tuple[Marker, ...]) -> tuple[str, bool]:
    """The level word that most lists begin with, and whether the names after the first leave it out."""
    lists = [units.parse(flow.norm[clause.start : clause.end]).units for marker in found for clause in marker.clauses]
    heads: Counter[str | None] = Counter(
        units.prefix_of(each[0].name) for each in lists if each and not each[0].generic
    )
    level, count = max(((each, heads[each]) for each in _LEVELS), key=lambda pair: pair[1])
    common = count >= 5 and count * 5 >= (count + heads[None]) * 4
    return (level if common else ""), _shares(lists)


def _shares(lists: list[tuple[units.Named, ...]]) -> bool:
    """Whether lists leave out the level word after the first name; an office that repeats it every time does not."""
    repeated: set[str] = set()
    left_out: set[str] = set()
    for listed in lists:
        known: set[int] = set()
        for each in listed:
            levelled = units.prefix_of(each.name) in _LEVELS
            if each.group not in known:
                known |= {each.group} if levelled else set()
            elif levelled:
                repeated.add(each.name)
            elif each.full != each.name:
                left_out.add(each.name)
    return len(left_out) * 4 >= len(repeated)


def _places(front: Front) -> tuple[str, ...]:
    """The region's name without its level, from issuer and title."""
    pattern = re.compile(r"(?:中共)?(?P<place>[\u4e00-\u9fa5]{2,4}?)(?:省|市|自治州|自治区|州|县|区|旗)")
    return tuple(sorted({found["place"] for name in (front.issuer, front.title) if (found := pattern.match(name))}))
