"""What an application upward says beside what every matter says: its call, its place, the answer from above, its years."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.matters.docket.models import Matter
from manas.matters.pilots.calls.models import PilotCall
from manas.office.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

YEARLY = ("year", "achieved")


class PilotApplication(Matter):
    """One application to a call. `recommended_on` is the day on which it took a place of the quota.

    `year` and `achieved` hold the report that is being handed in; a row keeps it then.
    """

    call = models.ForeignKey(
        PilotCall,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("试点示范申报通知"),
    )
    place = models.PositiveSmallIntegerField(_("推荐排序"), null=True, blank=True, validators=[MinValueValidator(1)])
    recommended_on = models.DateField(_("推荐上报日"), null=True, blank=True)
    recognition_number = models.CharField(_("认定文号"), max_length=60, blank=True)
    recognized_on = models.DateField(_("认定日期"), null=True, blank=True)
    valid_until = models.DateField(
        _("认定有效期至"), null=True, blank=True, help_text=_("通知规定了年数的可以不填，由系统推算")
    )
    report_due_on = models.DateField(_("年度报告应报日"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    achieved = models.TextField(_("年度建设情况"), max_length=5000, blank=True)

    if TYPE_CHECKING:
        reports: RelatedManager[PilotReport]

    class Meta:
        verbose_name = _("试点示范申报")
        verbose_name_plural = _("试点示范申报")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pilot_recognized_by_document",
                condition=Q(recognized_on=None) | ~Q(recognition_number=""),
            ),
            models.CheckConstraint(
                name="pilot_valid_after_recognized",
                condition=Q(valid_until=None) | Q(recognized_on__isnull=False, valid_until__gte=F("recognized_on")),
            ),
        ]

    def clean(self) -> None:
        """This function will raise ValidationError, at its field, for a term that ends before the recognition."""
        if self.valid_until and self.recognized_on and self.valid_until < self.recognized_on:
            raise ValidationError({"valid_until": f"认定有效期不能早于认定日期{self.recognized_on}"})


class PilotReport(models.Model):
    """The report of one year of a recognition; a year is reported once."""

    application = models.ForeignKey(
        PilotApplication, on_delete=models.CASCADE, related_name="reports", verbose_name=_("试点示范申报")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    achieved = models.TextField(_("年度建设情况"), max_length=5000)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人"))
    reported_at = models.DateTimeField(_("填报时间"))

    class Meta:
        verbose_name = _("试点示范年度报告")
        verbose_name_plural = _("试点示范年度报告")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [models.UniqueConstraint(name="pilot_report_once", fields=["application", "year"])]

    def __str__(self) -> str:
        return str(self.year)
