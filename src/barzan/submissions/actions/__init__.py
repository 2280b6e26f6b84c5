"""The commands, for the rooms above; ``keeping`` holds what is done unasked."""

from barzan.submissions.actions.attaching import add_attachment, append, begin_upload
from barzan.submissions.actions.correcting import take_in
from barzan.submissions.actions.devices import add_device, close_device
from barzan.submissions.actions.drafting import discard_draft, save_draft, send_draft
from barzan.submissions.actions.editing import edit
from barzan.submissions.actions.receiving import receive, receive_many
from barzan.submissions.actions.reviewing import review, undo, withdraw
from barzan.submissions.actions.unread import keep_unread, read_again, set_aside

__all__ = [
    "add_attachment",
    "add_device",
    "append",
    "begin_upload",
    "close_device",
    "discard_draft",
    "edit",
    "keep_unread",
    "read_again",
    "receive",
    "receive_many",
    "review",
    "save_draft",
    "send_draft",
    "set_aside",
    "take_in",
    "undo",
    "withdraw",
]
