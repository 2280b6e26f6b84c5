"""Gives every request its actor, built lazily by the provider that ``people`` registers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from barzan.access.values import ANONYMOUS, Actor

ActorLoader = Callable[[HttpRequest], Actor]
_loader: ActorLoader = lambda request: ANONYMOUS  # noqa: E731 - replaced at start by the provider


def provide_actors(loader: ActorLoader) -> None:
    """Registers how the actor of a request is built (called once, by ``people``)."""
    global _loader
    _loader = loader


class ActorMiddleware:
    """Sets ``request.actor``; after authentication, before anything that asks who acts.

    What is answered within a session is for its owner: no cache keeps it, nor the browser's way back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _loader(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        return response
