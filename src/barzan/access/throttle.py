"""How often one address may do what anybody may: a count in the cache, by a hash of the address."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60


def allowed(request: HttpRequest, what: str, most: int, seconds: int = HOUR) -> bool:
    """Counts this request; False once there were more than ``most`` within ``seconds`` of the first."""
    address = sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()
    key = f"throttle:{what}:{address}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it expired between the two
        return True
