"""How the pages of matters answer with 1,000 and with 100,000 matters, in one run on one machine.

The rows are entered in bulk, the pages asked for through the whole stack but the network; medians of 15 after one warm-up.
`python bench/matters.py`; `--postgres` starts a server of its own in a temporary folder, `--database URL` runs on an empty
database; `--explain` prints how the database finds the rows of each page's slowest query.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from django.db import models
    from django.test import Client

    from manas.matters.docket.kinds import Kind
    from manas.matters.docket.models import Matter, Turn
    from manas.office.models import Person, Unit

SIZES = (1_000, 100_000)
RUNS = 15
OPEN_IN = 10  # one in so many is open
RARE_IN = 1_000  # one in so many has the rare word
BATCH = 5_000
HANDLERS = 20
# How often each kind comes, in a hundred; kinds that are not there are left out.
SHARES = {"rights_aid": 40, "feedback": 20, "pledge_loan": 15, "special_mark_use": 10, "penalty_case": 15}
MARKS = "云岭 天山 红杏 玉泉 雪莲 沙枣 石榴 金驼 绿洲 牧歌 南泉 昆仑 丝路 胡杨 白杨 彩云".split()
GOODS = "杏干 葡萄干 羊毛被 机电配件 滴灌设备 民族服饰 蜂蜜 核桃油 面粉 奶制品 手工地毯 保温材料".split()
DEEDS = "被仿冒请求指导 销售假冒商标商品 申请使用专用标志 以专利权质押融资 咨询专利侵权判断 商标续展事宜咨询".split()
PLACES = "网店 批发市场 展会 县城商铺 电商平台 专卖店 加工厂".split()
ENDS = "已保存购买凭证和照片。 请予核实处理。 材料随后补交。 对方称另有许可。 数量较大，影响本地产业。 希望尽快答复。".split()
COMMON, RARE, NOWHERE = "商标", "驼绒", "帆船"


@dataclass
class Ground:
    """Whom and what the matters are about."""

    units: dict[str, Unit]
    counties: list[Unit]
    handlers: list[Person]
    applicant: Person
    police: Unit
    kinds: list[Kind]
    now: datetime


def words(n: int, chance: random.Random) -> tuple[str, str, str]:
    """This function will invent the title, the applicant and the description of the nth matter."""
    mark, good, deed, place = (chance.choice(each) for each in (MARKS, GOODS, DEEDS, PLACES))
    rare = RARE if n % RARE_IN == 7 else ""
    title = f"“{mark}”牌{rare}{good}{deed}"
    applicant = f"{chance.choice(MARKS)}{good}{chance.choice(('有限公司', '专业合作社', '经营部'))}{n % 977}"
    told = f"{applicant}反映：{n % 12 + 1}月在{place}发现“{mark}”{good}，{deed}。{''.join(chance.sample(ENDS, 3))}"
    return title, applicant, told


def matter(n: int, ground: Ground, chance: random.Random) -> Matter:
    """This function will make the nth matter as it would lie in the docket, without saving it."""
    from manas.matters.docket.models import Matter

    kind = chance.choices(ground.kinds, [SHARES[kind.key] for kind in ground.kinds])[0]
    is_open = n % OPEN_IN == 0
    states = [s for s in kind.flow.states if s.final != is_open and s.key != kind.flow.initial]
    state = chance.choice(states)
    opened = ground.now - timedelta(days=chance.randrange(40) if is_open else chance.randrange(30, 1800))
    title, applicant, told = words(n, chance)
    return Matter(
        kind=kind.key, flow_version=kind.flow.version, state=state.key, awaits=state.awaits if is_open else "",
        number=f"{kind.mark}〔{opened.year}〕{n}号", title=title, summary=told, applicant_name=applicant,
        applicant_person=ground.applicant if n % (10 if n < 600 else 500) == 3 else None,  # a full page at either size
        county=chance.choice(ground.counties), lead_unit=ground.units["scjgj"],
        partner_unit=ground.police if n % (10 if n < 600 else 2_000) == 5 else None,
        handler=chance.choice(ground.handlers[: 1 if n < 600 else HANDLERS]) if n % 50 else None, confidential=kind.confidential,
        opened_at=opened, submitted_at=opened, closed_at=None if is_open else opened + timedelta(days=20), turn=5,
        # Most of the first are late, and one handler's, so that these pages are full at either size.
        due_on=ground.now.date() + timedelta(days=chance.randrange(*((-60, 5) if n < 600 else (-5, 60)))) if is_open else None,
        is_example=True,
    )  # fmt: skip


def history(made: Sequence[Matter], ground: Ground) -> None:
    """This function will enter five deeds, two limits and a stay for each matter."""
    from manas.matters.docket.models import Stay, TimeLimit, Turn

    def turn(of: Matter, number: int) -> Turn:
        actor = ground.handlers[of.pk % HANDLERS]
        return Turn(
            matter=of, number=number, act="step", label="办理", to_state=of.state, actor=actor, actor_name=actor.name,
            at=of.opened_at + timedelta(days=number),
        )  # fmt: skip

    first = Turn.objects.bulk_create([turn(of, 1) for of in made], BATCH)
    Turn.objects.bulk_create([turn(of, number) for of in made for number in range(2, 6)], BATCH)
    TimeLimit.objects.bulk_create(
        [
            TimeLimit(
                matter=of, rule=rule, binds=of.awaits or "handler", began=began, event_at=of.opened_at,
                due_on=of.due_on or of.opened_at.date(),
                state="running" if of.closed_at is None and rule == "AID-OPINION" else "met", ended_at=of.closed_at or of.opened_at,
            )
            for of, began in zip(made, first, strict=True)
            for rule in ("AID-ACCEPT", "AID-OPINION")
        ],
        BATCH,
    )  # fmt: skip
    day = timedelta(days=1)
    Stay.objects.bulk_create(
        [
            Stay(matter=of, ground="correction", from_on=of.opened_at.date(), until_on=of.opened_at.date() + day)
            for of in made
            if of.pk % 5 == 0
        ],
        BATCH,
    )


def own_columns(made: Sequence[Matter], kinds: Iterable[Kind]) -> None:
    """This function will enter the row of each matter in the table of its kind, as empty as the columns allow."""
    from manas.matters.docket.models import Matter

    for kind in kinds:
        if kind.model is not Matter:
            insert(kind.model, (of.pk for of in made if of.kind == kind.key))


def insert(model: type[models.Model], keys: Iterable[int]) -> None:
    """This function will enter rows that have nothing but a key, in one statement."""
    from django.db import connection

    columns, blank = model._meta.local_concrete_fields, model()
    kept = [each.get_db_prep_save(each.value_from_object(blank), connection) for each in columns[1:]]
    into(model._meta.db_table, [each.column for each in columns], ([key, *kept] for key in keys))


def into(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """This function will enter rows in the fastest way that the database has."""
    from django.db import connection

    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", list(rows))  # noqa: S608  # our own names


def searchable(made: Sequence[Matter]) -> None:
    """This function will index the words of matters as the docket does."""
    from manas.engines.words import bigrams
    from manas.matters.docket.models import Gram

    rows = (
        (of.pk, text)
        for of in made
        for text in sorted(bigrams(of.number or "", of.title, of.applicant_name, of.summary))
    )
    into(Gram._meta.db_table, ("matter_id", "text"), rows)


def grow(size: int, ground: Ground) -> None:
    """This function will add matters with everything that lies with them, until there are `size`."""
    from django.db import connection, transaction

    from manas.matters.docket.models import Matter

    chance, have = random.Random(size), Matter.objects.count()  # the same matters each time
    for start in range(have, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        with transaction.atomic():
            made = Matter.objects.bulk_create([matter(n, ground, chance) for n in numbers], 500)
            history(made, ground)
            own_columns(made, ground.kinds)
            searchable(made)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself after a while


def prepare() -> Ground:
    """This function will make the demonstration with as many handlers as such an office has."""
    from django.core.management import call_command
    from django.utils import timezone

    from manas.matters.docket.kinds import kinds
    from manas.office import actions as office
    from manas.office.models import Person, Role, Unit
    from manas.web.management.commands.demo import make_demo

    call_command("migrate", verbosity=0)
    now = timezone.now()
    make_demo(now)
    units = {unit.code: unit for unit in Unit.objects.all()}
    official = Person.objects.get(username="office")
    handlers = [Person.objects.get(username="handler")]
    for n in range(1, HANDLERS):
        person = office.add_person(username=f"handler{n}", name=f"办件人员{n}", password=None, actor=official, at=now)
        office.appoint(
            person=person, unit=units["scjgj"], role=Role.HANDLER, from_on=now.date(), actor=official, at=now
        )
        handlers.append(person)
    counties = [unit for unit in units.values() if unit.kind == "county"]
    found = [kind for kind in kinds().values() if kind.key in SHARES]
    return Ground(units, counties, handlers, Person.objects.get(username="firm"), units["gaj"], found, now)


def pages() -> dict[str, tuple[str, str]]:
    """This function will give the pages measured, by name: who asks, and the address."""
    from manas.matters.docket.models import Matter
    from manas.plan.models import WorkPlan

    one = Matter.objects.filter(kind="rights_aid", closed_at=None, awaits="handler").latest("pk")
    found = {
        "inbox, mine": ("handler", "/desk/"),
        "inbox, my unit's": ("handler", "/desk/?tray=unit"),
        "inbox, late": ("handler", "/desk/?tray=late"),
        "inbox of a county": ("artux-handler", "/desk/"),
        "inbox of the police": ("police", "/desk/"),
        "list, first page": ("office", "/matters/"),
        "list, open ones": ("office", "/matters/?closed=open"),
        "list of the police (1 in 2,000)": ("police", "/matters/"),
        "my applications (1 in 500)": ("firm", "/services/mine/"),
        "matter": ("handler", f"/matters/{one.pk}/"),
        "living plan with counts": ("office", f"/plan/{WorkPlan.objects.get().pk}/"),
    }
    for name, word in (
        ("common", COMMON),
        ("rare", RARE),
        ("not there", NOWHERE),
        ("four characters", "红杏葡萄"),
        ("number", one.number),
    ):
        found[f"search, {name}"] = ("office", f"/matters/?{urlencode({'q': word})}")
    found["search by the police, common"] = ("police", f"/matters/?{urlencode({'q': COMMON})}")
    return found


def measure(client: Client, url: str, *, explain: bool) -> tuple[float, int]:
    """This function will give the median time of a page in milliseconds and its number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)  # warm: the first request of a session writes it down
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    asked = len(queries)  # counted now: the next request forgets them
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    if explain:
        slow(url, queries.captured_queries)
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        _ = client.get(url).content
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), asked


def slow(url: str, queries: list[dict[str, str]]) -> None:
    """This function will print the slowest query of a page and the way in which the database finds its rows."""
    from django.db import connection

    worst = max(queries, key=lambda query: float(query["time"]))
    way = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(f"{way} {worst['sql'].replace('%', '%%')}")
        lines = ["\t".join(str(cell) for cell in row) for row in cursor.fetchall()]
    print(f"\n{url}: {worst['time']} s\n{worst['sql']}\n" + "\n".join(lines), file=sys.stderr)


def signed_in() -> Callable[[str], Client]:
    """This function will give a way to ask as somebody."""
    from django.test import Client

    from manas.office.models import Person

    clients: dict[str, Client] = {}

    def client(username: str) -> Client:
        if username not in clients:
            clients[username] = Client(SERVER_NAME="localhost")
            clients[username].force_login(Person.objects.get(username=username))
        return clients[username]

    return client


def run(*, explain: bool, sizes: Sequence[int]) -> Iterator[str]:
    """This function will give the lines of the table."""
    from django.conf import settings
    from django.db import connection

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    ground, client = prepare(), signed_in()
    found: dict[str, list[tuple[float, int]]] = {}
    for size in sizes:
        began = time.perf_counter()
        grow(size, ground)
        print(f"{size:,} matters after {time.perf_counter() - began:.0f} s", file=sys.stderr)
        for name, (who, url) in pages().items():
            found.setdefault(name, []).append(measure(client(who), url, explain=explain and size == sizes[-1]))
    yield f"{connection.vendor}, {ground.now:%Y-%m-%d}"
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
    sys.path.insert(0, str(Path(__file__).parents[1]))
    server: Any = None
    if asked.postgres:
        from tests.postgres import ThrowAwayPostgres

        server = ThrowAwayPostgres.start()
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as var:
        os.environ["MANAS_VAR"] = var
        os.environ["DJANGO_SETTINGS_MODULE"] = "manas.settings"
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
