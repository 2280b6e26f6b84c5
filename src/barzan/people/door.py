"""What happens at the door, as events: signing in and out, failures, lock-out, changes of one's own factors.

Called by the hooks of django-allauth and django-axes. A failure names the account where there is one,
never what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.people.actors import actor_of
from barzan.people.models import User
from barzan.trail import actions as trail

_DOOR = system_actor("sign-in")
_NOBODY = ("user", "unknown")


def signed_in(user: User, methods: Iterable[str]) -> None:
    """``methods`` in the order of use, for example ``password``, ``totp``, ``webauthn``."""
    _record(_as(user), "user.signed_in", user, methods=list(methods))


def signed_out(user: User) -> None:
    _record(_as(user), "user.signed_out", user)


def sessions_ended(user: User, number: int) -> None:
    """The owner signed out of other sessions."""
    _record(_as(user), "user.sessions_ended", user, number=number)


def password_changed(user: User) -> None:
    _record(_as(user), "user.password_changed", user)


def factor_added(user: User, factor: str) -> None:
    _record(_as(user), "user.factor_added", user, factor=factor)


def factor_removed(user: User, factor: str) -> None:
    _record(_as(user), "user.factor_removed", user, factor=factor)


def factor_renewed(user: User, factor: str) -> None:
    """New recovery codes; the old ones open nothing any more."""
    _record(_as(user), "user.factor_renewed", user, factor=factor)


def provider_joined(user: User) -> None:
    """From now on the account of an OpenID Connect provider opens this one too."""
    _record(_as(user), "user.provider_joined", user)


def provider_parted(user: User) -> None:
    _record(_as(user), "user.provider_parted", user)


def factor_failed(user: User, factor: str) -> None:
    """The password was right, the second factor was not."""
    _record(_DOOR.renewed(), "user.factor_failed", user, factor=factor)


def failed(username: str, *, locked: bool) -> None:
    """A wrong user name or password, or any attempt while locked."""
    _record(_DOOR.renewed(), "user.sign_in_failed", _known(username), locked=locked)


def locked_out(username: str) -> None:
    _record(_DOOR.renewed(), "user.locked_out", _known(username))


def _known(username: str) -> User | tuple[str, str]:
    return User.objects.filter(username=username).first() or _NOBODY


def _as(user: User) -> Actor:
    return actor_of(user, timezone.localdate())


def _record(actor: Actor, verb: str, obj: User | tuple[str, str], **detail: Any) -> None:
    with transaction.atomic():
        trail.record(actor, verb, obj, detail=detail)
