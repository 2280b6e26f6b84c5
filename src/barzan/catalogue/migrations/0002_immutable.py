"""The database itself refuses to change or delete a published version or a part of one, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = (
    "catalogue_serviceversion",
    "catalogue_requirement",
    "catalogue_legalbasis",
    "catalogue_step",
    "catalogue_channel",
)
REFUSAL = "a published version of a service is immutable"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION catalogue_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        for deed in ("UPDATE", "DELETE"):
            name = f"{table}_no_{deed.lower()}"
            action = (
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                if sqlite
                else "FOR EACH ROW EXECUTE FUNCTION catalogue_immutable()"
            )
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {action}")


def remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        for deed in ("update", "delete"):
            on = "" if sqlite else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER {table}_no_{deed}{on}")
    if not sqlite:
        schema_editor.execute("DROP FUNCTION catalogue_immutable()")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
