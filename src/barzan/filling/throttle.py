"""How often one address may do what anybody may without signing in: a count in the cache, by its hash."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60
MOST = {"begin": 60, "write": 3_000, "send": 60, "resume": 30, "paper": 60}


def allowed(request: HttpRequest, what: str) -> bool:
    """Counts this request; False once an address did it more often than ``MOST`` within an hour.

    Whoever is signed in is known and not counted: a whole office may stand behind one address.
    """
    if request.actor.signed_in:  # type: ignore[attr-defined]
        return True
    address = sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()
    key = f"filling:{what}:{address}"
    if cache.add(key, 1, HOUR):
        return True
    try:
        return int(cache.incr(key)) <= MOST[what]
    except ValueError:  # it expired between the two
        return True
