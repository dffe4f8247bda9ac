"""The index of IPC titles on disk: made once from the table that was loaded, mapped by all who ask."""

from __future__ import annotations

from manas.engines.matching.analysis import VERSION
from manas.engines.matching.ipc import Titles, by_group, by_subclass
from manas.registers.matching.editions import STATE, folder, kept, loaded, state
from manas.registers.matching.reader import reader
from manas.registers.matching.store import IndexRefused, write_safely
from manas.registers.matching.writer import rebuild
from manas.registers.models import IpcTitle

GROUPS, SUBCLASSES = "groups", "subclasses"


def keep_titles() -> bool:
    """This function will make the index of titles anew where the table is another than before; tells whether it was.

    The state is written last: a process killed on the way leaves the old one, and the next begins again.
    """
    if not loaded():
        return False
    now = state()
    if kept() == now and open_titles() is not None:
        return False
    titles = dict(IpcTitle.objects.order_by("code").values_list("code", "title"))
    rebuild(folder() / GROUPS, by_group(titles), analyzer=VERSION)
    rebuild(folder() / SUBCLASSES, by_subclass(titles), analyzer=VERSION)
    write_safely(folder() / f"{STATE}.new", now.encode())
    (folder() / f"{STATE}.new").replace(folder() / STATE)
    return True


def open_titles() -> Titles | None:
    """This function will map the index of titles; None where there is none that can be used: the next who keeps it makes it."""
    try:
        opened = [reader(folder() / name, VERSION) for name in (GROUPS, SUBCLASSES)]
        for one in opened:
            one.refresh()
    except IndexRefused:
        return None
    return Titles(opened[0].parts, opened[1].parts)
