"""The web server: Granian over WSGI."""

from __future__ import annotations

import os
from importlib import import_module

from django.conf import settings
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

TARGET = "barzan.config.wsgi"
PROCESSES_AT_MOST = 4
THREADS = 4


def serve(host: str, port: int) -> None:
    """Serves until SIGTERM: a process for each of the first four cores, four threads in each; no access log.

    An access log would hold addresses and query strings, which are personal data. The application is loaded
    before Granian forks its processes, so they start at once and share its memory.
    """
    import_module(TARGET)
    get_resolver().url_patterns  # noqa: B018 - loads every room's pages
    Granian(
        f"{TARGET}:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, PROCESSES_AT_MOST),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_dictconfig=settings.LOGGING,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
