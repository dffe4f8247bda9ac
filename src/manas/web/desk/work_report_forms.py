"""Forms of reports of work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.engines.periods import Period
from manas.indicators.values.words import period_words
from manas.plan.models import WorkPlan
from manas.web.desk.indicator_view import choices


class DrawForm(forms.Form):
    """Which plan and period a report is of."""

    plan = forms.ModelChoiceField(WorkPlan.objects.none(), label=_("工作方案"), empty_label=None)
    period = forms.ChoiceField(label=_("统计期"))

    def __init__(self, *args: Any, plans: list[WorkPlan], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = WorkPlan.objects.filter(pk__in=[plan.pk for plan in plans]).select_related("document")
        self.fields["plan"].queryset = offered  # type: ignore[attr-defined]  # a ModelChoiceField
        periods = [(one.code, period_words(one)) for one in choices(today)]
        self.fields["period"].choices = periods  # type: ignore[attr-defined]  # a ChoiceField

    def clean_period(self) -> Period:
        return Period.read(self.cleaned_data["period"])


class SectionForm(forms.Form):
    """The paragraphs of a section, one a line, and the version that the writer began from."""

    text = forms.CharField(
        label=_("正文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("每行一段。【数据…】由记录填入，可以移动和删去，不能改成数字。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
