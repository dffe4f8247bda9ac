"""Forms of assessments: methods, their rows, periods, points, exemptions, comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.indicators.assessment.models import AGGREGATIONS, SCALINGS
from manas.indicators.declared import INDICATORS, Head
from manas.indicators.models import Addition
from manas.office.models import Unit


class MethodForm(forms.Form):
    """A method that is begun."""

    name = forms.CharField(label=_("考核办法名称"), max_length=120)
    basis = forms.CharField(label=_("制定依据"), max_length=200, help_text=_("文件名称和文号，或者会议议定事项"))
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("考核对象"), widget=forms.CheckboxSelectMultiple
    )
    scaling = forms.ChoiceField(
        label=_("计分方式"),
        choices=SCALINGS,
        help_text=_("单位很少时应当用固定标尺：按相对高低计分，不足5个单位不排名次"),
    )
    aggregation = forms.ChoiceField(label=_("合成方式"), choices=AGGREGATIONS)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("kind", "position", "pk")
        self.fields["units"].queryset = chosen  # type: ignore[attr-defined]  # a choice of models


class RowForm(forms.Form):
    """An indicator with its points and scale."""

    indicator = forms.ChoiceField(label=_("指标"))
    points = forms.DecimalField(label=_("分值"), min_value=0, max_value=100, max_digits=5, decimal_places=2)
    worst = forms.DecimalField(label=_("最差值"), max_digits=16, decimal_places=2, required=False)
    best = forms.DecimalField(label=_("最优值"), max_digits=16, decimal_places=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = [one for one in INDICATORS.values() if one.more_is_better is not None]
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (head.label, [(one.key, f"{one.name}（{one.measure}）") for one in fit if one.head is head])
            for head in Head
        ]


class AdditionForm(forms.Form):
    """An item for which points are added or taken off."""

    label = forms.CharField(label=_("加减分事项"), max_length=80)
    most = forms.DecimalField(label=_("最多分数"), min_value=0, max_digits=4, decimal_places=2)
    source = forms.CharField(label=_("依据文件"), max_length=200)


class PeriodForm(forms.Form):
    """The period to assess."""

    period = forms.ChoiceField(label=_("统计期"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class GrantForm(forms.Form):
    """Points for one unit."""

    addition = forms.ModelChoiceField(Addition.objects.none(), label=_("加减分项"), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("考核对象"), empty_label=None)
    points = forms.DecimalField(label=_("分数"), max_digits=5, decimal_places=2, help_text=_("减分填负数，填0取消"))
    source = forms.CharField(label=_("依据文件"), max_length=200)

    def __init__(self, *args: Any, additions: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addition"].queryset = additions  # type: ignore[attr-defined]  # a choice of models
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice of models


class ExemptForm(forms.Form):
    """An indicator that is not asked of one unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("考核对象"), empty_label=None)
    indicator = forms.ChoiceField(label=_("指标"))
    source = forms.CharField(label=_("免考依据"), max_length=200, required=False, help_text=_("不填即取消免考"))

    def __init__(self, *args: Any, units: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice of models
        choices = [(key, str(INDICATORS[key].name)) for key in keys]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class CommentForm(forms.Form):
    """What an assessed unit says."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("考核对象"), empty_label=None)
    text = forms.CharField(label=_("意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["unit"].queryset = chosen  # type: ignore[attr-defined]  # a choice of models
