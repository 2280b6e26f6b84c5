"""Pages of the printing room: the order with the booklets already printed, and the file."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.jobs.models import Job
from barzan.printing import actions, queries, shelf
from barzan.printing.book import Unit
from barzan.printing.errors import PrinterMissing
from barzan.printing.formats import FORMATS
from barzan.printing.forms import OrderForm
from barzan.printing.rules import PRINTS_ORDER, PRINTS_READ


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the page shows it; ``size`` in bytes, None where there is no file."""

    job: Job
    what: str
    size: int | None

    @property
    def under_way(self) -> bool:
        return actions.under_way(self.job)


@endpoint(PRINTS_READ)
def orders(request: HttpRequest) -> HttpResponse:
    """What was printed and what is being printed; a POST orders a booklet."""
    units = queries.units(request.actor)
    sent = (request.POST,) if request.method == "POST" else ()
    form = OrderForm(units, queries.editions(request.actor), *sent)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.order(request.actor, chosen["form"], chosen["units"], chosen["edition"])
        return redirect("printing:orders")
    shown = [_order(job, units) for job in queries.orders(request.actor)]
    context = {
        "form": form,
        "orders": shown,
        "under_way": any(each.under_way for each in shown),
        "may_order": bool(units) and PRINTS_ORDER.admits(request.actor),
        "kept_days": shelf.KEPT_DAYS,
        "printer_missing": PrinterMissing.CODE,
    }
    return render(request, "printing/orders.html", context, status=422 if form.errors else 200)


@require_GET
@endpoint(PRINTS_READ)
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file of an order, as an attachment that no browser runs."""
    job = queries.order(request.actor, key)
    file = shelf.find(job.key)
    if file is None:
        return render(request, "printing/gone.html", {"kept_days": shelf.KEPT_DAYS}, status=404)
    media_type = FORMATS[job.payload["form"]].media_type
    response = FileResponse(file.open("rb"), as_attachment=True, filename=file.name, content_type=media_type)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _order(job: Job, units: tuple[Unit, ...]) -> Order:
    names = {unit.code: unit.name for unit in units}
    chosen = [names.get(code, code) for code in job.payload["units"]]
    file = shelf.find(job.key)
    what = "؛ ".join(chosen) or gettext("The whole booklet")
    return Order(job, what, file.stat().st_size if file else None)
