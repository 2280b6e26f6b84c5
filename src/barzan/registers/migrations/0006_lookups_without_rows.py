"""The index of lists holds what lists are narrowed by: PostgreSQL looks entries up without their rows."""

from django.db import migrations, models

SHOWN = models.Q(hidden=False)
HELD = ["unit_path", "place_path", "state", "latitude"]


def count(apps, schema_editor):
    """An index that SQLite knows nothing of beside ones that were counted is believed to be the best."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("ANALYZE registers_entry")


class Migration(migrations.Migration):
    dependencies = [("registers", "0005_validity_until_a_passage")]

    operations = [
        migrations.RemoveIndex("entry", "entry_list"),
        migrations.AddIndex(
            "entry",
            models.Index(fields=["register", "-id"], include=HELD, condition=SHOWN, name="entry_list"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
