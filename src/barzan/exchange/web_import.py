"""The page of one import: its dry run or its problems, what became of it, and the decisions about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.sheet import number
from barzan.documents.errors import DocumentMissing
from barzan.exchange import actions, files, queries, told
from barzan.exchange.forms import BackForm, ConfirmForm
from barzan.exchange.models import Import, State
from barzan.exchange.rules import EXCHANGE_IMPORT, EXCHANGE_READ
from barzan.exchange.web import attached
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt

PER_PAGE = 25
BUSY = (State.READING, State.APPLYING)


def target(pk: int) -> Target:
    """Where an import lies."""
    found = Import.objects.select_related("unit").filter(pk=pk).first()
    return found.target if found else Target()


@require_GET
@endpoint(EXCHANGE_READ, target)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would change, or what is wrong with it, or what was done."""
    return _page(request, _found(request, pk))


@require_GET
@endpoint(EXCHANGE_READ, target)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The file with its problems marked in place, as a workbook."""
    found = _found(request, pk)
    units = queries.codes_of(queries.units(request.actor))
    try:
        content = queries.content(request.actor, found)
    except DocumentMissing:
        content = b""  # the list of problems is kept beside the file
    data = files.marked(
        content,
        found.document.name,
        queries.faults(request.actor, found),
        units,
        get_language() or "fa",
    )
    return attached(data, files.XLSX, f"problems-{pk}.xlsx")


@require_POST
@endpoint(EXCHANGE_IMPORT, target)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Does what the dry run showed; where the catalogue has changed since, shows the new one."""
    found = _found(request, pk)
    form = ConfirmForm(request.POST, may_publish=found.publishable)
    after: list[Import] = []

    def command() -> None:
        after.append(actions.confirm(request.actor, found, **form.cleaned_data))

    if not (form.is_valid() and attempt(form, command)):
        return _page(request, found, confirm=form, status=422)
    if after[0].state in (State.PLANNED, State.REFUSED):
        messages.warning(
            request,
            gettext("Meanwhile the catalogue has changed. Nothing was done: look at what would change now."),
        )
    elif after[0].state in (State.DRAFTED, State.PUBLISHED):
        messages.success(request, gettext("It is done. Each line says what became of it."))
    return redirect("exchange:import", pk)


@require_POST
@endpoint(EXCHANGE_IMPORT, target)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Lays the import aside."""
    try:
        actions.discard(request.actor, _found(request, pk))
    except BilingualError as refused:
        messages.error(request, refused.sentence(get_language() or "fa"))
        return redirect("exchange:import", pk)
    messages.success(request, gettext("It is laid aside; nothing was changed."))
    return redirect("exchange:home")


@require_POST
@endpoint(EXCHANGE_IMPORT, target)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws the drafts of an import, or prepares drafts that go back."""
    found = _found(request, pk)
    form = BackForm(request.POST)
    done: list[tuple[int, tuple[str, ...]]] = []

    def command() -> None:
        done.append(actions.take_back(request.actor, found, **form.cleaned_data))

    if not (form.is_valid() and attempt(form, command)):
        return _page(request, found, back=form, status=422)
    drafts, left = done[0]
    if found.state == State.DRAFTED:
        said = gettext("%(count)s drafts were withdrawn.") % {"count": number(drafts)}
    else:
        said = gettext("%(count)s drafts go back to what was published before.") % {"count": number(drafts)}
    messages.success(request, said)
    if left:
        shown_codes = gettext(", ").join(left[:20])
        messages.warning(
            request, gettext("These stay as they are; look at each: %(codes)s") % {"codes": shown_codes}
        )
    return redirect("exchange:import", pk)


def _found(request: HttpRequest, pk: int) -> Import:
    return get_object_or_404(queries.imports(request.actor), pk=pk)


def _page(
    request: HttpRequest,
    found: Import,
    *,
    confirm: ConfirmForm | None = None,
    back: BackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may = EXCHANGE_IMPORT.permits(request.actor, found.target)
    context: dict[str, Any] = {
        "imported": found,
        "busy": found.state in BUSY,
        "may_import": may,
        "confirm": confirm or ConfirmForm(may_publish=found.publishable),
        "back": back or BackForm(),
    }
    if found.state == State.REFUSED:
        faults = queries.faults(request.actor, found)
        context["faults"] = Paginator(faults, PER_PAGE).get_page(request.GET.get("page"))
    elif found.state not in BUSY:
        context |= _lines(request, found)
    return render(request, "exchange/import.html", context, status=status)


def _lines(request: HttpRequest, found: Import) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "")[:60] for name in ("kind", "outcome", "q")}
    rows = queries.lines(
        request.actor, found, kind=asked["kind"], outcome=asked["outcome"], sought=asked["q"]
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.outcomes(request.actor, found)
    return {
        "page": page,
        "told": told.all_told(page.object_list, told.names(request.actor)),
        "chips": told.chips(counts, asked["kind"], asked["outcome"], asked["q"]),
        "asked": asked,
        "contradicted": counts["contradicted"] + counts["held"],
    }
