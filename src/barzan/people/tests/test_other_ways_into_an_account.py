"""Whoever gives an account another way in, or new recovery codes, is known by an event."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_reset
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.test import RequestFactory

from barzan.access import Role
from barzan.people.tests.factories import make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def test_each_is_an_event_of_its_owner() -> None:
    user = make_user(Role.OFFICER)
    request = RequestFactory().get("/")
    request.user = user
    account = SocialAccount(user=user, provider="oidc", uid="secret-subject")
    social_account_added.send(
        SocialLogin, request=request, sociallogin=SocialLogin(user=user, account=account)
    )
    social_account_removed.send(SocialAccount, request=request, socialaccount=account)
    codes = Authenticator(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    authenticator_reset.send(Authenticator, request=request, user=user, authenticator=codes)
    events = Event.objects.order_by("pk")
    assert [each.verb for each in events] == [
        "user.provider_joined",
        "user.provider_parted",
        "user.factor_renewed",
    ]
    assert {(each.user, each.kind, each.key) for each in events} == {(user.pk, "user", str(user.pk))}
    assert "secret" not in str([each.detail for each in events])
