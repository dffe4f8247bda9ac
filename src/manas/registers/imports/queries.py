"""Questions about files that are imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import PROTECT, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from manas.engines.sheets.delimited import TableFault
from manas.engines.sheets.fields import SETS
from manas.engines.sheets.header import Header
from manas.office.files.queries import location
from manas.office.models import Person, Post, Role, Unit
from manas.registers.imports.reading import Source, digest, rows
from manas.registers.imports.tables import Line, lines
from manas.registers.models import (
    ImportKind,
    ImportMapping,
    ImportRun,
    ImportState,
    Patent,
    PatentChange,
    PushAddressee,
    PushedPatent,
    PushList,
)

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file with the field that it is read into, its first values, and the fields to choose from."""

    name: str
    key: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a file: as they stand, and as they would be entered. `trouble` says why there are none."""

    columns: tuple[ColumnChoice, ...]
    lines: tuple[Line, ...]
    trouble: str = ""


def source_of(run: ImportRun) -> Source | None:
    """This function will say where the file of a run lies; nothing where it was read from somebody's disk."""
    return Source(location(run.sha256), run.file_name) if run.file_id else None


def remembered(owner: Unit, kind: str, header: Header) -> list[str]:
    """This function will give the mapping that an office used last for such a header; an empty list when it used none."""
    found = ImportMapping.objects.filter(owner=owner, kind=kind, signature=header.signature).first()
    known = {field.key for field in SETS[kind].fields} | {""}
    return list(found.mapping) if found and set(found.mapping) <= known else []


def sample(run: ImportRun, source: Source, count: int = SHOWN) -> Sample:
    """This function will read the first rows of a file by the run's mapping."""
    try:
        first = list(islice(rows(source, run.kind), run.first_row + 3 * count))
    except TableFault as fault:
        return Sample((), (), str(fault))
    read = lines(
        first, kind=run.kind, names=run.columns, keys=run.mapping, first_row=run.first_row, owner=run.organization
    )
    body = [row.cells for row in first[run.first_row :]]
    choices = zip(run.columns, run.mapping, strict=True)
    columns = tuple(ColumnChoice(name, key, _examples(body, at)) for at, (name, key) in enumerate(choices))
    return Sample(columns, tuple(islice(read, count)))


def _examples(body: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    said = (row[at].strip() for row in body if at < len(row))
    return tuple(islice((text[:40] for text in said if text), 2))


def untouched(run: ImportRun) -> QuerySet[Patent]:
    """This function will give the patents that a run created and nobody changed since."""
    later = PatentChange.objects.filter(patent=OuterRef("pk")).exclude(actor=run.confirmed_by, at__lte=run.ended_at)
    return Patent.objects.filter(~Exists(later), first_run=run, changed_at__lte=run.ended_at)


def what_stands_on(run: ImportRun) -> str:
    """This function will say in Chinese why a run cannot be undone; nothing (the empty string) when it can."""
    if run.kind not in (ImportKind.PATENTS, ImportKind.POOL):
        return "分类表和产品不能整批撤销；改正以后再导入一次，以新的为准"
    if asked := PushAddressee.objects.filter(pushed__push_list__run=run).count():
        return f"这批专利已转送企业征求意见 {asked} 次，不能撤销"
    created = Patent.objects.filter(first_run=run)
    if not (created.exists() or run.changes.exists() or PushList.objects.filter(run=run).exists()):
        return "这次导入没有新增也没有更新专利，没有可以撤销的"
    if touched := created.count() - untouched(run).count():
        return f"其中 {touched} 件在导入后又有变动，不能撤销"
    if used := next((count for count in _uses(created, run) if count), 0):
        return f"其中 {used} 件已被其他记录使用，不能撤销"
    return ""


def _uses(patents: QuerySet[Patent], run: ImportRun) -> list[int]:
    """How many rows of each table that keeps a patent from being deleted point to one of these; the run's own list goes too."""
    own = Q(push_list__run=run)
    return [
        link.related_model._default_manager.filter(Q(**{f"{link.field.name}__in": patents}))
        .exclude(own if link.related_model is PushedPatent else Q(pk__in=[]))
        .count()
        for link in Patent._meta.related_objects
        if link.on_delete is PROTECT
    ]


def from_disk(*, kind: str, source: Source) -> ImportRun | None:
    """This function will give the run of the same file from a disk that is not at its end, so that it can go on."""
    unfinished = ImportRun.objects.filter(state__in=(ImportState.ENTERING, ImportState.STOPPED))
    return unfinished.filter(kind=kind, file=None, sha256=digest(source)).first()


def office_person(username: str | None, at: datetime) -> Person | None:
    """This function will give the person with a sign-in name; without one, the first who holds the office's post."""
    people = Person.objects.filter(is_active=True)
    if username:
        return people.filter(username=username).first()
    posts = Post.objects.held_on(timezone.localtime(at).date()).filter(role=Role.OFFICE)
    return people.filter(posts__in=posts).order_by("posts__pk").first()
