"""Attachments: whole, or in chunks that go on after a cut; before, after or between the answers, in any order."""

from __future__ import annotations

from typing import BinaryIO

from barzan.access import Actor
from barzan.submissions.models import Attachment, Upload


def add_attachment(
    actor: Actor, form_key: str, key: str, name: str, data: bytes | BinaryIO, *, sha256: str = ""
) -> Attachment | Upload:
    """Keeps the file ``name`` of the submission ``key``, which may not be here yet: then it waits for it.

    The same bytes again change nothing. Raises ``DocumentRefused`` for a hostile or damaged file,
    ``SubmissionRefused`` where other bytes are here under that name.
    """
    raise NotImplementedError


def begin_upload(
    actor: Actor, form_key: str, key: str, name: str, length: int, *, sha256: str = ""
) -> Upload:
    """Begins an upload in chunks, or goes on with the one of the same file: its ``token`` and ``offset``."""
    raise NotImplementedError


def append(actor: Actor, token: str, offset: int, chunk: BinaryIO) -> Upload:
    """Adds a chunk at ``offset``; the last one checks the file and attaches it (``whole``).

    What is cut in the middle of a chunk is kept so far. Raises ``OffsetConflict`` (with ``.offset``) where the
    upload stands elsewhere.
    """
    raise NotImplementedError
