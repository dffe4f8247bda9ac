"""How the board and the figures answer with 10,000 matters and 50,000 rows of registers, and with a hundred times as many.

A PostgreSQL of its own is filled by statements of its own (no search pairs, one deed a matter), and figures are kept as a worker
keeps them; pages are asked for through the whole stack but the network, medians of 15 after one warm-up. `python -m bench.board`;
`--database URL` runs on an empty PostgreSQL; `--explain` prints how the database finds the rows of each page's slowest query.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.matters import RUNS, measure, signed_in

if TYPE_CHECKING:
    from django.db import models

SIZES = (10_000, 1_000_000)
YEARS = 5
# Somewhere in the last five years, the same for a row each time; two columns of a row lie apart by their second number.
DAY = f"CURRENT_DATE - ((n * 7919 + {{}}) % {YEARS * 365})::int"
MOMENT = f"now() - (((n * 7919 + {{}}) % {YEARS * 365}) * interval '1 day')"
BEFORE = f"{MOMENT.format(0)} - interval '20 days'"
YUAN = "(n * 104729 % 4000000)::numeric + 1000"
LOCAL_IN = 50  # one patent in so many has a local holder


@dataclass(frozen=True)
class Share:
    """How a kind of matter comes: so many of twenty, the states in which it ends well and is open, its own columns."""

    kind: str
    of_twenty: range
    closed: str
    open: str
    columns: Mapping[str, str]


KINDS = (
    Share("rights_aid", range(5), "answered", "accepted", {}),
    Share("feedback", range(5, 9), "answered", "received", {}),
    Share("technology_need", range(9, 12), "solved", "handed", {"asker": "'示例企业'"}),
    Share("pair", range(12, 14), "recorded", "visiting", {}),
    Share("license_record", range(14, 15), "recorded", "checking", {"recorded_on": DAY.format(0), "price": YUAN}),
    Share("transfer_record", range(15, 16), "registered", "checking", {"registered_on": DAY.format(0), "price": YUAN}),
    Share(
        "pledge_loan", range(16, 17), "released", "checking",
        {"registered_on": DAY.format(0), "pledge_amount": YUAN, "drawn_on": DAY.format(0), "drawn_amount": YUAN,
         "first_loan": "n % 3 = 0"},
    ),
    Share("open_license", range(17, 18), "ended", "in_force", {"declared_on": DAY.format(0)}),
    Share("special_mark_use", range(18, 19), "canceled", "in_use", {"national_on": DAY.format(0)}),
    Share("penalty_case", range(19, 20), "closed", "filed", {"decided_on": DAY.format(0), "fine": YUAN}),
)  # fmt: skip


def insert(model: type[models.Model], columns: Mapping[str, str], source: str) -> None:
    """This function will enter a row for every `n` of a source; columns that are not named are as empty as they may be."""
    from django.db import connection

    own, blank = model._meta.local_concrete_fields, model()
    kept = [field for field in own if field.column in columns or not (field.primary_key and field.remote_field is None)]
    empty = [
        each.get_db_prep_save(each.value_from_object(blank), connection) for each in kept if each.column not in columns
    ]
    words = [columns[each.column].replace("%", "%%") if each.column in columns else "%s" for each in kept]
    names = ", ".join(f'"{each.column}"' for each in kept)
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(words)} FROM {source.replace("%", "%%")}'  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, empty)


def grow_matters(have: int, size: int) -> None:
    """This function will add matters of all kinds with a deed, two limits and what lies with them."""
    from django.apps import apps

    from manas.matters.docket.kinds import kinds
    from manas.matters.docket.models import Matter, Rating, TimeLimit, Turn
    from manas.office.models import Person, Unit

    counties = list(Unit.objects.filter(kind="county").order_by("pk").values_list("pk", flat=True))
    handles, actor = Unit.objects.get(code="scjgj").pk, Person.objects.get(username="handler").pk
    which = " ".join(f"WHEN n % 20 IN ({', '.join(map(str, one.of_twenty))}) THEN '{one.kind}'" for one in KINDS)
    ends = " ".join(f"WHEN n % 20 IN ({', '.join(map(str, one.of_twenty))}) THEN '{one.closed}'" for one in KINDS)
    stays = " ".join(f"WHEN n % 20 IN ({', '.join(map(str, one.of_twenty))}) THEN '{one.open}'" for one in KINDS)
    insert(
        Matter,
        {
            "kind": f"CASE {which} END",
            "flow_version": "1",
            "state": f"CASE WHEN n % 11 = 0 THEN CASE {stays} END ELSE CASE {ends} END END",
            "turn": "1",
            "number": "'示例〔' || n || '〕号'",
            "title": "'示例办件' || n",
            "applicant_name": "'示例申请人' || n % 977",
            "county_id": f"(ARRAY{counties})[1 + n % {len(counties)}]",
            "lead_unit_id": str(handles),
            "handler_id": str(actor),
            "awaits": "CASE WHEN n % 11 = 0 THEN 'handler' ELSE '' END",
            "opened_at": BEFORE,
            "submitted_at": BEFORE,
            "closed_at": f"CASE WHEN n % 11 = 0 THEN NULL ELSE {MOMENT.format(0)} END",
            "due_on": "CASE WHEN n % 11 = 0 THEN CURRENT_DATE + (n % 60)::int - 2 END",
            "is_example": "TRUE",
        },
        f"generate_series({have + 1}::bigint, {size}) AS n",
    )
    new = f"(SELECT id, substr(number, 4, length(number) - 5)::bigint AS n, kind FROM matters_matter WHERE number LIKE '示例〔%' AND substr(number, 4, length(number) - 5)::bigint > {have}) AS made"  # noqa: S608, E501
    for share in KINDS:
        model = kinds()[share.kind].model
        if model is not Matter:
            insert(model, {"matter_ptr_id": "id", **share.columns}, f"{new} WHERE kind = '{share.kind}'")
    insert(
        Turn,
        {"matter_id": "id", "number": "1", "act": "'step'", "label": "'办理'", "to_state": "'checking'", "at": BEFORE,
         "actor_id": str(actor), "actor_name": "'示例'"},
        new,
    )  # fmt: skip
    turned = (
        f"(SELECT turn.id AS began, made.* FROM {new} JOIN matters_turn AS turn ON turn.matter_id = made.id) AS began"  # noqa: S608
    )
    for rule in ("AID-ACCEPT", "AID-OPINION"):
        insert(
            TimeLimit,
            {"matter_id": "id", "began_id": "began", "binds": "'handler'", "event_at": BEFORE,
             "rule": f"CASE WHEN kind = 'penalty_case' AND '{rule}' = 'AID-OPINION' THEN 'PEN-DECIDE' ELSE '{rule}' END",
             "due_on": DAY.format(0), "state": "CASE WHEN n % 11 = 0 THEN 'running' ELSE 'met' END",
             "ended_at": f"CASE WHEN n % 11 = 0 THEN NULL ELSE {MOMENT.format(0)} + interval '1 day' * (n % 9 - 7) END"},
            turned,
        )  # fmt: skip
    insert(
        Rating, {"matter_id": "id", "score": "1 + n % 5", "at": MOMENT.format(0)}, f"{new} WHERE kind = 'rights_aid'"
    )
    for model, column in (("YearlyUse", "use_id"), ("Uptake", "declaration_id")):
        kind = "special_mark_use" if model == "YearlyUse" else "open_license"
        own = {"sales": YUAN, "reported_by_id": str(actor), "reported_at": MOMENT.format(0)}
        took = {"notified_on": DAY.format(0), "paid_on": DAY.format(0), "added_by_id": str(actor), "added_at": "now()"}
        insert(
            apps.get_model("matters", model),
            {column: "id", **(own if model == "YearlyUse" else took)},
            f"{new} WHERE kind = '{kind}'",
        )


def grow_registers(have: int, size: int) -> None:
    """This function will add patents, each with a holder, and with one class and one inventor or two: five rows a patent."""
    from manas.office.models import Organization
    from manas.registers.models import Patent, PatentClass, PatentHolder, PatentInventor

    local = list(Organization.objects.exclude(county=None).order_by("pk").values_list("pk", flat=True))
    insert(
        Patent,
        {
            "publication_number": "'CN' || 300000000 + n || 'B'",
            "kind": "CASE WHEN n % 3 = 0 THEN 'utility_model' ELSE 'invention' END",
            "title": "'示例专利' || n",
            "filed_on": DAY.format(900),
            "granted_on": DAY.format(0),
            "legal_status": "CASE WHEN n % 4 = 0 THEN 'lapsed' ELSE 'in_force' END",
            "is_example": "TRUE",
            "created_at": "now()",
            "changed_at": "now()",
        },
        f"generate_series({have + 1}::bigint, {size}) AS n",
    )
    new = f"(SELECT id, substr(publication_number, 3, 9)::bigint - 300000000 AS n FROM registers_patent WHERE title LIKE '示例专利%' AND substr(publication_number, 3, 9)::bigint - 300000000 > {have}) AS made"  # noqa: S608, E501
    insert(
        PatentHolder,
        {"patent_id": "id", "position": "0", "name": "'示例权利人' || n % 4999",
         "organization_id": f"CASE WHEN n % {LOCAL_IN} = 0 THEN (ARRAY{local})[1 + n / {LOCAL_IN} % {len(local)}] END"},
        new,
    )  # fmt: skip
    for position in range(2):
        some = new if position == 0 else f"{new} WHERE n % 2 = 0"
        insert(
            PatentInventor,
            {"patent_id": "id", "position": str(position), "name": f"'示例人员' || (n + {position}) % 4999"},
            some,
        )
        insert(
            PatentClass,
            {"patent_id": "id", "position": str(position), "symbol": "'A23B7/02'", "subclass": "'A23B'"},
            some,
        )


def grow(size: int) -> None:
    """This function will fill the tables up to so many matters and five times as many rows of registers."""
    from django.db import connection, transaction

    from manas.matters.docket.models import Matter
    from manas.registers.models import Patent

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL session_replication_role = replica"
            )  # every key is there: not looked up row by row
        grow_matters(Matter.objects.filter(title__startswith="示例办件").count(), size)
        grow_registers(Patent.objects.filter(title__startswith="示例专利").count(), size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while


def pages() -> dict[str, str]:
    """This function will give the pages measured: the boards, and of each indicator its trend and the rows behind its figure."""
    from manas.indicators.declared import INDICATORS
    from manas.office.models import Unit
    from manas.plan.models import WorkPlan

    plan, county = WorkPlan.objects.of_governments().get(), Unit.objects.get(code="gov653001").code
    found = {
        "board": f"/plan/{plan.pk}/board/",
        "living plan": f"/plan/{plan.pk}/",
        "table of indicators": "/indicators/",
    }
    for key in INDICATORS:
        found[f"{key}: trend"] = f"/indicators/{key}/"
        found[f"{key}: rows"] = f"/indicators/{key}/evidence/"
        found[f"{key}: rows of a county"] = f"/indicators/{key}/evidence/?unit={county}"
    return found


def run(*, explain: bool, sizes: Sequence[int], only: str) -> Iterator[str]:
    """This function will give the lines of the table: the boards, then of the many pages of indicators the slowest ten."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from manas.web.management.commands.demo import make_demo
    from manas.web.worker.deeds import keep_figures

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    make_demo(timezone.now())
    client, found = signed_in()("leader"), dict[str, list[tuple[float, int]]]()
    for size in sizes:
        began = time.perf_counter()
        grow(size)
        kept = keep_figures(timezone.now())
        print(f"{kept:,} figures kept", file=sys.stderr)
        print(f"{size:,} matters after {time.perf_counter() - began:.0f} s", file=sys.stderr)
        for name, url in pages().items():
            if only in name:
                found.setdefault(name, []).append(measure(client, url, explain=explain and size == sizes[-1]))
    yield f"postgresql, medians of {RUNS}"
    yield f"| page | {' | '.join(f'{size:,}: ms (queries)' for size in sizes)} | ratio |"
    yield "|---|" + "---|" * (len(sizes) + 1)
    several = sorted((name for name in found if ": " in name), key=lambda name: -found[name][-1][0])
    for name in [*(name for name in found if ": " not in name), *several[:10]]:
        cells = " | ".join(f"{ms:.0f} ({queries})" for ms, queries in found[name])
        yield f"| {name} | {cells} | {found[name][-1][0] / found[name][0][0]:.1f} × |"
    over = sum(found[name][-1][0] >= 1000 for name in several)
    yield f"{len(several)} pages of indicators at {sizes[-1]:,}: {over} take a second or more."


def main() -> None:
    """This function will print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="postgres://… of an empty database (default: a PostgreSQL of its own)")
    parser.add_argument("--explain", action="store_true", help="print the slowest query of each page and its plan")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    asked = parser.parse_args()
    server: Any = None
    if not asked.database:
        from tests.postgres import ThrowAwayPostgres

        server = ThrowAwayPostgres.start()
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as var:
        os.environ |= {"MANAS_VAR": var, "DJANGO_SETTINGS_MODULE": "manas.settings"}
        os.environ["MANAS_DATABASE_URL"] = asked.database or server.url
        import django

        django.setup()
        try:
            print("\n".join(run(explain=asked.explain, sizes=asked.sizes, only=asked.only)))
        finally:
            from django.db import connections

            connections.close_all()
            if server:
                server.stop()


if __name__ == "__main__":
    main()
