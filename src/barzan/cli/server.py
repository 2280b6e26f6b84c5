"""The web server as a process of its own: ``python -m barzan.cli.server HOST PORT``."""

from __future__ import annotations

import copy
import os
import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces

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
        log_dictconfig=logging_of_server(),
        log_access=False,
    )


def logging_of_server() -> dict[str, Any]:
    """The installation's own logging; the server's notices of every start and stop are left out."""
    from django.conf import settings

    config = copy.deepcopy(settings.LOGGING)
    config["loggers"]["_granian"] = {"level": "WARNING"}
    return config


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
    server(sys.argv[1], int(sys.argv[2])).serve()
