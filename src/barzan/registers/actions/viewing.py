"""Views that people keep: the question of a list under a title."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict

from barzan.access import Actor
from barzan.persian import normalise
from barzan.registers.errors import RegisterError
from barzan.registers.filters import read_filters
from barzan.registers.models import Register, SavedView
from barzan.registers.rules import ENTRY_EDIT
from barzan.trail import actions as trail

MOST = 50


def save_view(actor: Actor, register: Register, *, title: str, query: str, shared: bool = False) -> SavedView:
    """Keeps a question of the list; a person keeps ``MOST`` at most."""
    ENTRY_EDIT.require(actor)
    title = normalise(title).strip()[:120]
    filters = read_filters(QueryDict(query[:1000]))
    if not title or not filters.narrowed:
        raise RegisterError.no_view()
    with transaction.atomic():
        if SavedView.objects.filter(register=register, user=actor.user).count() >= MOST:
            raise RegisterError.views_full(MOST)
        view = SavedView.objects.create(
            register=register, title=title, query=filters.query, user_id=actor.user, shared=shared
        )
        trail.record(actor, "register.view-saved", register, detail={"view": view.pk, "shared": shared})
    return view


def drop_view(actor: Actor, view: SavedView) -> None:
    """Forgets a view of one's own."""
    ENTRY_EDIT.require(actor)
    with transaction.atomic():
        if view.user_id != actor.user:
            raise RegisterError.not_your_view()
        register, key = view.register, view.pk
        view.delete()
        trail.record(actor, "register.view-dropped", register, detail={"view": key})
