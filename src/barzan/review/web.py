"""Pages about a review as a whole: the list and the start, one review, units, log, publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.booklet import BookletError
from barzan.documents.errors import DocumentRefused
from barzan.jobs.models import State as JobState
from barzan.look.parts import Bar
from barzan.people.called import in_language
from barzan.people.models import Unit
from barzan.persian.errors import BilingualError
from barzan.persian.templatetags.persian import fa_digits
from barzan.places.forms import attempt
from barzan.review import actions, queries
from barzan.review.core.board import Board
from barzan.review.forms import PublishForm, StartForm, WhyForm
from barzan.review.models import Office, OfficeKind, Reading, ReadingState
from barzan.review.rules import REVIEW_EDIT, REVIEW_READ
from barzan.review.shown import happened
from barzan.revisions.rules import EDITIONS_PUBLISH

PER_PAGE = 50
LIKELY = 0.95
form_page = require_http_methods(["GET", "POST"])


def target(pk: int, **_: int) -> Target:
    """Where a review lies."""
    found = Reading.objects.select_related("unit").filter(pk=pk).first()
    return found.target if found else Target()


def found(request: HttpRequest, pk: int) -> Reading:
    """The review of an address, or the page that says there is none."""
    try:
        return queries.reading(request.actor, pk)
    except Reading.DoesNotExist:
        raise Http404


@form_page
@endpoint(REVIEW_READ)
def readings(request: HttpRequest) -> HttpResponse:
    """The reviews of the actor's units; a POST starts one from a text."""
    form = StartForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    form.fields["unit"].queryset = queries.units_to_review(request.actor)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and (started := _started(request, form)):
        return redirect("review:reading", started.pk)
    context = {
        "readings": queries.readings(request.actor),
        "form": form,
        "may_start": REVIEW_EDIT.admits(request.actor),
    }
    return render(request, "review/readings.html", context, status=422 if form.errors else 200)


@require_GET
@endpoint(REVIEW_READ)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """One review: how far it is, by office; its units; what it became."""
    shown = found(request, pk)
    offices = queries.offices(request.actor, shown)
    board = queries.board(request.actor, shown)
    context: dict[str, Any] = {
        **progress(board),
        "reading": shown,
        "offices": _offices(shown, board, offices),
        "unmatched": [each for each in offices if _needs_unit(each)],
        "general": queries.general_findings(request.actor, shown),
        "may_edit": REVIEW_EDIT.permits(request.actor, shown.target),
        "may_publish": EDITIONS_PUBLISH.permits(request.actor, shown.target),
        "running": shown.state == ReadingState.PUBLISHING and not _failed(shown),
        "failed": _failed(shown),
    }
    if shown.state == ReadingState.PUBLISHED:
        context["published"] = queries.published(request.actor, shown)
        context |= _summary(queries.summary_published(request.actor, shown, offices))
    return render(request, "review/reading.html", context)


@form_page
@endpoint(REVIEW_READ)
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """Which unit each row of the booklet's summary is; a POST says it."""
    shown = found(request, pk)
    offices = queries.offices(request.actor, shown)
    choices = queries.units_of(request.actor, shown)
    refused, may_edit = "", REVIEW_EDIT.permits(request.actor, shown.target) and shown.is_open
    if request.method == "POST" and may_edit:
        refused = _units_chosen(request, shown, offices, {str(unit.pk): unit for unit in choices})
        if not refused:
            messages.success(request, gettext("The units are kept; rows looked for their services again."))
            return redirect("review:reading", pk)
    context = {
        "reading": shown,
        "offices": [office for office in offices if office.kind != OfficeKind.TOTAL],
        "units": choices,
        "refused": refused,
        "likely": LIKELY,
        "may_edit": may_edit,
    }
    return render(request, "review/units.html", context, status=422 if refused else 200)


@require_GET
@endpoint(REVIEW_READ)
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Who decided what, the last first."""
    shown = found(request, pk)
    page = Paginator(queries.log(request.actor, shown), PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "fa"
    context = {
        "reading": shown,
        "page": page,
        "decisions": [(each, happened(each, language)) for each in page],
    }
    return render(request, "review/log.html", context)


@form_page
@endpoint(REVIEW_READ)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing would do, beside the booklet's own summary; a POST asks for it."""
    shown = found(request, pk)
    form = PublishForm(request.POST or None, initial={"title": f"{shown.title} {shown.edition}".strip()})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.ask_to_publish(request.actor, shown, **form.cleaned_data))
    ):
        return redirect("review:reading", pk)
    offices = queries.offices(request.actor, shown)
    planned = queries.planned(request.actor, shown)
    context = {
        **_summary(queries.summary_of(request.actor, shown, planned, offices)),
        "reading": shown,
        "plan": planned,
        "form": form,
        "unmatched": [each for each in offices if _needs_unit(each)],
        "may_publish": EDITIONS_PUBLISH.permits(request.actor, shown.target) and shown.is_open,
    }
    return render(request, "review/publish.html", context, status=422 if form.errors else 200)


@form_page
@endpoint(REVIEW_EDIT, target)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a review without publishing."""
    shown = found(request, pk)
    form = WhyForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.give_up(request.actor, shown, why=form.cleaned_data["why"]))
    ):
        return redirect("review:readings")
    context = {"reading": shown, "form": form}
    return render(request, "review/give_up.html", context, status=422 if form.errors else 200)


def _started(request: HttpRequest, form: StartForm) -> Reading | None:
    """The new review; a refusal becomes the error of the field that it names."""
    given = form.cleaned_data
    file = given["file"]
    try:
        return actions.start(
            request.actor,
            unit=given["unit"],
            prefix=given["prefix"],
            title=given["title"],
            edition=given["edition"],
            name=file.name,
            data=file.read(actions.readings.LARGEST + 1),
        )
    except BilingualError as refused:
        named = str(refused.place.get("field", ""))
        about_file = isinstance(refused, BookletError | DocumentRefused)
        field = "file" if about_file else named
        form.add_error(field if field in form.fields else None, refused.sentence(get_language() or "fa"))
        return None


def _units_chosen(
    request: HttpRequest, reading: Reading, offices: list[Office], units: dict[str, Unit]
) -> str:
    """Keeps what was chosen, all or none; a refusal as a sentence."""
    changed: dict[Office, Unit | None] = {}
    for office in offices:
        given = request.POST.get(f"unit-{office.pk}")
        unit = units.get(given or "")
        if given is not None and (unit.pk if unit else None) != office.unit_id:
            changed[office] = unit
    try:
        actions.choose_units(request.actor, reading, changed)
    except BilingualError as refused:
        return refused.sentence(get_language() or "fa")
    return ""


def _failed(reading: Reading) -> bool:
    """Whether the worker gave its publication up for a reason that is nobody's decision."""
    return bool(
        reading.state == ReadingState.PUBLISHING and reading.job and reading.job.state == JobState.FAILED
    )


def _needs_unit(office: Office) -> bool:
    return office.kind == OfficeKind.OFFICE and office.unit_id is None


def progress(board: Board) -> dict[str, Any]:
    """How far a review is and how long the rest takes, for the templates."""
    decided, every = board.done()
    remaining = board.remaining()
    minutes = max(1, round(remaining.total_seconds() / 60)) if remaining else 0
    return {
        "decided": decided,
        "every": every,
        "finished": decided == every,
        "hours": minutes // 60,
        "minutes": minutes % 60,
        "paced": bool(remaining) and decided < every,
        "groups": [
            sum(line.group == group and not line.is_decided for line in board.lines) for group in (0, 1, 2)
        ],
    }


def _offices(reading: Reading, board: Board, offices: list[Office]) -> list[tuple[Office, Bar, int]]:
    """(office, its bar of progress, its clean items) of the offices that have items."""
    language = get_language() or "fa"
    shown = []
    for office, decided, every in queries.progress_by_office(board, offices):
        bar = Bar(
            label=in_language(office.unit, "name", language) if office.unit else office.name,
            value=f"{fa_digits(decided)}/{fa_digits(every)}",
            share=100 * decided / every,
            url=f"{reverse('review:desk', args=[reading.pk])}?office={office.order}",
        )
        shown.append((office, bar, len(board.clean(office.order))))
    return shown


def _summary(rows: list[Any]) -> dict[str, Any]:
    return {"rows": rows, "differing": sum(cell.differs for row in rows for cell in row.cells)}
