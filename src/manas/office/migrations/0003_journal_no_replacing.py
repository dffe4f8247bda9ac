"""SQLite's REPLACE deletes the old row without waking a DELETE trigger: refuse it where it begins.

PostgreSQL has no such statement; its ON CONFLICT DO UPDATE wakes the trigger on UPDATE.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "office_journalentry"
REFUSE = f"""CREATE TRIGGER journal_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR number = NEW.number OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""  # noqa: S608  # nothing of a stranger in it


def refuse(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(REFUSE)


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER journal_no_replace")


class Migration(migrations.Migration):
    dependencies = [("office", "0002_journal_append_only")]
    operations = [migrations.RunPython(refuse, allow)]
