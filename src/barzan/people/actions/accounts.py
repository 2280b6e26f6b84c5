"""Commands on accounts. An administrator makes them with a first password, to be changed by the owner."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string

from barzan.access import Actor
from barzan.people import errors
from barzan.people.models import Person, User
from barzan.people.rules import ACCOUNTS_EDIT
from barzan.trail import actions as trail

FIRST_ROUNDS = 1_000
# Without the letters and digits that are taken for one another when a password is read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password of 3 groups of 5 characters (74 bits), easy to read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


def add_user(
    actor: Actor, username: str, *, person: Person | None = None, must_change: bool = True
) -> tuple[User, str]:
    """Makes an account; answers it with its first password, which is shown once and kept nowhere.

    The owner must change it at the first sign-in; accounts of a demonstration need not.
    """
    ACCOUNTS_EDIT.require(actor)
    with transaction.atomic():
        username = User.normalize_username(username.strip())
        if User.objects.filter(username__iexact=username).exists():
            raise errors.username_taken()
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError:
            raise errors.username_letters()
        if person and User.objects.filter(person=person).exists():
            raise errors.has_account()
        user = User(username=username, person=person)
        password = _give_password(user, must_change)
        trail.record(actor, "user.added", user, detail={"person": person.pk if person else None})
    return user, password


def reset_password(actor: Actor, user: User, *, why: str = "") -> str:
    """Gives the account a new first password; its sessions end with the old one."""
    ACCOUNTS_EDIT.require(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        password = _give_password(user)
        trail.record(actor, "user.password_reset", user, why=why)
    return password


def remove_second_factors(actor: Actor, user: User, *, why: str = "") -> None:
    """Takes authenticator app, passkeys and recovery codes off an account whose owner has lost them."""
    ACCOUNTS_EDIT.require(actor)
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        trail.record(actor, "user.factors_removed", user, why=why, detail={"removed": removed})


def deactivate(actor: Actor, user: User, *, why: str = "") -> User:
    """Closes the account: it signs in no more, and its open sessions count for nothing at once."""
    return _set_active(actor, user, False, "user.deactivated", why)


def activate(actor: Actor, user: User, *, why: str = "") -> User:
    """Opens a closed account again."""
    return _set_active(actor, user, True, "user.activated", why)


def _set_active(actor: Actor, user: User, active: bool, verb: str, why: str) -> User:
    ACCOUNTS_EDIT.require(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.is_active = active
        user.save(update_fields=["is_active"])
        trail.record(actor, verb, user, why=why)
    return user


def _give_password(user: User, must_change: bool = True) -> str:
    password = first_password()
    # What is drawn from 2^74 needs no slow hash; two thousand of them are hashed in a second. Django hashes
    # it anew with all its rounds when it is used.
    user.password = PBKDF2PasswordHasher().encode(password, get_random_string(22), iterations=FIRST_ROUNDS)
    user.must_change_password = must_change
    user.save()
    return password
