"""What people fill in about a patent: one column put right, what its holder offers, a search to keep."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.registers.models import Patent
from manas.registers.patents.rules import OFFERED
from manas.web.desk.forms import DayInput

FIRST_PATENTS = date(1985, 4, 1)  # the day on which the Patent Law came into force
ANSWERS = [("", _("不明")), ("true", _("是")), ("false", _("否"))]


WRITTEN: dict[bool | None, str] = {True: "true", False: "false", None: ""}


def _answer(value: str) -> bool:
    return value == "true"


def _widget(column: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    if isinstance(column, models.DateField):
        limits = [MinValueValidator(FIRST_PATENTS), MaxValueValidator(date(2100, 12, 31))]
        return forms.DateField(label=column.verbose_name, widget=DayInput(), validators=limits, required=False)
    if isinstance(column, models.BooleanField):
        return forms.TypedChoiceField(
            label=column.verbose_name, choices=ANSWERS, coerce=_answer, empty_value=None, required=False
        )
    if isinstance(column, models.TextField):
        return column.formfield(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
    return column.formfield(**kwargs)


class _PatentForm(forms.ModelForm):
    """A form over some columns; whether the numbers stand once is for the deed to say, which holds the row."""

    def validate_unique(self) -> None:
        return None

    def value_of(self, name: str) -> Any:
        """This function will give a column as it is kept: an emptied number is none, not the empty one."""
        value = self.cleaned_data[name]
        return None if value == "" and Patent._meta.get_field(name).null else value


def correction_form(patent: Patent, name: str, data: Any = None) -> _PatentForm:
    """This function will give the form that puts one column right, with the reason."""
    form = _form(patent, (name,), data)
    form.fields["reason"] = forms.CharField(
        label=_("更正理由"), max_length=200, help_text=_("例如：与公告原文核对；权利人来函")
    )
    return form


def offer_form(patent: Patent, data: Any = None) -> _PatentForm:
    """This function will give the form in which a holder says what is offered."""
    form = _form(patent, OFFERED, data)
    helps = {
        "maturity": _("1 至 9 级：1 为基本原理，5 为样品，7 为样机在真实环境中试用，9 为批量应用"),
        "asking_terms": _("期望的方式、范围、年限和费用；面议的写“面议”"),
        "self_grade": _("按本单位自己的分级方法填写"),
    }
    for name, words in helps.items():
        form.fields[name].help_text = words
    return form


def _form(patent: Patent, names: tuple[str, ...], data: Any) -> _PatentForm:
    made = forms.modelform_factory(Patent, form=_PatentForm, fields=list(names), formfield_callback=_widget)
    # A yes or no stands in the form as a word; the column's True would match no choice.
    answers = {name: WRITTEN[getattr(patent, name)] for name in names if name in ("publicly_funded", "worked")}
    return cast(_PatentForm, made(data, instance=patent, initial=answers))


class SaveSearchForm(forms.Form):
    """A name for how the list is narrowed just now."""

    name = forms.CharField(label=_("检索名称"), max_length=60)
    alerts = forms.BooleanField(label=_("有新专利时通知我"), required=False, initial=True)
