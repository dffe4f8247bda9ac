"""How the loops of this room become machine code: compiled once a machine, kept where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

Given = ParamSpec("Given")
Gives = TypeVar("Gives")


def compiled(function: Callable[Given, Gives]) -> Callable[Given, Gives]:
    """This function will compile a loop over arrays that runs without the interpreter's lock.

    The machine code is kept beside the module, in the user's cache, or in the folder that NUMBA_CACHE_DIR names. Where
    none of them can be written (a read-only installation) each process compiles for itself: seconds lost, nothing else.
    """
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:  # "no locator available": the compiler says so when it is told to keep, not when it compiles
        return njit(nogil=True)(function)
