"""The engine of services: processes compiled when published, advanced by one pure function, kept exact.

``core`` is pure: it compiles a ``bpmn.model.Process`` and advances a state. The rest of the room stores
versions and instances, and carries out what the core says: tasks, timers, messages, children, actions, in
one transaction. It knows nothing of the services that it runs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from barzan.process.core.advancing import advance
    from barzan.process.core.compiling import compile

__all__ = ["advance", "compile"]

_HOMES = {"advance": "advancing", "compile": "compiling"}


def __getattr__(name: str) -> Any:
    """``compile`` and ``advance`` come when they are asked for: the room's settings need neither."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.core.{_HOMES[name]}"), name)
