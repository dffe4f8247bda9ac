"""How long a landscape of the register takes, part by part, for the first 1,000, 10,000 … patents and for all of them.

`MANAS_VAR=FOLDER python -m bench.navigation` on an installation that has patents (`manas import patents FILE`); nothing is written
to it. Medians of three after one warm-up.
"""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

SIZES = (1_000, 10_000)
RUNS = 3
MILLISECONDS = 1_000


def timed(deed: Callable[..., Any], *given: object) -> tuple[float, Any]:
    """This function will do a deed and again `RUNS` times; gives the median in ms, and what the last gave."""
    outcome, spent = deed(*given), []
    for _turn in range(RUNS):
        began = time.perf_counter()
        outcome = deed(*given)
        spent.append(MILLISECONDS * (time.perf_counter() - began))
    return statistics.median(spent), outcome


def row(size: int) -> str:
    """This function will measure a landscape of the first `size` patents."""
    from manas.engines.navigation import kept
    from manas.engines.navigation.survey import survey
    from manas.registers.models import Patent
    from manas.registers.navigation import reading
    from manas.web.desk.navigation_view import view_of

    last = Patent.objects.order_by("pk").values_list("pk", flat=True)[size - 1]
    read, filings = timed(reading.filings, Patent.objects.filter(pk__lte=last))
    counted, result = timed(survey, filings, (), reading.known_until())
    packed, stored = timed(kept.packed, result.evidence)
    sealed, _seal = timed(kept.seal, result)
    back, _evidence = timed(kept.unpacked, stored)
    rebuilt, landscape = timed(kept.read, kept.plain(result.landscape))
    shown, _view = timed(view_of, landscape, {})
    cells = (read, counted, packed + sealed, len(stored) / 1_000, back + rebuilt, shown)
    return f"| {size:,} | {' | '.join(f'{cell:,.0f}' for cell in cells)} |"


def lines() -> Iterator[str]:
    """This function will give the table: a row for each size."""
    from manas.registers.models import Patent

    total = Patent.objects.count()
    yield "| patents | read, ms | counted, ms | packed and sealed, ms | evidence, kB | back again, ms | prepared for the page, ms |"
    yield "|---|---|---|---|---|---|---|"
    yield from (row(size) for size in (*(size for size in SIZES if size < total), total))
    yield f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000:,.0f} MB"


def main() -> None:
    """This function will print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manas.settings")
    import django

    django.setup()
    print("\n".join(lines()))


if __name__ == "__main__":
    main()
