"""Loading code tables: every row is entered, renamed or left as it is; codes of older editions stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.registers.codes.levels import Code
from manas.registers.models import Industry, IpcTitle
from manas.registers.patents.actions import Result
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.refusals import PatentRefused
from manas.registers.patents.rules import may_keep

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
    before = {
        code: Code(code, title, level, parent)
        for code, title, level, parent in model._default_manager.filter(
            code__in=[one.code for one in codes]
        ).values_list("code", words, "level", "parent")
    }
    results = [_result(one, before.get(one.code)) for one in codes]
    rows: list[Any] = [
        model(code=one.code, level=one.level, parent=one.parent, edition=edition, **{words: one.title})
        for one, result in zip(codes, results, strict=True)
        if result is not Result.UNCHANGED
    ]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=[words, "level", "parent", "edition"]
    )
    if rows:
        counts = {result.value: results.count(result) for result in Result}
        journal.record(actor=actor, at=at, verb="登记分类表", subject=subject, detail={"edition": edition, **counts})
    return results


def _result(code: Code, before: Code | None) -> Result:
    if before is None:
        return Result.CREATED
    return Result.UNCHANGED if before == code else Result.CHANGED
