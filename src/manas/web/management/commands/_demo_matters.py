"""Example matters of every kind, each carried to where it stands by the deeds that carry it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from manas.matters.docket.actions import acts
from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_case, open_draft
from manas.matters.docket.actions.reprojecting import reproject_open
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import full, kind_of, kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party
from manas.office import actions as office
from manas.office.models import Membership, Organization, Person, Role, Unit
from manas.office.values.actions import set_term
from manas.registers.models import TechnologyNeed
from manas.registers.patents.actions.entering import enter_patents
from manas.registers.patents.entries import Party as Holder
from manas.registers.patents.entries import PatentEntry

MARK = "（示例）"
SECOND_OFFICER = "demo-officer"  # a case is handled by two


@transaction.atomic
def make_matters(now: datetime) -> list[Matter]:
    """This function will add the example matters to the demonstration, in the order of their days.

    Raises StepRefused where a deed of the example file could not have been done.
    """
    told = yaml.safe_load((settings.EXAMPLES / "demo-matters.yaml").read_text(encoding="utf-8"))
    _second_officer(now - timedelta(days=199))
    _terms(told["terms"], now - timedelta(days=199))
    _patents(told["patents"], now - timedelta(days=198))
    lines = told["matters"]
    made: dict[int, Matter] = {}
    for at, number, deed in _in_order(lines, now):
        matter = made.get(number) or _open(lines[number], now, at)
        made[number] = _do(matter, deed, now, at)
    return [made[number] for number in sorted(made)]


def _in_order(lines: list[dict[str, Any]], now: datetime) -> Iterator[tuple[datetime, int, dict[str, Any]]]:
    deeds = [
        (deed["day"], number, turn, deed)
        for number, line in enumerate(lines)
        for turn, deed in enumerate(line["deeds"])
    ]
    for day, number, turn, deed in sorted(deeds, key=lambda found: found[:3]):
        yield now + timedelta(days=day, minutes=turn), number, deed


def _second_officer(at: datetime) -> None:
    founder, unit = Person.objects.get(username="office"), Unit.objects.get(code="scjgj")
    person = office.add_person(
        username=SECOND_OFFICER,
        name=f"市场监管局第二办案人员{MARK}",
        password=None,
        actor=founder,
        at=at,
        is_example=True,
    )
    day = timezone.localtime(at).date()
    office.appoint(person=person, unit=unit, role=Role.HANDLER, from_on=day, actor=founder, at=at)


def _terms(told: dict[str, Any], at: datetime) -> None:
    for term in told["of"]:
        set_term(
            key=term["rule"],
            count=term["count"],
            span=term["span"],
            valid_from=timezone.localtime(at).date(),
            document=told["document"],
            actor=Person.objects.get(username="admin"),
            at=at,
            reproject=reproject_open,
        )


def _patents(told: list[dict[str, Any]], at: datetime) -> None:
    """Invented patents of the university, so that there is something to be paired with."""
    entries = [
        PatentEntry(
            **{name: word for name, word in line.items() if name not in ("title", "member", "ipc")},
            ipc=tuple(line["ipc"]),
            title=line["title"] + MARK,
            holders=(Holder(_organization(line["member"]).name),),
        )
        for line in told
    ]
    enter_patents(entries=entries, source="示例", actor=Person.objects.get(username="office"), at=at, is_example=True)


def _open(line: dict[str, Any], now: datetime, at: datetime) -> Matter:
    kind, actor = kinds()[line["kind"]], Person.objects.get(username=line["by"])
    county, day = Unit.objects.get(code=line["county"]), timezone.localtime(now).date()
    values = {**_values(kind.model, line["values"], day), "title": line["values"]["title"] + MARK}
    if Party.APPLICANT in kind.opened_by:
        return open_draft(
            kind=kind, county=county, organization=_organization(actor), actor=actor, at=at, values=values
        )
    unit = Unit.objects.get(code=line["unit"])
    return open_case(kind=kind, unit=unit, county=county, actor=actor, at=at, values=values)


def _do(matter: Matter, deed: dict[str, Any], now: datetime, at: datetime) -> Matter:
    matter.refresh_from_db()
    actor = Person.objects.get(username=deed["by"])
    if "attach" in deed:
        named = kind_of(matter).document(deed["attach"])
        title = f"{named.label if named else ''}{MARK}"
        attach(matter=matter, document=deed["attach"], name=f"{title}.txt", data=title.encode(), actor=actor, at=at)
        return matter
    acting: dict[str, Any] = {"turn": matter.turn, "actor": actor, "at": at, "opinion": deed.get("opinion", "")}
    if "suspend" in deed:
        return acts.suspend(matter=matter, ground=deed["suspend"], **acting)
    values = _values(type(full(matter)), deed.get("values", {}), timezone.localtime(now).date())
    return take(matter=matter, step=deed["step"], values=values, **acting)


def _values(model: type[models.Model], told: Mapping[str, Any], day: date) -> dict[str, Any]:
    return {name: _value(model._meta.get_field(name), word, day) for name, word in told.items()}


def _value(field: Any, word: Any, day: date) -> Any:
    """A day, a person, a unit, an organization as the file names it; anything else as the column reads it."""
    if isinstance(field, models.DateField):
        return day + timedelta(days=word)
    if isinstance(field, models.ForeignKey):
        return FOUND[field.related_model](word)
    return field.to_python(word)


def _person(username: str) -> Person:
    return Person.objects.get(username=username)


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def _organization(member: Person | str) -> Organization:
    username = member if isinstance(member, str) else member.username
    return Membership.objects.select_related("organization").get(person__username=username).organization


def _need(title: str) -> TechnologyNeed:
    return TechnologyNeed.objects.get(title=title + MARK)


def _matter(title: str) -> Matter:
    return Matter.objects.get(title=title + MARK)


FOUND: dict[Any, Callable[[str], models.Model]] = {
    Person: _person,
    Unit: _unit,
    Organization: _organization,
    TechnologyNeed: _need,
    Matter: _matter,
}
