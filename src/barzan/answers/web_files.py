"""Files: what was ordered and what is being written, the order, the download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.answers import actions, lists, queries, shown
from barzan.answers.exporting import making
from barzan.answers.exporting.options import ENDINGS, MEDIA
from barzan.answers.forms import OrderForm
from barzan.answers.lists import Address
from barzan.answers.models import Export
from barzan.answers.rules import ANSWERS_EXPORT, ANSWERS_READ
from barzan.answers.web import form_of, tabs, told
from barzan.jobs.models import Job
from barzan.jobs.queries import UNDER_WAY
from barzan.persian.language import active_language
from barzan.submissions.rules import PERSONAL


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as the page shows it; ``size`` in bytes, None where there is no file."""

    order: Export
    job: Job | None
    size: int | None
    refused: str

    @property
    def under_way(self) -> bool:
        return self.job is not None and self.job.state in UNDER_WAY


@never_cache
@endpoint(ANSWERS_READ)
@told
def exports(request: HttpRequest, key: str) -> HttpResponse:
    """The reader's own files of a form; a POST orders one."""
    form = form_of(request, key)
    may_order = ANSWERS_EXPORT.admits(request.actor)
    personal = PERSONAL.admits(request.actor)
    sent = request.POST if request.method == "POST" else None
    order_form = OrderForm(sent, personal=personal)
    with queries.look(request.actor, form) as look:
        table = look.table("")
        if table is None:
            raise Http404
        address = lists.read(request.GET, table)
        chips = shown.chips(address, dict(table.by_path))
        shown_tabs = tabs(form, look, "files")
    if sent is not None and order_form.is_valid():
        options = order_form.options([each.text for each in address.asked.filters], address.asked.text)
        actions.order(request.actor, form, options)
        return redirect(reverse("answers:exports", args=[form.key]))
    ordered = _ordered(request, form)
    context: dict[str, Any] = {
        "form": form,
        "order_form": order_form,
        "may_order": may_order,
        "ordered": ordered,
        "under_way": any(each.under_way for each in ordered),
        "kept_days": making.KEPT_DAYS,
        "chips": chips,
        "address": address,
        "tabs": shown_tabs,
        "everything": Address(queries.Asked()).to(),
    }
    return render(request, "answers/files.html", context, status=422 if order_form.errors else 200)


def _ordered(request: HttpRequest, form: Any) -> list[Ordered]:
    orders = list(queries.exports(request.actor, form))
    jobs = queries.jobs_of(request.actor, orders)
    return [_one(order, jobs.get(order.key)) for order in orders]


def _one(order: Export, job: Job | None) -> Ordered:
    file = making.find(order)
    said = (order.refused or {}).get("en" if active_language().startswith("en") else "fa", "")
    return Ordered(order, job, file.stat().st_size if file else None, said)


@require_GET
@never_cache
@endpoint(ANSWERS_READ)
def download(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """A file for whoever ordered it, as an attachment that no browser runs; for others it is not there."""
    order = queries.export(request.actor, file)
    found = making.find(order) if order and order.form.key == key else None
    if order is None or found is None:
        return render(
            request,
            "answers/gone.html",
            {"form": form_of(request, key), "kept_days": making.KEPT_DAYS},
            status=410,
        )
    media = MEDIA[ENDINGS[order.options["kind"]]]
    response = FileResponse(found.open("rb"), as_attachment=True, filename=found.name, content_type=media)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
