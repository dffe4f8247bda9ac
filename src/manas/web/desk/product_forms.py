"""Forms of the register of products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization
from manas.registers.models import Patent, TechnologyField
from manas.registers.products.actions import FILLED, SCOPE
from manas.web.desk.aid_forms import PatentField
from manas.web.desk.forms import DayField


class ProductForm(forms.Form):
    """What is told of a product; a new one also asks whose it is."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("生产单位"), empty_label=_("请选择"))
    name = forms.CharField(label=_("产品名称"), max_length=200)
    description = forms.CharField(
        label=_("产品说明"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("是什么、用什么原料、怎么做、卖到哪里：技术需求和专利按这里的文字对接"),
    )
    fields_of_technology = forms.ModelMultipleChoiceField(
        TechnologyField.objects.all(), label=_("技术领域"), required=False, widget=forms.CheckboxSelectMultiple
    )
    industry_code = forms.CharField(
        label=_("国民经济行业代码"), max_length=5, required=False, help_text=_("GB/T 4754 的代码，如 1373")
    )
    brand = forms.CharField(
        label=_("商标、地理标志"), max_length=200, required=False, help_text=_("照包装上写的填，只作文字记录")
    )
    since_on = DayField(label=_("投产日期"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organizations: QuerySet[Organization] | None = None,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        if organizations is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]  # a ModelChoiceField
        if not TechnologyField.objects.exists():
            del self.fields["fields_of_technology"]

    def values(self) -> dict[str, Any]:
        """This function will give what was filled in under the names of `FILLED`; fields that nobody loaded are left out."""
        told = self.cleaned_data
        found: dict[str, Any] = {name: told[name] for name in FILLED if name in told}
        return {**found, "fields": told["fields_of_technology"]} if "fields_of_technology" in told else found


class ScopeForm(forms.Form):
    """The scope of business of an organization."""

    scope = forms.CharField(
        label=_("经营范围"),
        max_length=SCOPE,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("照营业执照填写；对接专利时用来找出可能用得上的单位"),
    )


class RequiredPatentField(PatentField):
    """A patent of the register by its number, which must be there."""

    def clean(self, value: Any) -> Patent:
        """This function will give the patent of the number; an unknown or a missing number is an error."""
        found: Patent | None = super().clean(value)
        if found is None:
            raise forms.ValidationError(_("请填写专利号"))
        return found


class WorkForm(forms.Form):
    """A patent that is worked in a product."""

    patent = RequiredPatentField()
    since_on = DayField(label=_("实施起始日"), required=False)
    note = forms.CharField(
        label=_("实施说明"), max_length=300, required=False, help_text=_("哪一道工序或者哪个部件用到，有什么材料证明")
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["patent"].help_text = _("专利名册里的申请号或者公开（公告）号")
