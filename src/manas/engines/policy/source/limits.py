"""What the reader takes at most. Beyond a limit it refuses before working, with a sentence that names the limit."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

MAX_BYTES: Final = 20 * MEGABYTE  # of the file as handed in
MAX_CHARACTERS: Final = 5_000_000  # of the text that comes out; the longest real plan has 45,000
MAX_LINES: Final = 200_000  # the longest real plan has 4,000
MAX_UNPACKED_BYTES: Final = 64 * MEGABYTE  # of all members read from one zip
MAX_PART_BYTES: Final = 32 * MEGABYTE  # of one member: its XML tree takes about ten times as much memory
MAX_RATIO: Final = 400  # unpacked to packed; real Word papers stay below 60
RATIO_FREE_BYTES: Final = MEGABYTE  # small members may be as repetitive as they like
MAX_MEMBERS: Final = 5_000  # entries of a zip's directory
MAX_PAGES: Final = 1_000  # of a pdf
MAX_STREAM_BYTES: Final = 32 * MEGABYTE  # one unpacked pdf stream that is not a picture (fonts have up to 20)
MAX_PDF_UNPACKED_BYTES: Final = 192 * MEGABYTE  # all of them; they are counted, not kept
MAX_PDF_STREAMS: Final = 50_000
MAX_PDF_PAGE_BYTES: Final = 4 * MEGABYTE  # drawing instructions of one page; a page of text has 10 to 200 KB
MAX_PDF_WORK_BYTES: Final = 48 * MEGABYTE  # of all pages
MAX_TAGS: Final = 400_000  # of one html page
