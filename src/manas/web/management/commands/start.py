"""Start with one's own plan: the document is read, its units are entered, the first people can sign in."""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from manas.engines.policy.model import Plan, ReadError
from manas.engines.policy.model import Role as Part
from manas.engines.policy.read import read
from manas.facts import units as unit_facts
from manas.office import actions as office
from manas.office.actions import Naming
from manas.office.models import FactStatus, NameKind, Person, Role, Unit, UnitKind
from manas.office.queries import names_within, plain
from manas.plan.actions import drafting
from manas.plan.models import WorkPlan
from manas.web.management.commands.demo import enter_units

# Sign-in name, post: three people, or at least three accounts, from the first day on.
ADMINISTRATORS = {"admin": Role.ADMINISTRATOR, "security": Role.SECURITY, "auditor": Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Started:
    """A fresh installation: its draft, and the sign-ins that are shown once."""

    draft: WorkPlan
    sign_ins: list[tuple[str, str]]


class Command(BaseCommand):
    help = "Start an empty installation with your own plan document; it is then made right and adopted in the browser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="txt, html, md, docx or pdf with a text layer")
        parser.add_argument(
            "--office", default="", help="name of the unit that runs the plan (default: the usual lead)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.exists():
            raise CommandError("There are people in this database already; start with an empty one (MANAS_VAR=…).")
        try:
            started = start(options["file"], options["office"], timezone.now())
        except (OSError, ReadError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(
            f"{started.draft.document.title}\nmanas serve, then sign in and go to /draft/{started.draft.pk}/"
        )
        for username, password in started.sign_ins:
            self.stdout.write(f"  {username:<8} {password}")


@transaction.atomic
def start(file: Path, office_name: str, now: datetime) -> Started:
    """This function will enter the issuer, the unit that runs the plan, an official and the three administrators, and the draft.

    The passwords are made here and shown once; each must be changed at the first sign-in. Raises OSError or ReadError
    when the file cannot be read.
    """
    data = file.read_bytes()
    plan = read(data, name=file.name)
    passwords = {name: secrets.token_urlsafe(12) for name in ("office", *ADMINISTRATORS)}
    official = office.add_person(
        username="office", name="经办人", password=passwords["office"], actor=None, at=now, must_change_password=True
    )
    root, bureau = _units(plan, office_name, official, now)
    day = timezone.localtime(now).date()
    office.appoint(person=official, unit=bureau, role=Role.OFFICE, from_on=day, actor=official, at=now)
    for username, role in ADMINISTRATORS.items():
        person = office.add_person(
            username=username,
            name=str(role.label),
            password=passwords[username],
            actor=official,
            at=now,
            must_change_password=True,
        )
        office.appoint(person=person, unit=root, role=role, from_on=day, actor=official, at=now)
    draft = drafting.upload(data=data, name=file.name, owner=root, actor=official, at=now)
    return Started(draft, list(passwords.items()))


def _units(plan: Plan, office_name: str, actor: Person, at: datetime) -> tuple[Unit, Unit]:
    """The issuer's government and the unit that runs its plan; units that facts know come with their names."""
    for code in unit_facts.known_governments():
        known = unit_facts.government(code)
        if plan.issuer in {name.name for name in known.root.names}:
            root = enter_units(code, actor, at)[known.root.code]
            break
    else:
        root = _enter("root", UnitKind.GOVERNMENT, plan.issuer or "本级人民政府", None, actor, at)
    wanted = office_name or _usual_lead(plan)
    found = names_within(root, plan.issued_on).get(plain(wanted))
    return root, found or _enter("office", UnitKind.DEPARTMENT, wanted, root, actor, at)


def _usual_lead(plan: Plan) -> str:
    """The unit that leads most tasks; where nobody leads, whoever the office says it is can be changed later."""
    leads = Counter(unit.full for task in plan.tasks for unit in task.units(Part.LEAD))
    return leads.most_common(1)[0][0] if leads else "知识产权局"


def _enter(code: str, kind: UnitKind, name: str, parent: Unit | None, actor: Person, at: datetime) -> Unit:
    naming = Naming(name[:120], NameKind.FULL, "方案原文", FactStatus.READ)
    return office.add_unit(
        code=code, kind=kind, short_name=name[:80], names=[naming], parent=parent, position=0, actor=actor, at=at
    )
