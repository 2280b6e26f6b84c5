"""Pages of definitions: the list, a new one, one of them, its file in and out, its picture to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access.endpoints import endpoint
from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Text
from barzan.bpmn.reading import read
from barzan.look.parts import Tab
from barzan.modeller import queries
from barzan.modeller.core import starting
from barzan.modeller.forms import EMPTY, FILE, DescribeForm, NewForm, UploadForm
from barzan.modeller.opened import language, opened
from barzan.modeller.pages import definition_target, found_definition, found_source, frame, source_label
from barzan.modeller.queries import DRAFT
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt
from barzan.process import queries as processes
from barzan.process.actions import definitions as actions
from barzan.process.models import Definition, Version
from barzan.process.rules import PROCESS_DESIGN, PROCESS_READ
from barzan.process.told import in_words

PER_PAGE = 40
form_page = require_http_methods(["GET", "POST"])


@require_GET
@endpoint(PROCESS_READ)
def definitions(request: HttpRequest) -> HttpResponse:
    """The definitions within reach, narrowed by a text and a state."""
    text, state = request.GET.get("q", "")[:200], request.GET.get("state", "")
    state = state if state in queries.STATES else ""
    page = Paginator(queries.listing(request.actor, text, state), PER_PAGE).get_page(request.GET.get("page"))
    query = f"&q={text}" if text else ""
    words = {
        "": pgettext("state of a definition", "All"),
        "published": pgettext("state of a definition", "Published"),
        "draft": _("With a draft"),
        "new": _("Never published"),
    }
    context = {
        "page": page,
        "text": text,
        "state": state,
        "tabs": [Tab(words[each], f"?state={each}{query}", each == state) for each in queries.STATES],
        "narrowed": bool(text or state),
        "may_design": PROCESS_DESIGN.admits(request.actor),
    }
    return render(request, "modeller/list.html", context)


@form_page
@endpoint(PROCESS_DESIGN)
def new(request: HttpRequest) -> HttpResponse:
    """A new definition: empty, with the general course of a service, or from a file."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewForm(*data, units=queries.units_to_design(request.actor))
    if form.is_bound and form.is_valid() and attempt(form, lambda: _create(request, form.cleaned_data)):
        return redirect("modeller:definition", form.cleaned_data["key"])
    context = {"form": form, "title": _("New process"), "submit": _("Begin the process")}
    return render(request, "modeller/form.html", context, status=422 if form.errors else 200)


def _create(request: HttpRequest, given: dict[str, Any]) -> Definition:
    title = Text(given["title"], given["title_en"])
    if given["begin"] == FILE:
        xml = given["file"]
        read(xml)
    else:
        xml = (starting.empty if given["begin"] == EMPTY else starting.general)(given["key"], title)
    return actions.create(request.actor, given["key"], title.fa, given["unit"], title_en=title.en, xml=xml)


@require_GET
@endpoint(PROCESS_READ, target=definition_target)
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """One definition: its picture, the process in words, its versions, its draft."""
    shown = found_definition(request, key)
    draft = queries.draft(request.actor, shown)
    which = _which(request, shown, has_draft=draft is not None)
    source = queries.source(request.actor, shown, which) if which else None
    file = opened(source.xml, key) if source else None
    versions = list(processes.versions(request.actor, shown))
    posts = queries.post_titles(request.actor, [version.post for version in versions])
    for version in versions:
        version.by = posts.get(version.post)
    context = frame(request, shown, "definition", has_draft=draft is not None) | {
        "draft": draft,
        "source": source,
        "source_label": source_label(request, source.which) if source else "",
        "refused": [each.sentence(language()) for each in file.refused] if file else (),
        "picture": file.picture() if file else "",
        "told": in_words(file.process) if file and file.process else None,
        "versions": versions,
        "upload": UploadForm(),
    }
    return render(request, "modeller/definition.html", context)


def _which(request: HttpRequest, shown: Definition, *, has_draft: bool) -> str:
    """Which file the page shows: the one asked for, else what is published, else the draft."""
    asked = request.GET.get("of", "")
    if asked:
        return asked
    if shown.current is not None:
        return str(shown.current.number)
    return DRAFT if has_draft else ""


@form_page
@endpoint(PROCESS_DESIGN, target=definition_target)
def describe(request: HttpRequest, key: str) -> HttpResponse:
    """Names a definition anew, or gives it to another unit."""
    shown = found_definition(request, key)
    initial = {"title": shown.title, "title_en": shown.title_en, "unit": shown.unit_id}
    form = DescribeForm(request.POST or None, initial=initial, units=queries.units_to_design(request.actor))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: actions.describe(request.actor, shown, **given)):
            return redirect("modeller:definition", key)
    context = {"form": form, "title": _("Name and unit"), "submit": _("Save"), "definition": shown}
    return render(request, "modeller/form.html", context, status=422 if form.errors else 200)


@require_POST
@endpoint(PROCESS_DESIGN, target=definition_target)
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """A file becomes the draft, over the saving that the page showed."""
    shown = found_definition(request, key)
    form = UploadForm(request.POST, request.FILES)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("file", [])))
        return redirect("modeller:definition", key)
    try:
        read(form.cleaned_data["file"])
        actions.save_draft(
            request.actor,
            shown,
            form.cleaned_data["file"],
            int(seen) if seen.isdigit() and len(seen) < 10 else 0,
        )
    except (Refused, BilingualError) as refused:
        messages.error(request, refused.sentence(language()))
        return redirect("modeller:definition", key)
    messages.success(request, _("The file is the draft now. Look at what is found in it before you publish."))
    return redirect("modeller:publish", key)


@require_POST
@endpoint(PROCESS_DESIGN, target=definition_target)
def take_up(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Begins the draft anew from a version."""
    shown = found_definition(request, key)
    try:
        version = processes.version(request.actor, shown, number)
    except Version.DoesNotExist:
        raise Http404 from None
    actions.take_up(request.actor, version)
    messages.success(request, _("The draft begins with this version."))
    return redirect("modeller:draw", key)


@require_GET
@endpoint(PROCESS_READ, target=definition_target)
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture and the steps on paper, or as a PDF through the browser."""
    shown = found_definition(request, key)
    source = found_source(request, shown, request.GET.get("of", ""))
    file = opened(source.xml, key)
    context = {
        "definition": shown,
        "source": source,
        "source_label": source_label(request, source.which),
        "picture": file.picture(),
        "told": in_words(file.process) if file.process else None,
    }
    return render(request, "modeller/picture.html", context)


@require_GET
@endpoint(PROCESS_READ, target=definition_target)
def file(request: HttpRequest, key: str, which: str) -> HttpResponse:
    """The file of the draft or of a version, as it was saved."""
    source = found_source(request, found_definition(request, key), which)
    response = HttpResponse(source.xml, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{key}-{source.which}.bpmn"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
