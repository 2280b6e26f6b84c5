"""The database itself refuses to change or delete what is a fact, on both engines."""

from django.db import migrations

from barzan.registers.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
