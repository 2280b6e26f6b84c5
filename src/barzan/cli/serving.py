"""One parent, two children: the web server and the worker, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from barzan.cli.language import CommandError, say

READY_SECONDS = 60
STOP_SECONDS = 10
AGAIN_SECONDS = 2


def require_free(host: str, port: int) -> None:
    """Raises ``CommandError`` where the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            fa = f"درگاه {port} تنها برای مدیر سیستم باز است؛ درگاه دیگری بدهید: --port 8080"
            en = f"Port {port} needs the system's administrator: choose another with --port 8080"
        except OSError as error:
            fa = f"درگاه {port} روی {host} آزاد نیست ({error.strerror})؛ درگاه دیگری بدهید: --port {port + 1}"
            en = (
                f"Port {port} on {host} is not free ({error.strerror}): choose another with --port {port + 1}"
            )
        else:
            return
    raise CommandError("port.taken", fa, en)


def serve(host: str, port: int, announce: Callable[[], None]) -> int:
    """Runs server and worker until SIGINT or SIGTERM; ``announce`` is called once the server answers.

    A worker that falls is started again; a server that falls ends everything with exit code 1. Each child
    leads a process group of its own, so that nothing of it outlives the parent.
    """
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    server = _start("barzan.cli.server", host, str(port))
    worker = _start("barzan.cli.main", "worker")
    try:
        if not _answers(host, port, server, stop):
            return 0 if stop.is_set() else _fallen()
        announce()
        while not stop.wait(0.5):
            if server.poll() is not None:
                return _fallen()
            if worker.poll() is not None and not stop.wait(AGAIN_SECONDS):
                worker = _start("barzan.cli.main", "worker")
        return 0
    finally:
        _end([server, worker])


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *arguments], start_new_session=True)


def _answers(host: str, port: int, server: subprocess.Popen[bytes], stop: threading.Event) -> bool:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None and not stop.wait(0.1):
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


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """SIGTERM first; what is left of a child's group after ten seconds is killed."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
