"""What workers can do, by kind of job, and what comes round by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.kept.actions import keep
from manas.indicators.statistics.telling import remind_due as remind_of_returns
from manas.matters.docket.actions import papers, telling
from manas.office.jobs.actions import forget
from manas.office.notices import actions as notices
from manas.registers.imports import actions as imports
from manas.registers.imports import work as import_work
from manas.registers.matching import editions
from manas.registers.matching.marks import waiting
from manas.registers.patents import actions as patents
from manas.registers.pool.telling import remind_due
from manas.reports.papers.making import make as make_paper

Handler = Callable[[Mapping[str, object], datetime], None]


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something that is done once in every slot of so many minutes, counted from midnight UTC of 1970."""

    name: str
    minutes: int
    deed: Callable[[datetime], object]

    def slot(self, at: datetime) -> datetime:
        """This function will give the beginning of the slot in which a moment lies."""
        return at - (at - datetime.fromtimestamp(0, at.tzinfo)) % timedelta(minutes=self.minutes)


def forget_old_slots(at: datetime) -> int:
    """This function will delete what is left of periodic deeds that were done a week ago; nobody asks for them again."""
    return sum(forget(kind=kind(periodic), before=at - timedelta(days=7)) for periodic in PERIODIC)


def index_patents(at: datetime) -> int:
    """This function will bring the index of patents up to the register. Only a worker that has to loads the compiler."""
    if not waiting():
        return 0
    from manas.registers.matching.keeping import bring_up_to_date

    return bring_up_to_date(at)


def index_titles(_at: datetime) -> bool:
    """This function will make the index of IPC titles anew after another table was loaded."""
    if not editions.out_of_date():
        return False
    from manas.registers.matching.titles import keep_titles

    return keep_titles()


def keep_figures(at: datetime) -> int:
    """This function will keep the figures that pages show by the hundred, where counting them takes long."""
    return keep(at=at, quarter=Period.of(timezone.localdate(at), Span.QUARTER), clock=time.monotonic)


def kind(periodic: Periodic) -> str:
    """This function will name the kind of job by which a periodic deed is done."""
    return f"periodic.{periodic.name}"


# Name, every so many minutes, function. Whichever worker takes the job of a slot does it: once, however many there are.
PERIODIC: tuple[Periodic, ...] = (
    Periodic("forget_old_slots", 24 * 60, forget_old_slots),
    Periodic("index_patents", 5, index_patents),
    Periodic("index_titles", 5, index_titles),
    Periodic("keep_figures", 15, keep_figures),
    Periodic("remind", 60, lambda at: telling.remind(at=at)),
    Periodic("remind_of_pushes", 60, lambda at: remind_due(at=at)),
    Periodic("remind_of_returns", 60, lambda at: remind_of_returns(at=at)),
    Periodic("link_holders", 24 * 60, lambda _at: patents.link_holders()),
    Periodic("tell_of_new_patents", 24 * 60, lambda at: patents.tell_of_new(at=at)),
)

# Kind of job → what is done. Every function may be begun twice and comes out the same.
HANDLERS: Mapping[str, Handler] = {
    notices.HAND_OVER: notices.hand_over,
    papers.JOB: make_paper,
    # These go on for a while, and read the clock as they do.
    imports.CHECK: lambda arguments, _: import_work.check_job(arguments, timezone.now),
    imports.ENTER: lambda arguments, _: import_work.enter_job(arguments, timezone.now),
    imports.UNDO: lambda arguments, _: import_work.undo_job(arguments, timezone.now),
}
