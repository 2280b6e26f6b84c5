"""Pages of submissions: the list, one of them, its history, an edit, the review."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.forms.runnable import loaded
from barzan.persian import normalise
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import num
from barzan.submissions import actions, editing, page, queries
from barzan.submissions.choosing import chosen
from barzan.submissions.errors import SubmissionConflict
from barzan.submissions.filters import Filters
from barzan.submissions.forms import FilterForm
from barzan.submissions.kinds import State
from barzan.submissions.models import Submission
from barzan.submissions.naming import file_name
from barzan.submissions.rules import EDIT, OWN, READ, REVIEW

SIZE = 40


def target_of(number: int) -> Target:
    """Where a submission lies, and who sent it."""
    found = Submission.objects.only("unit_path", "place_path", "person").filter(pk=number).first()
    if found is None:
        raise Http404
    return found.target


@require_GET
@endpoint(READ)
def submissions(request: HttpRequest) -> HttpResponse:
    """What arrived, with the filters of the address; a number leads straight to its submission."""
    form = FilterForm(request.actor, request.GET or None)
    filters = _filters(form)
    shown = queries.submissions(request.actor, filters, cursor=request.GET.get("at", ""), size=SIZE)
    if filters.number and len(shown.rows) == 1:
        return redirect("submissions:submission", filters.number)
    count = queries.count(request.actor, filters)
    context = {
        "page": shown,
        "count": count,
        "exact": count <= queries.EXACT,
        "most": queries.EXACT,
        "form": form,
        "states": _chips(request, filters),
        "tones": page.TONES,
        "filtered": bool(request.GET),
        "older": _query(request, at=shown.older) if shown.older else "",
        "newer": _query(request, at=shown.newer) if shown.newer else "",
        "here": request.get_full_path(),
        "may_review": REVIEW.admits(request.actor),
        "review_states": _review_states(),
        "unread": queries.unread(request.actor).count() if EDIT.admits(request.actor) else 0,
    }
    return render(request, "submissions/list.html", context)


def _filters(form: FilterForm) -> Filters:
    form.is_valid()  # what is wrong is said beside its field; the others narrow the list
    given = getattr(form, "cleaned_data", {})
    state = form.data.get("state", "") if form.is_bound else ""
    return Filters(
        form=given.get("form") or "",
        state=state if state in State.values else "",
        via=given.get("via") or "",
        unit=given.get("unit") or "",
        place=given.get("place") or "",
        broken=True if given.get("broken") else None,
        since=_midnight(given.get("since")),
        until=_midnight(given.get("until"), 1),
        number=given.get("q"),
    )


def _midnight(day: Any, later: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(days=later)


def _chips(request: HttpRequest, filters: Filters) -> list[tuple[str, str, bool]]:
    """The states as links; the other filters stay."""
    labels = [("", gettext("all states")), *((state.value, state.label) for state in State)]
    return [(label, _query(request, state=state), state == filters.state) for state, label in labels]


def _query(request: HttpRequest, **changed: str) -> str:
    """The address of this list with other values; another filter begins at the newest."""
    query = request.GET.copy()
    query.pop("at", None)
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _review_states() -> list[tuple[str, str]]:
    return [(state.value, str(state.label)) for state in State]


@require_GET
@endpoint(OWN, target=target_of)
def submission(request: HttpRequest, number: int) -> HttpResponse:
    """One submission; ``?personal=1`` shows the personal answers too, which is recorded."""
    context = page.page_of(request.actor, number, personal=request.GET.get("personal") == "1")
    if not READ.permits(request.actor, context["row"].target):
        return redirect("sent:one", number)  # its sender, whom a message leads here
    return render(request, "submissions/submission.html", {**context, "review_states": _review_states()})


@require_GET
@endpoint(OWN, target=target_of)
def history(request: HttpRequest, number: int) -> HttpResponse:
    """What became of it, and what each edit changed."""
    context = page.history_of(request.actor, number, personal=request.GET.get("personal") == "1")
    return render(request, "submissions/history.html", context)


@endpoint(EDIT, target=target_of)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Other answers for a submission, question by question; what it breaks is judged as on arrival."""
    row, answers = queries.submission(request.actor, number, personal=True)
    context, status = edited(request, row, answers)
    if status == 302:
        messages.success(request, gettext("The new answers count from now on; the former ones are kept."))
        return redirect("submissions:submission", number)
    return render(request, "submissions/edit.html", context, status=status)


def edited(
    request: HttpRequest, row: Submission, answers: queries.Answers, code: str = ""
) -> tuple[dict[str, Any], int]:
    """What an edit page shows, and its status: 302 where the answers were saved. A follow-up ``code`` is that
    of whoever sent it without an account.
    """
    context: dict[str, Any] = {"seen": row.seen, "why": ""}
    refused: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        files = chosen(request, row, answers)
        given = editing.posted(loaded(row.version).form, request.POST, answers, files)
        context = {"seen": _int(request.POST.get("seen")), "why": reason_of(request), "deeds": given.deeds}
        if files.refused:
            status, refused = 422, files.refused
            context |= {"refused": gettext("A file was not taken; nothing is saved yet."), "not_taken": True}
        elif not given.reshapes:
            status = _save(request, row, answers, given, context, code)
        answers = given.answers
    return context | {"row": row, "asked": editing.asked(row, answers, refused)}, status


def _save(
    request: HttpRequest,
    row: Submission,
    answers: queries.Answers,
    given: editing.Posted,
    context: dict[str, Any],
    code: str,
) -> int:
    """Saves an edit; the status of the page, into whose context goes why it was not saved."""
    seen, why = context["seen"], context["why"]
    try:
        saved = actions.edit(request.actor, row, given.answers, seen=seen, why=why, code=code)
    except SubmissionConflict as conflict:
        context["conflict"] = conflict.sentence(active_language())
        context["theirs"] = editing.differing(row, answers, given.answers)
        context["seen"] = row.seen
        return 409
    except BilingualError as refused:
        context["refused"] = refused.sentence(active_language())
        return 422
    named = {file_name(name) for name in given.files.names.values() if name}
    if named and named - queries.files_that_count(request.actor, saved):
        said = gettext("A file was left out, because its question does not apply to these answers.")
        messages.warning(request, said)
    return 302


@require_POST
@endpoint(REVIEW, target=target_of)
def review(request: HttpRequest, number: int) -> HttpResponse:
    """The state that the reviewer chose, with the reason."""
    state, why = request.POST.get("state", ""), reason_of(request)
    seen = _int(request.POST.get("seen"))
    try:
        actions.review(request.actor, [number], state, why=why, seen=seen)
        messages.success(request, gettext("The review is recorded; it can be taken back."))
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
    return redirect("submissions:submission", number)


@require_POST
@endpoint(REVIEW, target=target_of)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """The last review is taken back."""
    row, _ = queries.submission(request.actor, number)
    try:
        seen, why = _int(request.POST.get("seen")), reason_of(request)
        actions.undo(request.actor, row, seen=seen, why=why)
        messages.success(request, gettext("The review is taken back; both stand in the history."))
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
    return redirect("submissions:submission", number)


@require_POST
@endpoint(REVIEW)
def review_many(request: HttpRequest) -> HttpResponse:
    """The submissions that were marked in the list, in one state with one reason."""
    numbers = [number for each in request.POST.getlist("number")[:500] if (number := _int(each)) > 0]
    back = request.POST.get("here", "")
    try:
        within = list(queries.submissions_of(request.actor, numbers))
        why = reason_of(request)
        moved = len(actions.review(request.actor, within, request.POST.get("state", ""), why=why))
        said = ngettext("%(n)s submission was reviewed.", "%(n)s submissions were reviewed.", moved)
        messages.success(request, said % {"n": num(moved)})
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
    local = url_has_allowed_host_and_scheme(back, None) and back.startswith("/") and back.isprintable()
    return redirect(back if local else "submissions:list")


def reason_of(request: HttpRequest) -> str:
    """The reason that was given, as a text."""
    return normalise(request.POST.get("why", "")[:2000].replace("\0", ""))


def _int(text: str | None) -> int:
    """A counter from a form; what is none agrees with no counter."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
