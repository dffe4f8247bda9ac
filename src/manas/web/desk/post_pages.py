"""任职与安全: who holds which post, who acts for which organization, and the keys of accounts; never the accounts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from manas.office import actions
from manas.office.actions import AccessRefused, MembershipRefused, PostRefused
from manas.office.models import Membership, MembershipRole, Organization, Person, Post, Role, Unit
from manas.office.queries import accounts
from manas.web.desk.paging import asked_for, page_of
from manas.web.shared.access import Request, security_only


class PostForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=gettext_lazy("单位"))
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices)


class MembershipForm(forms.Form):
    organization = forms.CharField(label=gettext_lazy("机构名称或统一社会信用代码"), max_length=120)
    role = forms.ChoiceField(label=gettext_lazy("机构角色"), choices=MembershipRole.choices)


@security_only
@require_safe
def posts(request: Request) -> HttpResponse:
    asked = asked_for(request)
    context = {
        "page": page_of(request, accounts(asked)),
        "asked": asked,
        # Asked once: a form in each row would ask for the units again.
        "units": list(Unit.objects.open_on(request.today)),
        "roles": Role.choices,
        "membership_roles": MembershipRole.choices,
        "today": request.today,
    }
    return render(request, "people/posts.html", context)


@security_only
@require_POST
def appoint(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = PostForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择单位和角色"))
        return redirect("posts")
    unit, role = form.cleaned_data["unit"], Role(form.cleaned_data["role"])
    try:
        actions.appoint(
            person=person, unit=unit, role=role, from_on=request.today, actor=request.person, at=request.now
        )
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("posts")


@security_only
@require_POST
def end_post(request: Request, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("person", "unit"), pk=pk)
    try:
        actions.end_post(post=post, to_on=request.today, actor=request.person, at=request.now)
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("posts")


@security_only
@require_POST
def membership_add(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = MembershipForm(request.POST)
    word = form.cleaned_data["organization"].strip() if form.is_valid() else ""
    found = list(Organization.objects.filter(Q(name=word) | Q(credit_code=word))[:2]) if word else []
    if len(found) != 1:
        messages.error(request, _("没有找到这个机构，或有几个同名，请填统一社会信用代码"))
        return redirect("posts")
    role = MembershipRole(form.cleaned_data["role"])
    try:
        actions.add_membership(
            person=person,
            organization=found[0],
            role=role,
            from_on=request.today,
            actor=request.person,
            at=request.now,
        )
    except MembershipRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("posts")


@security_only
@require_POST
def membership_end(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("person", "organization"), pk=pk)
    try:
        actions.end_membership(membership=membership, to_on=request.today, actor=request.person, at=request.now)
    except MembershipRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("posts")


@security_only
@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    actions.unlock(username=person.username, actor=request.person, at=request.now)
    messages.success(request, _("%(name)s可以重新尝试登录") % {"name": person.name})
    return redirect("posts")


@security_only
@require_POST
@sensitive_post_parameters("password")
def password_reset(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    try:
        actions.reset_password(
            person=person, password=request.POST.get("password", ""), actor=request.person, at=request.now
        )
    except ValidationError as refusal:
        messages.error(request, "；".join(refusal.messages))
    except AccessRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("口令已重置，%(name)s登录后须自行修改") % {"name": person.name})
    return redirect("posts")


@security_only
@require_POST
def second_factor_reset(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    try:
        actions.reset_second_factor(person=person, actor=request.person, at=request.now)
    except AccessRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("posts")
