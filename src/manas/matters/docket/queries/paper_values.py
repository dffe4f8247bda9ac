"""What a paper may say of its matter."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from manas.matters.docket.actions.turning import word
from manas.matters.docket.kinds import full, kind_of
from manas.matters.docket.models import Matter, Paper
from manas.office.queries import name_on

# What stands under a name of its own, or concerns nobody outside the docket.
APART = frozenset({"matter_ptr", "id", "lookup_hash", "turn", "flow_version", "awaits", "turns"})


def paper_values(paper: Paper) -> dict[str, object]:
    """This function will gather the values of a paper's template: every field of the matter by its name (choices and records
    in words, days and amounts as such), who applies, who handles, the words of the step, the due days by rule, the documents.

    What the kind adds by its own `paper_values` comes last.
    """
    matter = full(paper.matter)
    kind, turn = kind_of(matter), paper.turn
    day = turn.at.date()
    unit = name_on(matter.lead_unit, day)
    return {
        **_fields(matter),
        "kind": str(kind.label),
        "matter_number": matter.number or "",
        "applicant": _applicant(matter),
        "lead_unit": unit.name if unit else matter.lead_unit.short_name,
        "county": matter.county.short_name if matter.county else None,
        "handler": matter.handler.name if matter.handler else None,
        "partner": matter.partner_organization.name if matter.partner_organization else None,
        "partner_unit": matter.partner_unit.short_name if matter.partner_unit else None,
        "opinion": turn.opinion,
        "step": turn.label,
        "done_on": day,
        "limits": {limit.rule.replace("-", "_"): limit.due_on for limit in matter.limits.order_by("pk")},
        "documents": _documents(matter),
        **kind.paper_values(matter),
    }


def _fields(matter: Matter) -> dict[str, object]:
    named = (field for field in matter._meta.concrete_fields if field.name not in APART)
    return {field.name: _value(matter, field) for field in named}


def _value(matter: Matter, field: models.Field[object, object]) -> object:
    if field.choices or field.is_relation:
        return word(matter, field.name)
    return getattr(matter, field.name)


def _applicant(matter: Matter) -> Mapping[str, object]:
    organization = matter.applicant_organization
    return {
        "name": matter.applicant_name,
        "code": organization.credit_code if organization else None,
        "address": organization.address if organization else None,
        "contact": matter.contact,
    }


def _documents(matter: Matter) -> list[dict[str, object]]:
    kind = kind_of(matter)
    kept = matter.attachments.filter(removed_at=None).select_related("file").order_by("pk")
    labels = {document.key: str(document.label) for document in kind.documents}
    return [{"kind": labels.get(one.document, one.document), "name": one.file.name} for one in kept]
