"""The designer's page, and what its script asks: save, check, read an expression."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.bpmn.document import Document
from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Text
from barzan.bpmn.reading import read
from barzan.feel import FeelError, parse
from barzan.modeller import differing, outlines, queries
from barzan.modeller.core import starting
from barzan.modeller.opened import language, opened, ordered, told
from barzan.modeller.pages import definition_target, found_definition, frame, source_label
from barzan.modeller.picks import picks
from barzan.persian.jalali import format_jalali
from barzan.persian.text import persian_digits
from barzan.process import checked
from barzan.process.actions import definitions as actions
from barzan.process.errors import ProcessRefused
from barzan.process.models import Definition, Draft
from barzan.process.rules import PROCESS_DESIGN

LONGEST_EXPRESSION = 5_000
ICONS = ("plus", "chevron-down", "download", "circle-x", "triangle-alert")  # that the script draws


@require_GET
@endpoint(PROCESS_DESIGN, target=definition_target)
def draw(request: HttpRequest, key: str) -> HttpResponse:
    """The designer over the draft, else over what is published, else over an empty drawing."""
    shown = found_definition(request, key)
    source = queries.source(request.actor, shown)
    xml = source.xml if source else starting.empty(key, Text(shown.title, shown.title_en))
    file = opened(xml, key)
    context = frame(request, shown, "draw", has_draft=bool(source and source.is_draft)) | {
        "source_label": source_label(request, source.which) if source else "",
        "seen": source.seen if source else 0,
        "refused": [told(each) for each in file.refused],
        "picture": file.picture(),
        "rows": outlines.rows(request.actor, file.process) if file.process else (),
        "icons": ICONS,
    }
    if file.document is not None:
        context["config"] = _config(shown, file.document, source.seen if source else 0)
    return render(request, "modeller/draw.html", context)


def _config(shown: Definition, document: Document, seen: int) -> dict[str, object]:
    """What the script begins with."""
    urls = {
        name: reverse(f"modeller:{name}", args=[shown.key]) for name in ("save", "check", "feel", "picks")
    }
    return {
        "key": shown.key,
        "xml": document.write().decode(),
        "seen": seen,
        "urls": urls,
    }


@require_GET
@endpoint(PROCESS_DESIGN, target=definition_target)
def choices(request: HttpRequest, key: str) -> JsonResponse:
    """All pick lists; asked for by themselves, so that a slow line has the drawing first."""
    return JsonResponse(picks(request.actor))


@require_POST
@endpoint(PROCESS_DESIGN, target=definition_target)
def save(request: HttpRequest, key: str) -> JsonResponse:
    """Saves the drawing over the saving number ``seen``; 409 with the other's where it is not the last."""
    shown = found_definition(request, key)
    xml, seen = _sent(request), request.POST.get("seen", "")
    based_on = shown.current.number if shown.current else 0
    try:
        read(xml)
        number = int(seen) if seen.isdigit() and len(seen) < 10 else -1
        draft = actions.save_draft(request.actor, shown, xml, number, based_on=based_on)
    except Refused as refused:
        return JsonResponse({"error": refused.sentence(language())}, status=422)
    except ProcessRefused as refused:
        if refused.code == "process.seen":
            return _conflict(request, shown, xml)
        return JsonResponse({"error": refused.sentence(language())}, status=422)
    return JsonResponse({"seen": draft.seen, "said": _saved(draft)})


def _conflict(request: HttpRequest, shown: Definition, mine: bytes) -> JsonResponse:
    """Both drawings and what tells them apart: nothing is overwritten, nothing is lost."""
    theirs = queries.draft(request.actor, shown)
    xml = bytes(theirs.xml) if theirs else b""
    other, own = opened(xml, shown.key), opened(mine, shown.key)
    known = other.process is not None and own.process is not None
    body = {
        "seen": theirs.seen if theirs else 0,
        "xml": (other.document.write() if other.document else xml).decode(errors="replace"),
        "said": _saved(theirs) if theirs else _("The draft was published meanwhile."),
        "differences": differing.sentences(other.process, own.process) if known else [],
    }
    return JsonResponse(body, status=409)


def _saved(draft: Draft) -> str:
    at = timezone.localtime(draft.saved_at)
    day = format_jalali(at.date(), "short", language()) if at.date() != timezone.localdate() else ""
    clock = at.strftime("%H:%M")
    clock = clock if language().startswith("en") else persian_digits(clock)
    return (_("Saved on %(day)s at %(clock)s") if day else _("Saved at %(clock)s")) % {
        "day": day,
        "clock": clock,
    }


def _sent(request: HttpRequest) -> bytes:
    """The drawing as it was written: forms send their lines ended as mail does."""
    return request.POST.get("xml", "").replace("\r\n", "\n").encode()


@require_POST
@endpoint(PROCESS_DESIGN, target=definition_target)
def check(request: HttpRequest, key: str) -> JsonResponse:
    """Everything that is found in a drawing, errors first; nothing is saved."""
    looked = checked.look_at(_sent(request), key)
    return JsonResponse({"findings": [told(each) for each in ordered(looked.findings)]})


@require_POST
@endpoint(PROCESS_DESIGN, target=definition_target)
def feel(request: HttpRequest, key: str) -> JsonResponse:
    """Whether an expression of FEEL can be read, and which names it uses."""
    try:
        expression = parse(request.POST.get("text", "")[:LONGEST_EXPRESSION])
    except FeelError as refused:
        return JsonResponse(
            {"error": refused.sentence(language()), "line": refused.line, "column": refused.column}
        )
    return JsonResponse({"names": sorted(expression.names)})
