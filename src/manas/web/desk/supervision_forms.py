"""Forms of supervision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.plan.models import Level
from manas.plan.supervision.terms import LONGEST, TERMS
from manas.web.desk.forms import DayField


class IssueForm(forms.Form):
    """An order that is written; an interview comes only after an order."""

    level = forms.ChoiceField(
        label=_("督办层级"), choices=[(one.value, one.label) for one in (Level.REMINDER, Level.ORDER)]
    )
    what = forms.CharField(label=_("督办要求"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    answer_by = DayField(
        label=_("回复期限"),
        required=False,
        help_text=_("不填按本单位设定的督办期限计算"),
    )


class RaiseForm(forms.Form):
    """An order that goes one level up."""

    what = forms.CharField(label=_("督办要求"), max_length=400)
    answer_by = DayField(label=_("回复期限"), required=False)


class TermForm(forms.Form):
    """How long something waits for its answer, from a day on."""

    key = forms.ChoiceField(label=_("督办期限"), choices=[(key, term.words) for key, term in TERMS.items()])
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=LONGEST)
    valid_from = DayField(label=_("起用日期"))
    document = forms.CharField(label=_("依据文件"), max_length=200)


class CircularForm(forms.Form):
    """The time of which a circular tells."""

    first = DayField(label=_("起始日期"))
    last = DayField(label=_("截止日期"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "first" in given and "last" in given and given["first"] > given["last"]:
            raise forms.ValidationError(_("起始日期不能晚于截止日期"))
        return given
