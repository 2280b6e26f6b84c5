"""The web server as a process of its own: ``python -m barzan.cli.server HOST PORT``."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4


def server(host: str, port: int) -> Granian:
    """Granian over WSGI: a worker for each of the first four cores, four threads each; no access log.

    An access log would hold addresses and query strings, which are personal data.
    """
    return Granian(
        "barzan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, 4),
        blocking_threads=THREADS,
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_dictconfig=settings.LOGGING,
        log_access=False,
        log_level=LogLevels.warning,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
    server(sys.argv[1], int(sys.argv[2])).serve()
