"""Writing one deed: the matter locked, its turn counted, its history and journal written, its words indexed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from manas.engines.words import bigrams
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.kinds import kind_of
from manas.matters.docket.models import Act, Gram, Matter, Turn
from manas.office.journal import actions as journal
from manas.office.models import Person, Role


def lock(matter: Matter, seen: int) -> Matter:
    """This function will lock a matter with the columns of its kind, in the caller's transaction.

    Raises Overtaken when another deed was done on it since the `seen` turn.
    """
    model = kind_of(matter).model
    # The docket's row alone is what everybody waits for: locked together with the kind's row, two deeds that take the two
    # rows in another order would wait for one another.
    held = Matter.objects.select_for_update().get(pk=matter.pk)
    if held.continues_id is not None:
        # The matter that it continues may have to move with it: held now, before the journal, as every deed holds its matter.
        Matter.objects.select_for_update().get(pk=held.continues_id)
    locked: Matter = held if model is Matter else model._default_manager.get(pk=matter.pk)
    if locked.turn != seen:
        last = locked.turns.last()
        raise Overtaken(f"{last.actor_name}已先办理“{last.label}”，请刷新后再办" if last else "请刷新后再办")
    return locked


def fill(matter: Matter, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """This function will put values into fields of the matter and give what changed: field → words before, words after.

    Raises StepRefused for a value that the field does not take.
    """
    before = {name: word(matter, name) for name in values}
    for name, value in values.items():
        setattr(matter, name, value)
    # What is empty is not wrong yet: the step that needs it asks for it.
    given = {name for name, value in values.items() if value not in (None, "")}
    others = [field.name for field in matter._meta.get_fields() if field.name not in given]
    try:
        matter.full_clean(exclude=others, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise StepRefused(
            "；".join(f"{label(matter, n)}：{' '.join(m)}" for n, m in error.message_dict.items())
        ) from None
    after = {name: word(matter, name) for name in values}
    return {name: [before[name], after[name]] for name in values if before[name] != after[name]}


def word(record: models.Model, name: str) -> str:
    """This function will say the value of a field in words; nothing for none."""
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if isinstance(field, models.Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def label(record: models.Model | type[models.Model], name: str) -> str:
    """This function will give the Chinese name of a field."""
    field = record._meta.get_field(name)
    return str(field.verbose_name) if isinstance(field, models.Field) else name


def write(
    *,
    matter: Matter,
    act: Act,
    name: str,
    actor: Person,
    at: datetime,
    from_state: str,
    step: str = "",
    opinion: str = "",
    told: bool = False,
    changes: dict[str, list[str]] | None = None,
    roles: tuple[Role, ...] = (),
) -> Turn:
    """This function will save the matter as it stands now, with one more turn, its history and its line of the journal.

    The turn holds the very matter that was handed in, with the columns of its kind: what the step brings about begins there.
    """
    matter.turn += 1
    matter.save()
    turn = Turn.objects.create(
        matter=matter,
        number=matter.turn,
        act=act,
        step=step,
        label=name,
        from_state=from_state,
        to_state=matter.state,
        actor=actor,
        actor_name=actor.name,
        at=at,
        opinion=opinion,
        told=told,
        changes=changes or {},
    )
    index(matter)
    journal.record(
        actor=actor,
        at=at,
        verb=f"办件·{name}",
        subject=anchor(matter),
        unit=matter.lead_unit,
        detail={"number": matter.number or "", "from": from_state, "to": matter.state, "turn": matter.turn},
        roles=roles,
    )
    return turn


def anchor(matter: Matter) -> Matter:
    """This function will give the matter as the docket knows it, without the columns of its kind."""
    return matter if type(matter) is Matter else Matter(pk=matter.pk)


def index(matter: Matter) -> None:
    """This function will make the matter's words findable: its number, title, applicant and description."""
    words = (matter.number or "", matter.title, matter.applicant_name, matter.summary)
    wanted = bigrams(*words)
    kept = set(Gram.objects.filter(matter_id=matter.pk).values_list("text", flat=True))
    if kept - wanted:
        Gram.objects.filter(matter_id=matter.pk, text__in=kept - wanted).delete()
    Gram.objects.bulk_create([Gram(matter_id=matter.pk, text=text) for text in sorted(wanted - kept)])
