"""Pages of versions and of moves: what runs where, what a move would do, how far it is, what stayed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.places.forms import attempt
from barzan.process import queries, shown
from barzan.process.actions import moving
from barzan.process.core.moving import Obstacle
from barzan.process.forms import current_form
from barzan.process.forms_web import ReasonForm
from barzan.process.models import Definition, Move, Version
from barzan.process.rules import INSTANCE_MOVE, PROCESS_READ

SHOWN = 50  # instances that stay, on the page of a trial


def target_of(key: str, **_: int) -> Target:
    """Where a definition lies in the organisation."""
    found = Definition.objects.select_related("unit").filter(key=key).first()
    if found is None:
        raise Http404
    return found.target


def target_of_move(pk: int) -> Target:
    found = Move.objects.select_related("definition__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found.definition.target


@require_GET
@endpoint(PROCESS_READ, target=target_of)
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The versions of a process with how many instances follow each, and its moves."""
    definition = queries.definition(request.actor, key)
    context = {
        "definition": definition,
        "versions": list(queries.versions(request.actor, definition)),
        "moves": list(queries.moves(request.actor, definition)[:20]),
        "may_move": INSTANCE_MOVE.permits(request.actor, definition.target),
    }
    return render(request, "process/versions.html", context)


@endpoint(INSTANCE_MOVE, target=target_of)
def plan(request: HttpRequest, key: str, source: int, goal: int) -> HttpResponse:
    """What a move would do, with the new ids that somebody chose; the move itself."""
    definition = queries.definition(request.actor, key)
    old, new = _version(request, definition, source), _version(request, definition, goal)
    given = request.POST or request.GET
    chosen = {name.removeprefix("to-"): to for name, to in given.items() if name.startswith("to-") and to}
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[Move] = []
        why = form.cleaned_data["why"]
        if attempt(form, lambda: made.append(moving.begin(request.actor, old, new, why, chosen))):
            messages.success(request, gettext("The move has begun; this page shows how far it is."))
            return redirect("process:move", pk=made[0].pk)
    tried = moving.dry_run(request.actor, old, new, chosen)
    context = {
        "definition": definition,
        "old": old,
        "new": new,
        "tried": tried,
        "staying": [_stays(trial, tried) for trial in tried.staying[:SHOWN]],
        "more": len(tried.staying) - SHOWN,
        "choices": _choices(tried, chosen),
        "form": form,
    }
    return render(request, "process/plan.html", context, status=422 if form.is_bound else 200)


@require_GET
@endpoint(PROCESS_READ, target=target_of_move)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a move is, and what stayed."""
    return _move(request, pk, ReasonForm())


@require_POST
@endpoint(INSTANCE_MOVE, target=target_of_move)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what a move brought over."""
    found, form = queries.move(request.actor, pk), ReasonForm(request.POST)
    made: list[Move] = []
    if form.is_valid() and attempt(
        form, lambda: made.append(moving.undo(request.actor, found, form.cleaned_data["why"]))
    ):
        messages.success(request, gettext("What was moved goes back; this page shows how far it is."))
        return redirect("process:move", pk=made[0].pk)
    return _move(request, pk, form)


def _move(request: HttpRequest, pk: int, form: ReasonForm) -> HttpResponse:
    found = queries.move(request.actor, pk)
    counts = queries.moved(request.actor, found)
    old = current_form(found.source)
    stayed = Paginator(queries.stayed(request.actor, found), SHOWN).get_page(request.GET.get("page"))
    for row in stayed.object_list:
        row.said = [(shown.name(old, element), obstacle(why)) for element, why in row.unmapped]
    context = {
        "move": found,
        "going": counts[True],
        "staying": counts[False],
        "page": stayed,
        "form": form,
        "may_undo": found.state == "done"
        and found.undoes_id is None
        and INSTANCE_MOVE.permits(request.actor, found.definition.target),
    }
    return render(request, "process/move.html", context, status=422 if form.is_bound else 200)


def obstacle(why: str) -> str:
    """Why a token cannot move, in words."""
    words = {
        Obstacle.GONE: pgettext("obstacle of a move", "the new version has no such step"),
        Obstacle.KIND: pgettext("obstacle of a move", "it is a step of another kind there"),
        Obstacle.SCOPE: pgettext("obstacle of a move", "it lies in another part of the process there"),
        Obstacle.LOOP: pgettext("obstacle of a move", "it is repeated in another way there"),
        Obstacle.WAITS: pgettext("obstacle of a move", "it waits for something else there"),
        Obstacle.FLOWS: pgettext("obstacle of a move", "other ways meet there"),
    }
    return words.get(Obstacle(why), why)


def _stays(trial: moving.Trial, tried: moving.DryRun) -> dict[str, object]:
    old = tried.plan.old
    said = [(shown.name(old, each.element), obstacle(each.obstacle)) for each in trial.unmapped]
    return {"instance": trial.instance, "said": said}


def _choices(tried: moving.DryRun, chosen: dict[str, str]) -> list[dict[str, object]]:
    """Elements at which an instance stays, or that somebody gave a new id, with what they could become."""
    old, new = tried.plan.old, tried.plan.new
    needed = {each.element for trial in tried.staying for each in trial.unmapped} | chosen.keys()
    added = {*tried.plan.added, *chosen.values()}
    found = []
    for element in sorted(needed & old.graph.nodes.keys()):
        kind = old.graph.nodes[element].kind
        able = sorted(
            name for name in added if name in new.graph.nodes and new.graph.nodes[name].kind is kind
        )
        options = [(name, shown.name(new, name), chosen.get(element) == name) for name in able]
        if options:
            found.append({"element": element, "name": shown.name(old, element), "options": options})
    return found


def _version(request: HttpRequest, definition: Definition, number: int) -> Version:
    try:
        return queries.version(request.actor, definition, number)
    except Version.DoesNotExist:
        raise Http404 from None
