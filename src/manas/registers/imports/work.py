"""What workers and commands do with a file: check it whole, enter it batch by batch, take it back. Begun twice, it comes out the same.

Whoever takes a run writes their mark on it; every batch is one transaction that also moves the run's position, and writes
nothing once the mark or the state is another's. So a process that was killed, or only thought dead, loses and doubles nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import transaction

from manas.engines.sheets.delimited import TableFault
from manas.engines.sheets.rows import Fault
from manas.office.jobs.actions import enqueue
from manas.office.journal import actions as journal
from manas.registers.imports import reading
from manas.registers.imports.actions import ENTER
from manas.registers.imports.queries import source_of, untouched
from manas.registers.imports.reading import Source
from manas.registers.imports.tables import REGISTERS, Line, Outcome, lines
from manas.registers.models import ImportRowFault, ImportRun, ImportState, Patent, PatentChange, PushList
from manas.registers.patents.actions import Result
from manas.registers.patents.actions.entering import column_name
from manas.registers.patents.actions.restoring import Stays, changed_by, restore
from manas.registers.patents.refusals import PatentRefused

BATCH: Final = 500  # rows of one transaction
MOST_FAULTS: Final = 20_000  # kept of one run; the counts go on
SLICE: Final = timedelta(seconds=120)  # of one job, well within the lease of a worker
Tell = Callable[[int], None]
Clock = Callable[[], datetime]


class Lost(Exception):
    """Somebody else took the run, or it was stopped: nothing more is written."""


@dataclass(slots=True)
class Hand:
    """One who has a run in hand: the clock on their wall, and their mark."""

    run: ImportRun
    clock: Clock
    mark: str = field(default_factory=lambda: secrets.token_hex(16))

    @transaction.atomic
    def take(self, state: ImportState) -> None:
        """This function will write the mark on the run; raises Lost where it is no longer in `state`."""
        journal.hold()
        if not ImportRun.objects.filter(pk=self.run.pk, state=state).update(holder=self.mark):
            raise Lost
        self.run.refresh_from_db()

    def write(self, **values: object) -> None:
        """This function will write columns of the run, in the caller's transaction; raises Lost where it is another's."""
        mine = ImportRun.objects.filter(pk=self.run.pk, state=self.run.state, holder=self.mark)
        if not mine.update(**values):
            raise Lost
        for name, value in values.items():
            setattr(self.run, name, value)


def quiet(count: int) -> None:
    """This function will tell nobody."""


# Checking


def check(*, run: ImportRun, source: Source, clock: Clock, tell: Tell = quiet) -> None:
    """This function will read a file to its end, count its rows and keep what is wrong; nothing is entered.

    The run is ready to be confirmed afterwards, or unreadable, with the reason. Raises Lost where it was taken away.
    """
    hand = Hand(run, clock)
    hand.take(ImportState.CHECKING)
    with transaction.atomic():
        hand.write(total=0, position=0, refused=0, trouble="")
        run.faults.all().delete()
    try:
        for batch in _batches(_lines(run, source)):
            _note(hand, batch)
            tell(run.position)
    except TableFault as fault:
        hand.write(state=ImportState.UNREADABLE, trouble=str(fault))
        return
    empty = "" if run.position else "表头下面没有数据"
    hand.write(state=ImportState.UNREADABLE if empty else ImportState.READY, total=run.position, trouble=empty)


@transaction.atomic
def _note(hand: Hand, batch: Sequence[Line]) -> None:
    run = hand.run
    refused = sum(line.entry is None for line in batch)
    hand.write(position=run.position + len(batch), refused=run.refused + refused)
    _keep_faults(run, [(line.number, fault) for line in batch for fault in line.faults])


def _keep_faults(run: ImportRun, faults: Sequence[tuple[int, Fault]]) -> None:
    room = max(0, MOST_FAULTS - run.faults.count()) if faults else 0
    ImportRowFault.objects.bulk_create(
        ImportRowFault(
            run=run,
            line=line,
            column=one.column[:200],
            said=one.said[:100],
            reason=one.reason[:300],
            refuses=one.refuses,
        )
        for line, one in faults[:room]
    )


# Entering


def enter(
    *, run: ImportRun, source: Source, clock: Clock, tell: Tell = quiet, within: timedelta = timedelta.max
) -> bool:
    """This function will enter a confirmed file from where it stands; tells whether it came to its end `within` a time.

    A file that cannot be read further, and a deed that is no longer allowed, stop the run with the reason. Raises Lost
    where it was taken away.
    """
    hand = Hand(run, clock)
    hand.take(ImportState.ENTERING)
    began = clock()
    try:
        for batch in _batches(islice(_lines(run, source), run.position, None)):
            _enter(hand, batch)
            tell(run.position)
            if clock() - began > within:
                return False
    except (TableFault, PatentRefused) as fault:
        hand.write(state=ImportState.STOPPED, trouble=str(fault), ended_at=hand.clock())
        return True
    _finish(hand)
    return True


@transaction.atomic
def _enter(hand: Hand, batch: Sequence[Line]) -> None:
    """The journal first, then the run: everybody takes them in this order."""
    journal.hold()
    run = hand.run
    entries = [line.entry for line in batch if line.entry is not None]
    actor = run.confirmed_by or run.begun_by
    outcomes = REGISTERS[run.kind].enter(entries, run, actor, hand.clock()) if entries else []
    counts = {result.value: sum(one.result is result for one in outcomes) for result in Result}
    counts["refused"] += len(batch) - len(entries)
    hand.write(
        position=run.position + len(batch), **{name: getattr(run, name) + count for name, count in counts.items()}
    )
    _keep_faults(run, list(_refusals(batch, outcomes)))


def _refusals(batch: Iterable[Line], outcomes: Iterable[Outcome]) -> Iterator[tuple[int, Fault]]:
    """What only the register could tell; what was wrong in the row itself stands there since the check."""
    for line, outcome in zip((line for line in batch if line.entry is not None), outcomes, strict=True):
        if outcome.result is Result.REFUSED:
            yield line.number, Fault("", "", outcome.refusal, refuses=True)
        for one in outcome.kept:
            yield line.number, Fault(one.column, one.said, one.reason, refuses=False)


@transaction.atomic
def _finish(hand: Hand) -> None:
    journal.hold()
    run = hand.run
    hand.write(state=ImportState.DONE, ended_at=hand.clock(), trouble="")
    counts = {name: getattr(run, name) for name in ("created", "changed", "unchanged", "refused")}
    actor = run.confirmed_by or run.begun_by
    journal.record(actor=actor, at=hand.clock(), verb="完成导入", subject=run, unit=run.owner, detail=counts)


# Taking back


def take_back(*, run: ImportRun, clock: Clock) -> None:
    """This function will take back batch by batch what a run did: its list and the patents that it created are deleted, those
    that it changed are what they were before.

    What was changed meanwhile stays, and is kept with the run's faults with the reason.
    """
    hand = Hand(run, clock)
    hand.take(ImportState.UNDOING)
    with transaction.atomic():
        hand.write(holder=hand.mark)
        PushList.objects.filter(run=run).delete()
    while _delete_some(hand):
        pass
    keys = list(changed_by(run).values_list("pk", flat=True))
    stay = sum(_restore_some(hand, keys[at : at + BATCH]) for at in range(0, len(keys), BATCH))
    kept = Patent.objects.filter(first_run=run).count()
    told = (
        f"{kept} 件在撤销期间有变动，没有删除" if kept else "",
        f"{len(keys)} 件恢复到导入以前" if keys else "",
        f"其中 {stay} 项之后又有人改过，没有恢复，见错误清单" if stay else "",
    )
    hand.write(state=ImportState.UNDONE, trouble="；".join(filter(None, told)))


@transaction.atomic
def _restore_some(hand: Hand, keys: Sequence[int]) -> int:
    """The faults of these patents are written anew: begun twice, they stand there once."""
    journal.hold()
    hand.write(holder=hand.mark)
    run = hand.run
    stays = restore(run=run, patents=keys, actor=run.confirmed_by or run.begun_by, at=hand.clock())
    faults = [(one.patent.source_row or 0, _stays(one)) for one in stays]
    for line, fault in faults:
        run.faults.filter(line=line, column=fault.column, reason=fault.reason[:300]).delete()
    _keep_faults(run, faults)
    return len(stays)


def _stays(one: Stays) -> Fault:
    number = one.patent.application_number or one.patent.publication_number
    return Fault(column_name(one.column), one.value, f"{number}：{one.reason}", refuses=False)


@transaction.atomic
def _delete_some(hand: Hand) -> int:
    journal.hold()
    hand.write(holder=hand.mark)
    some = list(untouched(hand.run).values_list("pk", flat=True)[:BATCH])
    Patent.objects.filter(pk__in=some).delete()
    PatentChange.objects.filter(patent_id__in=some).delete()  # history goes after its patent, never before
    return len(some)


# Jobs


def check_job(arguments: Mapping[str, object], clock: Clock) -> None:
    """This function will check a run, as a job: arguments {"run": its number}."""
    _as_job(arguments, ImportState.CHECKING, lambda run, source: check(run=run, source=source, clock=clock))


def enter_job(arguments: Mapping[str, object], clock: Clock) -> None:
    """This function will enter a run for a while, as a job, and ask for the next one where that was not the end."""

    def carry_on(run: ImportRun, source: Source) -> None:
        if not enter(run=run, source=source, clock=clock, within=SLICE):
            key = f"{ENTER}:{run.pk}:{run.position}"
            enqueue(kind=ENTER, key=key, arguments={"run": run.pk}, at=clock())

    _as_job(arguments, ImportState.ENTERING, carry_on)


def undo_job(arguments: Mapping[str, object], clock: Clock) -> None:
    """This function will take a run back, as a job."""
    run = ImportRun.objects.get(pk=int(str(arguments["run"])))
    if run.state == ImportState.UNDOING:
        with suppress(Lost):
            take_back(run=run, clock=clock)


def _as_job(arguments: Mapping[str, object], state: ImportState, deed: Callable[[ImportRun, Source], None]) -> None:
    """A run that is in another state by now, or that somebody takes away, needs nothing more from this job."""
    run = ImportRun.objects.get(pk=int(str(arguments["run"])))
    source = source_of(run)
    if run.state != state or source is None:
        return
    with suppress(Lost):
        deed(run, source)


def _lines(run: ImportRun, source: Source) -> Iterator[Line]:
    rows = reading.rows(source, run.kind)
    return lines(
        rows, kind=run.kind, names=run.columns, keys=run.mapping, first_row=run.first_row, owner=run.organization
    )


def _batches(found: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(found, BATCH)):
        yield batch
