"""Publishing: the draft becomes an immutable version with a hash, and the form takes answers."""

from __future__ import annotations

from barzan.access import Actor
from barzan.forms.models import Form, FormVersion


def publish(actor: Actor, form: Form, *, why: str, seen: int | None = None) -> FormVersion:
    """Makes the draft the current version; answers given before stay pinned to theirs.

    Raises ``FormError``: no draft, no reason, somebody saved meanwhile, or the same content is published.
    """
    raise NotImplementedError
