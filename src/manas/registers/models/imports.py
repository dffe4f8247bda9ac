"""Files that were read into a register: what was read how, how far it went, what came of it, and what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manas.office.models import Organization, Person, StoredFile, Unit
from manas.office.rules import under
from manas.registers.imports.rules import realms

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from manas.office.rules import Standing
    from manas.registers.models.patents import PatentChange


class ImportKind(models.TextChoices):
    PATENTS = "patents", _("专利")
    POOL = "pool", _("全国存量专利推送清单")
    IPC = "ipc", _("国际专利分类（IPC）")
    INDUSTRIES = "industries", _("国民经济行业分类")
    FIELDS = "fields", _("技术领域")
    PRODUCTS = "products", _("产品")


class ImportState(models.TextChoices):
    CHECKING = "checking", _("检查中")
    READY = "ready", _("待确认")
    UNREADABLE = "unreadable", _("无法读取")
    ENTERING = "entering", _("导入中")
    DONE = "done", _("已完成")
    STOPPED = "stopped", _("已中止")
    DISCARDED = "discarded", _("已放弃")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")


# What a worker has in hand, or will.
MOVING = (ImportState.CHECKING, ImportState.ENTERING, ImportState.UNDOING)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, standing: Standing) -> ImportRunQuerySet:
        """This function will keep the runs of the trees in which somebody of this standing imports."""
        return self.filter(under("owner__path", realms(standing)))

    def handed_in_by(self, standing: Standing) -> ImportRunQuerySet:
        """This function will keep the runs of the organizations for which somebody of this standing acts."""
        return self.filter(organization__in=standing.organizations)


class ImportRun(models.Model):
    """One file on its way into a register. Counts and `position` move together with the rows they tell of."""

    kind = models.CharField(_("名册"), max_length=10, choices=ImportKind.choices)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )  # none: read from the disk of whoever ran the command
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    # The names of the columns, and for each the key of the field that it is read into, empty for none.
    columns = models.JSONField(_("列名"), default=list)
    mapping = models.JSONField(_("列对应"), default=list)
    first_row = models.PositiveIntegerField(_("首个数据行"), default=0)  # counted from 0: the rows above are header
    edition = models.CharField(_("版本"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices, default=ImportState.CHECKING)
    total = models.PositiveIntegerField(_("数据行数"), default=0)
    position = models.PositiveIntegerField(_("已读行数"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("更新"), default=0)
    unchanged = models.PositiveIntegerField(_("无变化"), default=0)
    refused = models.PositiveIntegerField(_("未登记"), default=0)
    # Whoever took it last, a worker or a command: another that still thinks it has it in hand writes nothing more.
    holder = models.CharField(_("执行者"), max_length=32, blank=True)
    trouble = models.TextField(_("中止原因"), blank=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    # Whose own patents alone may stand in the file; none: handed in by the office, of anybody.
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机构")
    )
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    begun_at = models.DateTimeField(_("提出时间"))
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()
    if TYPE_CHECKING:
        changes: RelatedManager[PatentChange]
        faults: RelatedManager[ImportRowFault]

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_run_counts_every_row",
                condition=~Q(state__in=("entering", "done"))
                | Q(position=F("created") + F("changed") + F("unchanged") + F("refused")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.pk}）"

    @property
    def moves(self) -> bool:
        return self.state in MOVING

    @property
    def share(self) -> int:
        """How much is done, in whole percent; 100 where there is nothing to do."""
        return self.position * 100 // self.total if self.total else 100


class ImportRowFault(models.Model):
    """What was wrong in a row of a file: its line, the column, what stands there, why, and whether the row was left out."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="faults", verbose_name=_("导入记录"))
    line = models.PositiveIntegerField(_("行号"))
    column = models.CharField(_("列"), max_length=200, blank=True)
    said = models.CharField(_("单元格内容"), max_length=100, blank=True)
    reason = models.CharField(_("错误原因"), max_length=300)
    refuses = models.BooleanField(_("整行未登记"))

    class Meta:
        verbose_name = _("导入错误")
        verbose_name_plural = _("导入错误")
        ordering: ClassVar = ["run", "line", "pk"]

    def __str__(self) -> str:
        return f"{self.line}：{self.reason}"


class ImportMapping(models.Model):
    """How the columns of a header were read last: remembered for the next file with the same header."""

    kind = models.CharField(_("名册"), max_length=10, choices=ImportKind.choices)
    signature = models.CharField(_("表头校验值"), max_length=64)
    columns = models.JSONField(_("列名"))
    mapping = models.JSONField(_("列对应"))
    owner = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("登记单位"))
    remembered_at = models.DateTimeField(_("保存时间"))

    class Meta:
        verbose_name = _("列对应记录")
        verbose_name_plural = _("列对应记录")
        constraints: ClassVar = [
            models.UniqueConstraint(name="import_mapping_once", fields=["owner", "kind", "signature"]),
        ]

    def __str__(self) -> str:
        return "、".join(self.columns)
