"""Who answers for a task: the lists of a marker, of a table's cells, of a heading, and of the rules declared for all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from manas.engines.policy import tables, units
from manas.engines.policy.flow import Flow
from manas.engines.policy.markers import Form, Marker
from manas.engines.policy.model import DeclaredRule, DefaultUnits, Origin, Responsibility, Role, Span
from manas.engines.policy.rules import Kind
from manas.engines.policy.structure import Structure

Held = tuple[tuple[Responsibility, ...], bool]  # the units, and whether the list is open (等)


@dataclass(frozen=True, slots=True)
class Duties:
    """Reads lists of units with what the document declares about them."""

    flow: Flow
    found: Structure

    def of_marker(self, marker: Marker | None) -> Held:
        """This function will give the units that a marker names, each once."""
        held: list[Responsibility] = []
        is_open = False
        for position, clause in enumerate(marker.clauses if marker else ()):
            listed = units.parse(self.flow.norm[clause.start : clause.end], self.found.locale)
            is_open = is_open or listed.open_list
            roles = (
                self._roles(marker, clause.role, listed)
                if marker and position == 0
                else [clause.role] * len(listed.units)
            )
            held.extend(self._named(clause.start, each, role) for each, role in zip(listed.units, roles, strict=True))
        return _once(held), is_open

    def of_row(self, row: tables.Row) -> Held:
        """This function will give the units in the cells of a table's row."""
        held: list[Responsibility] = []
        is_open = False
        for column, cell in row.parties.items():
            places = [place for start, end in cell for place in range(start, end)]
            listed = units.parse("".join(self.flow.norm[place] for place in places), self.found.locale)
            is_open = is_open or listed.open_list
            held.extend(self._from_cell(places, each, tables.ROLES[column]) for each in listed.units)
        return _once(held), is_open

    def declared(self) -> tuple[DeclaredRule, ...]:
        """This function will give the reading rules as printed."""
        return tuple(
            DeclaredRule(self.flow.show(rule.start, rule.end), self.flow.span(rule.start, rule.end))
            for rule in self.found.rules
        )

    def by_default(self) -> tuple[DefaultUnits, ...]:
        """This function will give the units declared once, with the first task that begins after the declaration."""
        result = []
        for rule in self.found.rules:
            if rule.units is not None:
                listed = units.parse(self.flow.norm[rule.units[0] : rule.units[1]], self.found.locale)
                named = (self._named(rule.units[0], each, Role.RESPONSIBLE) for each in listed.units)
                held = tuple(replace(each, origin=Origin.DEFAULT) for each in named)
                first = sum(draft.start <= rule.start for draft in self.found.division.drafts)
                basis = self.flow.show(rule.start, rule.end)
                result.append(DefaultUnits(held, basis, first, self.flow.span(rule.start, rule.end)))
        return tuple(result)

    def inherited(self, marker: Marker) -> tuple[Responsibility, ...]:
        """This function will give what the marker of a chapter heading hands down: its leads, or all where none is said."""
        held, _ = self.of_marker(marker)
        leads = tuple(each for each in held if each.role is Role.LEAD) or held
        return tuple(replace(each, origin=Origin.HEADING) for each in leads)

    def _roles(self, marker: Marker, role: Role, listed: units.UnitList) -> list[Role]:
        """The roles of a marker's first list: as said, or by a rule declared before."""
        plain = [role] * len(listed.units)
        said = any(clause.role is Role.LEAD for clause in marker.clauses)
        if role is not Role.RESPONSIBLE or said or not plain:
            return plain
        kinds = {rule.kind for rule in self.found.rules if rule.start <= marker.end + 2}
        if (Kind.PERSON in kinds and marker.form is Form.PERSON) or Kind.RESPONSIBLE_LEADS in kinds:
            return [Role.LEAD] * len(plain)
        if Kind.COMMA_LEADS in kinds and listed.comma:
            group = listed.units[0].group
            return [Role.LEAD if each.group == group else role for each in listed.units]
        return [Role.LEAD, *plain[1:]] if Kind.FIRST_LEADS in kinds else plain

    def _named(self, offset: int, each: units.Named, role: Role) -> Responsibility:
        """A unit of a list that begins at `offset`, its name as the office typed it."""
        start, end = offset + each.start, offset + each.end
        name = self.flow.raw[start:end]
        return Responsibility(
            name, each.full.replace(each.name, name, 1), role, Origin.MARKER, each.generic, self.flow.span(start, end)
        )

    def _from_cell(self, places: list[int], each: units.Named, role: Role) -> Responsibility:
        span = Span(self.flow.at[places[each.start]], self.flow.at[places[each.end - 1]] + 1)
        return Responsibility(each.name, each.full, role, Origin.MARKER, each.generic, span)


def _once(held: list[Responsibility]) -> tuple[Responsibility, ...]:
    """Every unit once, in the role named first."""
    seen: dict[str, Responsibility] = {}
    for each in held:
        seen.setdefault(each.full, each)
    return tuple(seen.values())
