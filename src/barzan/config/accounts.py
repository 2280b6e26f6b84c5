"""Settings of the sign-in: password, TOTP, passkey, an OpenID Connect provider, lock-out."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "barzan.people.adapter.AccountAdapter"
USERSESSIONS_ADAPTER = "barzan.people.adapter.SessionsAdapter"
# Above the limit of django-axes, whose page says until when; codes of a second factor have this limit only.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,10/300s/key"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
USERSESSIONS_TRACK_ACTIVITY = True

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Barzan"
MFA_FORMS = {
    f"{step.lower()}_webauthn": f"barzan.people.passkeys.{step}Form"
    for step in ("Add", "Login", "Authenticate", "Reauthenticate")
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "barzan.people.lockout.counted_name"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "barzan.people.lockout.locked_out"
# The trail keeps who came and went; a second list would be personal data without use.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False


def _oidc() -> list[dict[str, Any]]:
    if not os.environ.get("BARZAN_OIDC_URL"):
        return []
    return [
        {
            "provider_id": "oidc",
            "name": os.environ.get("BARZAN_OIDC_NAME", "OpenID Connect"),
            "client_id": os.environ["BARZAN_OIDC_CLIENT_ID"],
            "secret": os.environ["BARZAN_OIDC_SECRET"],
            "settings": {"server_url": os.environ["BARZAN_OIDC_URL"]},
        }
    ]


def sign_in_origins() -> list[str]:
    """Where a sign-in form may lead besides here: browsers hold its redirects to the page's policy."""
    address = urlsplit(os.environ.get("BARZAN_OIDC_URL", ""))
    return [f"{address.scheme}://{address.netloc}"] if address.netloc else []


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _oidc()}}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ONLY = False
