"""审计: the journal and the tries at signing in, for the auditor alone; no line shows what the business is about."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.office.journal import actions as journal
from manas.office.journal.queries import Asked, audit_line, audited, kinds, verify
from manas.office.models import JournalHead, Outcome
from manas.office.queries import sign_ins
from manas.reports.audit import audit_workbook
from manas.web.desk.forms import DayField
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, auditors_only

# More lines than this are exported span by span.
MOST = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FlowForm(forms.Form):
    """Stands in one line above a table."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django
        for field in self.fields.values():
            field.widget.attrs["class"] = "pick"


class AskedForm(FlowForm):
    person = forms.CharField(label=gettext_lazy("姓名或登录名"), max_length=40, required=False)
    verb = forms.CharField(label=gettext_lazy("动作"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("对象"), required=False)
    from_on = DayField(label=gettext_lazy("自"), required=False)
    to_on = DayField(label=gettext_lazy("至"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *kinds()]  # type: ignore[attr-defined]  # a ChoiceField


class SignInsForm(FlowForm):
    username = forms.CharField(label=gettext_lazy("登录名"), max_length=40, required=False)
    address = forms.CharField(label=gettext_lazy("来源地址"), max_length=45, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("登录结果"), choices=[("", gettext_lazy("全部")), *Outcome.choices], required=False
    )


def _asked(form: AskedForm) -> Asked:
    return Asked(**form.cleaned_data) if form.is_valid() else Asked()


@auditors_only
@require_safe
def audit(request: Request) -> HttpResponse:
    form = AskedForm(request.GET)
    page = page_of(request, audited(_asked(form)))
    lines = [audit_line(entry) for entry in page.rows]
    context = {"form": form, "page": page, "lines": lines, "query": request.GET.urlencode()}
    return render(request, "audit/journal.html", context)


@auditors_only
@require_safe
def audit_file(request: Request) -> HttpResponse:
    found = audited(_asked(AskedForm(request.GET)))[:MOST]
    book = audit_workbook(audit_line(entry) for entry in found)
    headers = {"Content-Disposition": f'attachment; filename="journal-{request.today}.xlsx"'}
    return HttpResponse(book, content_type=XLSX, headers=headers)


@auditors_only
@require_POST
def audit_verify(request: Request) -> HttpResponse:
    """Walk the whole chain; that it was looked at is a line of its own."""
    verdict = verify()
    if verdict.intact:
        messages.success(request, _("日志完整：共%(lines)s行，逐行校验无误") % {"lines": verdict.lines})
    else:
        messages.error(request, _("日志已被改动：%(reason)s") % {"reason": verdict.reason})
    head = JournalHead.objects.get(pk=1)
    journal.record(actor=request.person, at=request.now, verb="校验操作日志", subject=head)
    return redirect("audit")


@auditors_only
@require_safe
def sign_in_records(request: Request) -> HttpResponse:
    form = SignInsForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    context = {"form": form, "page": page_of(request, sign_ins(**told))}
    return render(request, "audit/sign_ins.html", context)
