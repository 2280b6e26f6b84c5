"""The page of one task: what is asked, until when, who has it, every hand it went through; and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.documents.errors import DocumentRefused
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt
from barzan.tasks import addresses, answering, clocks, lists, owners, queries, reach, telling
from barzan.tasks.actions import keeping, moving
from barzan.tasks.actions.completing import complete as complete_task
from barzan.tasks.core.fields import FieldType
from barzan.tasks.errors import AnswersRefused
from barzan.tasks.forms import DecisionForm, DelegateForm, NumberForm, ReferForm, SaidWhyForm
from barzan.tasks.models import State, Task
from barzan.tasks.rules import TASKS_LEAD, TASKS_READ, TASKS_WORK
from barzan.tasks.values import NewDecision

STEPS: dict[str, type[forms.Form]] = {
    "refer": ReferForm,
    "delegate": DelegateForm,
    "misrouted": SaidWhyForm,
    "number": NumberForm,
}


@require_GET
@never_cache
@endpoint(TASKS_READ)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task."""
    return page(request, queries.task(request.actor, pk))


def page(request: HttpRequest, found: Task, status: int = 200, **given: forms.Form) -> HttpResponse:
    """The page of a task; ``given`` are forms that come back with what to put right."""
    actor = request.actor
    happened = queries.hands(actor, found)
    mine = reach.holds(actor, found)
    works = found.state == State.OPEN and reach.may_work(actor, found)
    taken = found.person_id is not None and not mine
    asked = lists.asked_of(request.GET)
    before, after = queries.next_of(actor, asked, found)
    owner = owners.of(found.kind)
    names = owners.named([(found.kind, found.about)])
    may_move = works and (not taken or TASKS_LEAD.permits(actor, found.target))
    context = {
        "task": found,
        "left": telling.left_of(found, timezone.now()),
        "held": telling.held(found),
        "mine": mine,
        "may_work": works and not taken,
        "may_move": may_move,
        "addressees": queries.addressees(actor) if may_move else None,
        "taken": taken,
        "may_undo": works and _may_undo(request, happened, found),
        "may_return": any(hand.deed in moving.SENT for hand in happened),
        "form": given.get("form") or answering.form_of(found),
        "decision": given.get("decision") or DecisionForm(prefix="d") if found.body else None,
        "kept": _kept(found, given.get("form")),
        "steps": {name: given.get(name) or make(prefix=name) for name, make in STEPS.items()},
        "due": clocks.told(found),
        "process": telling.about_name(names, found) if found.about else "",
        "subject_url": addresses.subject_of(found),
        "owner_url": owner.link(found),
        "picture_url": owner.picture(found),
        "timeline": telling.timeline(found, happened),
        "answers": telling.answers_of(found, happened),
        "query": lists.address(asked),
        "before": before,
        "after": after,
    }
    return render(request, "tasks/task.html", context, status=status)


def _may_undo(request: HttpRequest, happened: list[Any], found: Task) -> bool:
    last, actor = happened[0], request.actor
    own = last.user_id == actor.user and last.deed in moving.UNDOABLE
    return own or found.lent_by_id in reach.posts_of(actor)


def _kept(found: Task, form: forms.Form | None) -> dict[str, str]:
    """The documents that stand in the draft, or came with the form."""
    return getattr(form, "kept", None) or answering.kept_in(found)


@require_POST
@endpoint(TASKS_WORK)
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Completes the task with the answers of its form."""
    found = queries.task(request.actor, pk)
    form, kept = _sent(request, found)
    decision = DecisionForm(request.POST, request.FILES, prefix="d") if found.body else None
    valid = form.is_valid() and not getattr(form, "refused", False)
    if not ((decision is None or decision.is_valid()) and valid):
        return page(request, found, 422, form=form, **({"decision": decision} if decision else {}))
    answers = {**form.cleaned_data, **kept}
    try:
        decided = _decision(request, found, decision) if decision else None
        complete_task(request.actor, pk, answers, seen=_seen(request), decision=decided)
    except (BilingualError, DocumentRefused) as refused:
        _beside(form, decision, refused)
        return page(request, found, 422, form=form, **({"decision": decision} if decision else {}))
    messages.success(
        request, gettext("Done: “%(title)s” goes on.") % {"title": found.name.within(_language())}
    )
    return _back(request)


@require_POST
@endpoint(TASKS_WORK)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the answers as they are; a script that asks for JSON gets the new counter."""
    found = queries.task(request.actor, pk)
    script = request.headers.get("Accept") == "application/json"
    _, kept = _sent(request, found)
    try:
        typed = {**answering.typed(found, request.POST), **kept}
        saved = keeping.save_draft(request.actor, pk, typed, seen=_seen(request))
    except BilingualError as refused:
        if script:
            return JsonResponse({"said": refused.sentence(_language())}, status=409)
        messages.error(request, refused.sentence(_language()))
        return redirect("tasks:task", pk=pk)
    if script:
        time = telling.clock_time(timezone.now())
        return JsonResponse({"seen": saved.seen, "said": gettext("Kept at %(time)s.") % {"time": time}})
    messages.success(request, gettext("Your answers are kept; go on whenever you like."))
    return redirect(f"{reverse('tasks:task', args=[pk])}{_query(request)}")


@require_POST
@endpoint(TASKS_WORK)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader takes the task."""
    return _done(request, pk, lambda: moving.take(request.actor, pk), gettext("The task is yours now."))


@require_POST
@endpoint(TASKS_WORK)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader gives the task back."""
    return _done(
        request,
        pk,
        lambda: moving.release(request.actor, pk),
        gettext("The task waits for anybody of the unit now."),
    )


@require_POST
@endpoint(TASKS_WORK)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last step back; the reader need not see the task meanwhile."""
    return _done(request, pk, lambda: moving.undo(request.actor, pk), gettext("Taken back."))


@require_POST
@endpoint(TASKS_WORK)
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the task to another unit or post."""
    return _step(request, pk, "refer", moving.refer, gettext("The task was referred."), away=True)


@require_POST
@endpoint(TASKS_WORK)
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets another post of the unit do the task."""
    return _step(request, pk, "delegate", moving.delegate, gettext("The task was delegated."))


@require_POST
@endpoint(TASKS_WORK)
def misrouted(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the task back to who sent it."""
    return _step(
        request, pk, "misrouted", moving.misrouted, gettext("The task went back to its sender."), away=True
    )


@require_POST
@endpoint(TASKS_WORK)
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Records the number of another system, and its receipt."""
    found = queries.task(request.actor, pk)

    def record(actor: Any, pk: int, *, number: str, receipt: Any) -> object:
        kept = keeping.attach(actor, found, receipt.name, receipt.file).pk if receipt else None
        return keeping.record_number(actor, pk, number=number, receipt=kept, seen=found.seen)

    return _step(request, pk, "number", record, gettext("The number is recorded."))


def _step(
    request: HttpRequest, pk: int, name: str, command: Callable[..., object], said: str, *, away: bool = False
) -> HttpResponse:
    """Runs a step with its form; ``away``: the task leaves the reader, who may still take the step back."""
    found = queries.task(request.actor, pk)
    form = STEPS[name](request.POST, request.FILES, prefix=name)
    if form.is_valid() and attempt(form, lambda: command(request.actor, pk, **form.cleaned_data)):
        messages.success(request, said)
        if away:
            return _back(request, sent=pk)
        return redirect(f"{reverse('tasks:task', args=[pk])}{_query(request)}")
    return page(request, found, 422, **{name: form})


def _done(request: HttpRequest, pk: int, command: Callable[[], object], said: str) -> HttpResponse:
    """Runs a step without a form."""
    try:
        command()
    except Task.DoesNotExist:
        return _back(request)
    except BilingualError as refused:
        messages.error(request, refused.sentence(_language()))
    else:
        messages.success(request, said)
    return redirect(f"{reverse('tasks:task', args=[pk])}{_query(request)}")


def _back(request: HttpRequest, sent: int | None = None) -> HttpResponse:
    address = reverse("tasks:inbox") + _query(request)
    return redirect(f"{address}&sent={sent}" if sent else address)


def _query(request: HttpRequest) -> str:
    return lists.address(lists.asked_of(request.GET))


def _language() -> str:
    return get_language() or "fa"


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _sent(request: HttpRequest, found: Task) -> tuple[forms.Form, dict[str, str]]:
    """The form as it was sent, and the documents it brings, which are kept at once."""
    kept = answering.kept_of(found, request.POST)
    wrong: dict[str, str] = {}
    for field in found.asked:
        file = request.FILES.get(f"{answering.PREFIX}-{field.name}")
        if field.type is FieldType.DOCUMENT and file is not None:
            try:
                kept[field.name] = str(keeping.attach(request.actor, found, file.name, file.file).pk)
            except DocumentRefused as refused:
                wrong[field.name] = refused.sentence(_language())
    form = answering.form_of(found, request.POST, request.FILES, kept)
    form.kept, form.refused = kept, bool(wrong)
    for name, said in wrong.items():
        form.add_error(name, said)
    return form, kept


def _decision(request: HttpRequest, found: Task, form: DecisionForm) -> NewDecision:
    given = dict(form.cleaned_data)
    minutes = given.pop("minutes")
    kept = keeping.attach(request.actor, found, minutes.name, minutes.file).pk if minutes else None
    return NewDecision(**given, minutes=kept)


def _beside(form: forms.Form, decision: DecisionForm | None, refused: BilingualError) -> None:
    """Says why completing was refused, beside each field that it names."""
    if isinstance(refused, AnswersRefused):
        for wrong in refused.wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, answering.sentence(wrong))
        return
    field, said = str(refused.place.get("field", "")), refused.sentence(_language())
    if decision is not None and field in decision.fields:
        decision.add_error(field, said)
    else:
        form.add_error(field if field in form.fields else None, said)
