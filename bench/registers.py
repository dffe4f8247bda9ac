"""How the register of patents answers with 1,000 and with 70,000 patents, in one run on one machine.

Patents are entered by the register's own action, the pages asked for through the whole stack but the network; medians of 15
after one warm-up. `python -m bench.registers`; `--postgres` starts a server of its own in a temporary folder, `--database URL`
runs on an empty database; `--explain` prints how the database finds the rows of each page's slowest query.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench.matters import RUNS, measure, signed_in

if TYPE_CHECKING:
    from manas.registers.patents.entries import PatentEntry

SIZES = (1_000, 70_000)
AT_ONCE = 1_000
LONG = 900  # characters of abstract and claims together, as published ones have
GOODS = "杏干 葡萄干 羊毛被 水泵 滴灌带 织物 蜂蜜 核桃油 面粉 酸奶 地毯 石膏板 锰矿石 锌精矿 光伏组件 钒渣".split()
DEEDS = "干燥 分选 清洗 浸出 焙烧 染色 包装 检测 控制 输送 冷藏 破碎 压制 回收".split()
ENDS = "装置 方法 系统 设备 组合物".split()
PLACES = "新疆 江苏 广东 山东 陕西 北京 浙江 甘肃".split()
COMMON, RARE, NOWHERE, FOUR = "方法", "驼绒", "帆船", "杏干干燥"


def entry(n: int, local: str, chance: random.Random) -> PatentEntry:
    """This function will invent the nth patent; one in 500 is held here, one in 1,000 has the rare word."""
    from manas.registers.patents.entries import Party, PatentEntry

    good, deed, end = chance.choice(GOODS), chance.choice(DEEDS), chance.choice(ENDS)
    filed = date(2003, 10, 1) + timedelta(days=chance.randrange(8000))
    title = f"一种{RARE if n % 1000 == 7 else ''}{good}{deed}{end}"
    holder = local if n % 500 == 3 else f"{chance.choice(PLACES)}{chance.choice(GOODS)}有限公司{n % 2903}"
    return PatentEntry(
        publication_number=f"CN{100_000_000 + n}B", kind="invention" if n % 3 else "utility_model", title=title,
        abstract=(f"{title}，包括机架和控制器。" * 60)[: LONG // 2], claims=(f"1.{title}，其特征在于。" * 60)[: LONG // 2],
        filed_on=filed, published_on=filed + timedelta(days=500), granted_on=filed + timedelta(days=900),
        legal_status=chance.choice(("in_force", "in_force", "lapsed", "unknown")), region=chance.choice(PLACES),
        publicly_funded=chance.choice((True, False, None)), willingness=chance.choice(("license", "none", "unknown")),
        holders=(Party(holder),), inventors=(f"人员{n % 4999}", f"人员{n % 97}"),
        ipc=(f"{chance.choice('ABCDEFGH')}{n % 40 + 1:02}{chance.choice('BCDFGK')}{n % 50 + 1}/00", "F26B3/00"),
    )  # fmt: skip


def grow(size: int) -> float:
    """This function will enter patents until there are `size`; gives the seconds that the deeds took."""
    from django.utils import timezone

    from manas.office.models import Organization, Person
    from manas.registers.models import Patent
    from manas.registers.patents.actions import enter_patents

    chance, spent = random.Random(size), 0.0
    actor, local = Person.objects.get(username="handler"), Organization.objects.earliest("pk").name
    for start in range(Patent.objects.count(), size, AT_ONCE):
        entries = [entry(n, local, chance) for n in range(start, min(start + AT_ONCE, size))]
        began = time.perf_counter()
        enter_patents(entries=entries, source="bench", actor=actor, at=timezone.now())
        spent += time.perf_counter() - began
    return spent


def again(size: int) -> float:
    """This function will let a file change one column of a thousand of them; gives the seconds."""
    from django.utils import timezone

    from manas.office.models import Person
    from manas.registers.patents.actions import enter_patents
    from manas.registers.patents.entries import PatentEntry

    numbers = (f"CN{100_000_000 + n}B" for n in range(AT_ONCE))
    entries = [PatentEntry(publication_number=number, annuity_year=size % 19 + 1) for number in numbers]
    began = time.perf_counter()
    enter_patents(entries=entries, source="bench", actor=Person.objects.get(username="handler"), at=timezone.now())
    return time.perf_counter() - began


def pages() -> dict[str, tuple[str, str]]:
    """This function will give the pages measured, by name: who asks, and the address."""
    from manas.office.models import Unit
    from manas.registers.models import Patent

    one = Patent.objects.latest("pk")
    county = Unit.objects.get(code="gov653001").pk
    asked = {
        "list, first page": {},
        "list, last page": {"page": "999999"},
        "list, by filing": {"order": "filed"},
        "one section": {"ipc": "A"},
        "three facets": {"kind": "invention", "funded": "yes", "region": "新疆"},
        "a county (1 in 500)": {"county": str(county)},
        "search, common": {"q": COMMON},
        "search, rare": {"q": RARE},
        "search, not there": {"q": NOWHERE},
        "search, four characters": {"q": FOUR},
        "search, number": {"q": one.publication_number or ""},
    }
    found = {name: ("handler", f"/registers/patents/?{urlencode(each)}") for name, each in asked.items()}
    found["patent"] = ("handler", f"/registers/patents/{one.pk}/")
    found["the search box, common"] = ("handler", f"/search/?{urlencode({'q': COMMON})}")
    return found


def run(*, explain: bool, sizes: Sequence[int]) -> Iterator[str]:
    """This function will give the lines of the table."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from manas.web.management.commands.demo import make_demo

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    make_demo(timezone.now())
    client, found = signed_in(), dict[str, list[tuple[float, int]]]()
    for size in sizes:
        spent = grow(size)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while
        changed = statistics.median(again(size + turn) for turn in range(3))
        print(f"{size:,}: entered in {spent:.1f} s; 1,000 changed in {changed:.2f} s", file=sys.stderr)
        for name, (who, url) in pages().items():
            found.setdefault(name, []).append(measure(client(who), url, explain=explain and size == sizes[-1]))
    yield f"{connection.vendor}, medians of {RUNS}"
    yield f"| page | {' | '.join(f'{size:,}: ms (queries)' for size in sizes)} | ratio |"
    yield "|---|" + "---|" * (len(sizes) + 1)
    for name, row in found.items():
        cells = " | ".join(f"{ms:.0f} ({queries})" for ms, queries in row)
        yield f"| {name} | {cells} | {row[-1][0] / row[0][0]:.1f} × |"


def main() -> None:
    """This function will print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="postgres://… of an empty database (default: SQLite in a new folder)")
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL of its own")
    parser.add_argument("--explain", action="store_true", help="print the slowest query of each page and its plan")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    server: Any = None
    if asked.postgres:
        from tests.postgres import ThrowAwayPostgres

        server = ThrowAwayPostgres.start()
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as var:
        os.environ |= {"MANAS_VAR": var, "DJANGO_SETTINGS_MODULE": "manas.settings"}
        if server or asked.database:
            os.environ["MANAS_DATABASE_URL"] = server.url if server else asked.database
        import django

        django.setup()
        try:
            print("\n".join(run(explain=asked.explain, sizes=asked.sizes)))
        finally:
            from django.db import connections

            connections.close_all()
            if server:
                server.stop()


if __name__ == "__main__":
    main()
