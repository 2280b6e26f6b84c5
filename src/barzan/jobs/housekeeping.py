"""The schedules of what stands left of this room and knows no jobs: the trail, and the database itself."""

from django.db import connection

from barzan.jobs.models import Schedule
from barzan.jobs.registry import every
from barzan.trail import heads, sealer

every("trail.seal", seconds=2, when=sealer.waiting)(sealer.seal)


@every("trail.heads", seconds=300)
def keep_heads() -> None:
    """Heals the heads file after a crash, and exports the head of the day (once a day, whoever comes
    first).
    """
    heads.keep()
    heads.export()


@every("database.statistics", seconds=3600, when=lambda: connection.vendor == "sqlite")
def count_rows() -> None:
    """Tells SQLite which tables have doubled since it counted them: its choice of an index rests on that.

    PostgreSQL sees by itself. Whoever writes waits for the table being counted (a million rows: a second), no
    longer, and a table is counted again when it has twice the rows. A sample (``analysis_limit``) would be
    read at once, but says the same of every index of a large table.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Schedule._meta.db_table}")  # which makes the table of what was counted
        cursor.execute("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
        counted = dict(cursor.fetchall())
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT max(rowid) FROM {table}")  # noqa: S608 - a name of ours
            if (cursor.fetchone()[0] or 0) >= 2 * counted.get(table, 0.5):
                cursor.execute(f"ANALYZE {table}")
