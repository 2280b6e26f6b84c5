"""Every route of the installation, and the rules of the endpoints that other packages own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from barzan.access.endpoints import declare
from barzan.access.rules import PUBLIC, SIGNED_IN
from barzan.config.api import api

declare(
    {
        "account_*": SIGNED_IN,
        "account_login": PUBLIC,
        "account_logout": PUBLIC,
        "account_inactive": PUBLIC,
        "mfa_*": SIGNED_IN,
        "mfa_authenticate": PUBLIC,
        "mfa_trust": PUBLIC,
        "mfa_login_webauthn": PUBLIC,
        "usersessions_*": SIGNED_IN,
        "socialaccount_*": SIGNED_IN,
        "socialaccount_login_cancelled": PUBLIC,
        "socialaccount_login_error": PUBLIC,
        "openid_connect_*": PUBLIC,
        "api-1:api-root": PUBLIC,
        "api-1:openapi-json": PUBLIC,
        "api-1:openapi-view": PUBLIC,
        "look:components": PUBLIC,
        "look:theme": PUBLIC,
    }
)

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("barzan.cli.urls")),
    path("", include("barzan.opendata.data_urls")),
    *i18n_patterns(
        path("", include("barzan.portal.urls")),
        path("services/", include("barzan.statistics.urls")),
        path("services/", include("barzan.revisions.public_urls")),
        path("", include("barzan.opendata.urls")),
        path("services/", include("barzan.catalogue.urls")),
        path("instruments/", include("barzan.instruments.urls")),
        path("proposals/", include("barzan.upkeep.urls")),
        path("fill/", include("barzan.filling.urls")),
        path("sent/", include("barzan.submissions.own_urls")),
        path("verify/", include("barzan.permits.public_urls")),
        path("search/", include("barzan.search.urls")),
        path("look/", include("barzan.look.urls")),
        path("staff/", include("barzan.desk.urls")),
        path("staff/trail/", include("barzan.trail.urls")),
        path("staff/jobs/", include("barzan.jobs.urls")),
        path("staff/people/", include("barzan.people.urls")),
        path("staff/places/", include("barzan.places.urls")),
        path("staff/documents/", include("barzan.documents.urls")),
        path("staff/services/", include("barzan.revisions.urls")),
        path("staff/review/", include("barzan.review.urls")),
        path("staff/exchange/", include("barzan.exchange.urls")),
        path("staff/booklet/", include("barzan.printing.urls")),
        path("staff/messages/", include("barzan.notify.urls")),
        path("staff/clock/", include("barzan.clock.urls")),
        path("staff/decisions/", include("barzan.decisions.urls")),
        path("staff/tasks/", include("barzan.tasks.urls")),
        path("staff/forms/", include("barzan.forms.urls")),
        path("staff/submissions/", include("barzan.submissions.urls")),
        path("staff/answers/", include("barzan.answers.urls")),
        path("staff/registers/", include("barzan.registers.urls")),
        path("staff/permits/", include("barzan.permits.urls")),
        path("staff/processes/", include("barzan.modeller.urls")),
        path("staff/running/", include("barzan.process.urls")),
        path("staff/procedures/", include("barzan.procedures.urls")),
        path("staff/upkeep/", include("barzan.upkeep.desk_urls")),
        path("account/", include("barzan.people.account_urls")),
        prefix_default_language=False,
    ),
]
