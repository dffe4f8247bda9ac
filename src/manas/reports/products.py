"""The register of products as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.registers.models import Product
from manas.reports.sheet import list_workbook

# The heads are those under which a file is read into the register again.
COLUMNS: Final = (
    (_("产品名称"), 30),
    (_("生产单位"), 30),
    (_("统一社会信用代码"), 22),
    (_("所在县(市)"), 14),
    (_("技术领域"), 24),
    (_("国民经济行业代码"), 16),
    (_("商标、地理标志"), 24),
    (_("投产日期"), 12),
    (_("实施的专利"), 30),
    (_("产品说明"), 60),
    (_("备注"), 8),
)


def products_workbook(products: Iterable[Product], title: str) -> bytes:
    """This function will write products, with their organizations, fields and patents, into an xlsx workbook."""
    rows = (
        (
            one.name,
            one.organization.name,
            one.organization.credit_code,
            one.organization.county.short_name if one.organization.county else "",
            "；".join(field.name for field in one.fields.all()),
            one.industry_code,
            one.brand,
            one.since_on,
            "；".join(
                str(work.patent.application_number or work.patent.publication_number) for work in one.works.all()
            ),
            one.description,
            str(_("示例")) if one.is_example else "",
        )
        for one in products
    )
    return list_workbook(title, [(str(head), width) for head, width in COLUMNS], rows)
