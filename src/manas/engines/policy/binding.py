"""Whom each task binds once the rules that the document declares are applied."""

from __future__ import annotations

import re
from dataclasses import replace

from manas.engines.policy.correct import squeeze
from manas.engines.policy.model import Origin, Plan, Responsibility, Role, Task

# 各县(市)人民政府, 各县市区政府, 各市、县〔市、区〕政府, 各县（市、区）; but not their bureaus, courts and parks
COUNTIES = re.compile(r"^各(?=.*[县区])(?:自治|设区|级|[市州地县区旗特()、，,])+(?:(?:人民)?政府)?(?:\(管委会\))?$")
BRACKETS = str.maketrans("（）〔〕〈〉", "()()()")


def bindings(plan: Plan) -> tuple[tuple[Responsibility, ...], ...]:
    """This function will give, task by task, its own units, then chapter leads, then the units declared for all.

    A unit is never bound twice to a task; what stands nearest to the task wins.
    """
    return tuple(_of_task(plan, index, task) for index, task in enumerate(plan.tasks))


def means_counties(name: str) -> bool:
    """This function will tell whether a group's name means all county-level governments."""
    return bool(COUNTIES.match(squeeze(name).translate(BRACKETS)))


def _of_task(plan: Plan, index: int, task: Task) -> tuple[Responsibility, ...]:
    found = {squeeze(r.full): r for r in task.responsibilities}
    for heading in () if task.units(Role.LEAD) else task.path:
        for lead in plan.inherited_leads.get(heading, ()):
            found.setdefault(squeeze(lead.full), replace(lead, origin=Origin.HEADING))
    for default in plan.default_units:
        if index >= default.first_task:
            for unit in default.responsibilities:
                found.setdefault(squeeze(unit.full), replace(unit, origin=Origin.DEFAULT))
    return tuple(found.values())
