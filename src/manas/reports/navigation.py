"""A study of patent navigation as a report in the official form, and its data as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from manas.engines.navigation.model import HolderLine, Landscape, Share
from manas.registers.models import NavigationStudy
from manas.registers.navigation.queries import behind, landscape_of, patents_behind, query_in_words, titles_of
from manas.registers.navigation.words import PHASES, called, kind_in_words, share, wholeness
from manas.reports.papers.render import render

ROWS, COLUMNS = 8, 6  # of the matrix on paper: more columns would not fit
LISTED: Final = 20_000  # patents of a workbook
Line = Sequence[str | int | float]


def report(study: NavigationStudy, at: datetime) -> bytes:
    """This function will write the report as a Word file, by the skeleton of GB/T 39551; in Chinese, whoever reads the page."""
    template = files("manas.registers.navigation").joinpath("papers", "report.txt").read_text(encoding="utf-8")
    with override("zh-hans"):
        return render(template, _values(study), number=f"专利导航第{study.pk}号", at=at).data


def _values(study: NavigationStudy) -> dict[str, object]:
    landscape = landscape_of(study)
    titles, names = titles_of(landscape), called(landscape)
    run = study.last_run
    return {
        "title": f"{study.title}报告" if "导航" in study.title else f"{study.title}专利导航报告",
        "keeper": str(study.keeper),
        "made_on": timezone.localtime(study.made_at).date(),
        "kind": study.get_kind_display(),
        "question": study.question,
        "is_example": study.is_example,
        "held": study.held,
        "last_run": f"{run.file_name}（{timezone.localtime(run.ended_at):%Y-%m-%d}）" if run and run.ended_at else None,
        "query": "；".join(query_in_words(study)) or "名册中的全部专利",
        "rules": study.rules,
        "sha256": study.sha256,
        "limits": study.limits,
        "doubts": _shares(landscape.doubts, landscape, {}, names),
        **_state(landscape, titles),
        **_matters(landscape, titles),
        "conclusions": [
            {
                "text": one.text,
                "figures": "；".join(_cited(study, names, code) for code in one.figures),
                "by": one.written_by.name,
            }
            for one in study.conclusions.select_related("written_by")
        ],
    }


def _cited(study: NavigationStudy, names: dict[str, str], code: str) -> str:
    found = behind(study, code)
    return f"{names.get(code, code)} {found.figure.count}" if found else code


def _state(landscape: Landscape, titles: dict[str, str]) -> dict[str, object]:
    trend, classes = landscape.trend, landscape.classes
    return {
        "total": landscape.total.count,
        "known_until": trend.known_until,
        "years": [
            {"year": one.year, "remark": wholeness(one), **_counts(one, "filed", "published", "holders")}
            for one in trend.years
        ],
        "phase": str(PHASES[trend.phase.kind]),
        "last": trend.phase.last,
        "patents_before": trend.phase.patents[0],
        "patents_after": trend.phase.patents[1],
        "holders_before": trend.phase.holders[0],
        "holders_after": trend.phase.holders[1],
        "subclasses": _shares(classes.subclasses, landscape, titles),
        "subclass_others": classes.others.count,
        "unclassed": classes.unclassed.count,
    }


def _matters(landscape: Landscape, titles: dict[str, str]) -> dict[str, object]:
    holders, matrix, local = landscape.holders, landscape.matrix, landscape.local
    return {
        "holders": [_holder(line, landscape) for line in holders.lines],
        "holder_others": holders.others.count,
        "unnamed": holders.unnamed.count,
        **_counts(matrix, "read", "named", "silent"),
        "effects": [one.name for one in matrix.effects[:COLUMNS]],
        "matrix": [
            {"label": row.name, "count": row.figure.count, "cells": [cell.count for cell in line[:COLUMNS]]}
            for row, line in zip(matrix.technologies[:ROWS], matrix.cells, strict=False)
        ],
        "spots": matrix.spots,
        "local": local.held.count,
        **_counts(local, "needs", "unanswered"),
        "places": _shares(local.places, landscape, {}),
        "local_lines": [
            {
                "label": line.subclass,
                "words": titles.get(line.subclass),
                **_counts(line, "needs", "speaking", "local", "patents"),
            }
            for line in local.lines
        ],
    }


def _counts(part: object, *names: str) -> dict[str, object]:
    return {name: getattr(part, name).count for name in names}


def _shares(
    shares: Iterable[Share], landscape: Landscape, titles: dict[str, str], names: dict[str, str] | None = None
) -> list[dict[str, object]]:
    return [
        {
            "label": names[one.figure.code] if names else one.name,
            "words": titles.get(one.name),
            "count": one.figure.count,
            "share": share(one.figure, landscape),
        }
        for one in shares
    ]


def _holder(line: HolderLine, landscape: Landscape) -> dict[str, object]:
    words = "，".join(part for part in (kind_in_words(line.kind), line.place) if part)
    return {"label": line.name, "words": words, "count": line.figure.count, "share": share(line.figure, landscape)}


def data_workbook(study: NavigationStudy) -> bytes:
    """This function will write every table of a study into a workbook, one sheet each, with the patents of the selection."""
    landscape = landscape_of(study)
    titles = titles_of(landscape)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": study.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001  # no moment of its own
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, lines in _sheets(study, landscape, titles):
        sheet = book.add_worksheet(name)
        _fill(sheet, lines, bold)
    book.close()
    return out.getvalue()


def _fill(sheet: Worksheet, lines: Iterable[Line], bold: Format) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 12, 18)
    sheet.freeze_panes(1, 0)
    for place, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(place, column, value, None if place else bold)


def _sheets(
    study: NavigationStudy, landscape: Landscape, titles: dict[str, str]
) -> Iterator[tuple[str, Iterable[Line]]]:
    yield _("说明"), _about(study, landscape)
    yield _("趋势"), _trend(landscape)
    count, part = _("件数"), _("占比")
    for name, shares in ((_("小类"), landscape.classes.subclasses), (_("大组"), landscape.classes.groups)):
        rows = ((one.name, titles.get(one.name, ""), one.figure.count, share(one.figure, landscape)) for one in shares)
        yield name, [(name, _("名称"), count, part), *rows]
    holders = [
        (one.name, "、".join(one.spellings), kind_in_words(one.kind), one.place, one.figure.count)
        for one in landscape.holders.lines
    ]
    yield _("权利人"), [(_("权利人"), _("其他写法"), _("类别"), _("县(市)"), count), *holders]
    yield _("技术功效"), _matrix(landscape)
    spots = [(one.technology, one.effect, one.expected) for one in landscape.matrix.spots]
    yield _("空白点"), [(_("大组"), _("功效"), _("若两者无关应有件数")), *spots]
    yield _("本地与需求"), _local(landscape, titles)
    yield _("专利清单"), _patents(study)


def _about(study: NavigationStudy, landscape: Landscape) -> Iterator[Line]:
    yield study.title, ""
    yield _("委托事项"), study.question
    yield _("检索式"), "；".join(query_in_words(study)) or _("名册中的全部专利")
    yield _("制作时间"), f"{timezone.localtime(study.made_at):%Y-%m-%d %H:%M}"
    yield _("当时名册件数"), study.held
    yield _("符合的专利"), landscape.total.count
    yield _("校验值"), study.sha256
    yield _("风险与局限"), study.limits
    if landscape.total.count > LISTED:
        yield _("专利清单"), _("只列前 %(n)s 件") % {"n": LISTED}


def _trend(landscape: Landscape) -> Iterator[Line]:
    yield _("年份"), _("申请"), _("公开（申请年份不明）"), _("权利人数"), _("备注")
    for one in landscape.trend.years:
        yield one.year, one.filed.count, one.published.count, one.holders.count, wholeness(one)


def _matrix(landscape: Landscape) -> Iterator[Line]:
    matrix = landscape.matrix
    yield _("大组"), _("合计"), *(one.name for one in matrix.effects)
    for row, cells in zip(matrix.technologies, matrix.cells, strict=True):
        yield row.name, row.figure.count, *(cell.count for cell in cells)


def _local(landscape: Landscape, titles: dict[str, str]) -> Iterator[Line]:
    yield _("小类"), _("名称"), _("需求"), _("谈到需求的专利"), _("本地专利"), _("全部专利")
    for one in landscape.local.lines:
        counts = (one.needs.count, one.speaking.count, one.local.count, one.patents.count)
        yield one.subclass, titles.get(one.subclass, ""), *counts


def _patents(study: NavigationStudy) -> Iterator[Line]:
    yield (
        _("专利名称"),
        _("申请号"),
        _("公开（公告）号"),
        _("申请日"),
        _("公开（公告）日"),
        _("主分类号"),
        _("专利权人"),
    )
    found = behind(study, "all")
    for one in patents_behind(found.keys).first(LISTED) if found else ():
        days = (day.isoformat() if day else "" for day in (one.filed_on, one.published_on))
        numbers = (one.application_number or "", one.publication_number or "")
        yield one.title, *numbers, *days, one.ipc_main, "；".join(holder.name for holder in one.holders.all())
