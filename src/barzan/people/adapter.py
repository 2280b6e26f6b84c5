"""How django-allauth meets the house: nobody signs up alone, and what happens at the door is an event.

The hooks of the adapters run inside allauth's own steps, so these events are written beside its changes
and not in one transaction with a command of ours (docs/access.md). No event keeps what somebody typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from barzan.people import door
from barzan.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; a first password is changed before anything else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if isinstance(request.user, User) and request.user.must_change_password:
            return reverse("account_change_password")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: User, password: str) -> None:
        """Keeps the password that the owner chose; from now on it is theirs."""
        user.must_change_password = False
        super().set_password(user, password)
        door.password_changed(user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        methods = [
            str(record.get("type") or record["method"])
            for record in get_authentication_records(request, user)
        ]
        door.signed_in(user, methods)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        door.failed(str(credentials.get("username", "")), locked=request.axes_locked_out)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            door.signed_out(request.user)
        super().logout(request)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Signing out of the other sessions is an event."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        if sessions:
            door.sessions_ended(sessions[0].user, len(sessions))
        super().end_sessions(sessions)
