"""Loading code tables: every row is entered, renamed or left as it is; codes of older editions stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q

from manas.engines.ipc_tree import parents
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.registers.codes.levels import Code
from manas.registers.models import Industry, IpcTitle
from manas.registers.patents.actions import Result
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.refusals import PatentRefused
from manas.registers.patents.rules import may_keep

AT_ONCE: Final = 200  # rows of one statement
# The column of each table that holds the words.
WORDS: Final[Mapping[type[Any], str]] = {IpcTitle: "title", Industry: "name"}


@transaction.atomic
def enter_codes(
    *,
    model: type[IpcTitle | Industry],
    codes: Sequence[Code],
    edition: str,
    actor: Person,
    at: datetime,
    subject: models.Model,
) -> list[Result]:
    """This function will enter some hundreds of rows of a code table in one transaction; gives what came of each.

    Raises PatentRefused for who may not keep the registers.
    """
    if not may_keep(standing_at(actor, at), ip_offices(at)):
        raise PatentRefused("只有知识产权局的人员可以导入分类表")
    journal.hold()
    words = WORDS[model]
    told = (words, "level", "parent", *(("dots",) if model is IpcTitle else ()))
    known = model._default_manager.filter(code__in=[one.code for one in codes]).values_list("code", *told)
    before = {code: Code(code, *values) for code, *values in known}
    results = [_result(one, before.get(one.code)) for one in codes]
    rows: list[Any] = [
        model(
            code=one.code,
            edition=edition,
            **dict(zip(told, (one.title, one.level, one.parent, one.dots), strict=False)),
        )
        for one, result in zip(codes, results, strict=True)
        if result is not Result.UNCHANGED
    ]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=[*told, "edition"]
    )
    _hang_by_dots([one.code for one in codes if one.dots])
    if rows:
        counts = {result.value: results.count(result) for result in Result}
        journal.record(actor=actor, at=at, verb="登记分类表", subject=subject, detail={"edition": edition, **counts})
    return results


def _result(code: Code, before: Code | None) -> Result:
    if before is None:
        return Result.CREATED
    told = replace(code, parent=before.parent) if code.dots else code  # whose dots are known hangs by them
    return Result.UNCHANGED if before == told else Result.CHANGED


def _hang_by_dots(subgroups: Sequence[str]) -> None:
    """Give every subgroup of the same main groups the parent that its dots say: a file comes in pieces, in any order."""
    stems = {code.partition("/")[0] for code in subgroups}
    groups: dict[str, dict[str, IpcTitle]] = {stem: {} for stem in stems}
    beside = Q(pk__in=[])
    for stem in stems:
        beside |= Q(code__startswith=f"{stem}/")
    for row in IpcTitle.objects.filter(beside, dots__gt=0):
        groups[row.code.partition("/")[0]][row.code] = row
    moved = []
    for rows in groups.values():
        for code, parent in parents({one.code: one.dots or 0 for one in rows.values()}).items():
            if rows[code].parent != parent:
                rows[code].parent = parent
                moved.append(rows[code])
    IpcTitle.objects.bulk_update(moved, ["parent"], batch_size=AT_ONCE)
