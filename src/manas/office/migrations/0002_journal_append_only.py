"""The database itself refuses to change or delete a line of the journal."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "office_journalentry"
SQLITE = [
    f"""CREATE TRIGGER journal_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    f"""CREATE TRIGGER journal_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
]
POSTGRES = [
    """CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    f"""CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    f"""CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
]
UNDO_SQLITE = ["DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete"]
UNDO_POSTGRES = [
    f"DROP TRIGGER journal_no_change ON {TABLE}",
    f"DROP TRIGGER journal_no_truncate ON {TABLE}",
    "DROP FUNCTION journal_refuse()",
]


def _run(sqlite: list[str], postgres: list[str]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in {"sqlite": sqlite, "postgresql": postgres}[editor.connection.vendor]:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("office", "0001_people_units_journal_files")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRES), _run(UNDO_SQLITE, UNDO_POSTGRES))]
