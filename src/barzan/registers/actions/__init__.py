"""The only writers of the room: registers, entries and their passages, merges, imports, views."""

from barzan.registers.actions.defining import close, define, describe, drop_draft, publish, reopen, save_draft
from barzan.registers.actions.entries import NewEntry, change, open_entry, open_many
from barzan.registers.actions.moving import move_entries
from barzan.registers.actions.passing import pass_, undo
from barzan.registers.actions.relating import relate, unrelate
from barzan.registers.permitted import Handed

__all__ = [
    "Handed",
    "NewEntry",
    "change",
    "close",
    "define",
    "describe",
    "drop_draft",
    "move_entries",
    "open_entry",
    "open_many",
    "pass_",
    "publish",
    "relate",
    "reopen",
    "save_draft",
    "undo",
    "unrelate",
]
