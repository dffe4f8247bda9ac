"""What people say of how well patents answer a need: two of them, each for themselves, so that finding can be measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person, Unit
from manas.registers.matching import rules
from manas.registers.models.needs import TechnologyNeed
from manas.registers.models.patents import Patent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class Relevance(models.IntegerChoices):
    """How well a patent answers; the numbers are those of the file that is measured by."""

    NOT = 0, _("不相关")
    RELEVANT = 1, _("相关")
    HIGHLY = 2, _("高度相关")


class JudgingRoundQuerySet(models.QuerySet["JudgingRound"]):
    def visible_to(self, standing: Standing) -> JudgingRoundQuerySet:
        """This function will keep the rounds of the offices in which the person has matching to do."""
        return self.filter(rules.judged_within(standing))


class JudgingRound(models.Model):
    """A question, by a need or in free words, and the patents that two people judge for it.

    The patents are shown in an order shuffled by `seed`, so that no place in it speaks for a patent.
    """

    need = models.ForeignKey(
        TechnologyNeed, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("技术需求")
    )
    query = models.TextField(_("评判语句"), max_length=2000, blank=True)
    seed = models.PositiveIntegerField(_("随机种子"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    opened_at = models.DateTimeField(_("时间"))
    is_example = models.BooleanField(_("示例"), default=False)

    objects = JudgingRoundQuerySet.as_manager()
    if TYPE_CHECKING:
        candidates: RelatedManager[JudgingCandidate]

    class Meta:
        verbose_name = _("匹配评判")
        verbose_name_plural = _("匹配评判")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="judging_round_asks_once", condition=Q(need=None) & ~Q(query="") | ~Q(need=None) & Q(query="")
            ),
        ]

    def __str__(self) -> str:
        return self.need.title if self.need else self.query[:60]


class JudgingCandidate(models.Model):
    """A patent that is judged in a round: one of the best of any variant of finding."""

    round = models.ForeignKey(
        JudgingRound, on_delete=models.CASCADE, related_name="candidates", verbose_name=_("匹配评判")
    )
    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="+", verbose_name=_("专利"))
    position = models.PositiveSmallIntegerField(_("评判次序"))

    objects: ClassVar[models.Manager[JudgingCandidate]] = models.Manager()
    if TYPE_CHECKING:
        judgements: RelatedManager[Judgement]

    class Meta:
        verbose_name = _("待评判专利")
        verbose_name_plural = _("待评判专利")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="judging_candidate_once", fields=["round", "patent"]),
            models.UniqueConstraint(name="judging_candidate_position", fields=["round", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.patent}"


class Judgement(models.Model):
    """What one person says of one patent; put right, it says the last word, and the journal what was said before."""

    candidate = models.ForeignKey(
        JudgingCandidate, on_delete=models.CASCADE, related_name="judgements", verbose_name=_("待评判专利")
    )
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("评判人"))
    level = models.PositiveSmallIntegerField(_("相关程度"), choices=Relevance.choices)
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[models.Manager[Judgement]] = models.Manager()

    class Meta:
        verbose_name = _("相关性评判")
        verbose_name_plural = _("相关性评判")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="judgement_once_a_judge", fields=["candidate", "judge"]),
            models.CheckConstraint(name="judgement_level_known", condition=Q(level__in=[0, 1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}·{self.get_level_display()}"
