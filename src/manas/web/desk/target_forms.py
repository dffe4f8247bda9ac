"""Forms of sets of indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared import INDICATORS, Head
from manas.office.models import Unit


class SetForm(forms.Form):
    """A set that is begun."""

    name = forms.CharField(label=_("指标体系名称"), max_length=120)
    basis = forms.CharField(label=_("制定依据"), max_length=200, help_text=_("文件名称和文号，或者会议议定事项"))


class TargetForm(forms.Form):
    """What one unit is to reach in one year."""

    indicator = forms.ChoiceField(label=_("指标"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=None)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    value = forms.DecimalField(label=_("目标值"), min_value=0, max_digits=16, decimal_places=2)
    baseline = forms.DecimalField(label=_("基期值"), max_digits=16, decimal_places=2, required=False)
    baseline_year = forms.IntegerField(label=_("基期年度"), min_value=2000, max_value=2100, required=False)

    def __init__(self, *args: Any, units: list[Unit], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (head.label, [(one.key, f"{one.name}（{one.measure}）") for one in INDICATORS.values() if one.head is head])
            for head in Head
        ]
        within = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["unit"].queryset = within  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["year"].initial = year
