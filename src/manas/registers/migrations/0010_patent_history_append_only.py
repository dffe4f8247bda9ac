"""The database itself refuses to change the history of a patent, or to delete it while the patent stands."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE, PATENTS = "registers_patentchange", "registers_patent"
REFUSAL = "the history of a patent is append-only"
SQLITE = [
    f"""CREATE TRIGGER patent_history_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER patent_history_no_delete BEFORE DELETE ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {PATENTS} WHERE id = OLD.patent_id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  # nothing of a stranger in it
    # REPLACE deletes the old row without waking the trigger above.
    f"""CREATE TRIGGER patent_history_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  # nothing of a stranger in it
]
POSTGRES = [
    f"""CREATE FUNCTION patent_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF NOT EXISTS (SELECT 1 FROM {PATENTS} WHERE id = OLD.patent_id) THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}';
        END $$""",  # noqa: S608  # nothing of a stranger in it
    f"""CREATE TRIGGER patent_history_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION patent_history_refuse()""",
    f"""CREATE TRIGGER patent_history_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION patent_history_refuse()""",
]
UNDO_SQLITE = [f"DROP TRIGGER patent_history_no_{deed}" for deed in ("update", "delete", "replace")]
UNDO_POSTGRES = [
    f"DROP TRIGGER patent_history_no_change ON {TABLE}",
    f"DROP TRIGGER patent_history_no_truncate ON {TABLE}",
    "DROP FUNCTION patent_history_refuse()",
]


def _run(sqlite: list[str], postgres: list[str]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in {"sqlite": sqlite, "postgresql": postgres}[editor.connection.vendor]:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("registers", "0009_products")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRES), _run(UNDO_SQLITE, UNDO_POSTGRES))]
