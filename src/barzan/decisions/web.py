"""Pages that read: the list, one model, its versions, trying it, its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.decisions import describe, queries
from barzan.decisions.core.checking import check
from barzan.decisions.core.comparing import compare
from barzan.decisions.core.evaluating import Outcome, decide
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.model import Model
from barzan.decisions.core.showing import shown
from barzan.decisions.inputs import InputsForm
from barzan.decisions.models import Decision, DecisionVersion, Draft, Written
from barzan.decisions.rules import DECISIONS_EDIT, DECISIONS_PUBLISH, DECISIONS_READ
from barzan.decisions.told import changes
from barzan.persian import search_key

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a model: a version, or the draft (``version`` is None)."""

    decision: Decision
    written: Written
    version: DecisionVersion | None

    @property
    def model(self) -> Model:
        return self.written.model

    @property
    def of(self) -> str:
        """How an address names it."""
        return f"{self.version.number}" if self.version else "draft"


@require_GET
@endpoint(DECISIONS_READ)
def decision_list(request: HttpRequest) -> HttpResponse:
    """All models, narrowed by words of their titles and keys."""
    words = request.GET.get("q", "")[:100]
    wanted = search_key(words)
    rows = [
        each
        for each in queries.decisions(request.actor)
        if wanted in search_key(f"{each.title} {each.title_en} {each.key}")
    ]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_edit": DECISIONS_EDIT.admits(request.actor)}
    return render(request, "decisions/list.html", context)


@require_GET
@endpoint(DECISIONS_READ)
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """The published version of a model, or its draft where nothing is published yet."""
    found = found_decision(request, key)
    text = text_of(request, found, "")
    context = page_context(request, text) | {
        "views": describe.decisions(text.model),
        "version": text.version,
        "draft": queries.draft(request.actor, found),
    }
    return render(request, "decisions/decision.html", context)


@require_GET
@endpoint(DECISIONS_READ)
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft: what is to be said of it, and what it changes."""
    found = found_decision(request, key)
    text = text_of(request, found, "draft")
    findings = check(text.model)
    current = found.current
    context = page_context(request, text) | {
        "views": describe.decisions(text.model, findings),
        "findings": findings,
        "errors": [each for each in findings if each.is_error],
        "draft": text.written,
        "changes": changes(compare(current.model, text.model)) if current else None,
        "current": current,
    }
    return render(request, "decisions/draft.html", context)


@require_GET
@endpoint(DECISIONS_READ)
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The published versions, with what each changed."""
    found = found_decision(request, key)
    page = Paginator(queries.versions(request.actor, found), 20).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    earlier = rows[1:]
    if rows and rows[-1].number > 1:
        earlier.append(queries.version(request.actor, found, rows[-1].number - 1))
    else:
        earlier.append(None)
    told = [
        changes(compare(before.model, row.model)) if before else None
        for row, before in zip(rows, earlier, strict=True)
    ]
    context = {
        "decision": found,
        "page": page,
        "rows": [(row, each) for row, each in zip(rows, told, strict=True)],
    }
    return render(request, "decisions/versions.html", context)


@require_GET
@endpoint(DECISIONS_READ)
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One published version as it was."""
    found = found_decision(request, key)
    text = text_of(request, found, str(number))
    before = queries.version(request.actor, found, number - 1)
    context = page_context(request, text) | {
        "views": describe.decisions(text.model),
        "version": text.version,
        "changes": changes(compare(before.model, text.model)) if before else None,
        "accepted": accepted(text),
    }
    return render(request, "decisions/version.html", context)


@require_GET
@endpoint(DECISIONS_READ)
def attempt(request: HttpRequest, key: str) -> HttpResponse:
    """Asks for inputs and shows what is decided, with the rules that hit."""
    text = text_of(request, found_decision(request, key), request.GET.get("of", ""))
    asked = "ask" in request.GET
    form = InputsForm(text.model, request.GET if asked else None)
    outcome: Outcome | None = None
    refused = ""
    if asked and form.is_valid():
        try:
            outcome = decide(text.model, "", form.values(), now=timezone.localtime())
        except Refused as error:
            refused = error.sentence(describe.language())
    context = page_context(request, text) | {
        "form": form,
        "outcome": outcome,
        "refused": refused,
        "answers": _answers(text.model, outcome),
        "notes": [each.sentence(describe.language()) for each in outcome.findings] if outcome else [],
        "views": describe.decisions(text.model, (), outcome),
    }
    return render(request, "decisions/try.html", context)


def _answers(model: Model, outcome: Outcome | None) -> list[tuple[str, str]]:
    if outcome is None:
        return []
    lang = describe.language()
    return [
        (each.title.in_language(lang), shown(outcome.values.get(each.element), lang))
        for each in model.answers
    ]


@require_GET
@endpoint(DECISIONS_READ)
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The file of a version (``?of=2``), of the draft (``?of=draft``) or of the current version."""
    text = text_of(request, found_decision(request, key), request.GET.get("of", ""))
    response = HttpResponse(text.written.data, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{key}-{text.of}.dmn"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def found_decision(request: HttpRequest, key: str) -> Decision:
    """The model of an address, or the page that says there is none."""
    found = queries.decision(request.actor, key)
    if found is None:
        raise Http404
    return found


def text_of(request: HttpRequest, found: Decision, of: str) -> Text:
    """The text that ``of`` names: ``draft``, a number, or nothing for what holds now."""
    present: Draft | None = queries.draft(request.actor, found)
    if of.isascii() and of.isdigit() and len(of) < 9:
        version = queries.version(request.actor, found, int(of))
    else:
        version = None if of == "draft" else found.current
    written = version or (present if of == "draft" or not of else None)
    if written is None:
        raise Http404
    return Text(found, written, version)


def page_context(request: HttpRequest, text: Text) -> dict[str, Any]:
    """What all pages of one model know."""
    target = text.decision.target
    return {
        "decision": text.decision,
        "text": text,
        "model": text.model,
        "english": describe.language().startswith("en"),
        "may_edit": DECISIONS_EDIT.permits(request.actor, target),
        "may_publish": DECISIONS_PUBLISH.permits(request.actor, target),
    }


def accepted(text: Text) -> list[tuple[str, str]]:
    """The warnings of a version with the reasons for which they were accepted."""
    if text.version is None or not text.version.accepted:
        return []
    said = {each.place: each.sentence(describe.language()) for each in check(text.model)}
    return [(said.get(place, place), reason) for place, reason in text.version.accepted.items()]
