"""通知: what a person is told and how they want to be told; and for the administrator, what left the system and what did not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.office.jobs import actions as jobs
from manas.office.jobs.queries import failed
from manas.office.models import Delivery, DeliveryState, Job, JobState, Notice, Unit, Webhook
from manas.office.models.notices import STUCK
from manas.office.notices import actions, queries
from manas.office.notices.actions import NoticeRefused
from manas.registers.matching.encoder import installed
from manas.web.shared.access import Request, administrators, signed_in

ON_A_PAGE = 50


class ChoiceForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("电子邮箱"), required=False, max_length=254)
    by_email = forms.BooleanField(label=gettext_lazy("有通知时也发到电子邮箱"), required=False)


class WebhookForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=gettext_lazy("单位"))
    url = forms.CharField(
        label=gettext_lazy("接口地址"),
        max_length=300,
        help_text=gettext_lazy("https:// 开头；内部网络的主机须先写入设置 MANAS_WEBHOOK_HOSTS"),
    )


def _slice(request: Request, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


@signed_in
@require_safe
def notices(request: Request) -> HttpResponse:
    """What I am told: unread first; `?show=unread` leaves out the rest."""
    only_unread = request.GET.get("show") == "unread"
    context = {
        "rows": _slice(request, queries.notices_of(request.person, only_unread=only_unread)),
        "only_unread": only_unread,
        "unread": queries.unread_count(request.person),
    }
    return render(request, "notices/list.html", context)


@signed_in
@require_POST
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Marks a notice as read and leads to what it tells of."""
    notice = get_object_or_404(Notice.objects.of(request.person), pk=pk)
    actions.read(notice=notice, actor=request.person, at=request.now)
    return redirect("notices" if "stay" in request.POST else notice.address)


@signed_in
@require_POST
def read_all(request: Request) -> HttpResponse:
    actions.read_all(actor=request.person, at=request.now)
    return redirect("notices")


@signed_in
def choice(request: Request) -> HttpResponse:
    """How I want to be told beside the list."""
    chosen = queries.choice_of(request.person)
    initial = {"email": request.person.email, "by_email": chosen.by_email}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return render(request, "notices/choice.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        actions.choose(**form.cleaned_data, actor=request.person, at=request.now)
    except NoticeRefused as refusal:
        form.add_error("email", str(refusal))
        return render(request, "notices/choice.html", {"form": form}, status=422)
    messages.success(request, _("通知方式已保存"))
    return redirect("notices")


@administrators
@require_safe
def outbox(request: Request) -> HttpResponse:
    """What left the system and what did not, without what it says; and the jobs that were given up."""
    counts = queries.deliveries_by_state()
    wanted = request.GET.get("state", "")
    state = wanted if wanted in DeliveryState.values else ""
    tabs = [(value, label, counts.get(value, 0)) for value, label in DeliveryState.choices]
    context = {
        "rows": _slice(request, queries.deliveries(state)),
        "state": state,
        "tabs": [("", _("全部"), sum(counts.values())), *tabs],
        "stuck": STUCK,
        "failed": failed()[:ON_A_PAGE],
        "unaided": installed().refusal,
    }
    return render(request, "notices/outbox.html", context)


@administrators
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Delivery, pk=pk)
    again = partial(actions.send_again, delivery=found, actor=request.person, at=request.now)
    return _then(request, "outbox", _("已交执行者重发"), again)


@administrators
@require_POST
def job_again(request: Request, pk: int) -> HttpResponse:
    job = get_object_or_404(Job, pk=pk, state=JobState.FAILED)
    jobs.ask_again(job=job, actor=request.person, at=request.now)
    messages.success(request, _("已交执行者重做"))
    return redirect("outbox")


def _then(request: Request, page: str, said: str, deed: Callable[[], object]) -> HttpResponse:
    """Do it, say so, and go back; a refusal is said in the same place."""
    try:
        deed()
    except NoticeRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(page)


@administrators
def webhooks(request: Request) -> HttpResponse:
    """The other systems that are told, and the form for one more."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_webhook(**form.cleaned_data, actor=request.person, at=request.now)
        except NoticeRefused as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("推送接口已登记"))
            return redirect("webhooks")
    context = {"webhooks": queries.webhooks(), "form": form}
    return render(request, "notices/webhooks.html", context, status=422 if form.is_bound else 200)


@administrators
@require_POST
def switch_webhook(request: Request, pk: int) -> HttpResponse:
    """Close a webhook, or open it again: the form says which."""
    found = get_object_or_404(Webhook.objects.select_related("unit"), pk=pk)
    actions.switch_webhook(
        webhook=found, active=request.POST.get("active") == "1", actor=request.person, at=request.now
    )
    return redirect("webhooks")
