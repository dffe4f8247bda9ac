"""一县一品: the product by which a county wants to be known, one at a time, and the sentence of the plan that it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, Unit
from manas.plan.models.task import Obligation

if TYPE_CHECKING:
    from manas.office.rules import Standing


class SpecialtyQuerySet(models.QuerySet["CountySpecialty"]):
    def visible_to(self, standing: Standing) -> SpecialtyQuerySet:
        """This function will keep those of the prefecture in which somebody works on the plan: counties look at each other's."""
        home = standing.home
        return self.filter(county__path__startswith=f"/{home.path.split('/')[1]}/" if home else "?")

    def standing(self) -> SpecialtyQuerySet:
        """This function will keep those that were not given up."""
        return self.filter(ended_on=None)


class CountySpecialty(models.Model):
    """A county's product. What becomes of it is not told here: records that speak of it are found by its words."""

    county = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("县（市）"))
    name = models.CharField(_("特色产品"), max_length=60)
    other_words = models.CharField(_("其他叫法"), max_length=120, blank=True)
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任语句")
    )
    document = models.CharField(_("依据文件"), max_length=200)
    named_on = models.DateField(_("确定日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    entered_at = models.DateTimeField(_("登记时间"))

    objects = SpecialtyQuerySet.as_manager()

    class Meta:
        verbose_name = _("县域特色产品")
        verbose_name_plural = _("县域特色产品")
        ordering: ClassVar = ["county__position", "-named_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="specialty_one_of_a_county", fields=["county"], condition=Q(ended_on=None)),
            models.CheckConstraint(
                name="specialty_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("named_on"))
            ),
            models.CheckConstraint(name="specialty_has_its_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        """This function will give the words by which records may know it, its name first."""
        return list(dict.fromkeys(word for word in re.split(r"[、，,\s]+", f"{self.name}、{self.other_words}") if word))
