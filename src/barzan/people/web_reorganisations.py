"""Pages of reorganisations: the list, one plan with its preview, its steps, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.people import actions, followers, queries
from barzan.people import reorganising as plans
from barzan.people.drawing import Node, trimmed
from barzan.people.errors import PeopleRefused, ReorganisationRefused
from barzan.people.forms_reorganisations import STEP_FORMS, PlanForm
from barzan.people.models import Organisation, Reorganisation, ReorganisationState
from barzan.people.pictures import NARROW, chart_nodes, svg
from barzan.people.queries import UnitThen
from barzan.people.rules import STRUCTURE_EDIT
from barzan.people.sentences import consequences, names_of, step_sentence
from barzan.people.web_forms import form_page
from barzan.persian.errors import BilingualError
from barzan.persian.templatetags.persian import fa_digits
from barzan.places.forms import ReasonForm, attempt

TONES = {
    ReorganisationState.DRAFT: ("plain", "pencil"),
    ReorganisationState.ORDERED: ("saf", "clock"),
    ReorganisationState.DONE: ("leaf", "check"),
    ReorganisationState.CANCELLED: ("plain", "x"),
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as the page shows it: its number, what it does, what is wrong with it."""

    number: int
    sentence: str
    troubles: tuple[str, ...]


@require_GET
@endpoint(STRUCTURE_EDIT)
def reorganisations(request: HttpRequest) -> HttpResponse:
    """All plans, the latest day first."""
    rows = list(queries.reorganisations(request.actor)[:200])
    context = {
        "rows": [(row, *TONES[ReorganisationState(row.state)]) for row in rows],
        "organisations": queries.organisations(request.actor),
    }
    return render(request, "people/reorganisations.html", context)


@form_page
@endpoint(STRUCTURE_EDIT)
def draft(request: HttpRequest, organisation: str) -> HttpResponse:
    """A new plan for an organisation."""
    owner = get_object_or_404(Organisation, code=organisation)
    form, made = PlanForm(request.POST or None), list[Reorganisation]()

    def command() -> None:
        made.append(actions.draft_reorganisation(request.actor, owner, **form.cleaned_data))

    if form.is_bound and form.is_valid() and attempt(form, command):
        return _to(made[0])
    return _form(request, form, gettext("New reorganisation"), reverse("people:reorganisations"))


@form_page
@endpoint(STRUCTURE_EDIT)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """The title, the order, the day and the reason of a draft."""
    plan = _found(request, pk)
    fields = ("title", "on", "order_number", "order_date", "reason")
    form = PlanForm(request.POST or None, initial={name: getattr(plan, name) for name in fields})

    def command() -> None:
        actions.describe_reorganisation(request.actor, plan, **form.cleaned_data)

    if form.is_bound and form.is_valid() and attempt(form, command):
        return _to(plan)
    return _form(request, form, gettext("About the plan"), _url(plan))


@require_GET
@endpoint(STRUCTURE_EDIT)
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what it does in words and as two charts, what blocks it, what can be done with it."""
    return _shown(request, _found(request, pk))


@form_page
@endpoint(STRUCTURE_EDIT)
def add_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A step of one kind."""
    plan = _found(request, pk)
    if kind not in STEP_FORMS:
        raise Http404
    steps = [plans.read(step) for step in plan.steps]
    chart = queries.present_chart(request.actor, plan.organisation)
    made = [new for step in steps if (new := plans.new_unit(step))]
    initial = {"post_names": queries.post_titles(request.actor, plan.organisation)} if kind == "split" else {}
    form = STEP_FORMS[kind](request.POST or None, chart=chart, made=made, initial=initial)

    def command() -> None:
        actions.add_step(request.actor, plan, form.step())

    if form.is_bound and form.is_valid() and attempt(form, command):
        return _to(plan)
    return _form(request, form, str(form.title), _url(plan))


@require_POST
@endpoint(STRUCTURE_EDIT)
def remove_step(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    plan = _found(request, pk)
    return _done(request, plan, lambda: actions.remove_step(request.actor, plan, number))


@require_POST
@endpoint(STRUCTURE_EDIT)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Fixes a draft; where its day is today or past, it is carried out at once."""
    plan = _found(request, pk)

    def command() -> None:
        ordered = actions.order_reorganisation(request.actor, plan)
        if ordered.on <= timezone.localdate():
            actions.carry_out(request.actor, ordered)

    return _done(request, plan, command)


@require_POST
@endpoint(STRUCTURE_EDIT)
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries again what could not be carried out, or does not wait for the worker."""
    plan = _found(request, pk)
    return _done(request, plan, lambda: actions.carry_out(request.actor, plan))


@require_POST
@endpoint(STRUCTURE_EDIT)
def turn_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts the inverse of a plan that was carried out, and leads to it."""
    plan = _found(request, pk)
    try:
        return _to(actions.prepare_inverse(request.actor, plan))
    except PeopleRefused as refused:
        return _shown(request, plan, [refused])


@form_page
@endpoint(STRUCTURE_EDIT)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, gettext("Make it a draft again"), actions.reopen_reorganisation)


@form_page
@endpoint(STRUCTURE_EDIT)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, gettext("Cancel the plan"), actions.cancel_reorganisation)


def _with_reason(request: HttpRequest, pk: int, title: str, command: Callable[..., object]) -> HttpResponse:
    plan = _found(request, pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()

    def run() -> None:
        command(request.actor, plan, **form.cleaned_data)

    if form.is_bound and form.is_valid() and attempt(form, run):
        return _to(plan)
    return _form(request, form, title, _url(plan))


def _done(request: HttpRequest, plan: Reorganisation, command: Callable[[], object]) -> HttpResponse:
    """Runs a command of one button; shows the plan with what was refused."""
    try:
        command()
    except ReorganisationRefused as refused:
        return _shown(request, _found(request, plan.pk), list(refused.troubles))
    except BilingualError as refused:
        return _shown(request, _found(request, plan.pk), [refused])
    return _to(plan)


def _shown(
    request: HttpRequest,
    plan: Reorganisation,
    refused: Iterable[plans.Trouble | BilingualError] = (),
) -> HttpResponse:
    language = get_language() or "fa"
    state = ReorganisationState(plan.state)
    is_open = state in (ReorganisationState.DRAFT, ReorganisationState.ORDERED)
    said = [each.sentence(language) for each in refused]
    context: dict[str, Any] = {
        "plan": plan,
        "tone": TONES[state],
        "refused": said,
        "stopped": [each["en" if language.startswith("en") else "fa"] for each in plan.stopped],
        "due": plan.on <= timezone.localdate(),
        "kinds": [(kind, form.title) for kind, form in STEP_FORMS.items()],
        "is_open": is_open,
        **(_preview(request, plan, language) if is_open else _history(request, plan, language)),
    }
    return render(request, "people/reorganisation.html", context, status=422 if said else 200)


def _preview(request: HttpRequest, plan: Reorganisation, language: str) -> dict[str, Any]:
    """What a plan would do today: its steps with their troubles, what follows, the chart before and after."""
    known = queries.plan(request.actor, plan)
    troubles = [*queries.troubles_of_order(plan), *known.troubles]
    names = names_of(known.chart, known.steps, {})
    rows = [
        StepRow(
            number,
            step_sentence(step, names),
            tuple(each.sentence(language) for each in troubles if each.step == number),
        )
        for number, step in enumerate(known.steps, start=1)
    ]
    ringed = any(plans.depth(known.outcome.chart, code) is None for code in known.outcome.chart)
    return {
        "steps": rows,
        "troubles": [each.sentence(language) for each in troubles if each.step == 0],
        "ready": not troubles,
        "consequences": consequences(known.chart, known.outcome),
        "charts": [] if ringed or not rows else _charts(known.chart, known.outcome, language),
    }


def _history(request: HttpRequest, plan: Reorganisation, language: str) -> dict[str, Any]:
    """What a plan did, or would have done: its steps in words, the charts of the two days."""
    steps = [plans.read(step) for step in plan.steps]
    known = queries.unit_names(request.actor, plan.organisation)
    context: dict[str, Any] = {"charts": []}
    if plan.state == ReorganisationState.DONE:
        before = queries.units_then(request.actor, plan.on - timedelta(1), plan.organisation)
        after = queries.units_then(request.actor, plan.on, plan.organisation)
        known |= {unit.code: (unit.name, unit.name_en) for unit in before}
        context["charts"] = _charts_of_days(before, after, language)
    names = names_of({}, steps, known)
    followed = plan.result.get("following", {}).items()
    return context | {
        "steps": [StepRow(number, step_sentence(step, names), ()) for number, step in enumerate(steps, 1)],
        "followed": [(followers.label(name), number) for name, number in followed],
    }


def _charts_of_days(
    before: list[UnitThen], after: list[UnitThen], language: str
) -> list[tuple[str, SafeString]]:
    """The charts of two days; what another day in between has changed is not told apart."""
    was, is_now = ({unit.code: unit for unit in units} for units in (before, after))
    differing = {code for code in was.keys() & is_now.keys() if was[code] != is_now[code]}
    ended, added = was.keys() - is_now.keys(), is_now.keys() - was.keys()

    def describe(unit: UnitThen) -> tuple[str, str]:
        return "", reverse("people:unit", args=[unit.code])

    charts = tuple(chart_nodes(units, language, describe) for units in (before, after))
    return _two(charts, differing, ended, added, differing | ended | added, language)


def _charts(chart: plans.Chart, outcome: plans.Outcome, language: str) -> list[tuple[str, SafeString]]:
    """The chart before and after, narrowed to what changes and what stands above it."""
    differing = set(plans.changed(chart, outcome))
    added = {new.code for new in outcome.added}
    keep = {*differing, *added, *outcome.ended, *outcome.moved.values()}
    charts = _planned(chart, language), _planned(outcome.chart, language)
    return _two(charts, differing, outcome.ended, added, keep, language)


def _two(
    charts: tuple[list[Node], ...],
    differing: Collection[str],
    ended: Collection[str],
    added: Collection[str],
    keep: Collection[str],
    language: str,
) -> list[tuple[str, SafeString]]:
    """Both charts with their titles; what changes, ends and is new is marked."""
    marks = {code: ("changed", pgettext("reorganisation", "changes")) for code in differing}
    marks |= {code: ("ended", pgettext("reorganisation", "ends")) for code in ended}
    marks |= {code: ("new", pgettext("reorganisation", "new")) for code in added}

    def mark(node: Node) -> Node:
        tone, word = marks.get(node.key, (node.tone, ""))
        return replace(node, tone=tone, mark=word, below=tuple(map(mark, node.below)))

    titles = pgettext("reorganisation", "Before"), pgettext("reorganisation", "After")
    return [
        (title, svg([trimmed(mark(node), keep, _others) for node in nodes], title, language, widest=NARROW))
        for title, nodes in zip(titles, charts, strict=True)
    ]


def _planned(chart: plans.Chart, language: str) -> list[Node]:
    """The units of a plan as nodes, with their posts."""
    ids = {code: number for number, code in enumerate(chart, start=1)}
    ordered = sorted(chart.values(), key=lambda node: (node.order, node.code))
    units = [
        UnitThen(ids[node.code], node.code, node.name, node.name_en, node.kind, ids.get(node.parent))
        for node in ordered
    ]

    def describe(unit: UnitThen) -> tuple[str, str]:
        posts = chart[unit.code].posts
        counts = {"held": fa_digits(sum(posts.values())), "posts": fa_digits(len(posts))}
        return (gettext("%(held)s of %(posts)s posts held") % counts if posts else ""), ""

    return chart_nodes(units, language, describe)


def _others(number: int) -> str:
    said = ngettext("and %(number)s other unit", "and %(number)s other units", number)
    return said % {"number": fa_digits(number)}


def _form(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, pk: int) -> Reorganisation:
    try:
        return queries.reorganisation(request.actor, pk)
    except Reorganisation.DoesNotExist:
        raise Http404


def _to(plan: Reorganisation) -> HttpResponse:
    return redirect(_url(plan))


def _url(plan: Reorganisation) -> str:
    return reverse("people:reorganisation", args=[plan.pk])
