"""官费计算: what to pay, by which law, on which day; an address that can be kept and sent on."""

from __future__ import annotations

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.facts import fees
from manas.web.portal.fee_forms import TOPICS, BillForm
from manas.web.portal.fee_words import CURRENCIES, STATUSES, basis, rows, sentences
from manas.web.shared.access import Request, anyone


@anyone
@require_safe
def fee_page(request: Request) -> HttpResponse:
    """The form of what is to be paid and, once it is filled in, the bill. Everything stands in the address."""
    topic = next((one for one in TOPICS if one.key == request.GET.get("what")), TOPICS[0])
    # A link that only names what is to be paid opens an empty form; any field makes it an answer.
    asked = set(request.GET) & set(topic.form.base_fields)
    form = topic.form(request.GET if asked else None, today=request.today)
    form.is_valid()
    context = {"topics": TOPICS, "topic": topic, "form": form, "eligible": _eligible(request), **_shown(form)}
    return render(request, "portal/fees.html", context, status=422 if form.errors else 200)


def _shown(form: BillForm) -> dict[str, object]:
    answer = form.answer
    if answer is None:
        return {}
    return {
        "answer": answer,
        "rows": rows(answer.bill),
        "remarks": sentences(answer.bill),
        "currency": CURRENCIES[answer.bill.currency],
        "given": [(field.label, said) for field in form if (said := _said(field))],
    }


def _said(field: BoundField) -> str:
    """What was filled in, in words; nothing for what was left open."""
    value = field.data
    choices = dict(getattr(field.field, "choices", ()))
    if field.widget_type == "checkbox":
        return _("是") if value else ""
    return str(choices.get(value, value) or "") if value else ""


def _eligible(request: Request) -> list[dict[str, str]]:
    """Who may ask for the reduction today."""
    return [
        {
            "who": one.who,
            "condition": one.condition,
            "basis": basis(one.citations),
            "status": "" if one.status.value != "memory" else str(STATUSES[one.status]),
        }
        for one in fees.eligible_on(request.today)
    ]
