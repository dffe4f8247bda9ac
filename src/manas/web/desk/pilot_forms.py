"""Forms of calls from above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.matters.pilots.calls.actions import Asked
from manas.matters.pilots.calls.models import PilotApplicant, PilotLevel
from manas.office.models import Unit
from manas.web.desk.forms import DayField

SHARE = "share_"


class CallForm(forms.Form):
    """A call as its document words it, and how many places each county may have at most."""

    programme = forms.CharField(label=_("试点示范项目"), max_length=120)
    level = forms.ChoiceField(label=_("认定级别"), choices=PilotLevel.choices)
    applicants = forms.ChoiceField(label=_("申报主体"), choices=PilotApplicant.choices)
    document_name = forms.CharField(label=_("申报通知名称"), max_length=200)
    document_number = forms.CharField(label=_("申报通知文号"), max_length=60)
    address = forms.URLField(label=_("申报通知网址"), required=False, assume_scheme="https")
    opens_on = DayField(label=_("申报开始日"))
    closes_on = DayField(label=_("州内申报截止日"))
    above_closes_on = DayField(label=_("上级申报截止日"))
    materials = forms.CharField(
        label=_("申报材料要求"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("照通知写，一行一项"),
    )
    years_valid = forms.IntegerField(
        label=_("认定有效年数"), required=False, min_value=1, max_value=30, help_text=_("通知没有规定的不填")
    )
    report_month = forms.IntegerField(label=_("年度报告截止月"), required=False, min_value=1, max_value=12)
    report_day = forms.IntegerField(label=_("年度报告截止日"), required=False, min_value=1, max_value=31)
    quota = forms.IntegerField(label=_("推荐名额"), min_value=1, max_value=999)

    def __init__(self, *args: Any, counties: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counties = counties
        for county in counties:
            self.fields[f"{SHARE}{county.pk}"] = forms.IntegerField(
                label=_("%(county)s名额") % {"county": county}, required=False, min_value=0, max_value=999
            )

    def asked(self) -> Asked:
        """This function will give what the document says."""
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})

    def shares(self) -> dict[Unit, int]:
        """This function will give the places of the counties for which some were entered."""
        given = {county: self.cleaned_data[f"{SHARE}{county.pk}"] for county in self.counties}
        return {county: quota for county, quota in given.items() if quota is not None}
