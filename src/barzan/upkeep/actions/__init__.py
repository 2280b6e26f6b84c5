"""The only writers of the room: confirmations and reminders of the review, proposals and their answers."""

from barzan.upkeep.actions.proposals import answer, forget, join, propose, refer
from barzan.upkeep.actions.reviews import confirm, remind

__all__ = ["answer", "confirm", "forget", "join", "propose", "refer", "remind"]
