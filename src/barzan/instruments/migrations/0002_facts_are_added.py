"""The database itself refuses to change or delete a relation, a withdrawal or a denial, on both engines."""

from django.db import migrations

from barzan.instruments.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
