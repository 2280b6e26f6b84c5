"""Pages of what could not be read, and of the devices that send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language
from barzan.submissions import actions, queries
from barzan.submissions.models import Device, Unread
from barzan.submissions.rules import DEVICES, EDIT
from barzan.submissions.web import reason_of

SIZE = 30


def unread_target(pk: int) -> Target:
    """Where something unreadable lies."""
    return get_object_or_404(Unread.objects.select_related("form__unit").defer("body"), pk=pk).target


def device_target(pk: int) -> Target:
    """The unit that a device belongs to."""
    return get_object_or_404(Device.objects.select_related("unit"), pk=pk).target


@endpoint(EDIT)
def unread(request: HttpRequest) -> HttpResponse:
    """What arrived in the actor's units and could not be read."""
    rows = queries.unread(request.actor, waiting=request.GET.get("all") != "1")
    context = {"page": Paginator(rows, SIZE).get_page(request.GET.get("page")), "language": active_language()}
    return render(request, "submissions/unread.html", context)


@endpoint(EDIT, target=unread_target)
def one_unread(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them as it came; a POST takes it in again, or sets it aside with a reason."""
    try:
        row, body = queries.unread_body(request.actor, pk)
    except Unread.DoesNotExist:
        raise Http404 from None
    if request.method == "POST" and _settled(request, row):
        return redirect("submissions:unread")
    context = {
        "row": row,
        "said": row.en if active_language().startswith("en") else row.fa,
        "text": body[:20_000].decode("utf-8", "replace"),
        "size": len(body),
    }
    return render(request, "submissions/one_unread.html", context)


def _settled(request: HttpRequest, row: Unread) -> bool:
    try:
        if request.POST.get("deed") == "again":
            found = actions.read_again(request.actor, row)
            messages.success(
                request, gettext("It is a submission now: number %(number)s.") % {"number": found.pk}
            )
        else:
            actions.set_aside(request.actor, row, why=reason_of(request))
            messages.success(request, gettext("It is set aside; it stays with the reason."))
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
        return False
    return True


@endpoint(DEVICES)
def devices(request: HttpRequest) -> HttpResponse:
    """The devices that send for the actor and the units they answer for; a POST adds one."""
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            device, secret = actions.add_device(
                request.actor, request.POST.get("title", "").replace("\0", "")
            )
            forms = reverse("api-1:openrosa-forms", args=[secret])
            context = {
                "added": device,
                "address": request.build_absolute_uri(forms.removesuffix("/formList")),
            }
        except BilingualError as refused:
            context = {"refused": refused.sentence(active_language())}
    context["devices"] = queries.devices(request.actor)
    return render(request, "submissions/devices.html", context, status=422 if "refused" in context else 200)


@require_POST
@endpoint(DEVICES, target=device_target)
def close_device(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on its secret opens nothing."""
    actions.close_device(request.actor, get_object_or_404(Device, pk=pk))
    messages.success(request, gettext("The device sends no more."))
    return redirect("submissions:devices")
