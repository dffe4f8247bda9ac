"""What local firms make, which patents they work in it, and the fields of technology by which both are ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization
from manas.registers.models.patents import Patent
from manas.registers.products import rules

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class TechnologyField(models.Model):
    """A field of technology of a scheme that the office loads itself; `parent` is the field above it."""

    name = models.CharField(_("技术领域"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级技术领域")
    )
    edition = models.CharField(_("版本"), max_length=40, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects: ClassVar[models.Manager[TechnologyField]] = models.Manager()
    if TYPE_CHECKING:
        patterns: RelatedManager[FieldPattern]

    class Meta:
        verbose_name = _("技术领域")
        verbose_name_plural = _("技术领域")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="technology_field_not_its_own_parent", condition=~models.Q(parent=models.F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FieldPattern(models.Model):
    """The beginning of the IPC symbols that belong to a field, as its scheme declares it: "A23B7", "A01G"."""

    field = models.ForeignKey(
        TechnologyField, on_delete=models.CASCADE, related_name="patterns", verbose_name=_("技术领域")
    )
    symbol = models.CharField(_("分类号范围"), max_length=40)

    objects: ClassVar[models.Manager[FieldPattern]] = models.Manager()

    class Meta:
        verbose_name = _("技术领域分类号")
        verbose_name_plural = _("技术领域分类号")
        ordering: ClassVar = ["field", "symbol"]
        constraints: ClassVar = [models.UniqueConstraint(name="field_pattern_once", fields=["field", "symbol"])]

    def __str__(self) -> str:
        return self.symbol


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, standing: Standing) -> ProductQuerySet:
        """This function will keep what organizations make that the person belongs to, or that the person's posts reach."""
        return self.filter(rules.within(standing))


class Product(models.Model):
    """A product of an organization known here, under the name that it goes by there."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("生产单位")
    )
    name = models.CharField(_("产品名称"), max_length=200)
    description = models.TextField(_("产品说明"), max_length=2000, blank=True)
    industry_code = models.CharField(_("国民经济行业代码"), max_length=5, blank=True)
    fields = models.ManyToManyField(TechnologyField, related_name="+", blank=True, verbose_name=_("技术领域"))
    brand = models.CharField(_("商标、地理标志"), max_length=200, blank=True)
    since_on = models.DateField(_("投产日期"), null=True, blank=True)
    patents = models.ManyToManyField(
        Patent, through="registers.ProductPatent", related_name="+", verbose_name=_("实施的专利")
    )
    source = models.CharField(_("来源"), max_length=200)
    source_row = models.PositiveIntegerField(_("来源行号"), null=True, blank=True)
    first_run = models.ForeignKey(
        "registers.ImportRun",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("首次导入"),
    )
    is_example = models.BooleanField(_("示例"), default=False)
    created_at = models.DateTimeField(_("入库时间"))
    changed_at = models.DateTimeField(_("更新时间"))

    objects = ProductQuerySet.as_manager()
    if TYPE_CHECKING:
        works: RelatedManager[ProductPatent]

    class Meta:
        verbose_name = _("产品")
        verbose_name_plural = _("产品")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="product_once",
                fields=["organization", "name"],
                violation_error_message=_("这个单位已经登记了同名的产品"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProductPatent(models.Model):
    """A patent that is worked in a product: evidence that it is worked at all. `note` says how, or where it is proved."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="works", verbose_name=_("产品"))
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="works", verbose_name=_("专利"))
    since_on = models.DateField(_("实施起始日"), null=True, blank=True)
    note = models.CharField(_("实施说明"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[ProductPatent]] = models.Manager()

    class Meta:
        verbose_name = _("专利实施")
        verbose_name_plural = _("专利实施")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="product_patent_once", fields=["product", "patent"])]

    def __str__(self) -> str:
        return f"{self.product}·{self.patent}"
