"""What the pages of one definition share: finding it, its file, its tabs."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from barzan.access import Target
from barzan.look.parts import Tab
from barzan.modeller import queries
from barzan.modeller.queries import DRAFT, Source
from barzan.persian.text import persian_digits
from barzan.process import queries as processes
from barzan.process.models import Definition
from barzan.process.rules import PROCESS_DESIGN, PROCESS_PUBLISH


def definition_target(key: str, **_others: object) -> Target:
    """Where the definition of an address lies."""
    return get_object_or_404(Definition.objects.select_related("unit"), key=key).target


def found_definition(request: HttpRequest, key: str) -> Definition:
    try:
        return processes.definition(request.actor, key)
    except Definition.DoesNotExist:
        raise Http404 from None


def found_source(request: HttpRequest, definition: Definition, which: str = "") -> Source:
    found = queries.source(request.actor, definition, which)
    if found is None:
        raise Http404
    return found


def frame(
    request: HttpRequest, definition: Definition, current: str, *, has_draft: bool
) -> dict[str, object]:
    """The context that every page of a definition begins with. ``current`` is the name of its address."""
    may_design = PROCESS_DESIGN.permits(request.actor, definition.target)
    may_publish = PROCESS_PUBLISH.permits(request.actor, definition.target)
    has_file = has_draft or definition.current_id is not None
    shown = [
        ("definition", pgettext("tab of a process", "Overview"), True),
        ("draw", pgettext("tab of a process", "Draw"), may_design),
        ("play", pgettext("tab of a process", "Play"), has_file),
        ("compare", pgettext("tab of a process", "Compare"), definition.current_id is not None),
        ("publish", pgettext("tab of a process", "Publish"), may_publish and has_draft),
    ]
    tabs = [
        Tab(label, reverse(f"modeller:{name}", args=[definition.key]), name == current)
        for name, label, wanted in shown
        if wanted
    ]
    return {
        "definition": definition,
        "tabs": tabs,
        "may_design": may_design,
        "may_publish": may_publish,
        "has_draft": has_draft,
    }


def source_label(request: HttpRequest, which: str) -> str:
    """``draft`` or a version's number in words."""
    if which == DRAFT:
        return _("the draft")
    number = which if (request.LANGUAGE_CODE or "fa").startswith("en") else persian_digits(which)
    return _("version %(number)s") % {"number": number}
