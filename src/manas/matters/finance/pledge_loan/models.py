"""What a pledge loan says beside what every matter says: need, valuation, credit, contract, rights, money, and its end."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.office.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager
    from django_stubs_ext import StrOrPromise

Pairs = tuple[tuple[str, str], ...]
A_FEN = MinValueValidator(Decimal("0.01"))
NOT_BELOW_NOTHING = MinValueValidator(Decimal(0))


class PledgedKind(models.TextChoices):
    INVENTION = "invention", _("发明专利")
    UTILITY_MODEL = "utility_model", _("实用新型专利")
    DESIGN = "design", _("外观设计专利")
    TRADEMARK = "trademark", _("注册商标")


class ValuationMethod(models.TextChoices):
    OUTSIDE = "outside", _("委托评估机构评估")
    INTERNAL = "internal", _("银行内部评估")
    AGREED = "agreed", _("双方协商确定")


class RightColumns(models.Model):
    """A right that is pledged, and what must be known of it before the pledge is registered.

    A question without an answer is not known: it must be answered before the loan goes on.
    """

    right_kind = models.CharField(_("质押权利种类"), max_length=16, choices=PledgedKind.choices, blank=True)
    right_number = models.CharField(_("质押权利号"), max_length=60, blank=True, help_text=_("专利号或者商标注册号"))
    right_name = models.CharField(_("质押权利名称"), max_length=200, blank=True)
    right_holders = models.CharField(
        _("登记的权利人"), max_length=300, blank=True, help_text=_("照登记簿写全称，几个权利人之间用顿号分开")
    )
    right_pledgors = models.CharField(
        _("出质人"), max_length=300, blank=True, help_text=_("照质押合同写全称，几个出质人之间用顿号分开")
    )
    right_ends_on = models.DateField(_("权利有效期届满日"), null=True, blank=True)
    granted = models.BooleanField(_("权利已经授予"), null=True, blank=True)
    in_force = models.BooleanField(_("权利现在有效"), null=True, blank=True)
    annuity_paid = models.BooleanField(_("年费已按规定缴纳"), null=True, blank=True, help_text=_("专利填写；商标不填"))
    stayed = models.BooleanField(_("因权属纠纷被中止"), null=True, blank=True)
    preserved = models.BooleanField(_("被采取保全措施"), null=True, blank=True)
    pledged_before = models.BooleanField(_("正处于另一质押期间"), null=True, blank=True)
    co_owners_agree = models.BooleanField(
        _("全体共有人同意质押"), null=True, blank=True, help_text=_("有共有人没有作为出质人的填写")
    )
    agreed_otherwise = models.BooleanField(
        _("共有人对质押另有约定"), null=True, blank=True, help_text=_("有共有人没有作为出质人的填写")
    )
    same_day_invention = models.BooleanField(
        _("同日就同样的发明创造申请了发明专利"), null=True, blank=True, help_text=_("实用新型专利填写")
    )
    same_day_accepted = models.BooleanField(
        _("质权人知道同日申请仍然同意"), null=True, blank=True, help_text=_("有同日申请的填写")
    )
    invalidation_pending = models.BooleanField(_("正在无效宣告程序中"), null=True, blank=True)
    invalidation_accepted = models.BooleanField(
        _("质权人知道无效宣告仍然同意"), null=True, blank=True, help_text=_("正在无效宣告程序中的填写")
    )
    open_license = models.BooleanField(_("专利正在开放许可"), null=True, blank=True, help_text=_("专利填写；商标不填"))
    open_license_accepted = models.BooleanField(
        _("质权人书面同意质押开放许可的专利"), null=True, blank=True, help_text=_("正在开放许可的填写")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_right_kind_display()} {self.right_number}"

    @property
    def is_patent(self) -> bool:
        return self.right_kind != PledgedKind.TRADEMARK


# What is noted of a right while the loan is checked; the number and the kind came with the application.
RIGHT_FACTS = tuple(
    field.name
    for field in RightColumns._meta.local_fields
    if field.name not in ("right_kind", "right_number", "right_name")
)


class PledgeLoan(Matter, RightColumns):
    """A loan on intellectual property. Amounts are yuan; the bank is the matter's partner organization.

    Its own columns of RightColumns are the first right pledged; more rights stand in PledgedRight.
    """

    amount_wanted = models.DecimalField(
        _("融资需求金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    term_wanted = models.PositiveSmallIntegerField(
        _("需求期限（月）"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    purpose = models.CharField(_("贷款用途"), max_length=300, blank=True)
    inspected_on = models.DateField(_("完成尽职调查日期"), null=True, blank=True)
    valuation_method = models.CharField(_("评估方式"), max_length=12, choices=ValuationMethod.choices, blank=True)
    valuer = models.CharField(_("评估机构"), max_length=120, blank=True, help_text=_("委托评估机构评估的填写"))
    valued_on = models.DateField(_("评估基准日"), null=True, blank=True)
    value = models.DecimalField(
        _("评估价值（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    credit = models.DecimalField(
        _("授信额度（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    loan_contract = models.CharField(_("借款合同编号"), max_length=60, blank=True)
    pledge_contract = models.CharField(_("质押合同编号"), max_length=60, blank=True)
    signed_on = models.DateField(_("合同签订日期"), null=True, blank=True)
    loan_amount = models.DecimalField(
        _("合同金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    pledge_amount = models.DecimalField(
        _("质押担保金额（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[A_FEN],
        help_text=_("组合担保的，只填知识产权质押担保的部分"),
    )
    rate = models.DecimalField(
        _("贷款年利率（%）"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[NOT_BELOW_NOTHING, MaxValueValidator(Decimal(100))],
    )
    term_days = models.PositiveSmallIntegerField(
        _("贷款期限（天）"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    debt_ends_on = models.DateField(_("债务履行期届满日"), null=True, blank=True)
    contract_complete = models.BooleanField(_("质押合同载明了应当载明的内容"), null=True, blank=True)
    registration_asked_on = models.DateField(_("申请质押登记日期"), null=True, blank=True)
    pledge_number = models.CharField(_("质押登记号"), max_length=120, blank=True)
    registered_on = models.DateField(_("质押登记日"), null=True, blank=True)
    drawn_amount = models.DecimalField(
        _("放款金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    drawn_on = models.DateField(_("放款日期"), null=True, blank=True)
    first_loan = models.BooleanField(
        _("首贷"), null=True, blank=True, help_text=_("企业此前在征信系统中没有贷款记录，由银行确认")
    )
    extended_on = models.DateField(_("展期协议日期"), null=True, blank=True)
    extended_until = models.DateField(_("展期后到期日"), null=True, blank=True)
    change_registered_on = models.DateField(_("变更登记日"), null=True, blank=True)
    overdue_on = models.DateField(_("逾期之日"), null=True, blank=True)
    principal_outstanding = models.DecimalField(
        _("未还本金（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[A_FEN]
    )
    measures = models.TextField(_("追偿和处置措施"), max_length=2000, blank=True)
    recovered = models.DecimalField(
        _("处置收回金额（元）"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[NOT_BELOW_NOTHING],
    )
    disposed_on = models.DateField(_("处置完成日期"), null=True, blank=True)
    repaid_on = models.DateField(_("还清日期"), null=True, blank=True)
    deregistered_on = models.DateField(_("注销质押登记日"), null=True, blank=True)

    if TYPE_CHECKING:
        rights: RelatedManager[PledgedRight]

    # Field, and the one that it must not come before, must come after, must not exceed.
    NOT_BEFORE: ClassVar = (
        ("registered_on", "registration_asked_on"),
        ("drawn_on", "registered_on"),
        ("repaid_on", "drawn_on"),
        ("disposed_on", "overdue_on"),
        ("deregistered_on", "registered_on"),
    )
    AFTER: ClassVar = (("debt_ends_on", "signed_on"), ("overdue_on", "drawn_on"))
    AT_MOST: ClassVar = (
        ("loan_amount", "credit"),
        ("pledge_amount", "loan_amount"),
        ("drawn_amount", "loan_amount"),
        ("principal_outstanding", "drawn_amount"),
    )

    class Meta:
        verbose_name = _("质押融资")
        verbose_name_plural = _("质押融资")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pledge_loan_drawn_within_contract",
                condition=Q(drawn_amount=None) | Q(loan_amount=None) | Q(drawn_amount__lte=F("loan_amount")),
            ),
            models.CheckConstraint(
                name="pledge_loan_drawn_after_registration",
                condition=Q(drawn_on=None) | Q(registered_on__isnull=False, drawn_on__gte=F("registered_on")),
            ),
            models.CheckConstraint(
                name="pledge_loan_repaid_after_drawn",
                condition=Q(repaid_on=None) | Q(drawn_on__isnull=False, repaid_on__gte=F("drawn_on")),
            ),
        ]

    def clean(self) -> None:
        """This function will raise ValidationError, at each field that came later, for days and amounts that do not fit."""
        wrong = {
            **self._unfit(self.NOT_BEFORE, operator.ge, _("不能早于%(what)s%(measure)s")),
            **self._unfit(self.AFTER, operator.gt, _("应当晚于%(what)s%(measure)s")),
            **self._unfit(self.AT_MOST, operator.le, _("不能超过%(what)s%(measure)s")),
        }
        if wrong:
            raise ValidationError(wrong)

    def _unfit(self, pairs: Pairs, fits: Callable[[Any, Any], bool], words: StrOrPromise) -> dict[str, str]:
        known = ((name, getattr(self, name), other, getattr(self, other)) for name, other in pairs)
        return {
            name: str(words) % {"what": LOAN_LABELS[other], "measure": measure}
            for name, value, other, measure in known
            if value is not None and measure is not None and not fits(value, measure)
        }


class PledgedRight(RightColumns):
    """One more right pledged for a loan. One taken out again stays on record."""

    loan = models.ForeignKey(PledgeLoan, on_delete=models.CASCADE, related_name="rights", verbose_name=_("质押融资"))
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    added_at = models.DateTimeField(_("时间"))
    removed_at = models.DateTimeField(_("移出时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("质押的权利")
        verbose_name_plural = _("质押的权利")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="pledged_right_once", fields=["loan", "right_number"], condition=Q(removed_at=None)
            ),
        ]


LOAN_LABELS = {field.name: field.verbose_name for field in PledgeLoan._meta.local_fields}
