"""Noting what the index has to take up. Whoever writes patents needs this, and not the index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from manas.registers.models import UnindexedPatent


def mark(patents: Iterable[int], at: datetime) -> None:
    """This function will note patents whose text is to be taken up, in the transaction that wrote them.

    One that is noted already is noted again: whoever takes it up waits until this text is there to be read.
    """
    UnindexedPatent.objects.bulk_create(
        [UnindexedPatent(patent_id=pk, changed_at=at) for pk in patents],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["patent"],
        update_fields=["changed_at"],
    )


def waiting() -> int:
    """This function will count the patents that the index has not taken up yet."""
    return UnindexedPatent.objects.count()
