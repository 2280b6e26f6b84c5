"""Counts that the database keeps; indexes of lists that hold the order of lists, now that none is counted."""

import django.db.models.deletion
from django.db import migrations, models

from barzan.registers import tallies

LISTED = {
    "entry_by_unit": "unit",
    "entry_by_state": "state",
    "entry_by_place": "place",
    "entry_by_month": "month",
    "entry_expiries": "expiry_month",
}


def install(apps, schema_editor):
    tallies.install(schema_editor.connection)


def remove(apps, schema_editor):
    tallies.remove(schema_editor.connection)


def foreign(to):
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("registers", "0003_files_of_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", foreign("registers.register")),
                ("unit", foreign("people.unit")),
                ("state", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=10)),
                ("value", models.CharField(blank=True, max_length=20)),
                ("number", models.IntegerField()),
                ("settled", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["register", "name", "unit"], name="tally_of_units"),
                    models.Index(
                        fields=["register", "name", "value", "state", "unit", "number"], name="tally_summed"
                    ),
                    models.Index(
                        fields=["id"], condition=models.Q(("settled", False)), name="tally_to_settle"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled", True)),
                        fields=("register", "name", "unit", "state", "value"),
                        name="tally_once",
                    )
                ],
            },
        ),
        *(migrations.RemoveIndex("entry", name) for name in LISTED),
        *(
            migrations.AddIndex(
                "entry",
                models.Index(
                    fields=["register", field, "-id"], condition=models.Q(("hidden", False)), name=name
                ),
            )
            for name, field in LISTED.items()
        ),
        migrations.RunPython(install, remove),
    ]
