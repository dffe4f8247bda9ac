"""导入: files handed in, what their columns are, what would be entered, how far it went and what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.engines.sheets.fields import SETS
from manas.office.files.actions import FileRefused, gather
from manas.office.files.kinds import MAX_BYTES, TABLES
from manas.office.files.queries import attachment
from manas.registers.codes.queries import industries_loaded, ipc_loaded
from manas.registers.imports import actions
from manas.registers.imports.queries import Sample, sample, source_of, what_stands_on
from manas.registers.imports.refusals import ImportRefused
from manas.registers.imports.rules import desk
from manas.registers.imports.tables import Entry
from manas.registers.imports.work import MOST_FAULTS
from manas.registers.models import ImportKind, ImportRun, ImportState
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.pool.entering import PushedEntry
from manas.reports.imports import faults_csv, faults_workbook
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Address → the deed, and what is said when it is done.
DEEDS: dict[str, tuple[Callable[..., ImportRun], Any]] = {
    "confirm": (actions.confirm, gettext_lazy("已开始导入")),
    "stop": (actions.stop, gettext_lazy("已中止，已登记的保留")),
    "go-on": (actions.go_on, gettext_lazy("继续导入")),
    "discard": (actions.discard, gettext_lazy("已放弃这份文件")),
    "undo": (actions.undo, gettext_lazy("正在撤销这次导入")),
}


class ImportForm(forms.Form):
    """A file for a register."""

    kind = forms.ChoiceField(label=gettext_lazy("导入到"), choices=ImportKind.choices)
    file = forms.FileField(
        label=gettext_lazy("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{one}" for one in sorted(TABLES))}),
        help_text=gettext_lazy(
            "xlsx、xls、ods、csv、tsv，或者其中一个的 zip、gz、xz 压缩文件；列名、列序、编码和日期写法不限"
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("来源"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("如：全国存量专利盘活系统 2026年3月导出；不填时记文件名"),
    )
    edition = forms.CharField(
        label=gettext_lazy("版本"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("只用于分类表，如 2026.01、GB/T 4754-2017"),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the file on the mapping form: its name, first values, and the fields it may hold."""

    name: str
    at: int
    examples: tuple[str, ...]
    choices: list[tuple[str, str, bool]]


def _desk_or_404(request: Request) -> None:
    """Outside the office these pages do not exist."""
    if desk(request.standing, ip_offices(request.now)) is None:
        raise Http404


def _run_or_404(request: Request, pk: int) -> ImportRun:
    runs = ImportRun.objects.visible_to(request.standing).select_related("begun_by", "confirmed_by", "file")
    return get_object_or_404(runs, pk=pk)


@signed_in
def imports(request: Request) -> HttpResponse:
    """Hand in a file; below, the files that were, and which code tables are loaded."""
    _desk_or_404(request)
    if request.method != "POST":
        return _listed(request, ImportForm(initial={"kind": request.GET.get("kind")}))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _listed(request, form, status=422)
    told = form.cleaned_data
    try:
        run = actions.hand_in(
            kind=told["kind"],
            name=told["file"].name,
            data=gather(told["file"].chunks()),
            source=told["source"],
            edition=told["edition"],
            actor=request.person,
            at=request.now,
        )
    except (FileRefused, ImportRefused) as refusal:
        form.add_error("file", _refusal(told["file"].size, str(refusal)))
        return _listed(request, form, status=422)
    return redirect("import", run.pk)


def _refusal(size: int, said: str) -> str:
    """A file that is too large for the browser has another way in."""
    if size <= MAX_BYTES:
        return said
    return said + _("；可以压缩成 xz、gz 或 zip 后上传，或者请系统管理员用 manas import 命令导入")


def _listed(request: Request, form: ImportForm, status: int = 200) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.standing).select_related("begun_by").defer("columns", "mapping")
    context = {
        "form": form,
        "page": page_of(request, runs),
        "tables": [
            (ImportKind.IPC.label, ipc_loaded()),
            (ImportKind.INDUSTRIES.label, industries_loaded()),
        ],
    }
    return render(request, "imports/list.html", context, status=status)


@signed_in
@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    """One file: what is known of it so far, and what can be done with it."""
    return _shown(request, _run_or_404(request, pk))


def _shown(request: Request, found: ImportRun, refusal: str = "", status: int = 200) -> HttpResponse:
    """While a worker has it in hand the browser asks again and again: only the first time the file itself is looked at."""
    source = None if request.htmx else source_of(found)
    looked = sample(found, source) if source and found.state in BEFORE else None
    context = {
        "run": found,
        "refusal": refusal,
        "cells": _cells(found, looked) if looked else [],
        "rows": _rows(found, looked) if looked else [],
        "heads": [SETS[found.kind][key].title for key in found.mapping if key] if looked else [],
        "faults": page_of(request, found.faults.all()),
        "most": MOST_FAULTS,
        "from_disk": found.file_id is None,
        "undoable": found.state == ImportState.DONE and not what_stands_on(found),
    }
    return render(request, "imports/run.html", context, status=status)


BEFORE = (ImportState.CHECKING, ImportState.READY, ImportState.UNREADABLE)


def _cells(found: ImportRun, looked: Sample) -> list[Cell]:
    fields = [("", _("（不读）")), *((field.key, field.title) for field in SETS[found.kind].fields)]
    return [
        Cell(column.name, at, column.examples, [(key, title, key == column.key) for key, title in fields])
        for at, column in enumerate(looked.columns)
    ]


def _rows(found: ImportRun, looked: Sample) -> list[tuple[int, list[str], list[str]]]:
    """The first rows as they would be entered: line, a text for each column that is read, what is wrong."""
    keys = [key for key in found.mapping if key]
    return [
        (
            line.number,
            [_said(line.entry, key) for key in keys] if line.entry else [],
            [fault.reason for fault in line.faults],
        )
        for line in looked.lines
    ]


def _said(entry: Entry, key: str) -> str:
    """What an entry says for a field, short."""
    if isinstance(entry, PushedEntry):
        return entry.told.get(key, "")[:SHORT]
    if key in ("number", "dated_on") and isinstance(entry, PatentEntry):
        both = {"number": ("application_number", "publication_number"), "dated_on": ("filed_on", "published_on")}[key]
        return next((str(value) for name in both if (value := getattr(entry, name))), "")
    value = getattr(entry, "title" if key == "name" else key, None)
    if isinstance(value, tuple):
        return "；".join(getattr(one, "name", None) or str(one) for one in value)[:SHORT]
    return "" if value is None else (_("是") if value is True else _("否") if value is False else str(value)[:SHORT])


SHORT = 60


@signed_in
@require_POST
def mapping(request: Request, pk: int) -> HttpResponse:
    """Say what the columns hold; the file is checked anew."""
    found = _run_or_404(request, pk)
    keys = [request.POST.get(f"column-{at}", "") for at in range(len(found.columns))]
    try:
        actions.map_columns(run=found, keys=keys, actor=request.person, at=request.now)
    except ImportRefused as refusal:
        return _shown(request, found, str(refusal), status=422)
    messages.success(request, _("已按新的列对应重新检查；下次遇到同样的表头会照此读取"))
    return redirect("import", pk)


@signed_in
@require_POST
def deed(request: Request, pk: int, verb: str) -> HttpResponse:
    """Confirm, stop, go on, put aside or take back."""
    found = _run_or_404(request, pk)
    if verb not in DEEDS:
        raise Http404
    do, said = DEEDS[verb]
    try:
        do(run=found, actor=request.person, at=request.now)
    except ImportRefused as refusal:
        return _shown(request, found, str(refusal), status=422)
    messages.success(request, str(said))
    return redirect("import", pk)


@signed_in
@require_safe
def faults(request: Request, pk: int, form: str) -> HttpResponse:
    """What was wrong, and the counts, as a file to work through."""
    found = _run_or_404(request, pk)
    made = {"xlsx": (faults_workbook, XLSX), "csv": (faults_csv, "text/csv; charset=utf-8")}
    if form not in made:
        raise Http404
    make, media_type = made[form]
    name = attachment(f"{_('导入报告')}-{found.pk}.{form}")
    return HttpResponse(make(found), content_type=media_type, headers={"Content-Disposition": name})
