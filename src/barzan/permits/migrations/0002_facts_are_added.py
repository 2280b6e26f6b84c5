"""The database itself refuses to change or delete a template, a certificate or a withdrawal."""

from django.db import migrations

from barzan.permits.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("permits", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
