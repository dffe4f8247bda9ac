"""What is filled in of a showcase and of its copies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.office.models import Unit
from manas.plan.actions.showcases import Told
from manas.web.desk.forms import DayField


class ToldForm(forms.Form):
    """What a showcase says; the unit is asked only where the record leaves it open."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"))
    title = forms.CharField(label=_("代表作名称"), max_length=120)
    method = forms.CharField(
        label=_("主要做法"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("别的单位照着能做的写法；公布后人人可见，不写个人姓名、电话和企业秘密"),
    )
    result = forms.CharField(
        label=_("取得成效"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写业务结果")
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        if len(units) < 2:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def told(self) -> Told:
        """This function will give what was filled in."""
        values = self.cleaned_data
        return Told(values["title"], values["method"], values["result"])


class TakeOverForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("推广单位"))
    taken_on = DayField(label=_("推广日期"))
    result = forms.CharField(
        label=_("推广成效"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("有了结果再填也可以；核实之前可以改"),
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]  # a ModelChoiceField has one
