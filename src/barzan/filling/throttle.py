"""How often one address may do what anybody may without signing in."""

from __future__ import annotations

from django.http import HttpRequest

from barzan.access import throttle

MOST = {"begin": 60, "write": 3_000, "send": 60, "resume": 30, "paper": 60}


def allowed(request: HttpRequest, what: str) -> bool:
    """Counts this request; False once an address did it more often than ``MOST`` within an hour.

    Whoever is signed in is known and not counted: a whole office may stand behind one address.
    """
    if request.actor.signed_in:  # type: ignore[attr-defined]
        return True
    return throttle.allowed(request, f"filling:{what}", MOST[what])
