"""Make the demonstration: the example plan in force, a cast of example people, an example ledger, example matters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from manas.facts import units as unit_facts
from manas.facts.units import UnitFact
from manas.office import actions as office
from manas.office.actions import Naming
from manas.office.models import (
    FactStatus,
    MembershipRole,
    NameKind,
    OrganizationKind,
    Person,
    Role,
    Unit,
    UnitKind,
)
from manas.plan.actions import drafting, ledger
from manas.plan.actions.adopting import adopt
from manas.plan.models import Obligation, Report, WorkItem, WorkPlan
from manas.web.management.commands._demo_aid import make_aid
from manas.web.management.commands._demo_assessment import make_assessment
from manas.web.management.commands._demo_county_plans import make_county_plans
from manas.web.management.commands._demo_given import make_given
from manas.web.management.commands._demo_matters import make_matters
from manas.web.management.commands._demo_meetings import make_meetings
from manas.web.management.commands._demo_navigation import make_navigation
from manas.web.management.commands._demo_patents import make_patents
from manas.web.management.commands._demo_pilots import make_pilots
from manas.web.management.commands._demo_pool import make_pool
from manas.web.management.commands._demo_products import make_products
from manas.web.management.commands._demo_returns import make_returns
from manas.web.management.commands._demo_supervision import make_supervision
from manas.web.management.commands._demo_support import make_support
from manas.web.management.commands._demo_targets import make_targets
from manas.web.management.commands._demo_work_report import make_work_report

DIVISION = "653000"
PASSWORD = "manas-demo"  # noqa: S105  # printed at every start; served on this machine only
MARK = "（示例）"

# Sign-in name, name shown, post, unit.
CAST: tuple[tuple[str, str, Role, str], ...] = (
    ("office", "知识产权局经办人", Role.OFFICE, "scjgj"),
    ("leader", "州领导", Role.LEADER, "gov653000"),
    ("science", "科技局联络员", Role.LIAISON, "kjj"),
    ("farming", "农业农村局联络员", Role.LIAISON, "nyncj"),
    ("market", "市场监管局联络员", Role.LIAISON, "scjgj"),
    ("artux", "阿图什市联络员", Role.COUNTY_LIAISON, "gov653001"),
    ("akto", "阿克陶县联络员", Role.COUNTY_LIAISON, "gov653022"),
    ("akqi", "阿合奇县联络员", Role.COUNTY_LIAISON, "gov653023"),
    ("wuqia", "乌恰县联络员", Role.COUNTY_LIAISON, "gov653024"),
    ("handler", "市场监管局办件人员", Role.HANDLER, "scjgj"),
    ("approver", "市场监管局审批负责人", Role.APPROVER, "scjgj"),
    ("reviewer", "市场监管局法制审核人员", Role.REVIEWER, "scjgj"),
    ("artux-handler", "阿图什市办件人员", Role.HANDLER, "gov653001"),
    ("police", "公安局联络人员", Role.HANDLER, "gaj"),
    ("admin", "系统管理员", Role.ADMINISTRATOR, "gov653000"),
    ("security", "安全管理员", Role.SECURITY, "gov653000"),
    ("auditor", "审计管理员", Role.AUDITOR, "gov653000"),
)
# Sign-in name, name shown, organization, its kind, its 统一社会信用代码 (invented, with a valid check digit), county.
MEMBERS: tuple[tuple[str, str, str, OrganizationKind, str, str], ...] = (
    ("firm", "企业办事人员", "天山机电有限公司", OrganizationKind.ENTERPRISE, "91653001MA0000001A", "gov653001"),
    ("coop", "合作社办事人员", "杏乡农民专业合作社", OrganizationKind.COOPERATIVE, "93653022MA0000002L", "gov653022"),
    ("bank", "银行信贷人员", "州域商业银行", OrganizationKind.BANK, "91653001MA0000003G", "gov653001"),
    ("university", "高校科研人员", "帕米尔农业大学", OrganizationKind.UNIVERSITY, "12653001MA0000005U", "gov653001"),
)


class Command(BaseCommand):
    help = "Make the demonstration: the example plan in force, example people, an example ledger, example matters."

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.exists():
            raise CommandError("There are people in this database already; the demonstration is made in an empty one.")
        fill(timezone.now())
        self.stdout.write("The demonstration is made.")


@transaction.atomic
def fill(now: datetime) -> None:
    """This function will make the whole demonstration in an empty database: the plan, a register, matters of every kind."""
    make_demo(now)
    make_patents(now)
    make_products(now)
    make_aid(now)
    make_matters(now)
    make_pool(now)
    make_navigation(now)
    make_targets(now)
    make_work_report(now)
    make_returns(now)
    make_county_plans(now)
    make_pilots(now)
    make_support(now)
    make_given(now)
    make_assessment(now)
    make_supervision(now)
    make_meetings(now)


@transaction.atomic
def make_demo(now: datetime) -> WorkPlan:
    """This function will fill an empty database; every invented name and line carries the mark 示例."""
    began = now - timedelta(days=200)
    founder = office.add_person(
        username=CAST[0][0], name=f"{CAST[0][1]}{MARK}", password=PASSWORD, actor=None, at=began, is_example=True
    )
    units = enter_units(DIVISION, founder, began)
    units["gaj"] = _police(units["gov653000"], len(units), founder, began)
    people = _cast(units, founder, began)
    source = settings.EXAMPLES / "kezhou-2023.txt"
    plan = drafting.upload(
        data=source.read_bytes(), name=source.name, owner=units["gov653000"], actor=founder, at=began
    )
    plan = adopt(plan=plan, actor=founder, at=began)
    _members(units, people, founder, began)
    _ledger(plan, units, people, now)
    return plan


def enter_units(division: str, actor: Person, at: datetime) -> dict[str, Unit]:
    """This function will enter the units that are known for a government; it gives them by code."""
    known = unit_facts.government(division)
    root = _enter(known.root, None, 0, known.source, actor, at)
    entered = {u.code: _enter(u, root, n, known.source, actor, at) for n, u in enumerate(known.units, start=1)}
    return {root.code: root, **entered}


def _enter(fact: UnitFact, parent: Unit | None, position: int, source: str, actor: Person, at: datetime) -> Unit:
    names = [
        Naming(n.name, NameKind(n.kind), source, FactStatus(n.status), n.valid_from, n.valid_to) for n in fact.names
    ]
    return office.add_unit(
        code=fact.code,
        kind=fact.kind,
        short_name=fact.short,
        names=names,
        parent=parent,
        position=position,
        actor=actor,
        at=at,
    )


def _police(root: Unit, position: int, actor: Person, at: datetime) -> Unit:
    """The plan names no police; cases go to them and come back all the same."""
    naming = Naming(f"自治州公安局{MARK}", NameKind.FULL, "示例", FactStatus.MEMORY)
    return office.add_unit(
        code="gaj",
        kind=UnitKind.DEPARTMENT,
        short_name=f"公安局{MARK}",
        names=[naming],
        parent=root,
        position=position,
        actor=actor,
        at=at,
    )


def _members(units: dict[str, Unit], people: dict[str, Person], founder: Person, at: datetime) -> None:
    """Those outside the government, each the representative of an organization that does not exist."""
    day = timezone.localtime(at).date()
    for username, name, called, kind, credit_code, county in MEMBERS:
        people[username] = office.add_person(
            username=username, name=f"{name}{MARK}", password=PASSWORD, actor=founder, at=at, is_example=True
        )
        organization = office.add_organization(
            name=f"{called}{MARK}",
            kind=kind,
            credit_code=credit_code,
            county=units[county],
            actor=founder,
            at=at,
            is_example=True,
        )
        office.add_membership(
            person=people[username],
            organization=organization,
            role=MembershipRole.REPRESENTATIVE,
            from_on=day,
            actor=founder,
            at=at,
        )


def _cast(units: dict[str, Unit], founder: Person, at: datetime) -> dict[str, Person]:
    people = {founder.username: founder}
    day = timezone.localtime(at).date()
    for username, name, role, code in CAST:
        person = people.get(username) or office.add_person(
            username=username, name=f"{name}{MARK}", password=PASSWORD, actor=founder, at=at, is_example=True
        )
        people[username] = person
        office.appoint(person=person, unit=units[code], role=role, from_on=day, actor=founder, at=at)
    return people


def _ledger(plan: WorkPlan, units: dict[str, Unit], people: dict[str, Person], now: datetime) -> None:
    """The deeds in the order of their days, as the journal would have seen them."""
    source = settings.EXAMPLES / "demo-ledger.yaml"
    lines = yaml.safe_load(source.read_text(encoding="utf-8"))["items"]
    reporters = _reporters(lines, units, people, now - timedelta(days=199))
    items = [_item(plan, line, units, people["office"], now - timedelta(days=190)) for line in lines]
    told = [(r["day"], n, r) for n, line in enumerate(lines) for r in line.get("reports", ())]
    for days, n, told_line in sorted(told, key=lambda t: t[:2]):
        reporter = reporters[lines[n]["unit"]]
        _report(items[n], told_line, reporter, people["office"], now + timedelta(days=days))


def _reporters(
    lines: list[dict[str, Any]], units: dict[str, Unit], people: dict[str, Person], at: datetime
) -> dict[str, Person]:
    """Units whose liaison is not in the cast report through one who cannot sign in."""
    found = {code: people[name] for name, _, role, code in CAST if role in (Role.LIAISON, Role.COUNTY_LIAISON)}
    for code in {line["unit"] for line in lines} - found.keys():
        person = office.add_person(
            username=f"demo-{code}",
            name=f"{units[code]}联络员{MARK}",
            password=None,
            actor=people["office"],
            at=at,
            is_example=True,
        )
        role = Role.COUNTY_LIAISON if units[code].kind == "county" else Role.LIAISON
        day = timezone.localtime(at).date()
        office.appoint(person=person, unit=units[code], role=role, from_on=day, actor=people["office"], at=at)
        found[code] = person
    return found


def _item(plan: WorkPlan, line: dict[str, Any], units: dict[str, Unit], actor: Person, at: datetime) -> WorkItem:
    obligation = Obligation.objects.get(
        task__plan=plan, task__kind="task", task__number=str(line["task"]), position=line["sentence"] - 1
    )
    due: date = timezone.localtime(at).date() + timedelta(days=190 + line["due"])
    return ledger.plan_item(
        obligation=obligation,
        unit=units[line["unit"]],
        year=due.year,
        what=line["what"] + MARK,
        measure=line["measure"],
        due_on=due,
        target_figure=Decimal(line["target"]) if "target" in line else None,
        figure_unit=line.get("figure_unit", ""),
        actor=actor,
        at=at,
    )


def _report(item: WorkItem, line: dict[str, Any], reporter: Person, office_person: Person, at: datetime) -> None:
    figure = Decimal(line["figure"]) if "figure" in line else None
    report: Report = ledger.write_report(
        item=item, text=line["text"], figure=figure, completes=line.get("completes", False), actor=reporter, at=at
    )
    ledger.submit_report(report=report, actor=reporter, at=at)
    later = at + timedelta(hours=20)
    if "accept" in line:
        verified = None if line["accept"] is None else Decimal(line["accept"])
        ledger.accept_report(report=report, verified_figure=verified, actor=office_person, at=later)
    elif "return" in line:
        ledger.return_report(report=report, reason=line["return"], actor=office_person, at=later)
