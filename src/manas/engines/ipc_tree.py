"""国际专利分类的层级: under which symbol a subgroup stands, by the dots in front of its title."""

from __future__ import annotations

from collections.abc import Mapping


def parents(dots: Mapping[str, int]) -> dict[str, str]:
    """This function will give the symbol above each subgroup of one main group.

    `dots` maps subgroups ("A01B1/02") to how many dots stand in front of their titles, 1 or more. A subgroup stands below the
    nearest one before it that has fewer dots, below the main group ("A01B1/00") where there is none (Guide to the IPC,
    paragraphs 27 and 28). Before it is what comes first in the order of the scheme: the digits behind the stroke are read as
    those behind a decimal point, so that 3/426 follows 3/42 (paragraph 18). Subgroups that are not given are passed over.
    """
    above: list[tuple[int, str]] = []
    found: dict[str, str] = {}
    for symbol in sorted(dots, key=lambda one: one.partition("/")[2]):
        while above and above[-1][0] >= dots[symbol]:
            above.pop()
        found[symbol] = above[-1][1] if above else f"{symbol.partition('/')[0]}/00"
        above.append((dots[symbol], symbol))
    return found
