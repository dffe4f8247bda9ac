"""A landscape on a page: the drawings with their places, the rows of its tables, the names of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from manas.engines.navigation.model import (
    Basis,
    Figure,
    HolderLine,
    Landscape,
    LocalLine,
    Matrix,
    PhaseKind,
    Share,
    Trend,
    Year,
)
from manas.registers.navigation.words import PHASES, called, kind_in_words, share, wholeness

WIDE, TALL, EDGE, FOOT = 720, 220, 44, 28  # px of a drawing; its edge holds the scale, its foot the years
END = 24  # px kept free behind the last column, for its year
LABELS = 12  # years written under a drawing
TRACED = 12  # years of the life cycle that are drawn
SHADES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of the trend: two parts, one on the other, open where they cannot be complete; the year under some."""

    x: float
    width: float
    filed_y: float
    filed_height: float
    published_y: float
    published_height: float
    filed_open: bool
    published_open: bool
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn in a frame of `WIDE` by `TALL`: columns or a path with its dots, and what stands at the scale."""

    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    path: str = ""
    top: int = 0
    end: int = 0
    wide: int = WIDE
    tall: int = TALL
    base: int = TALL - FOOT
    edge: int = EDGE
    middle: float = (TALL - FOOT + FOOT / 2) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is called, a figure, its share of the selection, and how long its bar is (0 to 100)."""

    label: str
    words: str
    figure: Figure
    share: str
    length: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: `shade` 0 to 4; `spot` where one would have looked for patents and found none."""

    figure: Figure
    shade: int
    spot: bool


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    words: str
    figure: Figure
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class LandscapeView:
    """All that the page of a study shows beside the landscape itself."""

    names: dict[str, str]
    headline: list[tuple[str, str]]
    trend: Drawing
    life: Drawing
    phase: str
    by_filing: bool
    years: list[tuple[Year, str]]
    subclasses: list[Row]
    groups: list[Row]
    holders: list[Row]
    doubts: list[Row]
    places: list[Row]
    matrix: list[Line]
    local: list[tuple[str, LocalLine]]


def view_of(landscape: Landscape, titles: dict[str, str]) -> LandscapeView:
    """This function will prepare a landscape for its page; `titles` are those of the classes that are known."""
    names, trend, classes = called(landscape), landscape.trend, landscape.classes
    return LandscapeView(
        names=names,
        headline=[(figure.code, names[figure.code]) for figure in _headline(landscape)],
        trend=trend_drawing(trend.years),
        life=life_drawing(trend),
        phase=str(PHASES[trend.phase.kind]),
        by_filing=trend.basis is Basis.FILED,
        years=[(one, wholeness(one)) for one in trend.years],
        subclasses=_rows(landscape, _titled(classes.subclasses, titles)),
        groups=_rows(landscape, _titled(classes.groups, titles)),
        holders=_rows(landscape, [(one.name, _about(one), one.figure) for one in landscape.holders.lines]),
        doubts=_rows(landscape, [(names[one.figure.code], "", one.figure) for one in landscape.doubts]),
        places=_rows(landscape, [(one.name, "", one.figure) for one in landscape.local.places]),
        matrix=_lines(landscape.matrix, titles),
        local=[(titles.get(line.subclass, ""), line) for line in landscape.local.lines],
    )


def trend_drawing(years: Sequence[Year]) -> Drawing:
    """This function will draw the patents of each year; a year that cannot be complete is open."""
    if not years:
        return Drawing()
    top = max(1, *(one.filed.count + one.published.count for one in years))
    step, scale = (WIDE - EDGE - END) / len(years), (TALL - 1.5 * FOOT) / top
    every = -(-len(years) // LABELS)
    bars = []
    for place, one in enumerate(years):
        filed, published = one.filed.count * scale, one.published.count * scale
        bars.append(
            Bar(
                x=round(EDGE + place * step + step * 0.1, 1),
                width=round(min(step * 0.8, 32), 1),
                filed_y=round(TALL - FOOT - filed, 1),
                filed_height=round(filed, 1),
                published_y=round(TALL - FOOT - filed - published, 1),
                published_height=round(published, 1),
                filed_open=not one.filed_complete,
                published_open=not one.published_complete,
                label=str(one.year) if place % every == 0 else "",
            )
        )
    return Drawing(bars=tuple(bars), top=top)


def life_drawing(trend: Trend) -> Drawing:
    """This function will draw the complete years as a path, holders across and patents up; nothing where there are too few."""
    basis = trend.basis
    whole = [one for one in trend.years if _whole(one, basis)][-TRACED:]
    if trend.phase.kind is PhaseKind.FEW:
        return Drawing()
    counts = [(one.holders.count, (one.filed if basis is Basis.FILED else one.published).count) for one in whole]
    end, top = max(1, *(held for held, _n in counts)), max(1, *(n for _held, n in counts))
    across, up = (WIDE - 2.5 * EDGE) / end, (TALL - 1.5 * FOOT) / top
    dots = tuple(
        Dot(round(EDGE + held * across, 1), round(TALL - FOOT - n * up, 1), str(one.year))
        for one, (held, n) in zip(whole, counts, strict=True)
    )
    return Drawing(dots=dots, path="M " + " L ".join(f"{dot.x} {dot.y}" for dot in dots), top=top, end=end)


def _whole(year: Year, basis: Basis) -> bool:
    return year.filed_complete if basis is Basis.FILED else year.published_complete


def _rows(landscape: Landscape, lines: Sequence[tuple[str, str, Figure]]) -> list[Row]:
    most = max((figure.count for _label, _words, figure in lines), default=0)
    return [
        Row(label, words, figure, share(figure, landscape), round(100 * figure.count / most) if most else 0)
        for label, words, figure in lines
    ]


def _titled(shares: Sequence[Share], titles: dict[str, str]) -> list[tuple[str, str, Figure]]:
    unknown = _("分类表里没有这个号，按原样保留") if titles else ""
    return [(one.name, titles.get(one.name, unknown), one.figure) for one in shares]


def _about(line: HolderLine) -> str:
    written = _("又写作：%(names)s") % {"names": "、".join(line.spellings)} if line.spellings else ""
    return " · ".join(part for part in (kind_in_words(line.kind), line.place, written) if part)


def _lines(matrix: Matrix, titles: dict[str, str]) -> list[Line]:
    spots = {(spot.technology, spot.effect) for spot in matrix.spots}
    most = max((cell.count for line in matrix.cells for cell in line), default=0)
    return [
        Line(
            row.name,
            titles.get(row.name, ""),
            row.figure,
            [
                Cell(cell, -(-SHADES * cell.count // most) if most else 0, (row.name, column.name) in spots)
                for column, cell in zip(matrix.effects, line, strict=True)
            ],
        )
        for row, line in zip(matrix.technologies, matrix.cells, strict=True)
    ]


def _headline(landscape: Landscape) -> list[Figure]:
    """The figures that a conclusion most likely stands on; any other is one page away."""
    trend, classes, local = landscape.trend, landscape.classes, landscape.local
    recent = [
        one.filed if trend.basis is Basis.FILED else one.published for one in trend.years if _whole(one, trend.basis)
    ]
    spots = [f"cell/{spot.technology}/{spot.effect}" for spot in landscape.matrix.spots]
    cells = [cell for line in landscape.matrix.cells for cell in line if cell.code in spots]
    shown = [*classes.subclasses[:6], *classes.groups[:6], *landscape.matrix.effects[:6]]
    return [
        landscape.total,
        *recent[-6:],
        *(one.figure for one in shown),
        *(line.figure for line in landscape.holders.lines[:6]),
        *cells,
        local.held,
        local.needs,
        local.unanswered,
    ]
