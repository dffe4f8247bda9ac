"""Keeping the index of patents up to what the register holds: what is new or changed goes in, what is gone comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from manas.engines.matching.analysis import VERSION, offer_terms
from manas.engines.matching.find import WEIGHTING
from manas.registers.matching.marks import mark
from manas.registers.matching.reader import Reader, reader
from manas.registers.matching.store import IndexRefused
from manas.registers.matching.writer import Document, add, compact, rebuild, withdraw
from manas.registers.models import Patent, UnindexedPatent

AT_ONCE: Final = 5_000
MOST_PARTS: Final = 8  # a question looks into each part


def folder() -> Path:
    """This function will give the place of the index."""
    return Path(settings.MANAS_MATCHING)


def index() -> Reader:
    """This function will open the index as it is now. Raises IndexRefused, with the reason, where it cannot be used."""
    opened = reader(folder(), VERSION)
    opened.refresh()
    return opened


def bring_up_to_date(at: datetime) -> int:
    """This function will take up what waits and drop what the register has lost; gives how many patents were taken up.

    An index that is missing, damaged or another analyzer's is begun anew. A kill on the way loses nothing: what was not
    finished still waits, and what was taken up twice is there once.
    """
    try:
        index()
    except IndexRefused:
        begin_anew(at)
    taken = sum(iter(_take_up_some, 0))
    _drop_lost()
    if len(index().parts) > MOST_PARTS:
        compact(folder(), analyzer=VERSION)
    if taken:
        _ask_once()
    return taken


def _ask_once() -> None:
    """The first question of a machine waits for the compiler, which keeps what it made: nobody at a page shall wait for it."""
    if newest := Patent.objects.order_by("pk").last():
        index().top(offer_terms(newest.title, newest.abstract, newest.claims), 1)


def begin_anew(at: datetime) -> None:
    """This function will put an empty index in the place of whatever is there, and let the whole register wait for it."""
    held = Patent.objects.order_by("pk").values_list("pk", flat=True)
    for some in _some(held):
        mark(some, at)
    rebuild(folder(), [], analyzer=VERSION, weighting=WEIGHTING)


@transaction.atomic
def _take_up_some() -> int:
    """The notes are held while the text is read, so that whoever changes it meanwhile waits and notes it again."""
    waiting = list(UnindexedPatent.objects.select_for_update().order_by("pk")[:AT_ONCE].values_list("pk", flat=True))
    if waiting:
        add(folder(), _documents(waiting), analyzer=VERSION)
    for some in _some(waiting):
        UnindexedPatent.objects.filter(pk__in=some).delete()
    return len(waiting)


def _documents(patents: list[int]) -> Iterator[Document]:
    for some in _some(patents):
        texts = Patent.objects.filter(pk__in=some).values_list("pk", "title", "abstract", "claims")
        for pk, title, abstract, claims in texts:
            yield pk, offer_terms(title, abstract, claims)


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    """As many keys at a time as one statement takes."""
    source = iter(keys)
    return iter(lambda: list(islice(source, 500)), [])


def _drop_lost() -> None:
    opened = index()
    if opened.documents <= Patent.objects.count():
        return
    kept = set(Patent.objects.values_list("pk", flat=True))
    held = chain.from_iterable(part.segment.keys[part.alive].tolist() for part in opened.parts)
    withdraw(folder(), [key for key in held if key not in kept], analyzer=VERSION)
