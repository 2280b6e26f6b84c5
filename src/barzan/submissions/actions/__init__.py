"""The commands: ``receiving``, ``editing``, ``reviewing``, ``attaching``, ``drafting``, ``devices``, ``keeping``.

The rooms above import the ones below from here.
"""

from barzan.submissions.actions.attaching import add_attachment, append, begin_upload
from barzan.submissions.actions.devices import add_device, close_device
from barzan.submissions.actions.drafting import discard_draft, save_draft, send_draft
from barzan.submissions.actions.editing import edit
from barzan.submissions.actions.receiving import keep_unread, receive, receive_many
from barzan.submissions.actions.reviewing import review, undo, withdraw

__all__ = [
    "add_attachment",
    "add_device",
    "append",
    "begin_upload",
    "close_device",
    "discard_draft",
    "edit",
    "keep_unread",
    "receive",
    "receive_many",
    "review",
    "save_draft",
    "send_draft",
    "undo",
    "withdraw",
]
