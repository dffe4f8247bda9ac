"""What an administrator fills in to set local values: days of the calendar, years, terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.model import Place, Span
from manas.office.files.kinds import FileRefused
from manas.office.values.actions import LONGEST
from manas.office.values.year_file import YearFile, read_year
from manas.web.desk.forms import DayField
from manas.web.shared.year_days import PLACES

DOCUMENT_HELP = _("文件名称和文号，如：国务院办公厅关于2027年部分节假日安排的通知")
SPAN_CHOICES = [(Span.WORKDAY.value, _("工作日")), (Span.DAY.value, _("日")), (Span.MONTH.value, _("个月"))]


class PlaceField(forms.ChoiceField):
    """Whose days: the country's, or those that the region adds."""

    def __init__(self) -> None:
        super().__init__(label=_("日历"), choices=[(place.value, word) for place, word in PLACES.items()])

    def clean(self, value: Any) -> Place:
        """This function will give the place."""
        return Place(super().clean(value))


class DocumentField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(label=_("依据文件"), max_length=200, help_text=DOCUMENT_HELP)


class CalendarDayForm(forms.Form):
    """One day off, or one day that is worked."""

    place = PlaceField()
    day = DayField(label=_("日期"))
    off = forms.TypedChoiceField(
        label=_("当天"), choices=[("1", _("放假")), ("0", _("上班"))], coerce=lambda word: word == "1"
    )
    name = forms.CharField(label=_("假日名称"), max_length=40)
    document = DocumentField()


class YearForm(forms.Form):
    """A year all of whose notices are entered."""

    place = PlaceField()
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    document = DocumentField()


class YearFileForm(forms.Form):
    """The days of a whole year from a file; once previewed they come back as text."""

    place = PlaceField()
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    document = DocumentField()
    complete = forms.BooleanField(
        label=_("这一年的放假安排已经齐全"), required=False, help_text=_("勾选后，期限可以算进这一年")
    )
    file = forms.FileField(
        label=_("放假安排文件"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xlsx,.csv"}),
        help_text=_(
            "json（每天有 name、date、isOffDay），或 xlsx、csv 表格：第一列日期，第二列假日名称，第三列调休上班的写“班”"
        ),
    )
    days = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100_000)
    read: YearFile | None = None

    def clean(self) -> dict[str, Any]:
        """This function will read the file, or the days that were previewed."""
        told = super().clean() or {}
        file, days, year = told.get("file"), str(told.get("days") or ""), told.get("year")
        if not file and not days:
            self.add_error("file", _("请选择文件"))
        elif year:
            name, data = (file.name, file.read()) if file else ("days.json", days.encode())
            try:
                self.read = read_year(name=name, data=data, year=year)
            except FileRefused as refusal:
                self.add_error("file", str(refusal))
        return told


class TermForm(forms.Form):
    """The office's own term for a limit that the law leaves open."""

    count = forms.IntegerField(label=_("长短"), min_value=1, max_value=LONGEST)
    span = forms.ChoiceField(label=_("计算单位"), choices=SPAN_CHOICES)
    valid_from = DayField(label=_("起用日期"), help_text=_("这一天及以后发生的事适用"))
    document = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("单位印发的办理规程或者公开承诺"))


class EndTermForm(forms.Form):
    last_on = DayField(label=_("止用日期"), help_text=_("这一天及以前发生的事仍然适用"))
