"""The database itself refuses to change or delete contents, reviews and the words agreed to."""

from django.db import migrations

from barzan.submissions.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
