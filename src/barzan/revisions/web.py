"""Desk pages of drafts: the list, one draft with its changes and decisions, its history, its preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Actor, Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.content import Placed
from barzan.catalogue.queries import content_of
from barzan.catalogue.sheet import number
from barzan.look.parts import Tab
from barzan.persian.errors import BilingualError
from barzan.revisions import actions, preview, queries, standing
from barzan.revisions.actions.publishing import rebased
from barzan.revisions.changes import Change, changes
from barzan.revisions.merge import Merged
from barzan.revisions.models import OPEN, Deed, Draft, State
from barzan.revisions.proposed import PLACED, Proposed
from barzan.revisions.queries import SORTS, Asked
from barzan.revisions.rules import (
    DRAFTS_APPROVE,
    DRAFTS_EDIT,
    DRAFTS_PUBLISH,
    DRAFTS_READ,
    DRAFTS_REVIEW,
    EDITIONS_PUBLISH,
)
from barzan.revisions.told import happenings, origin_page, origin_words
from barzan.revisions.wording import Sentence, labels, sentences, shown

PER_PAGE = 25
MANY_AT_ONCE = 2_000
MANY = (Deed.REVIEWED, Deed.APPROVED, Deed.PUBLISHED)


def draft_target(pk: int) -> Target:
    """Where the draft of an address lies."""
    return get_object_or_404(Draft.objects.select_related("unit"), pk=pk).target


@require_GET
@endpoint(DRAFTS_READ)
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts within reach, by state, narrowed and sorted, a page at a time."""
    asked = read_asked(request)
    counts = queries.states(request.actor, asked)
    page = Paginator(queries.listing(request.actor, asked), PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.told_origin, row.origin_page = origin_words(row.origin), origin_page(row.origin)
    context = {
        "page": page,
        "asked": asked,
        "tabs": _tabs(request, asked, counts),
        "origins": [(each, origin_words(each)) for each in queries.origins(request.actor)],
        "sorts": _sorts(),
        "narrowed": asked.mine or asked.unit or asked.origin or asked.text,
        "may_write": DRAFTS_EDIT.admits(request.actor),
        "may_fix": EDITIONS_PUBLISH.admits(request.actor),
        "deeds": _many_deeds(request.actor, asked.state),
    }
    return render(request, "revisions/drafts.html", context)


@require_GET
@endpoint(DRAFTS_READ)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: where it stands, what it changes, what may be decided about it."""
    found = found_draft(request, pk)
    saving = queries.saving(request.actor, found)
    mine = Proposed.from_value(saving.proposed)
    now = queries.published(request.actor, found) if found.is_open else None
    merged = rebased(found, mine, now) if found.is_open else Merged(mine, ())
    started = now or _started(found)
    told = worded(request, started, merged.proposed)
    context = {
        **_head(request, found, "changes"),
        "changes": told,
        "conflicts": conflicts(request, merged),
        "content": mine.content,
        "unsaid": standing.unsaid(merged.proposed.content),
        "next": standing.next_sentence(found),
        "offers": standing.offers(request.actor, found, saving),
        "stages": standing.stages(),
        "running": standing.running(found) if found.state != State.WITHDRAWN else 0,
        "may_edit": found.state == State.DRAFT and DRAFTS_EDIT.permits(request.actor, found.target),
    }
    return render(request, "revisions/draft.html", context)


@require_GET
@endpoint(DRAFTS_READ)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every saving and decision of a draft: in which post, when, why, what it changed; the way back."""
    found = found_draft(request, pk)
    savings = queries.revisions(request.actor, found)
    context = {
        **_head(request, found, "history"),
        "items": happenings(request.actor, found, savings, queries.decisions(request.actor, found)),
        "may_undo": found.state == State.DRAFT and DRAFTS_EDIT.permits(request.actor, found.target),
    }
    return render(request, "revisions/history.html", context)


@require_GET
@endpoint(DRAFTS_READ)
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as citizens would see it."""
    found = found_draft(request, pk)
    context = preview.context(request, found, queries.proposed(request.actor, found))
    return render(request, "revisions/preview.html", {**context, "draft": found})


@require_POST
@endpoint(DRAFTS_EDIT, target=draft_target)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the decision that was chosen, or says why it is refused."""
    found, why = found_draft(request, pk), request.POST.get("why", "")[:600]
    deed, seen = request.POST.get("deed", ""), request.POST.get("seen", "")
    commands: dict[str, Callable[[], object]] = {
        Deed.REVIEWED: lambda: actions.review(request.actor, found, seen=_number(seen), why=why),
        Deed.APPROVED: lambda: actions.approve(request.actor, found, seen=_number(seen), why=why),
        Deed.RETURNED: lambda: actions.send_back(request.actor, found, why=why),
        Deed.WITHDRAWN: lambda: actions.withdraw(request.actor, found, why=why),
        Deed.PUBLISHED: lambda: actions.publish(request.actor, [found], why=why),
    }
    if deed in commands and say(request, commands[deed]):
        messages.success(request, _done(Deed(deed)))
    return redirect("revisions:draft", pk)


@require_POST
@endpoint(DRAFTS_EDIT, target=draft_target)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes back to an earlier saving by a new one."""
    found = found_draft(request, pk)
    to, seen = _number(request.POST.get("to", "")), _number(request.POST.get("seen", ""))
    if to and say(request, lambda: actions.undo(request.actor, found, to=to, seen=seen)):
        messages.success(request, gettext("The draft says again what it said then; nothing was lost."))
    return redirect("revisions:history", pk)


@require_POST
@endpoint(DRAFTS_EDIT)
def many(request: HttpRequest) -> HttpResponse:
    """Reviews, approves or publishes many drafts at once: first asks, then does it and lists what refused."""
    seen = dict(_pair(each) for each in request.POST.getlist("chosen")[:MANY_AT_ONCE])
    deed, origin = request.POST.get("deed", ""), request.POST.get("origin", "")[:80]
    if deed not in MANY:
        return redirect("revisions:drafts")
    if request.POST.get("all") and origin:
        rows = list(queries.listing(request.actor, Asked(_from(deed), origin=origin))[:MANY_AT_ONCE])
    else:
        rows = list(queries.drafts(request.actor, open_only=True).filter(pk__in=seen))
    if not rows:
        messages.warning(request, gettext("Choose one draft or more first."))
        return redirect("revisions:drafts")
    context = {"deed": deed, "label": dict(_many_labels())[Deed(deed)], "count": len(rows)}
    if not request.POST.get("sure"):
        shown_rows = [{"draft": row, "seen": seen.get(row.pk, row.revision)} for row in rows]
        return render(request, "revisions/many.html", {**context, "rows": shown_rows})
    why = request.POST.get("why", "")[:600]
    if deed == Deed.PUBLISHED:
        outcome = actions.publish_many(request.actor, rows, why=why)
    else:
        outcome = actions.decide(request.actor, Deed(deed), rows, why=why, seen=seen)
    by_code = {row.code: row for row in rows}
    language = get_language() or "fa"
    refused = [(by_code[code], error.sentence(language)) for code, error in outcome.refused.items()]
    return render(request, "revisions/many_done.html", {**context, "outcome": outcome, "refused": refused})


def found_draft(request: HttpRequest, pk: int) -> Draft:
    """The draft of an address, or the page that says there is none."""
    try:
        return queries.draft(request.actor, pk)
    except Draft.DoesNotExist:
        raise Http404


def worded(request: HttpRequest, before: Proposed | None, after: Proposed) -> list[Sentence]:
    """What changed, in sentences; all that is said where there was nothing before."""
    found = changes((before or Proposed.empty()).fields(), after.fields())
    return sentences(found, queries.names(request.actor, named_in(found)), fresh=before is None)


def named_in(found: list[Change]) -> list[dict[str, Any]]:
    """What of some changes has to be called by name, as ``queries.names`` takes it."""
    values = [(each.field, value) for each in found for value in (each.old, each.new) if value]
    return [
        {field: [value] if field == "life_events" else value} for field, value in values if field in PLACED
    ]


def conflicts(request: HttpRequest, merged: Merged) -> list[dict[str, Any]]:
    """What two people wrote into one field, each in words, with what stood there before."""
    if not merged.conflicts:
        return []
    asked = [
        {each.field: value} for each in merged.conflicts for value in (each.base, each.mine, each.theirs)
    ]
    names = queries.names(request.actor, asked)
    return [
        {
            "field": each.field,
            "label": labels()[each.field],
            "base": shown(each.field, each.base, names),
            "mine": shown(each.field, each.mine, names),
            "theirs": shown(each.field, each.theirs, names),
        }
        for each in merged.conflicts
    ]


def say(request: HttpRequest, command: Callable[[], object]) -> bool:
    """Runs a command; where it is refused, the next page says why."""
    try:
        command()
    except BilingualError as refused:
        messages.error(request, refused.sentence(get_language() or "fa"))
        return False
    return True


def read_asked(request: HttpRequest) -> Asked:
    """What the address of a list asks for; what is none of the choices narrows nothing."""
    given = request.GET
    state, sort = given.get("state", ""), given.get("sort", "")
    return Asked(
        state=state if state in State.values else "open",
        mine=given.get("mine") == "yes",
        unit=given.get("unit", "")[:60],
        origin=given.get("origin", "")[:80],
        text=given.get("q", "").strip()[:80],
        sort=sort if sort in SORTS else "latest",
    )


def _head(request: HttpRequest, found: Draft, tab: str) -> dict[str, Any]:
    """What the pages of one draft share."""
    pages = [
        ("changes", gettext("Changes"), "revisions:draft"),
        ("edit", gettext("Edit"), "revisions:edit"),
        ("history", gettext("History"), "revisions:history"),
    ]
    may_edit = found.state == State.DRAFT and DRAFTS_EDIT.permits(request.actor, found.target)
    return {
        "draft": found,
        "tabs": [
            Tab(label, reverse(name, args=[found.pk]), key == tab)
            for key, label, name in pages
            if key != "edit" or may_edit
        ],
        "told_origin": origin_words(found.origin),
        "origin_page": origin_page(found.origin),
    }


def _started(found: Draft) -> Proposed | None:
    """What was published when a draft was opened; None where it is of a new service."""
    return Proposed(content_of(found.base), Placed.from_value(found.base_placed)) if found.base else None


def _tabs(request: HttpRequest, asked: Asked, counts: dict[str, int]) -> list[Tab]:
    query = request.GET.copy()
    query.pop("page", None)
    total = sum(counts.get(state, 0) for state in OPEN)
    rows = [("open", gettext("Open"), total), *((s.value, str(s.label), counts.get(s, 0)) for s in State)]
    found = []
    for state, label, count in rows:
        query["state"] = state
        found.append(Tab(label, f"?{query.urlencode()}", state == asked.state, number(count)))
    return found


def _sorts() -> list[tuple[str, str]]:
    return [
        ("latest", gettext("Changed last")),
        ("oldest", gettext("Waiting longest")),
        ("code", gettext("By code")),
    ]


def _many_labels() -> Iterable[tuple[Deed, str]]:
    return (
        (Deed.REVIEWED, gettext("Mark as reviewed")),
        (Deed.APPROVED, gettext("Approve")),
        (Deed.PUBLISHED, gettext("Publish")),
    )


def _many_deeds(actor: Actor, state: str) -> list[tuple[str, str]]:
    """What the actor may do to many drafts that stand in ``state``."""
    rules = {Deed.REVIEWED: DRAFTS_REVIEW, Deed.APPROVED: DRAFTS_APPROVE, Deed.PUBLISHED: DRAFTS_PUBLISH}
    return [
        (deed.value, label)
        for deed, label in _many_labels()
        if state in ("open", _from(deed)) and rules[deed].admits(actor)
    ]


def _from(deed: str) -> str:
    """In which state a decision about many finds the drafts."""
    return {
        Deed.REVIEWED: State.DRAFT.value,
        Deed.APPROVED: State.REVIEWED.value,
        Deed.PUBLISHED: State.APPROVED.value,
    }[Deed(deed)]


def _done(deed: Deed) -> str:
    return {
        Deed.REVIEWED: lambda: gettext("Reviewed. The head of the office can approve it now."),
        Deed.APPROVED: lambda: gettext("Approved. It can be published now."),
        Deed.RETURNED: lambda: gettext("Sent back with your reason; it can be written again."),
        Deed.WITHDRAWN: lambda: gettext("Withdrawn. What was written stays readable."),
        Deed.PUBLISHED: lambda: gettext("Published. Everybody reads it from now on."),
    }[deed]()


def _pair(chosen: str) -> tuple[int, int]:
    pk, _, seen = chosen.partition(":")
    return _number(pk), _number(seen)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
