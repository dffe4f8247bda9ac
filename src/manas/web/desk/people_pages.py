"""人员与任职: who can sign in, and in what post. The administrator sees no business here."""

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
from manas.office.models import Person, Post, Role, Unit
from manas.web.shared.access import Request, administrators


class PersonForm(forms.Form):
    username = forms.SlugField(label=gettext_lazy("登录名"), max_length=40)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("初始口令"),
        widget=forms.PasswordInput,
        help_text=gettext_lazy("至少 10 位，不能全是数字"),
        strip=False,
    )


class PostForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=gettext_lazy("单位"))
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices)


def _page(request: Request, form: PersonForm, status: int = 200) -> HttpResponse:
    people = Person.objects.order_by("pk").prefetch_related("posts__unit")
    context = {"people": people, "form": form, "post_form": PostForm(), "today": request.today}
    return render(request, "people.html", context, status=status)


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
        actions.add_person(**form.cleaned_data, actor=request.person, at=request.now)
    except ValidationError as refusal:
        form.add_error("password", refusal)
        return _page(request, form, status=422)
    messages.success(request, _("账号已开立，请接着任命"))
    return redirect("people")


@administrators
@require_POST
def appoint(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = PostForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择单位和角色"))
        return redirect("people")
    unit, role = form.cleaned_data["unit"], Role(form.cleaned_data["role"])
    try:
        actions.appoint(
            person=person, unit=unit, role=role, from_on=request.today, actor=request.person, at=request.now
        )
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("people")


@administrators
@require_POST
def end_post(request: Request, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("person", "unit"), pk=pk)
    try:
        actions.end_post(post=post, to_on=request.today, actor=request.person, at=request.now)
    except PostRefused as refusal:
        messages.error(request, str(refusal))
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
