"""索引: the exact best of millions of documents for a weighted query, from arrays that may lie on disk."""

from manas.engines.matching.index.build import build, invert, merge, rows
from manas.engines.matching.index.segment import Part, Rows, Segment, Weighting
from manas.engines.matching.index.top import Census, Hits, Queries, Questions, census, top, top_many

__all__ = [
    "Census",
    "Hits",
    "Part",
    "Queries",
    "Questions",
    "Rows",
    "Segment",
    "Weighting",
    "build",
    "census",
    "invert",
    "merge",
    "rows",
    "top",
    "top_many",
]
