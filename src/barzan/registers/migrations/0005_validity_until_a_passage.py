"""The validity until a passage, without which an undo loses that of an entry that was taken over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_tallies")]

    operations = [
        migrations.AddField("passage", "was_from", models.DateField(null=True)),
        migrations.AddField("passage", "was_to", models.DateField(null=True)),
    ]
