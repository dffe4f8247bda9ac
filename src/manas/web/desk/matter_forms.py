"""The form of a step, made from the fields that its flow names: nothing of it is written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Opinion, Step
from manas.matters.docket.kinds import Kind, Part, kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.choices import choices
from manas.office.models import Person, Unit
from manas.web.desk.forms import DayField


def step_form(matter: Matter, step: Step, day: date, data: Any = None) -> forms.ModelForm[Matter]:
    """This function will give the form of a step: its asked fields required, its offered ones not, then the opinion."""
    names = (*step.asks, *step.offers)
    form = _model_form(matter, names, day)(data, instance=matter)
    for name in names:
        form.fields[name].required = name in step.asks
    if step.opinion != Opinion.NONE:
        form.fields["opinion"] = _opinion(step)
    return form


def draft_form(matter: Matter, kind: Kind, day: date, data: Any = None) -> forms.ModelForm[Matter]:
    """This function will give the form of a new matter: everything may still be missing."""
    form = _model_form(matter, (*kind.asks, *kind.offers), day)(data, instance=matter)
    for field in form.fields.values():
        field.required = False
    return form


def part_form(part: Part, data: Any = None) -> forms.ModelForm[Any]:
    """This function will give the form of one row beside a matter; what must be there is for its deed to say."""
    form = forms.modelform_factory(part.model, fields=part.fields, formfield_callback=_plain)(data)
    for field in form.fields.values():
        field.required = False
    return form


def _plain(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return DayField(label=field.verbose_name, help_text=field.help_text)
    return field.formfield(**kwargs)


def _model_form(matter: Matter, names: tuple[str, ...], day: date) -> type[forms.ModelForm[Matter]]:
    def field_of(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
        if isinstance(field, models.ForeignKey):
            found = choices(matter, field.name, field.related_model, day)
            return forms.ModelChoiceField(found, label=field.verbose_name, empty_label=_("请选择"))
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            return DayField(label=field.verbose_name, help_text=field.help_text)
        if isinstance(field, models.TextField):
            return field.formfield(widget=forms.Textarea(attrs={"rows": 5}))
        return field.formfield(**kwargs)

    return forms.modelform_factory(type(matter), fields=names, formfield_callback=field_of)


def _opinion(step: Step) -> forms.CharField:
    must = step.opinion == Opinion.MUST
    return forms.CharField(
        label=_("理由") if must else _("意见"),
        required=must,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("申请人会看到这段话") if step.told else _("只有办理人员看到"),
    )


class FilterForm(forms.Form):
    """How a list of matters is narrowed."""

    q = forms.CharField(label=_("查找"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    county = forms.ModelChoiceField(Unit.objects.none(), label=_("县(市)"), required=False, empty_label=_("全部"))
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100, required=False)
    closed = forms.NullBooleanField(
        label=_("办结"),
        required=False,
        widget=forms.Select(choices=[("", _("全部")), ("0", _("在办")), ("1", _("已办结"))]),
    )
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, counties: models.QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *((k.key, k.label) for k in kinds().values())]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]  # a ModelChoiceField


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(Person.objects.none(), label=_("转交给"), empty_label=_("请选择"))
    opinion = forms.CharField(label=_("说明"), max_length=1000, required=False)

    def __init__(self, *args: Any, people: models.QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField


class MergeForm(forms.Form):
    into = forms.CharField(label=_("并入的办件编号"), max_length=40)
    opinion = forms.CharField(label=_("说明"), max_length=1000, required=False)


class ActForm(forms.Form):
    """Suspending, resuming, extending: why."""

    opinion = forms.CharField(label=_("理由"), max_length=1000, required=False)


class AttachForm(forms.Form):
    document = forms.SlugField(max_length=40)
    file = forms.FileField(label=_("文件"))


class RateForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("满意度"),
        coerce=int,
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
    )
    words = forms.CharField(label=_("评价"), max_length=500, required=False)


class StartForm(forms.Form):
    """Where the applicant is, and in whose name they apply."""

    county = forms.ModelChoiceField(Unit.objects.none(), label=_("所在县(市)"), empty_label=_("请选择"))
    organization = forms.ModelChoiceField(
        Unit.objects.none(), label=_("以哪个单位的名义"), required=False, empty_label=_("本人")
    )
    about = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, counties: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]  # a ModelChoiceField
        if not organizations.exists():
            del self.fields["organization"]


class WithoutAccountForm(forms.Form):
    """Who asks, from where, and where the answer is to go."""

    county = forms.ModelChoiceField(Unit.objects.none(), label=_("所在县(市)"), empty_label=_("请选择"))
    applicant_name = forms.CharField(label=_("姓名或者单位名称"), max_length=120)
    contact = forms.CharField(label=_("联系方式"), max_length=120, help_text=_("手机号码或者电子邮箱，只用于办理本件"))

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]  # a ModelChoiceField


class LookupForm(forms.Form):
    number = forms.CharField(label=_("办件编号"), max_length=40, help_text=_("例如：克知援〔2026〕3号"))
    code = forms.CharField(label=_("查询码"), max_length=20)
