"""Forms of passkeys that say so, and do not fail, where a browser (or somebody else) sends none.

Those of django-allauth read what was sent as a passkey's answer without looking at its shape: a list a
hundred thousand deep, or a missing part, was an error of ours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth
from django import forms

LARGEST = 20_000
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)


@contextmanager
def readable() -> Iterator[None]:
    """What cannot be read as a passkey's answer is a wrong one."""
    try:
        yield
    except _UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class CredentialField(forms.JSONField):
    """The answer of a passkey, as JSON."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        with readable():
            return super().to_python(value[:LARGEST] if isinstance(value, str) else value)


class AddForm(allauth.AddWebAuthnForm):
    """Adds a passkey to the own account."""

    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        with readable():
            return super().clean()


class _Answer(forms.Form):
    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with readable():
            return super().clean_credential()  # type: ignore[misc]


class LoginForm(_Answer, allauth.LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class AuthenticateForm(_Answer, allauth.AuthenticateWebAuthnForm):
    """The second factor after a password."""


class ReauthenticateForm(_Answer, allauth.ReauthenticateWebAuthnForm):
    """Confirms who it is before something weighty."""
