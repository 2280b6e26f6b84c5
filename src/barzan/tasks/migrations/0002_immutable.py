"""The database itself refuses to change or delete what happened to a task and what a body decided."""

from django.db import migrations

from barzan.tasks.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
