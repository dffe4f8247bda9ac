"""Forms of the register of aid: the fields of its models, and what each step of an offer asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.office.files.kinds import EVIDENCE
from manas.office.models import Organization, Unit
from manas.registers.aid.actions import Step
from manas.registers.aid.books import Book
from manas.registers.deals.queries import by_number
from manas.registers.models import AidKind, AidOffer, AidPartnership, AidState, AidStep, Patent
from manas.web.desk.forms import DayField

# What each state asks for beside its day and the note.
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    AidState.IN_USE: ("organization",),
    AidState.RESULT: ("output_value", "jobs"),
    AidState.ENDED: ("reason",),
}


def _field(column: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """A day is a day of this century, a long text has some lines."""
    if isinstance(column, models.DateField):
        return DayField(label=column.verbose_name, required=not column.blank)
    found = column.formfield(**options)
    if isinstance(column, models.TextField) and found is not None:
        found.widget.attrs["rows"] = 4
    return found


class PatentField(forms.CharField):
    """A patent of the register by its number, however it is written."""

    def __init__(self) -> None:
        super().__init__(
            label=_("专利号"),
            required=False,
            max_length=40,
            help_text=_("引进的是专利名册里的专利时，填申请号或者公开（公告）号"),
        )

    def prepare_value(self, value: Any) -> Any:
        """This function will show the number of a patent that stands there already."""
        found = Patent.objects.filter(pk=value).first() if isinstance(value, int) else None
        return (found.application_number or found.publication_number) if found else value

    def clean(self, value: Any) -> Any:
        """This function will give the patent of the number, none for no number; an unknown number is an error."""
        words = super().clean(value)
        if not words:
            return None
        found = by_number(words)
        if found is None:
            raise forms.ValidationError(_("专利名册里没有这个号码的专利，请先登记专利，或者不填"))
        return found


class RecordForm(forms.Form):
    """A record of one of the four books; a new one also asks which unit it concerns."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        book: Book,
        partners: QuerySet[AidPartnership],
        units: QuerySet[Unit] | None = None,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        if units is not None:
            only = units.first() if units.count() == 1 else None  # a county enters for itself: nothing to choose
            self.fields["unit"] = forms.ModelChoiceField(
                units, label=_("受援单位"), empty_label=_("请选择"), initial=only
            )
        self.fields |= forms.fields_for_model(book.model, book.fields, formfield_callback=_field)
        if "patent" in self.fields:
            self.fields["patent"] = PatentField()
        if "partnership" in self.fields:
            self.fields["partnership"].queryset = partners  # type: ignore[attr-defined]  # a ModelChoiceField
            self.fields["partnership"].label_from_instance = _with_unit  # type: ignore[attr-defined]  # a ModelChoiceField

    def values(self) -> dict[str, Any]:
        """This function will give what was filled in, without the unit."""
        return {name: value for name, value in self.cleaned_data.items() if name != "unit"}


def _with_unit(partnership: AidPartnership) -> str:
    return f"{partnership} → {partnership.unit}"


class StepForm(forms.Form):
    """The next step of an offer: its day, what the state asks for, and a note."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        offer: AidOffer,
        state: AidState,
        users: QuerySet[Organization],
        today: date,
    ) -> None:
        told = {"on": today, **{name: getattr(offer, name) for name in ASKED.get(state, ())}}
        super().__init__(data, initial=told)
        names = ("on", *ASKED.get(state, ()), "note")
        self.fields |= forms.fields_for_model(AidStep, names, formfield_callback=_field)
        self.state = state
        if "organization" in self.fields:
            self.fields["organization"].queryset = users  # type: ignore[attr-defined]  # a ModelChoiceField

    def step(self) -> Step:
        """This function will give the step as it was filled in."""
        return Step(state=self.state, **self.cleaned_data)


class DocumentForm(forms.Form):
    """The document of a policy."""

    file = forms.FileField(
        label=_("政策文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{one}" for one in sorted(EVIDENCE))}),
    )


class AidFilterForm(forms.Form):
    """How a book is narrowed."""

    q = forms.CharField(label=_("查找"), max_length=60, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("受援单位"), required=False, empty_label=_("全部"))
    partnership = forms.ModelChoiceField(
        AidPartnership.objects.none(), label=_("援疆结对"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *AidState.choices])
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *AidKind.choices])
    here = forms.BooleanField(label=_("只看在任的"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        names: tuple[str, ...],
        units: QuerySet[Unit],
        partners: QuerySet[AidPartnership],
    ) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["partnership"].queryset = partners  # type: ignore[attr-defined]  # a ModelChoiceField
        for name in set(self.fields) - set(names):
            del self.fields[name]
