"""Patents that the national pool (存量专利盘活) pushes here, the firms that are asked about them, and what those answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization, Person, Unit
from manas.office.rules import under
from manas.registers.models.imports import ImportRun
from manas.registers.models.patents import Patent
from manas.registers.pool.rules import reach

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class Prospect(models.TextChoices):
    """How a firm sees the chance of making it an industry. The national levels were not to be read: these are our words."""

    GOOD = "good", _("前景较好")
    FAIR = "fair", _("前景一般")
    POOR = "poor", _("前景较差")
    UNCLEAR = "unclear", _("暂时说不准")


class Will(models.TextChoices):
    """Whether a firm wants to work with the holder."""

    WILLING = "willing", _("愿意合作")
    CONDITIONS = "conditions", _("改进后愿意合作")
    UNWILLING = "unwilling", _("不愿意合作")


class UnwillingReason(models.TextChoices):
    NOT_FITTING = "not_fitting", _("与本单位的产品不对路")
    IMMATURE = "immature", _("技术还不成熟")
    MEANS = "means", _("缺少资金、设备或者人员")
    PRICE = "price", _("预计费用过高")
    OWN = "own", _("已有其他合适的技术")
    RIGHT = "right", _("对权利状态有疑问")
    OTHER = "other", _("另有原因")


class PushListQuerySet(models.QuerySet["PushList"]):
    def visible_to(self, standing: Standing) -> PushListQuerySet:
        """This function will keep the lists of one's office, and those that ask a firm of one's county."""
        asked = PushAddressee.objects.filter(
            under("organization__county__path", reach(standing)), pushed__push_list=OuterRef("pk")
        )
        return self.filter(under("keeper__path", reach(standing)) | Exists(asked))


class PushList(models.Model):
    """One list of patents as it was pushed. `due_on` is what its paper names, with the paper in `due_basis`; often none does."""

    title = models.CharField(_("推送批次名称"), max_length=200)
    source = models.CharField(_("来源"), max_length=200)
    segment = models.CharField(_("产业细分领域"), max_length=100, blank=True)
    pushed_on = models.DateField(_("推送日期"), null=True, blank=True)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    due_basis = models.CharField(_("期限依据"), max_length=200, blank=True)
    run = models.OneToOneField(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="push_list", verbose_name=_("导入记录")
    )
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    created_at = models.DateTimeField(_("入库时间"))
    closed_at = models.DateTimeField(_("截止答复时间"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    objects = PushListQuerySet.as_manager()
    if TYPE_CHECKING:
        patents: RelatedManager[PushedPatent]

    class Meta:
        verbose_name = _("推送批次")
        verbose_name_plural = _("推送批次")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="push_list_due_by_a_paper", condition=Q(due_on=None) | ~Q(due_basis="")),
        ]

    def __str__(self) -> str:
        return self.title


class PushedPatent(models.Model):
    """A patent of a list. `told` keeps what the row said, word for word, by field (`facts/pool.yaml` and those of imports)."""

    push_list = models.ForeignKey(
        PushList, on_delete=models.CASCADE, related_name="patents", verbose_name=_("推送批次")
    )
    position = models.PositiveIntegerField(_("排序"))
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="pushes", verbose_name=_("专利"))
    segment = models.CharField(_("产业细分领域"), max_length=100, blank=True)
    told = models.JSONField(_("推送内容"), default=dict)
    if TYPE_CHECKING:
        addressees: RelatedManager[PushAddressee]

    class Meta:
        verbose_name = _("推送专利")
        verbose_name_plural = _("推送专利")
        ordering: ClassVar = ["push_list", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="pushed_patent_once_a_list", fields=["push_list", "patent"]),
        ]

    def __str__(self) -> str:
        return str(self.patent)


class PushAddresseeQuerySet(models.QuerySet["PushAddressee"]):
    def overseen_by(self, standing: Standing) -> PushAddresseeQuerySet:
        """This function will keep those of one's county, and all of the lists of one's office."""
        return self.filter(_overseen(standing))

    def visible_to(self, standing: Standing) -> PushAddresseeQuerySet:
        """This function will keep those that one oversees, and those of one's own organizations."""
        return self.filter(_overseen(standing) | Q(organization__in=standing.organizations))

    def unanswered(self) -> PushAddresseeQuerySet:
        """This function will keep those that have not answered."""
        return self.exclude(Exists(PushAnswer.objects.filter(addressee=OuterRef("pk"), replaced_at=None)))


def _overseen(standing: Standing) -> Q:
    prefixes = reach(standing)
    return under("pushed__push_list__keeper__path", prefixes) | under("organization__county__path", prefixes)


class PushAddressee(models.Model):
    """A firm that is asked about a pushed patent."""

    pushed = models.ForeignKey(
        PushedPatent, on_delete=models.CASCADE, related_name="addressees", verbose_name=_("推送专利")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("征求意见的单位")
    )
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    assigned_at = models.DateTimeField(_("转送时间"))

    objects = PushAddresseeQuerySet.as_manager()
    if TYPE_CHECKING:
        answers: RelatedManager[PushAnswer]

    class Meta:
        verbose_name = _("推送对象")
        verbose_name_plural = _("推送对象")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="push_addressee_once", fields=["pushed", "organization"]),
        ]

    def __str__(self) -> str:
        return f"{self.organization}：{self.pushed}"


class PushAnswer(models.Model):
    """What a firm says of a pushed patent. An amended one stays as it was, with the moment in which another took its place."""

    addressee = models.ForeignKey(
        PushAddressee, on_delete=models.PROTECT, related_name="answers", verbose_name=_("推送对象")
    )
    prospect = models.CharField(_("产业化前景"), max_length=8, choices=Prospect.choices)
    improvement = models.TextField(_("改进需求"), max_length=2000, blank=True)
    will = models.CharField(_("产学研合作意愿"), max_length=10, choices=Will.choices)
    reason = models.CharField(_("不愿意的原因"), max_length=12, choices=UnwillingReason.choices, blank=True)
    reason_note = models.CharField(_("原因说明"), max_length=500, blank=True)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("答复人"))
    at = models.DateTimeField(_("答复时间"))
    replaced_at = models.DateTimeField(_("被修改时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("推送答复")
        verbose_name_plural = _("推送答复")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="push_answer_one_stands", fields=["addressee"], condition=Q(replaced_at=None)),
            models.CheckConstraint(
                name="push_answer_unwilling_with_reason",
                condition=Q(will="unwilling") & ~Q(reason="") | ~Q(will="unwilling") & Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_prospect_display()}，{self.get_will_display()}"
