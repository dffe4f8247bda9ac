"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 50


def page_number(request: HttpRequest, most: int = 10_000) -> int:
    """This function will give the page that the address names, at most `most`; the first one for what is no number.

    Nine digits are read: Python refuses to read thousands of them, and no list is that long.
    """
    wanted = request.GET.get("page", "1")
    return max(1, min(int(wanted[:9]), most)) if wanted.isascii() and wanted.isdigit() else 1


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list; `earlier` and `later` are the addresses of its neighbors, empty at the ends."""

    rows: Sequence[Any]
    number: int
    pages: int
    total: int
    earlier: str
    later: str


class _Find(forms.Form):
    q = forms.CharField(max_length=40, required=False)


def asked_for(request: HttpRequest) -> str:
    """This function will give the word that a list is narrowed by; none where what stands there cannot be one."""
    form = _Find(request.GET)
    return str(form.cleaned_data["q"]) if form.is_valid() else ""


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = SIZE, *, total: int | None = None
) -> ListPage:
    """This function will give the page that the address names, the nearest one where there is no such page.

    `total`: how many rows there are, where that is known without counting them.
    """
    pager = Paginator(rows, size)
    if total is not None:
        pager.count = total
    found: Page[Any] = pager.get_page(request.GET.get("page"))
    pages = found.paginator.num_pages
    return ListPage(
        rows=list(found.object_list),
        number=found.number,
        pages=pages,
        total=found.paginator.count,
        earlier=_address(request, found.number - 1) if found.number > 1 else "",
        later=_address(request, found.number + 1) if found.number < pages else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"{request.path}?{asked.urlencode()}"
