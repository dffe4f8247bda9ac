"""Forms of pushed lists: what a list is, whom to ask, how its questions are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.office.models import Organization, Unit
from manas.registers.models import PushList
from manas.registers.pool.queries import Narrowed, segments
from manas.registers.pool.rules import candidates
from manas.web.desk.forms import DayField


class DescribeForm(forms.Form):
    """What a list is called, what it is about, and what its paper says of days."""

    title = forms.CharField(label=gettext_lazy("推送批次名称"), max_length=200)
    segment = forms.CharField(
        label=gettext_lazy("产业细分领域"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("整批属于同一领域时填写"),
    )
    pushed_on = DayField(label=gettext_lazy("推送日期"), required=False)
    due_on = DayField(
        label=gettext_lazy("答复期限"), required=False, help_text=gettext_lazy("只填来文写明的日期；来文没有规定的不填")
    )
    due_basis = forms.CharField(
        label=gettext_lazy("期限依据"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("哪份文件规定的，如：××通知第三条"),
    )


class FirmField(forms.ModelMultipleChoiceField):
    """Firms, each with its county."""

    def label_from_instance(self, obj: Organization) -> str:
        return f"{obj.name}（{obj.county or _('未写县(市)')}）"


class AskForm(forms.Form):
    """Which patents of a list are put to which firms."""

    segment = forms.ChoiceField(label=gettext_lazy("产业细分领域"), required=False)
    county = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("全县(市)的单位"),
        required=False,
        empty_label=gettext_lazy("（不按县(市)选）"),
    )
    organizations = FirmField(
        Organization.objects.none(),
        label=gettext_lazy("逐家选择"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, push_list: PushList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.firms = candidates(push_list).select_related("county")
        named = [(one, one) for one in segments(push_list)]
        self.fields["segment"].choices = [("", _("全部专利")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        counties = Unit.objects.filter(pk__in=self.firms.order_by().values("county"))
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["organizations"].queryset = self.firms  # type: ignore[attr-defined]  # a FirmField

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("county") and not told.get("organizations"):
            raise forms.ValidationError(_("请选择一个县(市)，或者逐家选择单位"))
        return told

    def chosen(self) -> list[Organization]:
        """This function will give the firms that were chosen: those of the county, and those one by one."""
        county = self.cleaned_data["county"]
        of_county = self.firms.filter(county=county) if county else self.firms.none()
        return list({one.pk: one for one in (*of_county, *self.cleaned_data["organizations"])}.values())


class NarrowForm(forms.Form):
    """How the questions of a list are narrowed; what was typed wrongly narrows nothing."""

    organization = forms.CharField(max_length=9, required=False)
    county = forms.CharField(max_length=9, required=False)
    state = forms.CharField(max_length=10, required=False)
    segment = forms.CharField(max_length=100, required=False)

    def narrowed(self) -> Narrowed:
        """This function will give what the address asks for."""
        return Narrowed(**self.cleaned_data) if self.is_valid() else Narrowed()
