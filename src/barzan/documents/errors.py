"""What the room says when it refuses a file."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class DocumentRefused(BilingualError):
    """The file was not kept; the sentences say why and what to do."""
