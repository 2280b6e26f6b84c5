"""The database itself refuses to change or delete closures, withdrawals and facts of deadlines."""

from django.db import migrations

from barzan.clock.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("clock", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
