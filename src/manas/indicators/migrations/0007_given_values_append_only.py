"""The database itself refuses to change or delete a value that was given."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "indicators_givenvalue"
REFUSAL = "given values are append-only"
SQLITE = [
    f"""CREATE TRIGGER given_no_{deed} BEFORE {deed.upper()} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for deed in ("update", "delete")
]
POSTGRES = [
    f"""CREATE FUNCTION given_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER given_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION given_refuse()""",
]
UNDO_SQLITE = ["DROP TRIGGER given_no_update", "DROP TRIGGER given_no_delete"]
UNDO_POSTGRES = [f"DROP TRIGGER given_no_change ON {TABLE}", "DROP FUNCTION given_refuse()"]


def _run(sqlite: list[str], postgres: list[str]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in {"sqlite": sqlite, "postgresql": postgres}[editor.connection.vendor]:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_given_values")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRES), _run(UNDO_SQLITE, UNDO_POSTGRES))]
