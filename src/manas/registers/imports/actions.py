"""Deeds on a file that is imported: hand it in, say what its columns are, confirm, stop, go on, put aside, undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from manas.engines.sheets.delimited import TableFault
from manas.engines.sheets.fields import SETS
from manas.engines.sheets.header import Header
from manas.office.files.actions import keep
from manas.office.files.kinds import TABLES
from manas.office.files.queries import location
from manas.office.jobs.actions import enqueue
from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Unit
from manas.office.queries import standing_at
from manas.registers.imports import reading, rules
from manas.registers.imports.queries import remembered, what_stands_on
from manas.registers.imports.reading import Source
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportKind, ImportMapping, ImportRun, ImportState
from manas.registers.patents.queries.keeping import ip_offices

CHECK: Final = "import.check"
ENTER: Final = "import.enter"
UNDO: Final = "import.undo"
JOBS: Final = {ImportState.CHECKING: CHECK, ImportState.ENTERING: ENTER, ImportState.UNDOING: UNDO}


def hand_in(*, kind: str, name: str, data: bytes, source: str, edition: str, actor: Person, at: datetime) -> ImportRun:
    """This function will keep an uploaded file and have a worker check it, read by the mapping of its header used last.

    Raises FileRefused for what is no table, ImportRefused for one that cannot be read or by who may not.
    """
    desk = _desk(actor, at)
    kept = keep(name=name, data=data, owner=desk, actor=actor, at=at, kinds=TABLES)
    run = ImportRun(kind=kind, file=kept, sha256=kept.sha256, source=source, edition=edition)
    return _begin(run, Source(location(kept.sha256), kept.name), desk, actor, at)


def hand_in_own(*, organization: Organization, name: str, data: bytes, actor: Person, at: datetime) -> ImportRun:
    """This function will keep a file of an organization's own patents, from somebody who acts for it, and have it checked.

    The office of its prefecture confirms it. Raises FileRefused for what is no table, ImportRefused for one that cannot be
    read, by who does not act for the organization, and where no office is there for its county.
    """
    if organization.pk not in standing_at(actor, at).organizations:
        raise ImportRefused("只能提交本单位的专利清单")
    desk = rules.desk_for(organization, ip_offices(at))
    if desk is None:
        raise ImportRefused("没有登记所在县（市），或者所在地没有知识产权局，请先补充机构资料")
    kept = keep(name=name, data=data, owner=desk, actor=actor, at=at, kinds=TABLES)
    source = f"{organization.name}提交"
    run = ImportRun(kind=ImportKind.PATENTS, file=kept, sha256=kept.sha256, source=source, organization=organization)
    return _begin(run, Source(location(kept.sha256), kept.name), desk, actor, at)


def begin(*, kind: str, path: Path, source: str, edition: str, actor: Person, at: datetime) -> ImportRun:
    """This function will begin a run of a file on this machine's disk, which is read where it lies by whoever began it.

    Raises ImportRefused for what cannot be read or by who may not.
    """
    desk = _desk(actor, at)
    read = Source(path, path.name)
    run = ImportRun(kind=kind, sha256=reading.digest(read), source=source, edition=edition)
    return _begin(run, read, desk, actor, at)


@transaction.atomic
def _begin(run: ImportRun, read: Source, desk: Unit, actor: Person, at: datetime) -> ImportRun:
    try:
        found = reading.outline(read, run.kind)
    except TableFault as fault:
        raise ImportRefused(str(fault)) from None
    journal.hold()
    run.file_name, run.owner, run.begun_by, run.begun_at = read.name[-200:], desk, actor, at
    run.columns, run.first_row = list(found.header.names), found.header.first_data_row
    run.mapping = remembered(desk, run.kind, found.header) or list(found.keys)
    run.save()
    journal.record(actor=actor, at=at, verb="提交导入文件", subject=run, unit=desk, detail={"file": run.file_name})
    _ask(run, at)
    return run


@transaction.atomic
def map_columns(*, run: ImportRun, keys: Sequence[str], actor: Person, at: datetime) -> ImportRun:
    """This function will say which field each column holds (empty: none), remember it for this header, and check anew.

    Raises ImportRefused where a field stands twice, one is unknown or a needed one is missing.
    """
    held = _held(run, actor, at, ImportState.READY, ImportState.CHECKING, ImportState.UNREADABLE)
    fields = SETS[held.kind]
    chosen = [key for key in keys if key]
    if len(keys) != len(held.columns) or set(chosen) - {field.key for field in fields.fields}:
        raise ImportRefused("列的数量或者对应的项目不对，请重新选择")
    if twice := sorted({key for key in chosen if chosen.count(key) > 1}):
        raise ImportRefused(f"“{fields[twice[0]].title}”对应了不止一列")
    held.mapping = list(keys)
    ImportMapping.objects.update_or_create(
        owner=held.owner,
        kind=held.kind,
        signature=Header(0, 1, tuple(held.columns)).signature,
        defaults={"columns": held.columns, "mapping": held.mapping, "remembered_at": at},
    )
    _move(held, ImportState.CHECKING, "调整列对应", actor, at)
    return held


@transaction.atomic
def confirm(*, run: ImportRun, actor: Person, at: datetime) -> ImportRun:
    """This function will have a checked file entered, by a worker or by whoever began it from the disk.

    Raises ImportRefused where nothing of it can be entered or another file is being entered into the same register.
    """
    held = _held(run, actor, at, ImportState.READY)
    if missing := SETS[held.kind].missing(set(held.mapping)):
        raise ImportRefused(f"还没有一列对应“{missing}”")
    if held.refused >= held.total:
        raise ImportRefused("文件里没有可以登记的行，请按错误清单改好后重新上传")
    _require_alone(held)
    held.position = held.created = held.changed = held.unchanged = held.refused = 0
    held.confirmed_by, held.confirmed_at, held.ended_at = actor, at, None
    _move(held, ImportState.ENTERING, "确认导入", actor, at)
    return held


@transaction.atomic
def stop(*, run: ImportRun, actor: Person, at: datetime) -> ImportRun:
    """This function will stop a run after the batch in hand; what is entered stays, and it can go on from there."""
    held = _held(run, actor, at, ImportState.ENTERING)
    held.trouble, held.ended_at = f"由{actor.name}中止", at
    _move(held, ImportState.STOPPED, "中止导入", actor, at)
    return held


@transaction.atomic
def go_on(*, run: ImportRun, actor: Person, at: datetime) -> ImportRun:
    """This function will let a stopped run go on where it stopped."""
    held = _held(run, actor, at, ImportState.STOPPED)
    _require_alone(held)
    held.confirmed_by, held.ended_at, held.trouble = actor, None, ""
    _move(held, ImportState.ENTERING, "继续导入", actor, at)
    return held


@transaction.atomic
def discard(*, run: ImportRun, actor: Person, at: datetime) -> ImportRun:
    """This function will put a file aside that nothing was entered of."""
    held = _held(run, actor, at, ImportState.CHECKING, ImportState.READY, ImportState.UNREADABLE)
    held.ended_at = at
    _move(held, ImportState.DISCARDED, "放弃导入", actor, at)
    return held


@transaction.atomic
def undo(*, run: ImportRun, actor: Person, at: datetime) -> ImportRun:
    """This function will take back the patents that a run created, as long as nothing was built on any of them, and what it
    changed on others, as long as nobody changed that since.

    Raises ImportRefused, with the reason, where something was built; what was changed since stays, and is told of.
    """
    held = _held(run, actor, at, ImportState.DONE, ImportState.STOPPED)
    if reason := what_stands_on(held):
        raise ImportRefused(reason)
    _move(held, ImportState.UNDOING, "撤销导入", actor, at)
    return held


def _desk(actor: Person, at: datetime) -> Unit:
    desk = rules.desk(standing_at(actor, at), ip_offices(at))
    if desk is None:
        raise ImportRefused("只有知识产权局的人员可以导入")
    return desk


def _held(run: ImportRun, actor: Person, at: datetime, *states: ImportState) -> ImportRun:
    """The run as it is now, held until the deed is done; the journal first, as everybody does who writes here."""
    desk = _desk(actor, at)
    journal.hold()
    held = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if held.owner_id != desk.pk:
        raise ImportRefused("只有提交文件的知识产权局可以办理")
    if held.state not in states:
        raise ImportRefused(f"现在是“{held.get_state_display()}”，不能这样办理")
    return held


def _require_alone(run: ImportRun) -> None:
    """One file at a time into a register: what came of each can be told apart, and undone."""
    busy = ImportRun.objects.filter(kind=run.kind, state__in=(ImportState.ENTERING, ImportState.UNDOING)).first()
    if busy is not None:
        raise ImportRefused(f"“{busy.file_name}”正在导入，请等它完成或者先中止")


def _move(run: ImportRun, state: ImportState, verb: str, actor: Person, at: datetime) -> None:
    """Whoever had it in hand before has lost it: a worker takes it anew."""
    run.state, run.holder = state, ""
    run.save()
    journal.record(actor=actor, at=at, verb=verb, subject=run, unit=run.owner, detail={"file": run.file_name})
    _ask(run, at)


def _ask(run: ImportRun, at: datetime) -> None:
    """A worker has no path to a file on somebody's disk: whoever began such a run carries it on."""
    job = JOBS.get(ImportState(run.state))
    if job and (run.file_id or run.state == ImportState.UNDOING):
        enqueue(kind=job, key=f"{job}:{run.pk}:{at.isoformat()}", arguments={"run": run.pk}, at=at)
