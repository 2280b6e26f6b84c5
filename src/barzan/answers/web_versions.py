"""Versions of a form compared, and the office's word on which question became which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.answers import actions, compared, queries
from barzan.answers.rules import ANSWERS_JOIN, ANSWERS_READ
from barzan.answers.web import form_of, tabs, told
from barzan.forms.models import Form
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language

LONGEST = 1000


def target(key: str) -> Target:
    """Where a form lies, by its key."""
    found = Form.objects.select_related("unit").filter(key=key).first()
    return found.target if found else Target()


@require_GET
@endpoint(ANSWERS_READ)
@told
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """What each version changed, which questions stand in one column, which could."""
    form = form_of(request, key)
    with queries.look(request.actor, form) as look:
        shown_tabs = tabs(form, look, "versions")
        layout = look.layout
    joinings = queries.joinings(request.actor, form)
    versions = queries.versions(request.actor, form)
    context = {
        "form": form,
        "tabs": shown_tabs,
        "compared": [(row, compared.changes(row, active_language())) for row in versions],
        "joined": compared.joined(layout, joinings, active_language()),
        "proposals": compared.proposals(layout, versions, joinings, active_language()),
        "gone": compared.gone(layout, active_language()),
        "asked": compared.asked(layout, active_language()),
        "may_join": ANSWERS_JOIN.permits(request.actor, form.target),
    }
    return render(request, "answers/versions.html", context)


@require_POST
@endpoint(ANSWERS_JOIN, target=target)
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Two questions stand in one column from now on."""
    old, new, why = (request.POST.get(name, "")[:LONGEST] for name in ("old", "new", "why"))
    form = form_of(request, key)
    return _done(
        request,
        form,
        lambda: actions.join(request.actor, form, old, new, why=why),
        gettext("They stand in one column now."),
    )


@require_POST
@endpoint(ANSWERS_JOIN, target=target)
def part(request: HttpRequest, key: str) -> HttpResponse:
    """A question has a column of its own again."""
    form = form_of(request, key)
    old = request.POST.get("old", "")[:LONGEST]
    return _done(
        request, form, lambda: actions.part(request.actor, form, old), gettext("They stand apart again.")
    )


def _done(request: HttpRequest, form: Form, deed, said: str) -> HttpResponse:
    try:
        deed()
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
    else:
        messages.success(request, said)
    return redirect("answers:versions", key=form.key)
