"""Forms of the statistics: designing, opening, excepting, verifying."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.engines.periods import Period, PeriodUnknown, Span
from manas.indicators.declared import INDICATORS, Head
from manas.indicators.models import ReturnForm
from manas.indicators.statistics.models import SPANS
from manas.office.models import Unit
from manas.web.desk.forms import DayField


class DesignForm(forms.Form):
    """A form that is begun."""

    name = forms.CharField(label=_("报表名称"), max_length=120)
    basis = forms.CharField(label=_("制表依据"), max_length=200, help_text=_("文件名称和文号，或者会议议定事项"))
    span = forms.TypedChoiceField(label=_("报告期别"), choices=SPANS, coerce=int)
    due_days = forms.IntegerField(
        label=_("期后日数"), min_value=1, max_value=180, initial=10, help_text=_("统计期结束以后多少日内上报")
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("填报单位"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("kind", "position", "pk")
        self.fields["units"].queryset = chosen  # type: ignore[attr-defined]  # a choice of models


class ItemForm(forms.Form):
    """One item: counted from records, or asked with the reason why."""

    indicator = forms.ChoiceField(label=_("由记录计算的指标"), required=False)
    label = forms.CharField(label=_("或者须填报的项目"), max_length=80, required=False)
    measure = forms.CharField(label=_("计量单位"), max_length=20, required=False)
    reason = forms.CharField(
        label=_("须填报的理由"), max_length=200, required=False, help_text=_("为什么系统中没有记录可以提供这个数")
    )
    least = forms.DecimalField(label=_("最小值"), max_digits=16, decimal_places=2, required=False)
    most = forms.DecimalField(label=_("最大值"), max_digits=16, decimal_places=2, required=False)
    swing = forms.IntegerField(
        label=_("环比幅度（%）"), min_value=0, required=False, help_text=_("超过这个幅度须说明原因，不填为50%")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", "—")] + [  # type: ignore[attr-defined]  # a ChoiceField
            (head.label, [(one.key, f"{one.name}（{one.measure}）") for one in INDICATORS.values() if one.head is head])
            for head in Head
        ]


class OpenForm(forms.Form):
    """A period to open."""

    period = forms.ChoiceField(label=_("统计期"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class ExceptionForm(forms.Form):
    """Another last day for one unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=None)
    due_on = DayField(label=_("截止日期"))
    reason = forms.CharField(label=_("例外理由"), max_length=200)

    def __init__(self, *args: Any, units: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]  # a choice of models


class AmountForm(forms.Form):
    """What the office verified, or what the level above gave back, with the reason or the paper."""

    amount = forms.DecimalField(label=_("数值"), max_digits=18, decimal_places=4)
    said = forms.CharField(label=_("理由或反馈文件"), max_length=200)


def openable(form: ReturnForm, latest: Period) -> list[Period]:
    """This function will give the periods of a form that could be opened: the running one and the five before it."""
    found, one = [], Period.of(latest.last, Span(form.span))
    opened = set(form.periods.values_list("period", flat=True))
    for _step in range(6):
        if one.code not in opened:
            found.append(one)
        try:
            one = one.before
        except PeriodUnknown:
            break
    return found
