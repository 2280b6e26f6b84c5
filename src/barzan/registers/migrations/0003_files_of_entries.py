"""The files that answer questions of entries; facts, as all that an entry says."""

import django.db.models.deletion
from django.db import migrations, models

from barzan.registers.guards import FILES


def install(apps, schema_editor):
    FILES.install(schema_editor.connection)


def remove(apps, schema_editor):
    FILES.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("registers", "0002_facts_are_added"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="registers.entry",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.version"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("entry", "name"), name="entry_file_once")],
            },
        ),
        migrations.RunPython(install, remove),
    ]
