"""What people fill in, in their words; errors stand at the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.engines.policy.correct import Verb
from manas.office.files.kinds import EVIDENCE
from manas.office.models import Unit
from manas.plan.models import Obligation
from manas.plan.models.task import ROLE_WORDS

ACCEPT = ",".join(f".{extension}" for extension in sorted(EVIDENCE))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this century."""

    def __init__(self, **kwargs: Any) -> None:
        limits = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 12, 31))]
        super().__init__(widget=DayInput(), validators=limits, **kwargs)


class FigureField(forms.DecimalField):
    """A figure with at most two decimals, as many digits as every database keeps, shown again without idle zeros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, none included."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        return [one(item, initial) for item in data or []]


class ItemForm(forms.Form):
    """One work item of one unit for one obligation."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("承办单位"), empty_label=_("请选择"))
    what = forms.CharField(label=_("举措内容"), max_length=400, help_text=_("做什么，一句话"))
    measure = forms.CharField(label=_("完成标准"), max_length=400, help_text=_("做到什么程度算完成"))
    due_on = DayField(label=_("完成期限"))
    target_figure = FigureField(label=_("目标值"), help_text=_("没有数量要求可不填"))
    figure_unit = forms.CharField(label=_("计量单位"), max_length=20, required=False)

    def __init__(self, *args: Any, obligation: Obligation, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = obligation.task.plan
        bound = Unit.objects.filter(responsibilities__task=obligation.task).distinct()
        choices = bound if bound.exists() else Unit.objects.within(plan.owner).open_on(today).exclude(pk=plan.owner_id)
        self.fields["unit"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["due_on"].initial = obligation.due_on or date(today.year, 12, 31)


class ReportForm(forms.Form):
    """What the unit has done; half a report may be kept as a draft."""

    text = forms.CharField(
        label=_("进展情况"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("做了什么、结果如何"),
    )
    figure = FigureField(label=_("完成数值"))
    evidence = ManyFilesField(
        label=_("佐证材料"),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        help_text=_("合同、证书、决定、回单等业务材料；不要求照片和会议记录"),
    )
    completes = forms.BooleanField(label=_("申请办结"), required=False, help_text=_("核验通过后，本举措即为完成"))


class IdentifyForm(forms.Form):
    """Which unit of the register a name in a draft means."""

    name = forms.CharField(max_length=200)
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="code")

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.within(owner)  # type: ignore[attr-defined]  # a ModelChoiceField


class SearchForm(forms.Form):
    q = forms.CharField(max_length=100, required=False)


class AcceptForm(forms.Form):
    verified_figure = FigureField(label=_("核验值"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=400)


class UploadForm(forms.Form):
    document = forms.FileField(
        label=_("方案文件"),
        help_text=_("txt、html、md、docx 或有文字层的 pdf，不超过 20 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.html,.htm,.md,.docx,.pdf"}),
    )
    owner = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("哪一级的方案"),
        required=False,
        help_text=_("不选就是本级的方案；县(市)的方案可以代为登记"),
    )

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # a ModelChoiceField has one
        if len(owners) < 2:
            del self.fields["owner"]


class CorrectionForm(forms.Form):
    verb = forms.ChoiceField(choices=[(v.value, v.value) for v in Verb])
    task_key = forms.CharField(max_length=120)
    sentence = forms.CharField(required=False, strip=False)
    value = forms.CharField(required=False, max_length=200, strip=False)
    role = forms.ChoiceField(choices=[("", ""), *((r.value, w) for r, w in ROLE_WORDS.items())], required=False)


class AdoptForm(forms.Form):
    ends_on = DayField(label=_("方案截止日期"), required=False, help_text=_("没有写明可不填"))


class SinceForm(forms.Form):
    since = DayField(label=_("自哪天起"))
