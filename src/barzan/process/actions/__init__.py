"""The only writers of the room: definitions and their versions, instances, moves between versions."""

from barzan.process.actions.definitions import create, describe, publish, save_draft, take_up
from barzan.process.actions.instances import cancel, deliver, retry, start, start_many

__all__ = [
    "cancel",
    "create",
    "deliver",
    "describe",
    "publish",
    "retry",
    "save_draft",
    "start",
    "start_many",
    "take_up",
]
