"""The routes of django-allauth that this house uses.

Accounts come from an administrator and have no e-mail: where allauth would sign somebody up, take an
address or send a new password, one page says whom to ask. Those routes keep their names, which allauth
itself looks up.
"""

from allauth.account import urls as account
from allauth.socialaccount import urls as socialaccount
from django.urls import include, path

from barzan.people import web

_KEPT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_connections",
}
_ASKED_FOR = ("account_signup", "account_reset_password", "account_email", "socialaccount_signup")

urlpatterns = [
    *(route for route in account.urlpatterns if route.name in _KEPT),
    *(path("ask/", web.ask_administrator, name=name) for name in _ASKED_FOR),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include([route for route in socialaccount.urlpatterns if route.name in _KEPT])),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
