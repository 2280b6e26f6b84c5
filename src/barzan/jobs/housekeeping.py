"""The schedules of what stands left of this room and knows no jobs: the trail, and the database itself."""

from django.db import connection

from barzan.jobs.registry import every
from barzan.trail import heads, sealer

SAMPLE = 1_000  # of each index; https://sqlite.org/lang_analyze.html advises 100 to 1,000

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
    """Tells SQLite how its tables have grown, on which its choice of an index rests; PostgreSQL sees by
    itself. A sample is read, so that nobody who writes waits for it, however large the tables are.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        cursor.execute("ANALYZE")
