"""Narrow entries, postings without a key of their own: the index is emptied, ``barzan reindex`` fills it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.DeleteModel("Facet"),
        migrations.DeleteModel("Posting"),
        migrations.DeleteModel("Word"),
        migrations.DeleteModel("Entry"),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("title", models.CharField(max_length=500)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("title_key", models.CharField(max_length=500)),
                ("facets", models.TextField()),
                ("url_name", models.CharField(max_length=100)),
                ("url_args", models.JSONField(default=list)),
                ("unit_path", models.CharField(blank=True, max_length=255)),
                ("place_path", models.CharField(blank=True, max_length=255)),
                ("weight", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=40, unique=True)),
                ("head", models.CharField(db_index=True, max_length=2)),
                ("written", models.CharField(max_length=80)),
                ("paired", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="search.entry",
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("names", models.TextField(blank=True)),
                ("facts", models.JSONField(default=list)),
            ],
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("kind", "key"), name="search_entry_once"),
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "word", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="search.entry",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="search.word",
                    ),
                ),
                ("weight", models.SmallIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["word", "entry", "weight"], name="search_posting_cover"),
        ),
    ]
