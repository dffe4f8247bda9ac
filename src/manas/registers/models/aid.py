"""Aid pairing: which outside province or city aids which of our units, and what each unit gets from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import FactStatus, Organization, Person, StoredFile, Unit
from manas.registers.aid import rules
from manas.registers.models.patents import Patent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing

# 1997, 2007-03 or 2007-03-15: what is known of a beginning, no more.
PART_OF_A_DAY = r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


class AidKind(models.TextChoices):
    TECHNOLOGY = "technology", _("技术")
    PATENT = "patent", _("专利")
    TRAINING = "training", _("培训")
    PLATFORM = "platform", _("平台")
    FUND = "fund", _("资金")


class AidState(models.TextChoices):
    """How far an offer has come; `actions.NEXT` says what may follow what."""

    OFFERED = "offered", _("已提供")
    DISCUSSED = "discussed", _("洽谈中")
    IN_USE = "in_use", _("企业在用")
    RESULT = "result", _("已见成效")
    ENDED = "ended", _("已终止")


class AidExit(models.TextChoices):
    """Why nothing more comes of an offer."""

    NO_TAKER = "no_taker", _("没有企业承接")
    UNFIT = "unfit", _("不适合当地条件")
    TERMS = "terms", _("条件没有谈拢")
    FUNDING = "funding", _("资金没有落实")
    WITHDRAWN = "withdrawn", _("支援方撤回")
    STOPPED = "stopped", _("企业停止使用")
    OTHER = "other", _("其他原因")


class AidQuerySet(models.QuerySet[Any]):
    def visible_to(self, standing: Standing) -> AidQuerySet:
        """This function will keep what concerns, or was entered by, a unit that the person's posts reach."""
        return self.filter(rules.within(standing))


class PartnershipQuerySet(AidQuerySet):
    def visible_to(self, standing: Standing) -> PartnershipQuerySet:
        """This function will keep the partnerships of the whole government: who aids whom is public."""
        return self.filter(rules.same_government(standing))

    def in_force_on(self, day: date) -> PartnershipQuerySet:
        """This function will keep the partnerships that have not ended before `day`."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))


class AidRecord(models.Model):
    """What every record of this room says: which unit it concerns, which office entered it, and when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("受援单位"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    is_example = models.BooleanField(_("示例"), default=False)
    created_at = models.DateTimeField(_("入库时间"))
    changed_at = models.DateTimeField(_("更新时间"))

    class Meta:
        abstract = True


class AidPartnership(AidRecord):
    """An outside province, or a city or county of it, that aids one of our units. `city` is empty for a whole province."""

    province = models.CharField(_("支援省（市）"), max_length=40)
    city = models.CharField(_("支援市、县、区"), max_length=40, blank=True)
    since = models.CharField(
        _("结对起始时间"),
        max_length=10,
        blank=True,
        help_text=_("知道多少写多少：1997、2007-03 或者 2007-03-15"),
        validators=[RegexValidator(rf"^{PART_OF_A_DAY}\Z", _("请写成 1997、2007-03 或者 2007-03-15"))],
    )
    until_on = models.DateField(_("结对截止日"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    status = models.CharField(_("核实状态"), max_length=12, choices=FactStatus.choices, default=FactStatus.MEMORY)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("援疆结对")
        verbose_name_plural = _("援疆结对")
        ordering: ClassVar = ["unit__position", "province", "city", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="aid_partnership_once",
                fields=["unit", "province", "city"],
                condition=Q(until_on=None),
                violation_error_message=_("这一援疆结对已经登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}{self.city}"


class AidTeam(AidRecord):
    """A team, or one expert, sent here for a time: the name and the post, what they are here for, nothing else of a person."""

    partnership = models.ForeignKey(
        AidPartnership, on_delete=models.PROTECT, related_name="teams", verbose_name=_("援疆结对")
    )
    name = models.CharField(_("工作队或者人员名称"), max_length=80)
    post = models.CharField(_("援派职务"), max_length=80, blank=True)
    home = models.CharField(_("派出单位"), max_length=120)
    from_on = models.DateField(_("援派起始日"))
    until_on = models.DateField(_("援派截止日"), null=True, blank=True)
    tasks = models.TextField(_("援派任务"), max_length=1000)

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("援疆工作队")
        verbose_name_plural = _("援疆工作队")
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="aid_team_ends_after_start",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message=_("援派截止日不能早于起始日"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AidPolicy(AidRecord):
    """A policy that was won for a unit: from whom, since when, and what it gives."""

    partnership = models.ForeignKey(
        AidPartnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        verbose_name=_("援疆结对"),
    )
    title = models.CharField(_("政策名称"), max_length=200)
    issuer = models.CharField(_("批准（发文）机关"), max_length=120)
    number = models.CharField(_("发文字号"), max_length=80, blank=True)
    obtained_on = models.DateField(_("取得日期"))
    gives = models.TextField(_("政策内容"), max_length=2000)
    document = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("政策文件")
    )

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("援疆政策")
        verbose_name_plural = _("援疆政策")
        ordering: ClassVar = ["-obtained_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class AidOffer(AidRecord):
    """What a partner brings in, followed to a local firm and its result. `output_value` is in yuan since it came into use.

    State, firm, figures and reason are those of the last step; the steps are the history.
    """

    partnership = models.ForeignKey(
        AidPartnership, on_delete=models.PROTECT, related_name="offers", verbose_name=_("援疆结对")
    )
    kind = models.CharField(_("引进类别"), max_length=10, choices=AidKind.choices)
    title = models.CharField(_("引进项目名称"), max_length=200)
    description = models.TextField(_("引进内容"), max_length=2000)
    patent = models.ForeignKey(
        Patent, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专利")
    )
    brought_on = models.DateField(_("引进日期"))
    brought_by = models.CharField(_("引荐单位（人）"), max_length=120)
    state = models.CharField(_("引进状态"), max_length=10, choices=AidState.choices, default=AidState.OFFERED)
    state_on = models.DateField(_("进入状态日期"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用单位")
    )
    output_value = models.DecimalField(
        _("累计产值（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    jobs = models.PositiveIntegerField(_("带动就业（人）"), null=True, blank=True)
    reason = models.CharField(_("终止原因"), max_length=10, choices=AidExit.choices, blank=True)
    objects = AidQuerySet.as_manager()
    if TYPE_CHECKING:
        steps: RelatedManager[AidStep]

    class Meta:
        verbose_name = _("援疆引进项目")
        verbose_name_plural = _("援疆引进项目")
        ordering: ClassVar = ["-brought_on", "-pk"]
        indexes: ClassVar = [models.Index(name="aid_offer_by_unit", fields=["unit", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="aid_offer_used_by_somebody",
                condition=~Q(state__in=["in_use", "result"]) | Q(organization__isnull=False),
            ),
            models.CheckConstraint(
                name="aid_offer_ended_with_reason",
                condition=Q(state="ended") & ~Q(reason="") | ~Q(state="ended") & Q(reason=""),
            ),
            models.CheckConstraint(
                name="aid_offer_value_not_negative", condition=Q(output_value=None) | Q(output_value__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AidStep(models.Model):
    """One step of an offer: the state it came into and when, with whom, what came of it. Rows are only ever added."""

    offer = models.ForeignKey(AidOffer, on_delete=models.CASCADE, related_name="steps", verbose_name=_("援疆引进项目"))
    state = models.CharField(_("引进状态"), max_length=10, choices=AidState.choices)
    on = models.DateField(_("进入状态日期"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用单位")
    )
    output_value = models.DecimalField(
        _("累计产值（元）"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    jobs = models.PositiveIntegerField(_("带动就业（人）"), null=True, blank=True)
    reason = models.CharField(_("终止原因"), max_length=10, choices=AidExit.choices, blank=True)
    note = models.TextField(_("情况说明"), max_length=1000, blank=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))

    class Meta:
        verbose_name = _("援疆引进步骤")
        verbose_name_plural = _("援疆引进步骤")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_state_display()}"
