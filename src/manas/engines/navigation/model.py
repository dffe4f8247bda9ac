"""What a landscape is counted from, and what it consists of: every number is a figure that knows what is behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Another rule of counting is another version: two studies with the same version differ by their patents alone.
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Party:
    """Who holds a patent, as one row of the register: `key` numbers the row, `organization` is known where it lives here."""

    key: int
    name: str
    organization: int | None = None
    kind: str = ""  # of the organization, where it is known
    place: str = ""  # the county of the organization, where it is known


@dataclass(frozen=True, slots=True)
class Filing:
    """One patent as it is counted. `filed` and `published` are years; None and empty texts: not known.

    `group` is the main group of the main class ("A23N4/00"); `effects` are those that its text names, `readable` tells
    whether there is a text; `doubts` name what else is not known of it; `answers` number the needs that it speaks of.
    """

    key: int
    filed: int | None = None
    published: int | None = None
    subclass: str = ""
    group: str = ""
    holders: tuple[Party, ...] = ()
    readable: bool = False
    effects: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A technology need by the words for what it is about and what it wants done (`speaking.speaks`)."""

    key: int
    objects: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


class Of(StrEnum):
    """What a figure counts: what the list behind it lists. Holders are rows of the register, one for each holder."""

    PATENTS = "patents"
    HOLDERS = "holders"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: `code` leads to what is behind it."""

    code: str
    count: int
    of: Of = Of.PATENTS


@dataclass(frozen=True, slots=True)
class Share:
    """A class, a place or an effect, and how many patents it has."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Year:
    """A year: patents filed in it; published in it where the filing is not known; who holds those that the life cycle counts."""

    year: int
    filed: Figure
    published: Figure
    holders: Figure
    filed_complete: bool
    published_complete: bool


class Basis(StrEnum):
    """By which year the life cycle is counted: the one that more of the patents are known by."""

    FILED = "filed"
    PUBLISHED = "published"


class PhaseKind(StrEnum):
    """生命周期: how patents and holders a year went, three complete years beside the three before."""

    FEW = "few"
    GROWTH = "growth"
    MATURE = "mature"
    DECLINE = "decline"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Phase:
    """The phase with what it was read from: six complete years up to `last`, and the sums of each half (earlier, later)."""

    kind: PhaseKind
    last: int | None = None
    patents: tuple[int, int] = (0, 0)
    holders: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Trend:
    """The years from the first to the last; `known_until` is the last day of which the register knows anything."""

    years: tuple[Year, ...]
    undated: Figure
    known_until: date | None
    basis: Basis
    phase: Phase


@dataclass(frozen=True, slots=True)
class Classes:
    """技术构成, by the main class of each patent: the largest subclasses and main groups, and what is beside them."""

    subclasses: tuple[Share, ...]
    others: Figure
    groups: tuple[Share, ...]
    unclassed: Figure


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A holder under the spelling used most; `spellings` are the others, `kind` and `place` are empty where not known."""

    name: str
    spellings: tuple[str, ...]
    kind: str
    place: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Holders:
    """The holders with the most patents; `others` are patents that none of these holds."""

    lines: tuple[HolderLine, ...]
    others: Figure
    unnamed: Figure


@dataclass(frozen=True, slots=True)
class Spot:
    """An empty cell where both its row and its column are strong; `expected` patents, had the two nothing to do with each other."""

    technology: str
    effect: str
    expected: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """技术功效矩阵: `cells[row][column]`. Counted are `named`: patents with a class whose text names an effect of the list; of
    those `read`, the texts of `silent` name none."""

    technologies: tuple[Share, ...]
    effects: tuple[Share, ...]
    cells: tuple[tuple[Figure, ...], ...]
    read: Figure
    silent: Figure
    named: Figure
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A subclass: its patents, those held here, the needs that any of them speaks of, and the patents that do so."""

    subclass: str
    patents: Figure
    local: Figure
    needs: Figure
    speaking: Figure


@dataclass(frozen=True, slots=True)
class Local:
    """本地实力与需求. `places`: counties by what their holders have; no patent of the selection speaks of `unanswered` needs."""

    held: Figure
    places: tuple[Share, ...]
    lines: tuple[LocalLine, ...]
    needs: Figure
    unanswered: Figure


@dataclass(frozen=True, slots=True)
class Landscape:
    total: Figure
    trend: Trend
    classes: Classes
    holders: Holders
    matrix: Matrix
    local: Local
    doubts: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A landscape, and by the code of each figure the numbers of what it counts, ascending."""

    landscape: Landscape
    evidence: Mapping[str, tuple[int, ...]]
