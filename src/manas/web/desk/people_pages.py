"""账号: who can sign in. The system administrator opens and closes accounts, gives no posts, and sees no business."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.office import actions
from manas.office.actions import PostRefused
from manas.office.models import Person
from manas.office.queries import accounts
from manas.web.desk.paging import asked_for, page_of
from manas.web.shared.access import Request, administrators


class PersonForm(forms.Form):
    username = forms.SlugField(label=gettext_lazy("登录名"), max_length=40)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("初始口令"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("至少10位，不能全是数字，不能与登录名相近；首次登录时须由本人修改"),
        strip=False,
    )


def _page(request: Request, form: PersonForm, status: int = 200) -> HttpResponse:
    asked = asked_for(request)
    context = {"page": page_of(request, accounts(asked)), "form": form, "asked": asked, "today": request.today}
    return render(request, "people/accounts.html", context, status=status)


@administrators
@require_safe
def people(request: Request) -> HttpResponse:
    return _page(request, PersonForm())


@administrators
@require_POST
def add(request: Request) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid() and Person.objects.filter(username=form.cleaned_data["username"]).exists():
        form.add_error("username", _("这个登录名已经有人用"))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.add_person(**form.cleaned_data, actor=request.person, at=request.now, must_change_password=True)
    except ValidationError as refusal:
        form.add_error("password", refusal)
        return _page(request, form, status=422)
    messages.success(request, _("账号已开立，请通知安全管理员任命"))
    return redirect("people")


@administrators
@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """Close an account, or open it again: the form says which, so that pressing twice does it once."""
    person = get_object_or_404(Person, pk=pk)
    try:
        actions.set_active(
            person=person, active=request.POST.get("active") == "1", actor=request.person, at=request.now
        )
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("people")
