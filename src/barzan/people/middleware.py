"""A first password opens nothing but the page that changes it; sessions are seen every five minutes."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from barzan.people.models import User

_SEEN_EVERY = 300  # seconds
_AGENT_LENGTH = UserSession._meta.get_field("user_agent").max_length
_OPEN = frozenset({"account_change_password", "account_reauthenticate", "account_logout", "theme"})


class FirstPasswordMiddleware:
    """Sends whoever signed in with a first password to the page that changes it; after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match and match.url_name in _OPEN:
            return None
        user = request.user
        if isinstance(user, User) and user.must_change_password:
            return redirect("account_change_password")
        return None


class SessionActivityMiddleware:
    """Keeps when each session was last seen, for the list of sessions; after authentication.

    The middleware of django-allauth writes a row at every request, for which readers would wait in line.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"session-seen:{key}", True, _SEEN_EVERY):
            self._see(request, key)
        return self.get_response(request)

    def _see(self, request: HttpRequest, key: str) -> None:
        """One statement for a session that is known, as almost every one is."""
        agent = request.META.get("HTTP_USER_AGENT", "")[:_AGENT_LENGTH]
        known = UserSession.objects.filter(session_key=key, user=request.user.pk)
        ip = get_adapter().get_client_ip(request)
        if not known.update(last_seen_at=timezone.now(), ip=ip, user_agent=agent):
            UserSession.objects.create_from_request(request)
