"""The measures of GB/T 9704—2012 in the units of Word: twips (a twentieth of a point) and half-points."""

from __future__ import annotations

from typing import Final

TWIPS_PER_MM: Final = 1440 / 25.4


def twips(millimeters: float) -> int:
    """This function will give a length in whole twips, rounded down: 22 lines must not need more than there is."""
    return int(millimeters * TWIPS_PER_MM)


# Clauses 5.1 and 5.2.1: A4; 天头 37 mm, 订口 28 mm, type area 156 by 225 mm.
PAGE_WIDTH: Final = twips(210)
PAGE_HEIGHT: Final = twips(297)
TOP: Final = twips(37)
LEFT: Final = twips(28)
AREA_WIDTH: Final = twips(156)
AREA_HEIGHT: Final = twips(225)
RIGHT: Final = PAGE_WIDTH - LEFT - AREA_WIDTH
BOTTOM: Final = PAGE_HEIGHT - TOP - AREA_HEIGHT

# Clause 5.2.3: 22 lines of 28 characters fill the area.
LINES: Final = 22
CHARACTERS: Final = 28
LINE: Final = AREA_HEIGHT // LINES
CHARACTER: Final = AREA_WIDTH // CHARACTERS

# Sizes by their Chinese numbers, in half-points.
SIZE_2: Final = 44
SMALL_2: Final = 36
SIZE_3: Final = 32
SIZE_4: Final = 28
SMALL_4: Final = 24
SMALL_5: Final = 18

# Word keeps what a grid's character is wider than the body's font in 4096ths of a point.
CHARACTER_SPACE: Final = round((CHARACTER / 20 - SIZE_3 / 2) * 4096)

# What a letter of the body gives up, in twentieths of a point, so that 28 fit without help from the grid.
TIGHTENED: Final = -5
CELL_LINE: Final = 400
COLOPHON_LINE: Final = 480

# Clause 7.2.4: the mark stands 35 mm under the upper edge of the area; 7.2.7: the red line 4 mm under the number.
MARK_BELOW_TOP: Final = twips(35)
RED_LINE_GAP_POINTS: Final = 11
# Clause 7.5: the dash of the page number stands 7 mm under the area; a footer is measured from the edge of the paper.
FOOTER: Final = BOTTOM - twips(7) - 280
# Clause 10.1, letters: the mark 30 mm from the edge of the paper; lines of 170 mm; the lower one 20 mm from the edge.
LETTER_MARK_TOP: Final = twips(30)
LETTER_LINE_BOTTOM: Final = twips(20)
LETTER_LINE_OUT: Final = (twips(170) - AREA_WIDTH) // 2
RED: Final = "FF0000"
