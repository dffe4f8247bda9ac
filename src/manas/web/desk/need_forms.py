"""Forms of the registers of needs and events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.office.models import Unit, UnitKind
from manas.registers.models import NeedState, TechnologyNeed
from manas.registers.needs.rules import EDITABLE
from manas.web.desk.forms import DayField


def _counties() -> Any:
    return Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT, closed_on=None)


class NeedFilterForm(forms.Form):
    """How a list of needs is narrowed."""

    q = forms.CharField(label=_("查找"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    county = forms.ModelChoiceField(Unit.objects.none(), label=_("县(市)"), required=False, empty_label=_("全部"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("全部")), *NeedState.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["county"].queryset = _counties()  # type: ignore[attr-defined]  # a ModelChoiceField


class AmendForm(forms.ModelForm):
    """What a need says."""

    valid_until = DayField(label=TechnologyNeed._meta.get_field("valid_until").verbose_name, required=False)

    class Meta:
        model = TechnologyNeed
        fields = EDITABLE


class EventForm(forms.Form):
    """A matchmaking event."""

    name = forms.CharField(label=_("对接活动名称"), max_length=200)
    held_on = DayField(label=_("举办日期"))
    place = forms.CharField(label=_("举办地点"), max_length=200, required=False)
    organizer = forms.CharField(label=_("主办单位"), max_length=200)
    county = forms.ModelChoiceField(Unit.objects.none(), label=_("所在县(市)"), required=False, empty_label=_("全州"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = _counties()  # type: ignore[attr-defined]  # a ModelChoiceField
