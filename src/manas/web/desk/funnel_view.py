"""Funnels of pairs in the words of a page: every figure with the address of the list that has exactly so many lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from manas.engines.paper.figures import grouped
from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pair.queries import STAGES, By, Funnel, UseFirst, pairs, pairs_of, use_first_pairs
from manas.office.rules import Standing

HEADS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "begun": _("对接"),
        "asked": _("已邀请"),
        "willing": _("双方愿意"),
        "visited": _("现场对接"),
        "agreed": _("商定条款"),
        "signed": _("签订合同"),
        "done": _("有结果"),
        "ended": _("终止"),
    }
)
USE_FIRST: Final = "use_first"  # what such contracts are counted by, beside `By`
USE_FIRST_HEADS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "signed": _("已签订"),
        "using": _("免费使用中"),
        "paying": _("待付费"),
        "paid": _("已转为付费"),
        "ended": _("已终止"),
    }
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, what it counts, and where its list is."""

    head: Promise
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One line of a funnel."""

    key: int | str | None
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class UseFirstTable:
    """What came of contracts of using first and paying later; `amount` in yuan, as it is written."""

    cells: tuple[Cell, ...]
    amount: str
    sealed: int


def table(lines: Iterable[Funnel], by: By) -> list[FunnelLine]:
    """This function will put the lines of a funnel into words, each figure with its address."""
    return [
        FunnelLine(
            line.key,
            line.label,
            tuple(Cell(HEADS[name], getattr(line, name), _address(by, name, line.key)) for name in STAGES),
        )
        for line in lines
    ]


def use_first_table(found: UseFirst) -> UseFirstTable | None:
    """This function will put what came of using first into words; nothing where no such contract was signed."""
    if not found.signed:
        return None
    cells = (Cell(head, getattr(found, name), _address(USE_FIRST, name, "")) for name, head in USE_FIRST_HEADS.items())
    return UseFirstTable(tuple(cells), grouped(found.amount), found.sealed)


def behind(standing: Standing, by: str, stage: str, key: str) -> tuple[str, QuerySet[Pair]] | None:
    """This function will give the heading and the pairs of the list that an address names, all of them where it names none;
    nothing for no such figure."""
    if not by and not stage:
        return str(HEADS["begun"]), pairs(standing)
    if by == USE_FIRST and stage in USE_FIRST_HEADS:
        return str(USE_FIRST_HEADS[stage]), use_first_pairs(standing, stage)
    if by not in list(By) or stage not in STAGES:
        return None
    counted = By(by)
    if counted in (By.SOURCE, By.REASON):
        return str(HEADS[stage]), pairs_of(standing, stage, counted, key)
    if key and not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    return str(HEADS[stage]), pairs_of(standing, stage, counted, int(key) if key else None)


def _address(by: str, stage: str, key: int | str | None) -> str:
    return f"{reverse('counted-pairs')}?{urlencode({'by': by, 'stage': stage, 'key': '' if key is None else key})}"
