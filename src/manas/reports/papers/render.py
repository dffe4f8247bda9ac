"""The one door of the room: a template and its values in, a Word file out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from manas.engines.paper.blocks import MarkupFault
from manas.engines.paper.figures import chinese_day
from manas.engines.paper.lines import clean
from manas.engines.paper.read import read
from manas.reports.papers.faults import of_markup
from manas.reports.papers.fill import fill
from manas.reports.papers.layout import laid_out
from manas.reports.papers.vocabulary import BLANK


@dataclass(frozen=True, slots=True)
class RenderedPaper:
    """`blanks`: the names of the values that were missing, as the template asks for them, in its order."""

    data: bytes
    title: str
    blanks: tuple[str, ...]
    template_sha256: str


def render(template: str, values: Mapping[str, object], *, number: str, at: datetime) -> RenderedPaper:
    """This function will fill a template and set it as a Word file in the form of GB/T 9704—2012.

    `values`: texts, numbers, days, lists, mappings and dataclasses of them; `number` the document number as printed, which
    a template also finds under {{ number }}; `at` the aware moment of making, whose day in the office's time zone dates a
    paper without a day of its own and stands under {{ today }}. The same arguments give the same bytes.
    Raises PaperFault (line, sentence) for a template or value that gives no paper, TypeError for values that are not plain,
    ValueError for a moment without a time zone.
    """
    if timezone.is_naive(at):
        raise ValueError("the moment of making a paper needs its time zone")
    day = timezone.localdate(at, timezone.get_default_timezone())
    printed = clean(number).strip()
    filled, blanks = fill(template, {"number": printed, "today": day} | dict(values))
    try:
        paper = read(filled, number=printed or BLANK, day=chinese_day(day))
    except MarkupFault as fault:
        raise of_markup(fault) from fault
    missing = blanks if printed or "number" in blanks else ("number", *blanks)
    return RenderedPaper(laid_out(paper, at), paper.title, missing, hashlib.sha256(template.encode()).hexdigest())
