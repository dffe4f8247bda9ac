"""日历 and 时限: the days off and the time limits by which this system counts, for everybody to read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manas.office.values.queries import local_rules
from manas.web.shared.access import Request, anyone
from manas.web.shared.rule_rows import rule_context
from manas.web.shared.year_days import asked_year, year_page


@anyone
@require_safe
def calendar(request: Request) -> HttpResponse:
    """A year at a glance, with the notices that fixed its days; `?year=` names another."""
    page = year_page(asked_year(request.GET.get("year", ""), request.today))
    return render(request, "values/calendar.html", {"page": page})


@anyone
@require_safe
def rules(request: Request) -> HttpResponse:
    """The time limits of a family, with their law; `?family=` names another."""
    context = rule_context(request.GET.get("family", ""), local_rules(), request.today)
    return render(request, "values/rules.html", context)
