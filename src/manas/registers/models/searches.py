"""Searches that a person keeps, to be told when something new fits them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from manas.office.models import Person


class SavedSearch(models.Model):
    """How a list of patents was narrowed, under a name. Whatever came in after `told_at` has not been told of."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("人员"))
    name = models.CharField(_("检索名称"), max_length=60)
    filters = models.JSONField(_("检索条件"))
    alerts = models.BooleanField(_("有新专利时通知"), default=True)
    saved_at = models.DateTimeField(_("保存时间"))
    told_at = models.DateTimeField(_("已通知至"))

    class Meta:
        verbose_name = _("保存的检索")
        verbose_name_plural = _("保存的检索")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="saved_search_once", fields=["person", "name"])]

    def __str__(self) -> str:
        return self.name
