"""The database itself refuses to change or delete a published version, on both engines."""

from django.db import migrations

from barzan.forms.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
