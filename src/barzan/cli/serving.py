"""One parent, two children: the web server and the worker, stopped together."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.process import BaseProcess

from django.db import connections

from barzan.cli import server
from barzan.cli.commands.worker import work
from barzan.cli.language import say

SIGNALS = (signal.SIGINT, signal.SIGTERM)
READY_SECONDS = 60
STOP_SECONDS = 10
AGAIN_SECONDS = 2


def serve(host: str, port: int, announce: Callable[[], None]) -> int:
    """Runs server and worker until SIGINT or SIGTERM; ``announce`` is called once the server answers.

    A worker that falls is started again; a server that falls ends everything with exit code 1. Each child
    leads a process group of its own, so that nothing of it outlives the parent.
    """
    stop = threading.Event()
    for name in SIGNALS:
        signal.signal(name, lambda *_: stop.set())
    children = {"server": _start(server.serve, host, port), "worker": _start(work)}
    try:
        if not _answers(host, port, children["server"], stop):
            return 0 if stop.is_set() else _fallen()
        announce()
        while not stop.wait(0.5):
            if not children["server"].is_alive():
                return _fallen()
            if not children["worker"].is_alive() and not stop.wait(AGAIN_SECONDS):
                children["worker"] = _start(work)
        return 0
    finally:
        _end(children.values())


def _start(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """Forks: the child has Django loaded already, and a database connection of its own."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_lead, args=(target, *arguments))
    child.start()
    return child


def _lead(target: Callable[..., None], *arguments: object) -> None:
    os.setsid()
    for name in SIGNALS:
        signal.signal(name, signal.SIG_DFL)
    target(*arguments)


def _answers(host: str, port: int, child: BaseProcess, stop: threading.Event) -> bool:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and child.is_alive() and not stop.wait(0.1):
        try:
            socket.create_connection((host, port), timeout=1).close()
            return True
        except OSError:
            continue
    return False


def _fallen() -> int:
    say(
        "سرور وب ایستاد؛ سطرهای بالا علت را می‌گویند و «barzan doctor» درمان را.",
        'The web server stopped: the lines above say why, and "barzan doctor" names the remedy.',
        problem=True,
    )
    return 1


def _end(children: Iterable[BaseProcess]) -> None:
    """SIGTERM first; what is left of a child's group after ten seconds is killed."""
    children = list(children)
    for child in children:
        child.terminate()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.join(max(0.0, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.ident or 0, signal.SIGKILL)
        child.join()
