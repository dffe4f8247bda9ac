"""Whether the index of IPC titles is that of the table that is loaded. Whoever only asks this needs no index."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Sum

from manas.engines.matching.analysis import VERSION
from manas.registers.models import ImportKind, ImportRun, IpcTitle

# The files beside the index of patents.
STATE = "state.json"


def folder() -> Path:
    """This function will give the place of the index of titles."""
    return Path(settings.MANAS_MATCHING) / "titles"


def loaded() -> bool:
    """This function will tell whether any title is loaded."""
    return IpcTitle.objects.exists()


def state() -> str:
    """This function will say in one line what the table holds: it differs whenever rows have come, changed or gone.

    Titles come by imports alone, and each import counts the rows that it entered or renamed.
    """
    table = IpcTitle.objects.aggregate(rows=Count("pk"), last=Max("pk"), edition=Max("edition"))
    runs = ImportRun.objects.filter(kind=ImportKind.IPC).aggregate(
        runs=Max("pk"), created=Sum("created"), changed=Sum("changed")
    )
    return json.dumps({"analyzer": VERSION, **table, **runs}, sort_keys=True)


def kept() -> str:
    """This function will give the state of the table from which the index was made; nothing where there is none."""
    try:
        return (folder() / STATE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def out_of_date() -> bool:
    """This function will tell whether the index of titles has to be made: never, where no title is loaded."""
    return loaded() and kept() != state()
