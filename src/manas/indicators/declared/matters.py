"""Rows that most declarations begin with: matters by their kind, and the time limits that they met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet

from manas.indicators.declared.model import Place
from manas.matters.docket.models import LimitState, Matter, TimeLimit
from manas.matters.docket.parties import Party

# A matter belongs to the county in which it plays; one without, to the unit that handles it.
HERE = Place("county", "lead_unit")
OF_MATTER = Place("matter__county", "matter__lead_unit")
# Who binds the government's side: what an applicant lets pass is no delay of an office.
OFFICIAL = tuple(party for party in Party if party is not Party.APPLICANT)


def closed(model: type[Matter], *states: str) -> Callable[[], QuerySet[Any]]:
    """This function will give the matters of a kind that were closed, in these states where some are named."""

    def rows() -> QuerySet[Any]:
        found = model._default_manager.filter(closed_at__isnull=False, merged_into=None)
        return found.filter(state__in=states) if states else found

    return rows


def limits_met(*rules: str) -> Callable[[], QuerySet[Any]]:
    """This function will give the official time limits that were ended by doing what they ask for; of these rules, if named."""

    def rows() -> QuerySet[Any]:
        found = TimeLimit.objects.filter(state=LimitState.MET, binds__in=OFFICIAL, due_on__isnull=False)
        return found.filter(rule__in=rules) if rules else found

    return rows


# Those of them that were met on their last day or before.
KEPT = Q(ended_at__date__lte=F("due_on"))
