"""Pages of the documents: the list and its form, one document with its versions, the download."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.documents import actions, queries
from barzan.documents.errors import DocumentErased, DocumentMissing, DocumentRefused
from barzan.documents.kinds import KINDS
from barzan.documents.models import Document
from barzan.documents.rules import READ, STORE

PER_PAGE = 30
_ACCEPTED = ",".join(f".{extension}" for extension in KINDS)


class FileForm(forms.Form):
    """The next version of a document."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, text, spreadsheet or letter; without macros and passwords."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )


class DocumentForm(FileForm):
    """A new document of one of the units the actor may hand in for."""

    unit = forms.ModelChoiceField(None, label=_("Unit"))
    personal = forms.BooleanField(
        label=_("It holds personal data; every reading is recorded"), required=False
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(*_sent(request))
        self.fields["unit"].queryset = queries.units_to_store_in(request.actor)


@endpoint(READ)
def documents(request: HttpRequest) -> HttpResponse:
    """The documents of the actor's units; a POST hands one in."""
    form = DocumentForm(request)
    if request.method == "POST" and form.is_valid() and _stored(request, form):
        return redirect("documents:documents")
    page = Paginator(queries.documents(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_store": STORE.admits(request.actor)}
    return render(request, "documents/documents.html", context, status=422 if form.errors else 200)


def target(pk: int, number: int = 0) -> Target:
    """Where a document lies."""
    found = Document.objects.select_related("unit").filter(pk=pk).first()
    return found.target if found else Target()


@endpoint(READ, target)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document with its versions; a POST hands in the next one."""
    found = queries.document(request.actor, pk)
    form = FileForm(*_sent(request))
    if request.method == "POST" and form.is_valid() and _stored(request, form, found):
        return redirect("documents:document", pk)
    context = {
        "document": found,
        "versions": found.versions.all(),
        "form": form,
        "may_store": STORE.permits(request.actor, found.target) and not found.erased_at,
    }
    return render(request, "documents/document.html", context, status=422 if form.errors else 200)


@require_GET
@endpoint(READ, target)
def download(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The content of one version, always as an attachment that no browser runs."""
    try:
        version, content = queries.content(request.actor, pk, number)
    except (DocumentErased, DocumentMissing) as gone:
        context = {
            "said": gone.sentence(get_language() or "fa"),
            "sha256": getattr(gone, "sha256", ""),
            "number": pk,
        }
        status = 404 if isinstance(gone, DocumentMissing) else 410
        return render(request, "documents/missing.html", context, status=status)
    response = FileResponse(
        content, as_attachment=True, filename=version.name, content_type=version.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form was sent with; an empty POST is sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _stored(request: HttpRequest, form: FileForm, document: Document | None = None) -> bool:
    """Hands the file in; a refusal becomes the error of the field, in the reader's language."""
    file = form.cleaned_data["file"]
    more = {name: form.cleaned_data[name] for name in ("unit", "personal") if name in form.cleaned_data}
    try:
        actions.store(request.actor, file.name, file.file, document=document, **more)
    except DocumentRefused as refused:
        form.add_error("file", refused.sentence(get_language() or "fa"))
        return False
    return True
