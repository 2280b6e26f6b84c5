"""The only writers of the room: drafts and what is decided about them, editions."""

from barzan.revisions.actions.decisions import approve, publish, review, send_back, withdraw
from barzan.revisions.actions.drafts import open_draft, open_drafts, open_new, save, undo
from barzan.revisions.actions.editions import publish_edition

__all__ = [
    "approve",
    "open_draft",
    "open_drafts",
    "open_new",
    "publish",
    "publish_edition",
    "review",
    "save",
    "send_back",
    "undo",
    "withdraw",
]
