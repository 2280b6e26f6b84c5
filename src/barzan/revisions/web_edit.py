"""Pages that write: the form of a draft, the first change of a service, a new service.

The form says which saving its writer has seen. Where somebody else saved meanwhile, what both wrote is
merged; what contradicts each other is shown side by side, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.content import Placed, ServiceContent
from barzan.catalogue.models import Service
from barzan.catalogue.queries import content_of
from barzan.persian.errors import BilingualError
from barzan.persian.fields import JalaliDateField
from barzan.revisions import actions, errors, queries
from barzan.revisions.actions.drafts import current
from barzan.revisions.choices import Choices
from barzan.revisions.editing import Editor, rearranged
from barzan.revisions.forms import CodeForm
from barzan.revisions.merge import Merged, merge
from barzan.revisions.models import Draft, State
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_EDIT
from barzan.revisions.web import conflicts, draft_target, found_draft

form_page = require_http_methods(["GET", "POST"])


@dataclass
class Writing:
    """A form under way: what it shows, which saving its writer has seen, what contradicts it."""

    editor: Editor
    seen: int
    base: int = 0
    why: str = ""
    merged: Merged | None = None
    refused: str = ""
    code: CodeForm | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)


@form_page
@endpoint(DRAFTS_EDIT, target=draft_target)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a draft; a draft that is reviewed or approved is sent back before it is written again."""
    found = found_draft(request, pk)
    if found.state != State.DRAFT:
        messages.warning(request, gettext("Only a draft can be written; send it back first."))
        return redirect("revisions:draft", pk)
    choices = Choices.of(request.actor, found.unit.code)
    if request.method == "GET":
        mine = queries.proposed(request.actor, found)
        return _shown(request, Writing(Editor(choices, mine), found.revision), draft=found)
    seen = _number(request.POST.get("seen"))
    writing = _posted(request, choices, seen)
    if not request.POST.get("row") and writing.editor.is_valid():
        return _saved(request, found, writing, _said(found, seen), choices)
    return _shown(request, writing, draft=found)


def service_target(code: str) -> Target:
    """Where the service of an address lies."""
    return get_object_or_404(Service.objects.select_related("unit"), code=code).target


@form_page
@endpoint(DRAFTS_EDIT, target=service_target)
def edit_service(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a service that has no open draft: the draft is opened by the first saving."""
    service = get_object_or_404(Service.objects.select_related("unit", "current_version"), code=code)
    if service.retired_at is not None or service.current_version is None:
        messages.warning(request, gettext("Only a service in force can be changed."))
        return redirect("revisions:service", code)
    present = queries.open_draft_of(request.actor, code)
    if present and request.method == "GET":
        return redirect("revisions:edit", present.pk)
    choices = Choices.of(request.actor, service.unit.code)
    if request.method == "GET":
        now = current([service])[code]
        return _shown(
            request, Writing(Editor(choices, now), 0, service.current_version.number), service=service
        )
    writing = _posted(request, choices, 0)
    if request.POST.get("row") or not writing.editor.is_valid():
        return _shown(request, writing, service=service)
    base = _published(service, writing.base)
    try:
        opened = actions.open_draft(request.actor, service)
    except BilingualError as refused:
        writing.refused = refused.sentence(get_language() or "fa")
        return _shown(request, writing, service=service)
    return _saved(request, opened, writing, base, choices)


@form_page
@endpoint(DRAFTS_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """The form of a service that does not exist yet, with the next free code."""
    choices = Choices.of(request.actor)
    if request.method == "GET":
        start = Proposed(ServiceContent(title=""), Placed(choices.units[0][0] if choices.units else ""))
        code = CodeForm(initial={"code": queries.next_code(request.actor)})
        return _shown(request, Writing(Editor(choices, start), 0, code=code))
    quiet = bool(request.POST.get("row"))
    writing = _posted(request, choices, 0)
    writing.code = CodeForm(request.POST, quiet=quiet)
    if quiet or not (writing.editor.is_valid() & writing.code.is_valid()):
        return _shown(request, writing)
    code, why = writing.code.cleaned_data["code"].upper(), writing.why
    try:
        opened = actions.open_new(request.actor, code, writing.editor.proposed(), why=why)
    except BilingualError as refused:
        writing.code.add_error("code", refused.sentence(get_language() or "fa"))
        return _shown(request, writing)
    messages.success(request, gettext("The draft is open; nobody but your colleagues sees it yet."))
    return redirect("revisions:draft", opened.pk)


def _posted(request: HttpRequest, choices: Choices, seen: int) -> Writing:
    """The form as it was sent; after a deed on its rows, without judging it yet."""
    deed, data = request.POST.get("row", ""), request.POST
    if deed:
        data = rearranged(data, deed)
    editor = Editor(choices, data=data, quiet=bool(deed))
    return Writing(
        editor, seen, _number(data.get("base")), data.get("why", "")[:600], kept=_chosen(request.POST)
    )


def _chosen(data: QueryDict) -> dict[str, str]:
    """Of each field that contradicted another's: whose words were chosen."""
    start = "choose-"
    return {key.removeprefix(start): data[key] for key in data if key.startswith(start)}


def _saved(
    request: HttpRequest, found: Draft, writing: Writing, base: Proposed | None, choices: Choices
) -> HttpResponse:
    """Saves what was written over ``base``; or shows what contradicts it, with all that was typed."""
    if base is None:
        writing.refused = errors.stale().sentence(get_language() or "fa")
        return _shown(request, writing, draft=found)
    mine = _as_chosen(writing, base)
    found.refresh_from_db(fields=["revision", "state"])
    merged = merge(base, mine, queries.proposed(request.actor, found))
    if merged.conflicts:
        return _shown(request, _contradicted(writing, merged, found.revision, choices), draft=found)
    try:
        saved = actions.save(request.actor, found, merged.proposed, seen=found.revision, why=writing.why)
    except errors.DraftConflict:
        return _saved(request, found, writing, base, choices)
    except BilingualError as refused:
        writing.refused = refused.sentence(get_language() or "fa")
        return _shown(request, writing, draft=found)
    _tell(request, saved.revision, found.revision, merged.proposed == mine)
    return redirect("revisions:draft", found.pk)


def _tell(request: HttpRequest, saved: int, before: int, alone: bool) -> None:
    if saved == before:
        messages.info(request, gettext("Nothing was changed, so nothing was saved."))
    elif alone:
        messages.success(request, gettext("Saved. Below is what the draft changes."))
    else:
        messages.success(
            request, gettext("Saved. Somebody else had saved meanwhile; what both of you wrote is in it.")
        )


def _as_chosen(writing: Writing, base: Proposed) -> Proposed:
    """What was written, with the other's words where the writer chose those."""
    mine, theirs = writing.editor.proposed().fields(), base.fields()
    for name, whose in writing.kept.items():
        if whose == "theirs" and name in mine:
            mine[name] = theirs[name]
            if name in ("standard_days", "day_kind"):
                mine |= {each: theirs[each] for each in ("standard_days", "day_kind")}
    return Proposed.of_fields(mine)


def _contradicted(writing: Writing, merged: Merged, seen: int, choices: Choices) -> Writing:
    """The form again: what both wrote elsewhere is in it, and the writer's words where the two differ."""
    fields = merged.proposed.fields() | {each.field: each.mine for each in merged.conflicts}
    editor = Editor(choices, Proposed.of_fields(fields))
    return Writing(editor, seen, why=writing.why, merged=merged)


def _shown(
    request: HttpRequest, writing: Writing, draft: Draft | None = None, service: Service | None = None
) -> HttpResponse:
    wrong = writing.editor.wrong
    if writing.code:
        wrong = [
            *(
                (bound.id_for_label, str(bound.label), str(each))
                for bound in writing.code
                for each in bound.errors
            ),
            *wrong,
        ]
    context = {
        "writing": writing,
        "editor": writing.editor,
        "draft": draft,
        "service": service,
        "wrong": wrong,
        "conflicts": conflicts(request, writing.merged) if writing.merged else [],
        "action": reverse("revisions:edit", args=[draft.pk]) if draft else request.path,
        "media": JalaliDateField.widget().media,
    }
    bad = wrong or writing.merged or writing.refused
    return render(
        request, "revisions/edit.html", context, status=409 if writing.merged else 422 if bad else 200
    )


def _said(found: Draft, number: int) -> Proposed | None:
    value = found.revisions.filter(number=number).values_list("proposed", flat=True).first()
    return Proposed.from_value(value) if value else None


def _published(service: Service, number: int) -> Proposed | None:
    """What was published when the form was opened; where the service stands now."""
    version = service.versions.filter(number=number).first()
    if version is None:
        return None
    return Proposed(content_of(version), current([service])[service.code].placed)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
