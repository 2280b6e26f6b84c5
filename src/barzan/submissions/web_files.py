"""Files of a submission: for whoever may read it, personal ones for whoever may read its personal answers."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.documents.errors import DocumentErased, DocumentMissing
from barzan.persian.language import active_language
from barzan.submissions import queries
from barzan.submissions.rules import OWN
from barzan.submissions.web import target_of


def target(number: int, pk: int) -> Target:
    """Where the submission of a file lies."""
    return target_of(number)


@require_GET
@never_cache
@endpoint(OWN, target=target)
def attachment(request: HttpRequest, number: int, pk: int) -> HttpResponseBase:
    """One file, always as an attachment that no browser runs."""
    try:
        found = queries.attachment(request.actor, number, pk)
    except (DocumentErased, DocumentMissing) as gone:
        context = {"said": gone.sentence(active_language()), "number": number}
        status = 410 if isinstance(gone, DocumentErased) else 404
        return render(request, "submissions/file_gone.html", context, status=status)
    if found is None:
        raise Http404
    file, content = found
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.document.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
