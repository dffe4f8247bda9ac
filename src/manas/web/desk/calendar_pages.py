"""我的日历: a person's due days under an address that calendar programs read by themselves.

The address is the key: whoever has it reads the feed, so its entries name a matter by number and kind alone.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from manas.engines.calendar.model import Status
from manas.matters.docket.kinds import kind_of
from manas.matters.docket.queries.due import DueDay, due_days
from manas.office import actions
from manas.office.actions import AccessRefused
from manas.office.queries import calendar_owner, standing
from manas.plan.queries.due import items_due
from manas.plan.queries.ledger import ItemRow
from manas.reports.ics import MEDIA_TYPE, Entry, calendar_file
from manas.web.shared.access import Request, always, anyone, signed_in
from manas.web.shared.explain import STATUSES, cited, explained

REMIND_DAYS = (7, 1)


@always
@anyone
@never_cache
@require_safe
def my_calendar(request: Request, token: str) -> HttpResponse:
    """The feed of whoever made the address, as they stand today: a post that ended shows nothing more."""
    owner = calendar_owner(token)
    if owner is None:
        raise Http404
    theirs = standing(owner, request.today)
    matters = [_matter_entry(due, request) for due in due_days(theirs, request.today)]
    work = [_work_entry(row, request) for row in items_due(theirs, request.today)]
    written = calendar_file(_("待办期限"), [*matters, *work], stamped_at=request.now)
    return HttpResponse(written, content_type=MEDIA_TYPE)


@signed_in
@never_cache
@require_POST
def make(request: Request) -> HttpResponse:
    """A new address, shown on the answer, this once; the one before it is void."""
    token = actions.make_calendar_token(person=request.person, at=request.now)
    address = request.build_absolute_uri(reverse("my-calendar", args=[token]))
    return render(request, "account/calendar.html", {"address": address})


@signed_in
@require_POST
def revoke(request: Request) -> HttpResponse:
    try:
        actions.revoke_calendar_token(person=request.person, actor=request.person, at=request.now)
    except AccessRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("日历订阅地址已撤销"))
    return redirect("account")


def _matter_entry(due: DueDay, request: Request) -> Entry:
    """One limit: its row is the name that stays when the day moves."""
    limit = due.line.limit
    return Entry(
        key=f"limit-{limit.pk}",
        title=f"{due.matter.number} {kind_of(due.matter).label}",
        on=due.on,
        text="\n".join(_reckoned(due)),
        url=request.build_absolute_uri(reverse("matter", args=[due.matter.pk])),
        at=limit.due_at,
        remind_days=REMIND_DAYS,
    )


def _reckoned(due: DueDay) -> list[str]:
    """What must be done by then, by which law, and how the day was found."""
    rule, found = due.line.rule, due.line.found
    lines = [rule.name, *([cited(rule.citations)] if rule.citations else []), *([rule.note] if rule.note else [])]
    if rule.status is not Status.READ:
        lines.append(str(STATUSES[rule.status]))
    if found.derivation is not None:
        lines += [sentence.text for sentence in explained(found.derivation)]
    if found.beyond is not None:
        said = {"year": found.beyond, "day": due.on.isoformat()}
        lines.append(_("%(year)s 年放假安排尚未公布，暂按最早可能的 %(day)s 掌握；公布后自动重算。") % said)
    return lines


def _work_entry(row: ItemRow, request: Request) -> Entry:
    item = row.item
    said = {"unit": item.unit.short_name, "title": item.obligation.task.title}
    lines = [item.what, _("完成标准：%(measure)s") % {"measure": item.measure}, item.obligation.text, row.light.reason]
    return Entry(
        key=f"item-{item.pk}",
        title=_("%(unit)s举措：%(title)s") % said,
        on=item.due_on,
        text="\n".join(lines),
        url=request.build_absolute_uri(reverse("item", args=[item.pk])),
        remind_days=REMIND_DAYS,
    )
