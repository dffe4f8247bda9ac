"""注册: who belongs to an enterprise, a cooperative or a bank opens an account without waiting for anybody."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from manas.office import actions
from manas.office.models import Organization, OrganizationKind, Outcome, Person, Unit, UnitKind
from manas.office.models.organizations import proper_credit_code
from manas.web.shared import sessions
from manas.web.shared.access import Request, anyone


class CreditCodeField(forms.CharField):
    """Typed in small letters or with spaces, it is the same code."""

    def to_python(self, value: object) -> str:
        return "".join(str(super().to_python(value) or "").split()).upper()


class RegisterForm(forms.Form):
    credit_code = CreditCodeField(
        label=gettext_lazy("统一社会信用代码"),
        validators=[proper_credit_code],
        help_text=gettext_lazy("营业执照上的18位代码"),
    )
    organization_name = forms.CharField(label=gettext_lazy("机构名称"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("机构类别"), choices=OrganizationKind.choices)
    county = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT, closed_on__isnull=True),
        label=gettext_lazy("所在县(市)"),
        required=False,
        empty_label=gettext_lazy("其他"),
    )
    name = forms.CharField(label=gettext_lazy("您的姓名"), max_length=40)
    username = forms.SlugField(label=gettext_lazy("登录名"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("口令"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("至少10位，不能全是数字，不能与登录名相近"),
        strip=False,
    )
    again = forms.CharField(
        label=gettext_lazy("再输一遍口令"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if Person.objects.filter(username=username).exists():
            raise ValidationError(_("这个登录名已经有人用"))
        return username

    def clean_again(self) -> str:
        if self.cleaned_data.get("password") != self.cleaned_data["again"]:
            raise ValidationError(_("两遍口令不一致"))
        return ""


@anyone
@sensitive_post_parameters("password", "again")
def register(request: Request) -> HttpResponse:
    if request.standing.person is not None:
        return redirect("account")
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    told = {name: value for name, value in form.cleaned_data.items() if name != "again"}
    known = Organization.objects.filter(credit_code=told["credit_code"]).exists()
    attempt = actions.begin_sign_in(username=told["username"], address=sessions.address_of(request), at=request.now)
    if attempt.outcome == Outcome.LOCKED:
        form.add_error(None, _("这个地址的尝试次数过多，请稍后再试"))
        return _page(request, form)
    try:
        membership = actions.register(**told, at=request.now, today=request.today)
    except IntegrityError:  # somebody took the name, or entered the organization, a moment ago
        form.add_error(None, _("登录名或机构刚刚已被登记，请核对后再试"))
        return _page(request, form)
    except ValidationError as refusal:
        form.add_error("password", refusal.messages)
        return _page(request, form)
    actions.pass_sign_in(attempt=attempt)
    sessions.enter(request, membership.person, request.now, second=False)
    return render(request, "account/registered.html", {"membership": membership, "known": known})


def _page(request: Request, form: RegisterForm) -> HttpResponse:
    return render(request, "account/register.html", {"form": form}, status=422 if form.is_bound else 200)
