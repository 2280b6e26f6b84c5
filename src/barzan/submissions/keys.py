"""The names by which what arrives is known again."""

from __future__ import annotations

import json
from hashlib import sha256

from django.utils.crypto import salted_hmac

from barzan.submissions.core.answers import Answers
from barzan.submissions.errors import SubmissionRefused
from barzan.submissions.models import LONGEST_KEY

LARGEST = 4 * 2**20  # characters of answers


def key_of(text: str) -> str:
    """The key as it is kept; a longer one by its hash. Raises ``SubmissionRefused`` for none."""
    key = text.strip()
    if not key or not key.isprintable():
        raise SubmissionRefused.no_key()
    return key if len(key) <= LONGEST_KEY else f"sha256:{sha256(key.encode()).hexdigest()}"


def digest_of(sent: Answers) -> str:
    """Tells the same answers again. Keyed, because it outlives personal answers that could be guessed.

    Raises ``SubmissionRefused`` where the answers are too large to keep.
    """
    said = json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(said) > LARGEST:
        raise SubmissionRefused.too_large()
    return salted_hmac("barzan.submissions", said, algorithm="sha256").hexdigest()
