"""Forms of money and policies that support tasks. Amounts are yuan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manas.office.models import Unit
from manas.plan.models import FundSource, MoveKind, Task, WorkPlan
from manas.web.desk.forms import DayField


class YuanField(forms.DecimalField):
    """An amount of at least a cent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=16, decimal_places=2, min_value=Decimal("0.01"), **kwargs)


class OfPlan(forms.Form):
    """What names a task of a plan and units that it binds."""

    task = forms.ModelChoiceField(Task.objects.none(), label=_("任务"))

    def __init__(self, *args: Any, plan: WorkPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.within(plan.owner).filter(closed_on=None)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = units
        self.fields["task"].queryset = plan.tasks.order_by("position")  # type: ignore[attr-defined]  # it chooses among rows


class FundForm(OfPlan):
    """Money arranged for a task."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    name = forms.CharField(label=_("经费用途"), max_length=120)
    provider = forms.ModelChoiceField(Unit.objects.none(), label=_("安排单位"))
    user = forms.ModelChoiceField(Unit.objects.none(), label=_("使用单位"))
    source = forms.ChoiceField(label=_("资金来源"), choices=FundSource.choices)
    amount = YuanField(label=_("安排金额（元）"))
    document = forms.CharField(label=_("依据文件"), max_length=200)
    arranged_on = DayField(label=_("安排日期"))


class PolicyForm(OfPlan):
    """A policy that supports a task."""

    issuer = forms.ModelChoiceField(Unit.objects.none(), label=_("印发单位"))
    name = forms.CharField(label=_("政策名称"), max_length=200)
    number = forms.CharField(label=_("发文字号"), max_length=60)
    issued_on = DayField(label=_("印发日期"))
    ends_on = DayField(label=_("失效日期"), required=False)
    address = forms.URLField(label=_("政策网址"), required=False, assume_scheme="https")


class MoveForm(forms.Form):
    """Money that came in or went out."""

    kind = forms.ChoiceField(label=_("收支类别"), choices=MoveKind.choices)
    amount = YuanField(label=_("金额（元）"))
    on = DayField(label=_("发生日期"))
    voucher = forms.CharField(label=_("凭证或者文件"), max_length=200)
