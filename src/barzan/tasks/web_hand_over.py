"""The page by which all open tasks of a post go to another, after a look at which they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from barzan.access import Forbidden
from barzan.access.endpoints import endpoint
from barzan.people.models import Post
from barzan.persian.templatetags.persian import num
from barzan.places.forms import attempt
from barzan.tasks import queries, reach, telling
from barzan.tasks.actions.handing_over import hand_over as hand_over_tasks
from barzan.tasks.forms import HandOverForm, SaidWhyForm
from barzan.tasks.rules import TASKS_WORK

SHOWN = 200


@require_http_methods(["GET", "POST"])
@never_cache
@endpoint(TASKS_WORK)
def hand_over(request: HttpRequest) -> HttpResponse:
    """From which post to which; then what goes, and why; then it goes."""
    sent = request.POST if request.method == "POST" else request.GET
    form = HandOverForm(sent if "from_post" in sent else None)
    why = SaidWhyForm(request.POST if request.method == "POST" and "why" in request.POST else None)
    chosen = form.is_bound and form.is_valid()
    waiting = _waiting(request, form) if chosen else None
    if waiting is not None and why.is_bound and why.is_valid():
        given, count = form.cleaned_data, []
        said = why.cleaned_data["why"]
        if attempt(why, lambda: count.append(hand_over_tasks(request.actor, **given, why=said))):
            words = {"count": num(count[0]), "post": str(given["to_post"])}
            messages.success(request, gettext("%(count)s tasks went to %(post)s.") % words)
            return redirect("tasks:inbox")
    own = Post.objects.filter(pk__in=reach.posts_of(request.actor)).select_related("unit")
    tasks = list(waiting[:SHOWN]) if waiting is not None else []
    context = {
        "form": form,
        "why": why,
        "chosen": waiting is not None,
        "count": waiting.count() if waiting is not None else 0,
        "groups": telling.grouped(tasks, timezone.now(), {}, by_due=False),
        "own": own,
        "addressees": queries.addressees(request.actor),
    }
    wrong = (form.is_bound and form.errors) or (why.is_bound and why.errors)
    return render(request, "tasks/hand_over.html", context, status=422 if wrong else 200)


def _waiting(request: HttpRequest, form: HandOverForm):  # type: ignore[no-untyped-def]
    """The tasks that would go; None, with the reason in the form, where the reader may not."""
    try:
        return queries.handing_over(request.actor, form.cleaned_data["from_post"])
    except Forbidden:
        form.add_error("from_post", gettext("Only its holder and the head of its unit hand over its tasks."))
        return None
