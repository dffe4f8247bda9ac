"""The first steps: values divided by their denominators, and units with too little data set aside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manas.engines.composite.method import Indicator, Method
from manas.engines.composite.table import Array, Codes, Flags, State, Table, applies, column_of, has_value, rows_of


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The indicators of a method over the rows that stay, each rows × indicators; `bases` is NaN where nothing is divided.

    `table` holds the rows that stay, `counted` the values before division. `shares` is the completeness of every row given,
    `kept` flags those that stay.
    """

    table: Table
    counted: Array
    bases: Array
    values: Array
    states: Codes
    shares: Array
    kept: Flags


def prepared(given: Table, method: Method) -> Prepared:
    """This function will divide and screen. TableRefused when a column is missing."""
    columns = [_divided(given, one) for one in method.indicators]
    counted = np.column_stack([column[0] for column in columns])
    bases = np.column_stack([column[1] for column in columns])
    values = np.column_stack([column[2] for column in columns])
    states = np.column_stack([column[3] for column in columns])
    shares = completeness(states)
    kept = shares >= method.screening
    return Prepared(
        rows_of(given, kept), counted[kept], bases[kept], values[kept], states[kept].astype(np.uint8), shares, kept
    )


def completeness(states: Codes) -> Array:
    """This function will give each row's share of known values in those that apply; 0 where none applies."""
    due = applies(states).sum(axis=1)
    known = (states == State.KNOWN).sum(axis=1)
    return np.asarray(np.divide(known, due, out=np.zeros(len(states)), where=due > 0))


def _divided(given: Table, indicator: Indicator) -> tuple[Array, Array, Array, Codes]:
    """One indicator: the values as given, the denominators, the quotients, their states."""
    place = column_of(given, indicator.key)
    counted, states = given.values[:, place], given.states[:, place]
    if not indicator.denominator:
        return counted, np.full(len(counted), np.nan), counted, states
    base_at = column_of(given, indicator.denominator)
    bases, base_states = given.values[:, base_at], given.states[:, base_at]
    joint = np.where(has_value(states) & ~has_value(base_states), base_states, states)
    joint = np.where(has_value(joint) & (bases == 0), State.NO_CASES, joint)
    usable = has_value(joint)
    quotients = np.divide(counted, bases, out=np.full(len(counted), np.nan), where=usable)
    return counted, bases, quotients, joint
