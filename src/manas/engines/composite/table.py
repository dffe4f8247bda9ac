"""The values that are assessed: zero, missing, not applicable and not loaded are four different things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


class State(IntEnum):
    """What stands in one cell. Only the first two have a value; every other is NaN and never counts as zero."""

    KNOWN = 0
    IMPUTED = 1  # estimated, because it was missing
    MISSING = 2  # there should be a value: counted against completeness, may be estimated
    NOT_APPLICABLE = 3  # the unit cannot have it: neither counted as missing nor estimated
    NOT_LOADED = 4  # its source was not read: counted as missing, and not estimated, for the value exists elsewhere
    NO_CASES = 5  # the denominator is zero: there was nothing to take a share of


VALUED: Final = (State.KNOWN, State.IMPUTED)
INAPPLICABLE: Final = (State.NOT_APPLICABLE, State.NO_CASES)


class Misfit(StrEnum):
    """Why values cannot be taken as a table."""

    SHAPE = "shape"
    ROW_TWICE = "row-twice"
    COLUMN_TWICE = "column-twice"
    INFINITE = "infinite"
    STATE = "state"
    NO_COLUMN = "no-column"
    NO_ROW = "no-row"


SENTENCES: Final = MappingProxyType(
    {
        Misfit.SHAPE: "数据的行数或列数与单位、指标的个数不符。",
        Misfit.ROW_TWICE: "同一时期的单位“{about}”出现了两次。",
        Misfit.COLUMN_TWICE: "数据列“{about}”出现了两次。",
        Misfit.INFINITE: "“{about}”中有无穷大的数。",
        Misfit.STATE: "“{about}”中数值与状态不一致：有数值的应为已知，没有数值的应写明原因。",
        Misfit.NO_COLUMN: "数据中没有“{about}”这一列。",
        Misfit.NO_ROW: "“{about}”在这一时期没有参加考核。",
    }
)


class TableRefused(ValueError):
    """Values do not fit together, or not with the method."""

    def __init__(self, misfit: Misfit, about: str = "") -> None:
        super().__init__(SENTENCES[misfit].format(about=about))
        self.misfit, self.about = misfit, about


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows are units in periods; columns are indicators and what they are divided by, in any order.

    `values` and `states` are rows × columns. `peers` names each row's peer group, all alike where there is none.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    peers: tuple[str, ...]
    columns: tuple[str, ...]
    values: Array
    states: Codes


def table(
    units: Sequence[str],
    columns: Sequence[str],
    values: npt.ArrayLike,
    *,
    states: npt.ArrayLike | None = None,
    periods: Sequence[str] = (),
    peers: Sequence[str] = (),
) -> Table:
    """This function will take values (rows × columns, NaN where there is none) as a table; without states NaN is missing.

    TableRefused when they do not fit together.
    """
    given = np.array(values, dtype=np.float64)
    kept = np.where(np.isnan(given), State.MISSING, State.KNOWN) if states is None else np.array(states)
    several = tuple(periods) or ("",) * len(units)
    made = Table(
        tuple(units), several, tuple(peers) or ("",) * len(units), tuple(columns), given, kept.astype(np.uint8)
    )
    _check(made)
    for array in (made.values, made.states):
        array.setflags(write=False)
    return made


def rows_of(whole: Table, kept: Flags) -> Table:
    """This function will give the table of the rows that are flagged."""
    places = np.flatnonzero(kept)
    units, periods, peers = (
        tuple(words[place] for place in places) for words in (whole.units, whole.periods, whole.peers)
    )
    return Table(units, periods, peers, whole.columns, whole.values[places], whole.states[places])


def column_of(whole: Table, key: str) -> int:
    """This function will find a column's place. TableRefused where there is none."""
    if key not in whole.columns:
        raise TableRefused(Misfit.NO_COLUMN, key)
    return whole.columns.index(key)


def has_value(states: Codes) -> Flags:
    """This function will flag the cells that have a value, known or estimated."""
    return np.asarray(np.isin(states, VALUED))


def applies(states: Codes) -> Flags:
    """This function will flag the cells where there is or should be a value."""
    return np.asarray(~np.isin(states, INAPPLICABLE))


def _check(made: Table) -> None:
    rows, width = len(made.units), len(made.columns)
    if made.values.shape != (rows, width) or made.states.shape != (rows, width):
        raise TableRefused(Misfit.SHAPE)
    if len(made.periods) != rows or len(made.peers) != rows:
        raise TableRefused(Misfit.SHAPE)
    _refuse_twice(list(zip(made.units, made.periods, strict=True)), made.units, Misfit.ROW_TWICE)
    _refuse_twice(made.columns, made.columns, Misfit.COLUMN_TWICE)
    for place, key in enumerate(made.columns):
        if np.isinf(made.values[:, place]).any():
            raise TableRefused(Misfit.INFINITE, key)
        if not np.array_equal(np.isnan(made.values[:, place]), ~has_value(made.states[:, place])):
            raise TableRefused(Misfit.STATE, key)


def _refuse_twice(identities: Sequence[object], words: Sequence[str], misfit: Misfit) -> None:
    for place, identity in enumerate(identities):
        if identity in identities[:place]:
            raise TableRefused(misfit, words[place])
