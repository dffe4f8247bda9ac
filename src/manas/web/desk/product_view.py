"""The register of products in words: addresses that narrow the list, and one product with what became of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from manas.registers.codes.queries import industry_in_words
from manas.registers.models import Product
from manas.registers.products.queries import Filters, Value, history, label_of
from manas.web.desk.aid_view import Deed, Fact, said
from manas.web.desk.patent_view import Facet, Link


def address(filters: Filters, **changed: str) -> str:
    """This function will give the query of a list with some filters changed; an empty one is taken away."""
    asked = {"q": filters.words, **filters.chosen, **changed}
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"


def facets(counted: dict[str, list[Value]], filters: Filters) -> list[Facet]:
    """This function will give the facets that have values, each value with the way to choose it or take it back."""
    labels = {
        "county": _("所在县(市)"), "field": _("技术领域"), "industry": _("国民经济行业代码"), "worked": _("专利实施")
    }  # fmt: skip
    return [
        Facet(labels[key], [_link(key, value, filters) for value in values])
        for key, values in counted.items()
        if values
    ]


def _link(key: str, value: Value, filters: Filters) -> Link:
    chosen = filters.chosen.get(key) == value.value
    words = _worked(value.value) if key == "worked" else value.label
    return Link(words, address(filters, **{key: "" if chosen else value.value}), value.count, chosen)


def chosen(filters: Filters) -> list[Link]:
    """This function will name what the list is narrowed by, each with the way back."""
    return [
        Link(_worked(value) if key == "worked" else label_of(key, value), address(filters, **{key: ""}))
        for key, value in filters.chosen.items()
    ]


def _worked(value: str) -> str:
    return _("有专利实施") if value == "yes" else _("没有登记专利实施")


def facts(product: Product) -> list[Fact]:
    """This function will give what is told of a product, field by field."""
    organization = product.organization
    told = (
        (_("生产单位"), organization.name),
        (_("所在县(市)"), organization.county.short_name if organization.county else ""),
        (_("经营范围"), organization.business_scope),
        (_("技术领域"), "、".join(str(one) for one in product.fields.all())),
        (_("国民经济行业代码"), industry(product.industry_code)),
        (_("商标、地理标志"), product.brand),
        (_("投产日期"), product.since_on),
        (_("产品说明"), product.description),
        (_("来源"), product.source),
    )
    return [Fact(label, said(value)) for label, value in told if value]


def industry(code: str) -> str:
    """This function will say an industry: its code and, where the table is loaded, the names down to it."""
    return " ".join((code, " › ".join(industry_in_words(code)))).strip() if code else ""


def deeds(product: Product) -> list[Deed]:
    """This function will tell the deeds on a product; of a change, what each field said before and after."""
    labels = {column.name: str(column.verbose_name) for column in Product._meta.concrete_fields}
    labels |= {"fields": _("技术领域"), "works": _("实施的专利")}
    return [
        Deed(
            entry.verb,
            entry.at,
            entry.actor_name,
            [
                (labels[name], said(change[0]), said(change[1]))
                for name, change in entry.detail.items()
                if name in labels and isinstance(change, list)
            ],
        )
        for entry in history(product)
    ]
