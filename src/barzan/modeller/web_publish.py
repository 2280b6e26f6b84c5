"""Publishing a draft with what is found in it, and comparing two files of one definition."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.bpmn.findings import Finding, Refused
from barzan.bpmn.model import Process
from barzan.modeller import differing, outlines, queries
from barzan.modeller.forms import PublishForm
from barzan.modeller.opened import language, opened
from barzan.modeller.pages import definition_target, found_definition, found_source, frame, source_label
from barzan.modeller.queries import DRAFT, Source
from barzan.persian.errors import BilingualError
from barzan.process import checked
from barzan.process import queries as processes
from barzan.process.actions import definitions as actions
from barzan.process.models import Definition
from barzan.process.rules import PROCESS_PUBLISH, PROCESS_READ


@require_http_methods(["GET", "POST"])
@endpoint(PROCESS_PUBLISH, target=definition_target)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What is found in the draft; with no error left, the reasons for the warnings and for publishing."""
    shown = found_definition(request, key)
    source = queries.source(request.actor, shown, DRAFT)
    if source is None:
        return redirect("modeller:definition", key)
    looked = checked.look_at(source.xml, key)
    form = PublishForm(request.POST or None, warnings=looked.warnings)
    seen = request.POST.get("seen", "")
    if form.is_bound and seen and seen != str(source.seen):
        form.add_error(
            None, _("Meanwhile somebody saved the draft again: look at it once more, then publish.")
        )
    elif form.is_bound and form.is_valid() and not looked.errors and _published(request, shown, form):
        return redirect("modeller:definition", key)
    names = _names(looked.process) if looked.process else {}
    context = frame(request, shown, "publish", has_draft=True) | {
        "source": source,
        "errors": _named(looked.errors, names),
        "warnings": list(
            zip(
                _named(looked.warnings, names),
                (form[f"accept-{n}"] for n in range(len(looked.warnings))),
                strict=True,
            )
        ),
        "form": form,
        "numbered": (shown.current.number + 1) if shown.current else 1,
    }
    return render(request, "modeller/publish.html", context, status=422 if form.errors else 200)


def _published(request: HttpRequest, shown: Definition, form: PublishForm) -> bool:
    try:
        version = actions.publish(request.actor, shown, form.cleaned_data["why"], form.accepted)
    except (Refused, BilingualError) as refused:
        form.add_error(None, refused.sentence(language()))
        return False
    messages.success(
        request, _("Published: new runs follow version %(number)s.") % {"number": version.number}
    )
    return True


def _names(process: Process) -> dict[str, str]:
    """The names of elements, flows and lanes by id, in the reader's language."""
    return {each.id: outlines.within(each.name) for each in (*process.nodes, *process.flows, *process.lanes)}


def _named(findings: tuple[Finding, ...], names: dict[str, str]) -> list[tuple[str, str]]:
    """Findings as (name of the element, sentence)."""
    return [(names.get(each.element, ""), each.sentence(language())) for each in findings]


@require_GET
@endpoint(PROCESS_READ, target=definition_target)
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Two files of a definition: both pictures with what differs marked, and the same in words."""
    shown = found_definition(request, key)
    versions = list(processes.versions(request.actor, shown))
    draft = queries.draft(request.actor, shown)
    known = [DRAFT] * (draft is not None) + [str(version.number) for version in versions]
    if not known:
        raise Http404
    new = request.GET.get("new") or known[0]
    old = request.GET.get("old") or (known[1] if len(known) > 1 else known[0])
    context = frame(request, shown, "compare", has_draft=draft is not None) | {
        "choices": [(which, source_label(request, which)) for which in known],
        "old": old,
        "new": new,
    }
    context |= _compared(request, shown, found_source(request, shown, old), found_source(request, shown, new))
    return render(request, "modeller/compare.html", context)


def _compared(request: HttpRequest, shown: Definition, old: Source, new: Source) -> dict[str, object]:
    files = [opened(each.xml, shown.key) for each in (old, new)]
    sides = zip((pgettext("compare", "Before"), pgettext("compare", "After")), (old, new), strict=True)
    labels = [f"{side}: {source_label(request, each.which)}" for side, each in sides]
    before, after = files[0].process, files[1].process
    if before is None or after is None:
        return {"unreadable": True}
    found = differing.compared(before, after)
    pictures = [file.picture(found.marks) for file in files]
    return {"told": found.told, "pictures": list(zip(labels, pictures, strict=True))}
