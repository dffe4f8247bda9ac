"""Technology needs: what somebody here wants solved, how much of it is shown to whom, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization, Person, Unit
from manas.registers.needs import rules

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing


class Confidentiality(models.TextChoices):
    """To whom a need is shown; `rules.SHOWN` says how much of it."""

    PUBLIC = "public", _("公开")
    INVITED = "invited", _("仅对接受邀请方")
    AUTHORITY = "authority", _("仅主管部门")


class Payment(models.TextChoices):
    """How the asker would pay."""

    OPEN = "open", _("面议")
    ONCE = "once", _("一次性付费")
    ROYALTY = "royalty", _("提成支付")
    ENTRY_AND_ROYALTY = "entry_and_royalty", _("入门费加提成")
    USE_FIRST = "use_first", _("先使用后付费")
    FREE = "free", _("只接受免费")


class NeedState(models.TextChoices):
    OPEN = "open", _("征集中")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")


class NeedResult(models.TextChoices):
    """What came of a need: the first three served the asker, the others say why nothing did."""

    ADOPTED = "adopted", _("采用了答复的技术")
    PAIRED = "paired", _("进入供需对接")
    REFERENCE = "reference", _("答复有参考价值")
    NO_SUPPLY = "no_supply", _("没有找到适用技术")
    OUT_OF_REACH = "out_of_reach", _("实施条件不具备")
    GONE = "gone", _("需求已经消失")
    UNCONFIRMED = "unconfirmed", _("提出方未确认")
    WITHDRAWN = "withdrawn", _("提出方撤回")


USEFUL = [(one.value, one.label) for one in (NeedResult.ADOPTED, NeedResult.PAIRED, NeedResult.REFERENCE)]
UNMET = [(one.value, one.label) for one in (NeedResult.NO_SUPPLY, NeedResult.OUT_OF_REACH, NeedResult.GONE)]


class NeedQuerySet(models.QuerySet["TechnologyNeed"]):
    def visible_to(self, standing: Standing) -> NeedQuerySet:
        """This function will keep the needs of which somebody of this standing may read anything at all."""
        invited = NeedInvitation.objects.filter(
            need=models.OuterRef("pk"), organization__in=standing.organizations, ended_at=None
        )
        return self.filter(
            rules.visible(standing) | Q(confidentiality=Confidentiality.INVITED) & models.Exists(invited)
        )

    def published(self) -> NeedQuerySet:
        """This function will keep what stands in the public list: public and still looking for an answer."""
        return self.filter(confidentiality=Confidentiality.PUBLIC, state=NeedState.OPEN)


class NeedColumns(models.Model):
    """What a need says, in the register and in the matter by which it is handed in. Amounts are yuan.

    The five elements are what matching compares: each is text that a person confirmed and may edit. `asker` is the name
    that stands on the paper.
    """

    text = models.TextField(_("需求内容"), max_length=5000)
    problem = models.TextField(_("技术问题"), max_length=2000, blank=True)
    object = models.TextField(_("作用对象"), max_length=2000, blank=True)
    function = models.TextField(_("功能要求"), max_length=2000, blank=True)
    performance = models.TextField(_("性能指标"), max_length=2000, blank=True)
    scene = models.TextField(_("使用场景"), max_length=2000, blank=True)
    sector = models.CharField(_("所属产业"), max_length=60, blank=True)
    industry_code = models.CharField(_("国民经济行业代码"), max_length=8, blank=True)  # GB/T 4754, as written
    asker = models.CharField(_("需求方"), max_length=120, blank=True)
    budget = models.DecimalField(
        _("预算上限（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    payment = models.CharField(_("付费意愿"), max_length=20, choices=Payment.choices, default=Payment.OPEN)
    confidentiality = models.CharField(
        _("公开范围"), max_length=10, choices=Confidentiality.choices, default=Confidentiality.AUTHORITY
    )
    valid_until = models.DateField(_("需求有效期至"), null=True, blank=True)

    class Meta:
        abstract = True


class TechnologyNeed(NeedColumns):
    """One need of the register. `keeper` is the office that registered it; the organization, unit or person behind the asker
    is known where it has one here."""

    title = models.CharField(_("需求名称"), max_length=200)
    county = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在县(市)")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("需求单位")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出部门")
    )
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    state = models.CharField(_("需求状态"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    result = models.CharField(_("需求结果"), max_length=12, choices=NeedResult.choices, blank=True)
    result_note = models.CharField(_("结果说明"), max_length=500, blank=True)
    # Subclasses that a person confirmed, apart by blanks; none: nobody has.
    subclasses = models.CharField(_("确认的IPC小类"), max_length=80, blank=True)
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    source = models.CharField(_("来源"), max_length=200)
    is_example = models.BooleanField(_("示例"), default=False)
    created_at = models.DateTimeField(_("入库时间"))
    changed_at = models.DateTimeField(_("更新时间"))

    objects = NeedQuerySet.as_manager()
    if TYPE_CHECKING:
        invitations: RelatedManager[NeedInvitation]
        changes: RelatedManager[NeedChange]

    class Meta:
        verbose_name = _("技术需求")
        verbose_name_plural = _("技术需求")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(name="need_published", fields=["confidentiality", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(name="need_closed_with_result", condition=~Q(state="closed") | ~Q(result="")),
            models.CheckConstraint(name="need_budget_not_negative", condition=Q(budget=None) | Q(budget__gte=0)),
        ]

    def __str__(self) -> str:
        return self.title


class NeedInvitation(models.Model):
    """An organization to which a need was shown so that it may answer; all of it only once it accepted."""

    need = models.ForeignKey(
        TechnologyNeed, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("技术需求")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("受邀单位")
    )
    invited_at = models.DateTimeField(_("邀请时间"))
    accepted_at = models.DateTimeField(_("接受邀请时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("邀请终止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("技术需求邀请")
        verbose_name_plural = _("技术需求邀请")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="need_invited_once", fields=["need", "organization"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="need_accepted_after_invited",
                condition=Q(accepted_at=None) | Q(accepted_at__gte=F("invited_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}"


class NeedChange(models.Model):
    """One value of a need that became another. Rows are only ever added."""

    need = models.ForeignKey(
        TechnologyNeed, on_delete=models.CASCADE, related_name="changes", verbose_name=_("技术需求")
    )
    field = models.CharField(_("变更项目"), max_length=40)
    before = models.TextField(_("变更前"), blank=True)
    after = models.TextField(_("变更后"), blank=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))

    class Meta:
        verbose_name = _("技术需求变更")
        verbose_name_plural = _("技术需求变更")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"
