"""Pages of the trail: the list, one event, the history of one object, the list as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from barzan.access.endpoints import endpoint
from barzan.trail import actions, naming, queries
from barzan.trail.forms import EventFilter
from barzan.trail.models import Event
from barzan.trail.queries import Filter
from barzan.trail.rules import READ
from barzan.trail.tables import csv_lines

PAGE = 50
CHUNK = 2_000


@endpoint(READ)
def event_list(request: HttpRequest) -> HttpResponse:
    """Events newest first, filtered and paged."""
    form = EventFilter(request.GET)
    asked = form.asked
    found = queries.events(request.actor, asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": asked != Filter() or form.errors,
        "page": page,
        "rows": _named(queries.legible(page.object_list)),
        "standing": queries.standing(request.actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "trail/events.html", context)


@endpoint(READ)
def event_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One event with its place in the chain."""
    event = next(iter(queries.legible(queries.events(request.actor).filter(pk=number))), None)
    if event is None:
        raise Http404
    (row,) = _named([event])
    context = {
        "event": event,
        "row": row,
        "place": queries.place(request.actor, event),
        "same_action": queries.legible(queries.same_action(request.actor, event)[:PAGE]),
    }
    return render(request, "trail/event.html", context)


@endpoint(READ)
def history(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that happened to one object, newest first; it need not exist any more."""
    found = queries.events(request.actor, Filter(kind=kind, key=key))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"kind": kind, "key": key, "page": page, "rows": _named(queries.legible(page.object_list))}
    return render(request, "trail/history.html", context)


@endpoint(READ)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered list as CSV; that it was taken out is an event itself."""
    asked = EventFilter(request.GET).asked
    found = queries.events(request.actor, asked)
    # The words of a search may name a person: the event says which filters were set, not what was sought.
    used = sorted(
        name for name in Filter.__dataclass_fields__ if getattr(asked, name) != getattr(Filter(), name)
    )
    with transaction.atomic():
        count = found.count()
        taken = actions.record(
            request.actor, "trail.exported", ("trail", "events"), detail={"events": count, "filters": used}
        )
    lines = csv_lines(_pages(found.filter(pk__lt=taken.pk)))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="events.csv"'},
    )


def _pages(found: QuerySet[Event]) -> Iterator[Event]:
    """All events of ``found``, newest first, a page at a time."""
    page = queries.legible(found[:CHUNK])
    while page:
        yield from page
        page = queries.legible(found.filter(pk__lt=page[-1].pk)[:CHUNK])


def _named(events: Iterable[Event]) -> list[dict[str, object]]:
    """Each event with the names of its account and of the posts in which it was done; two queries for all."""
    events = list(events)
    users = naming.users({event.user for event in events if event.user})
    held = {event.pk: [item["post"] for item in event.held if item.get("post")] for event in events}
    posts = naming.posts({post for ids in held.values() for post in ids})
    return [
        {
            "event": event,
            "user": users.get(event.user, ""),
            "posts": [posts.get(post, f"#{post}") for post in dict.fromkeys(held[event.pk])],
            "capacities": [item | {"title": posts.get(item.get("post"), "")} for item in event.held],
        }
        for event in events
    ]
