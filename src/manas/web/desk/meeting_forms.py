"""What is filled in of meetings, of visits, and of what they decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.office.models import Unit, UnitKind
from manas.plan.meetings.actions import Call
from manas.plan.meetings.decisions import Wording
from manas.plan.meetings.queries import binds, sentences_of
from manas.plan.meetings.visits import Findings
from manas.plan.models import GuidanceVisit, Meeting, MeetingKind, Obligation, Task, WorkPlan
from manas.web.desk.forms import DayField


def _units(plan: WorkPlan, today: date) -> QuerySet[Unit]:
    """Those right under the plan's owner: a county brings its own departments along."""
    return Unit.objects.open_on(today).filter(parent=plan.owner).order_by("position", "pk")


class CallForm(forms.Form):
    """What a meeting is called for."""

    kind = forms.ChoiceField(label=_("会议类别"), choices=MeetingKind.choices)
    title = forms.CharField(label=_("会议名称"), max_length=120)
    held_on = DayField(label=_("会议日期"))
    place = forms.CharField(label=_("会议地点"), max_length=120, required=False)
    agenda = forms.CharField(label=_("会议议题"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("参会单位"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: WorkPlan, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = _units(plan, today)  # type: ignore[attr-defined]  # a choice of models

    def asked(self) -> Call:
        """This function will give what was filled in."""
        return Call(**self.cleaned_data)


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """This function will give what the form of a meeting begins with when it is changed."""
    named = ("kind", "title", "held_on", "place", "agenda")
    return {name: getattr(meeting, name) for name in named} | {"units": meeting.units.all()}


class SentenceField(forms.ModelChoiceField):
    """A sentence of the plan, by its task and its first words."""

    def label_from_instance(self, obj: Obligation) -> str:
        """This function will name a sentence as a line of a list."""
        return f"{obj.task.number}·{obj.text[:60]}"


class DecisionForm(forms.Form):
    """What was decided, or promised: the unit is asked only where it is not the visiting office."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("落实单位"), empty_label=_("请选择"))
    what = forms.CharField(label=_("议定内容"), max_length=400, help_text=_("做什么，一句话"))
    measure = forms.CharField(label=_("完成标准"), max_length=400, help_text=_("做到什么程度算完成"))
    due_on = DayField(label=_("完成期限"))
    obligation = SentenceField(
        Obligation.objects.none(),
        label=_("落实方案哪一句"),
        required=False,
        help_text=_("可以不选，登记后按文字推荐"),
    )

    def __init__(self, *args: Any, of: Meeting | GuidanceVisit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = of.plan
        self.office = of.office if isinstance(of, GuidanceVisit) else None
        if self.office is not None:
            del self.fields["unit"]
            self.fields["what"].label = _("承诺内容")
        else:
            self.fields["unit"].queryset = _units(plan, today)  # type: ignore[attr-defined]  # a choice of models
        fits = [one.pk for one in sentences_of(plan) if self.office is None or binds(one, self.office)]
        sentences = Obligation.objects.filter(pk__in=fits).select_related("task")
        self.fields["obligation"].queryset = sentences  # type: ignore[attr-defined]  # a choice of models

    def wording(self) -> Wording:
        """This function will give what was filled in."""
        return Wording(**({"unit": self.office} | self.cleaned_data))


class VisitForm(forms.Form):
    """Which county is visited, when and on what."""

    county = forms.ModelChoiceField(Unit.objects.none(), label=_("受访县(市)"), empty_label=_("请选择"))
    held_on = DayField(label=_("指导日期"))
    subject = forms.CharField(label=_("指导事项"), max_length=200)
    task = forms.ModelChoiceField(Task.objects.none(), label=_("所属任务"), required=False)

    def __init__(self, *args: Any, plan: WorkPlan, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = _units(plan, today).filter(kind=UnitKind.COUNTY_GOVERNMENT)  # type: ignore[attr-defined]  # a choice of models
        self.fields["task"].queryset = plan.tasks.all()  # type: ignore[attr-defined]  # a choice of models


class FindingsForm(forms.Form):
    """What a visit found and advised, and what the county asked for. Figures are not asked: records have them."""

    found = forms.CharField(
        label=_("了解到的需要"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写记录里看不到的困难和需要；数字不用再要"),
    )
    advised = forms.CharField(label=_("指导意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    asked = forms.CharField(
        label=_("县(市)诉求"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def findings(self) -> Findings:
        """This function will give what was filled in."""
        return Findings(**self.cleaned_data)
