"""The only writers of the room: drafts and what is decided about them, successions, editions."""

from barzan.revisions.actions.batches import Outcome
from barzan.revisions.actions.decisions import approve, decide, review, send_back, withdraw
from barzan.revisions.actions.drafts import Opened, open_draft, open_drafts, open_new, save, undo
from barzan.revisions.actions.editions import publish_edition
from barzan.revisions.actions.publishing import publish, publish_many
from barzan.revisions.actions.successions import (
    merge_services,
    move,
    prepare_split,
    restore,
    retire,
    split,
    split_origin,
)

__all__ = [
    "Opened",
    "Outcome",
    "approve",
    "decide",
    "merge_services",
    "move",
    "open_draft",
    "open_drafts",
    "open_new",
    "prepare_split",
    "publish",
    "publish_edition",
    "publish_many",
    "restore",
    "retire",
    "review",
    "save",
    "send_back",
    "split",
    "split_origin",
    "undo",
    "withdraw",
]
