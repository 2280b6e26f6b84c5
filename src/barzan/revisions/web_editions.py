"""The desk page that publishes an edition of the whole catalogue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from barzan.access.endpoints import endpoint
from barzan.catalogue import ages
from barzan.catalogue import queries as catalogue
from barzan.places.forms import attempt
from barzan.revisions import actions, editions, queries
from barzan.revisions.forms import Text, WhyForm
from barzan.revisions.models import State
from barzan.revisions.rules import EDITIONS_PUBLISH
from barzan.revisions.web_edit import form_page
from barzan.revisions.web_public import brief

SHOWN = 10


class EditionForm(WhyForm):
    """What an edition is called, and on which decision it rests."""

    title = Text(label=_("Title of the edition"), required=True, max_length=200)
    field_order = ["title", "why"]


@form_page
@endpoint(EDITIONS_PUBLISH)
def publish_edition(request: HttpRequest) -> HttpResponse:
    """What would be new in the next edition, what still waits, and the button that fixes it."""
    form = EditionForm(request.POST or None)
    last = queries.editions(request.actor).first()
    if form.is_bound and form.is_valid():
        made = []
        given = form.cleaned_data
        if attempt(form, lambda: made.append(actions.publish_edition(request.actor, **given))):
            if last and made[0] == last:
                messages.info(
                    request, gettext("Nothing has changed since the last edition; it stays the last one.")
                )
            else:
                messages.success(request, gettext("The edition is published. It never changes any more."))
            return redirect("editions:edition", made[0].number)
    now = {
        code: (version, unit)
        for code, version, unit in catalogue.published(request.actor)
        .order_by()
        .values_list("code", "current_version", "unit__code")
    }
    found = editions.differences_now(request.actor, last, now)
    context = {
        "form": form,
        "last": last,
        "services": len(now),
        "count": len(found),
        "by_kind": _by_kind(found),
        "rows": brief(request.actor, found[:SHOWN]) if last else [],
        "waiting": queries.states(request.actor, queries.Asked()),
        "states": State,
        "overdue": _overdue(request),
    }
    return render(request, "revisions/publish_edition.html", context, status=422 if form.errors else 200)


def _by_kind(found: list[editions.Difference]) -> dict[str, int]:
    return {kind: sum(each.kind == kind for each in found) for kind in editions.KINDS}


def _overdue(request: HttpRequest) -> int:
    """How many services are overdue for review."""
    return catalogue.published(request.actor).filter(ages.overdue(timezone.localdate())).count()
