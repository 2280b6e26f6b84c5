"""The only writers of the room: start a reading, match its offices, decide about items, publish."""

from barzan.review.actions.decisions import accept_clean, decide, question, reopen, set_aside, undo, undo_last
from barzan.review.actions.matching import match_item
from barzan.review.actions.publishing import ask_to_publish, publish_now
from barzan.review.actions.readings import choose_units, give_up, start

__all__ = [
    "accept_clean",
    "ask_to_publish",
    "choose_units",
    "decide",
    "give_up",
    "match_item",
    "publish_now",
    "question",
    "reopen",
    "set_aside",
    "start",
    "undo",
    "undo_last",
]
