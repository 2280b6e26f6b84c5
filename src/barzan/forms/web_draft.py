"""Pages of the draft: a workbook is sent, looked at, undone, dropped, published; what was wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.forms import describe, queries
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.contents import WORKBOOKS
from barzan.forms.core import books
from barzan.forms.forms import FilesForm, NewForm, WhyForm, WorkbookForm
from barzan.forms.models import DraftSaving, Form, Refusal
from barzan.forms.rules import FORM_EDIT, FORM_PUBLISH, FORM_READ
from barzan.forms.web import download, form_target, found_form, page_context
from barzan.forms.written import rows_of
from barzan.people.models import Unit
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt
from barzan.xlsform import NotConverted

form_page = require_http_methods(["GET", "POST"])
LATEST_SAVINGS = 20
FILE_MISSING = "file_missing"  # the finding that the page tells as what keeps the form from being published


def refusal_target(pk: int) -> Target:
    """Where a workbook with faults lies."""
    return get_object_or_404(Refusal.objects.select_related("unit"), pk=pk).target


@form_page
@endpoint(FORM_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A new form from a workbook; where the workbook has faults there is none."""
    form = NewForm(request.actor, *posted(request))

    def command() -> None:
        with transaction.atomic():
            made = library.create(request.actor, form.cleaned_data["key"], form.settings())
            _upload(request, made, form, seen=0)

    if form.is_bound and form.is_valid():
        refused = _faults(form, command)
        if refused:
            return _show_faults(request, form.cleaned_data["unit"], form, refused)
        if form.is_valid():
            messages.success(request, _("The form is there as a draft. Look at it, then publish it."))
            return redirect("forms:draft", form.cleaned_data["key"])
    return render(request, "forms/new.html", {"form": form})


@form_page
@endpoint(FORM_EDIT, target=form_target)
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """A workbook takes the place of the draft."""
    found = found_form(request, key)
    present = queries.draft(request.actor, found)
    form = WorkbookForm(*posted(request))
    seen = seen_of(request, present)
    if form.is_bound and form.is_valid():
        refused = _faults(form, lambda: _upload(request, found, form, seen=seen))
        if refused:
            return _show_faults(request, found.unit, form, refused, found)
        if form.is_valid():
            messages.success(request, _("The workbook is the draft now; nothing is published yet."))
            return redirect("forms:draft", key)
    context = page_context(request, found, "draft") | {"form": form, "seen": seen, "draft": present}
    return render(request, "forms/upload.html", context)


def _upload(request: HttpRequest, found: Form, form: WorkbookForm, *, seen: int) -> None:
    file, media = form.cleaned_data["workbook"], form.cleaned_data["media"]
    drafting.upload(request.actor, found, file.name, file.read(), media=media, seen=seen)


def _faults(form: WorkbookForm, command: Callable[[], object]) -> NotConverted | None:
    """Runs a command; what is wrong with the workbook is given back, all else is said in the form."""
    found: list[NotConverted] = []

    def run() -> None:
        try:
            command()
        except NotConverted as refused:
            found.append(refused)

    attempt(form, run)
    return found[0] if found else None


def _show_faults(
    request: HttpRequest, unit: Unit, form: WorkbookForm, refused: NotConverted, found: Form | None = None
) -> HttpResponse:
    """Keeps what is wrong with the workbook and shows it on a page of its own."""
    name = form.cleaned_data["workbook"].name
    kept = drafting.refuse(request.actor, unit, name, refused, found)
    return redirect("forms:refusal", kept.pk)


@require_GET
@endpoint(FORM_EDIT, target=refusal_target)
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with a workbook: sheet, row, column, cure."""
    kept = _found_refusal(request, pk)
    found = describe.findings(kept.findings)
    context = {
        "refusal": kept,
        "findings": found,
        "errors": sum(each.is_error for each in found),
        "shown": kept.form,
    }
    return render(request, "forms/refusal.html", context)


@require_GET
@endpoint(FORM_EDIT, target=refusal_target)
def refusal_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook, to work through beside the one that was sent."""
    kept = _found_refusal(request, pk)
    head = [_("Severity"), _("Sheet"), _("Row"), _("Column"), _("What is wrong"), _("Cure"), _("Code")]
    rows = [
        [
            _("Error") if each.is_error else _("Warning"),
            each.sheet,
            str(each.row or ""),
            each.column,
            each.said,
            each.cure,
            each.code,
        ]
        for each in describe.findings(kept.findings)
    ]
    data = books.tables([(_("Findings"), head, rows)])
    return download(data, WORKBOOKS["xlsx"], f"findings-{kept.pk}.xlsx")


def _found_refusal(request: HttpRequest, pk: int) -> Refusal:
    kept = queries.refusal(request.actor, pk)
    if kept is None:
        raise Http404
    return kept


@require_GET
@endpoint(FORM_READ)
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft: what was found in it, what it changes, its files, its savings."""
    found, shown = found_draft(request, key)
    told = publishing.compared(found.current, shown.xml)
    changes = describe.changes(told.as_value()) if told else None
    context = page_context(request, found, "draft") | {
        "draft": shown,
        "facts": shown.facts,
        "findings": describe.findings(each for each in shown.findings if each["code"] != FILE_MISSING),
        "absent": publishing.missing_files(shown),
        "changes": changes,
        "breaks": any(group.breaks for group in changes or ()),
        "files": sorted(shown.files),
        "files_form": FilesForm(),
        "savings": _savings(request, found),
    }
    return render(request, "forms/draft.html", context)


def _savings(request: HttpRequest, found: Form) -> list[tuple[DraftSaving, str]]:
    """The latest savings, each with what was done."""
    words = {
        "uploaded": _("Workbook sent"),
        "files": _("Files changed"),
        "translated": _("Translation saved"),
        "asked": _("Questions put in from the bank"),
        "copied": _("Copied from another form"),
        "undone": _("Went back"),
    }
    rows = queries.savings(request.actor, found).select_related("user")[:LATEST_SAVINGS]
    return [(row, words.get(row.deed, row.deed)) for row in rows]


@require_POST
@endpoint(FORM_EDIT, target=form_target)
def files(request: HttpRequest, key: str) -> HttpResponse:
    """Adds files to the draft (``media``) or takes one out (``without``)."""
    found, shown = found_draft(request, key)
    form = FilesForm(request.POST, request.FILES)
    without = (request.POST["without"],) if request.POST.get("without") in shown.files else ()
    if not without and not form.is_valid():
        messages.error(request, " ".join(form.errors["media"]))
        return redirect("forms:draft", key)
    media, seen = {} if without else form.cleaned_data["media"], seen_of(request, shown)

    def command() -> None:
        drafting.add_files(request.actor, found, media, without=without, seen=seen)

    return _after(request, key, command, _("The files are changed."))


@require_POST
@endpoint(FORM_EDIT, target=form_target)
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Goes back to what the draft said before its last saving."""
    found, shown = found_draft(request, key)
    return _after(
        request,
        key,
        lambda: drafting.undo(request.actor, found, seen=seen_of(request, shown)),
        _("The draft says again what it said before."),
    )


def _after(request: HttpRequest, key: str, command: Callable[[], Any], done: str) -> HttpResponse:
    """Runs a command of a button and comes back to the draft with what it says."""
    try:
        command()
        messages.success(request, done)
    except BilingualError as error:
        messages.error(request, error.sentence(describe.language()))
    return redirect("forms:draft", key)


@require_POST
@endpoint(FORM_EDIT, target=form_target)
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throws the draft away; without a version there would be nothing left, so then it stays."""
    found, shown = found_draft(request, key)
    if found.current is None:
        messages.error(request, _("Nothing is published yet: change the draft instead of dropping it."))
        return redirect("forms:draft", key)
    try:
        drafting.drop(request.actor, found, seen=seen_of(request, shown))
        messages.success(request, _("The draft is gone; the published version holds."))
    except BilingualError as error:
        messages.error(request, error.sentence(describe.language()))
        return redirect("forms:draft", key)
    return redirect("forms:form", key)


@form_page
@endpoint(FORM_PUBLISH, target=form_target)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Says what the draft changes for the analysis, asks for a reason, and publishes."""
    found, shown = found_draft(request, key)
    told = publishing.compared(found.current, shown.xml)
    form = WhyForm(request.POST or None)
    seen = seen_of(request, shown)

    def command() -> None:
        publishing.publish(request.actor, found, why=form.cleaned_data["why"], seen=seen)

    if form.is_bound and form.is_valid() and attempt(form, command):
        messages.success(request, _("The version is published; whoever begins now fills in this one."))
        return redirect("forms:form", key)
    changes = describe.changes(told.as_value()) if told else None
    context = page_context(request, found, "draft") | {
        "form": form,
        "draft": shown,
        "seen": seen,
        "changes": changes,
        "breaks": any(group.breaks for group in changes or ()),
        "absent": publishing.missing_files(shown),
        "facts": shown.facts,
        "next": found.current.number + 1 if found.current else 1,
    }
    return render(request, "forms/publish.html", context)


def found_draft(request: HttpRequest, key: str) -> tuple[Form, DraftSaving]:
    """A form and its draft, or the page that says there is none."""
    found = found_form(request, key)
    shown = queries.draft(request.actor, found)
    if shown is None:
        raise Http404
    return found, shown


def found_book(request: HttpRequest, key: str) -> tuple[Form, DraftSaving | None, books.Book]:
    """A form, its draft, and the rows of the draft, else of the current version."""
    found = found_form(request, key)
    shown = queries.draft(request.actor, found)
    source = shown or found.current
    if source is None:
        raise Http404
    return found, shown, rows_of(source)


def posted(request: HttpRequest) -> tuple[Any, ...]:
    """What was sent, for a form with files; nothing where the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def seen_of(request: HttpRequest, shown: DraftSaving | None) -> int:
    """The count of the draft that the page showed."""
    text = request.POST.get("seen", "")
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text)
    return shown.draft.seen if shown and request.method != "POST" else 0
