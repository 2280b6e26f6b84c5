"""Whether an address can be listened on, and what to do when it cannot."""

from __future__ import annotations

import socket

from barzan.cli.language import CommandError


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
