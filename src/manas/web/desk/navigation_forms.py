"""What people write about a study of patent navigation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.registers.models import NavigationKind, NavigationStudy, StudyConclusion


def _label(model: type[NavigationStudy | StudyConclusion], name: str) -> Any:
    return getattr(model._meta.get_field(name), "verbose_name", name)


class StudyForm(forms.Form):
    """What is asked. Its fields are called "study-…": facets of the list that goes with it have short names too."""

    prefix = "study"

    title = forms.CharField(label=_label(NavigationStudy, "title"), max_length=120)
    question = forms.CharField(
        label=_label(NavigationStudy, "question"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("谁委托、为哪一项决策、要回答什么问题"),
    )
    kind = forms.ChoiceField(label=_label(NavigationStudy, "kind"), choices=NavigationKind.choices)


class ConclusionForm(forms.Form):
    """A conclusion and the figures that it stands on, of those that the study has."""

    text = forms.CharField(label=_label(StudyConclusion, "text"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    figures = forms.MultipleChoiceField(label=_label(StudyConclusion, "figures"))

    def __init__(self, names: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figures"].choices = list(names.items())  # type: ignore[attr-defined]  # a ChoiceField


class LimitsForm(forms.Form):
    limits = forms.CharField(
        label=_label(NavigationStudy, "limits"), max_length=5000, widget=forms.Textarea({"rows": 16})
    )
