"""Who sends over the interface: a device by its secret, somebody signed in, or anybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import SessionAuth

from barzan.access import Actor
from barzan.submissions import queries


def device_actor(secret: str) -> Actor | None:
    """Who a device acts for; None where its secret opens nothing."""
    return queries.device_actor(secret, timezone.localdate(), timezone.now()) if secret else None


class Sending(SessionAuth):
    """``Authorization: Bearer SECRET`` of a device, which needs no cookie; else the session, with its CSRF
    token; else nobody, for forms that are open to everybody.
    """

    def __call__(self, request: HttpRequest) -> Any:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            actor = device_actor(secret.strip())
            if actor is not None:
                request.actor = actor
            return actor
        return super().__call__(request) if request.actor.signed_in else request.actor
