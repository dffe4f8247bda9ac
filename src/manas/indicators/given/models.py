"""Values given from outside, each with its document, and the reasons for which a list from above calls a patent of high value."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.indicators.rules import realm
from manas.office.models import Person, Unit
from manas.registers.models import Patent

if TYPE_CHECKING:
    from manas.office.rules import Standing


class GivenQuerySet(models.QuerySet["GivenValue"]):
    def visible_to(self, standing: Standing) -> GivenQuerySet:
        """This function will keep the values of the prefecture that the person works on."""
        return self.filter(unit__path__startswith=realm(standing) or "?")

    def counting(self) -> GivenQuerySet:
        """This function will keep what counts: of every value its latest version."""
        return self.filter(replaced_by=None)


class GivenValue(models.Model):
    """What somebody outside gave for one unit and period. Rows are only added: the database refuses to change them."""

    figure = models.SlugField(_("官方指标"), max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    period = models.CharField(_("统计期"), max_length=7)
    value = models.DecimalField(_("反馈数值"), max_digits=18, decimal_places=4, validators=[MinValueValidator(0)])
    document = models.CharField(_("来源文件名称"), max_length=200)
    document_number = models.CharField(_("发文字号"), max_length=80)
    document_on = models.DateField(_("成文日期"))
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("被更正的数值"),
    )
    is_example = models.BooleanField(_("示例"), default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    entered_at = models.DateTimeField(_("登记时间"))

    objects = GivenQuerySet.as_manager()

    class Meta:
        verbose_name = _("上级反馈和统计数据")
        verbose_name_plural = _("上级反馈和统计数据")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            # Whatever comes later replaces: so every value has one history, and one latest version.
            models.UniqueConstraint(
                name="given_value_begins_once", fields=["figure", "unit", "period"], condition=Q(replaces=None)
            ),
            models.CheckConstraint(name="given_value_not_below_nought", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="given_value_has_its_document", condition=~Q(document="") & ~Q(document_number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}（{self.document_number}）"

    @property
    def written(self) -> str:
        """This function will write the value exactly, without noughts at its end."""
        return f"{self.value:,.4f}".rstrip("0").rstrip(".")


class ReasonCode(models.TextChoices):
    """The five official conditions; any one is enough."""

    EMERGING = "a", _("战略性新兴产业的发明专利")
    ABROAD = "b", _("在海外有同族专利权的发明专利")
    TEN_YEARS = "c", _("维持年限超过10年的发明专利")
    PLEDGED = "d", _("实现较高质押融资金额的发明专利")
    AWARDED = "e", _("获得国家科学技术奖或中国专利奖的发明专利")


class HighValueReason(models.Model):
    """That a list from above names a patent under one of the conditions."""

    patent = models.ForeignKey(
        Patent, on_delete=models.CASCADE, related_name="high_value_reasons", verbose_name=_("专利")
    )
    code = models.CharField(_("高价值认定条件"), max_length=1, choices=ReasonCode.choices)
    document = models.CharField(_("来源文件名称"), max_length=200)
    document_on = models.DateField(_("成文日期"))
    is_example = models.BooleanField(_("示例"), default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    entered_at = models.DateTimeField(_("登记时间"))

    objects: ClassVar[models.Manager[HighValueReason]] = models.Manager()

    class Meta:
        verbose_name = _("高价值发明专利认定")
        verbose_name_plural = _("高价值发明专利认定")
        ordering: ClassVar = ["patent", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="high_value_reason_once", fields=["patent", "code"]),
            # How long a patent is kept is computed from its days, never told twice.
            models.CheckConstraint(name="high_value_reason_not_computed", condition=~Q(code="c")),
        ]

    def __str__(self) -> str:
        return f"{self.patent} {self.code}"
