"""What a reader has in hand: a form, and the draft that sign-in, the code or the cookie opens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.filling.flow import Flow, Wanted
from barzan.forms import queries as forms
from barzan.forms.kinds import State
from barzan.forms.models import Form
from barzan.forms.runnable import Loaded, loaded
from barzan.people.models import User
from barzan.submissions import queries as submissions
from barzan.submissions.models import Draft

SYSTEM = system_actor("filling")
COOKIE, SALT, DAYS = "barzan-fill-", "filling.draft", 60


def known_form(key: str) -> Form | None:
    """A form that was published once, whoever asks: what is told of a closed one is its title."""
    found = forms.form(SYSTEM, key)
    return found if found and found.state != State.DRAFT and found.current else None


def draft_of(request: HttpRequest, form: Form, draft: UUID) -> tuple[Draft, str] | None:
    """The reader's draft with the code that opens it (none for one's own)."""
    key = f"uuid:{draft}"
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.signed_in:
        for mine in submissions.drafts(actor, form.key):
            if mine.key == key:
                return mine, ""
    found = in_cookie(request, form)
    return found if found and found[0].key == key else None


def in_cookie(request: HttpRequest, form: Form) -> tuple[Draft, str] | None:
    """The draft that this browser began without a sign-in."""
    name = COOKIE + form.key
    code = request.get_signed_cookie(name, "", salt=SALT, max_age=DAYS * 86_400) or ""
    draft = submissions.draft(request.actor, code) if code else None  # type: ignore[attr-defined]
    return (draft, code) if draft and draft.form_id == form.pk else None


def remember(request: HttpRequest, response: HttpResponse, form: Form, code: str) -> HttpResponse:
    """Lets this browser open the draft again."""
    response.set_signed_cookie(
        COOKIE + form.key,
        code,
        salt=SALT,
        max_age=DAYS * 86_400,
        path="/",
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse, form: Form) -> HttpResponse:
    """The draft was sent: the browser need not know it any more."""
    response.delete_cookie(COOKIE + form.key, path="/")
    return response


def wanted(request: HttpRequest, form_key: str, **more: Any) -> Wanted:
    """How the reader goes through the form, from the address and the page."""
    asked = request.GET
    user = request.user
    names = {"username": user.get_username()} if isinstance(user, User) else {}
    return Wanted(
        language=asked.get("language", "")[:60],
        style=asked.get("style", "")[:20],
        at=asked.get("at", "")[:500],
        tried="tried" in asked or request.POST.get("tried") == "1",
        metadata=names,
        address=lambda name: reverse("filling:file", args=[form_key, name]),
        **more,
    )


def flow_of(request: HttpRequest, draft: Draft) -> Flow:
    """The draft as it stands, as the reader wants it."""
    seed = int.from_bytes(draft.key.encode()[:6].ljust(6, b"0"), "big")
    return Flow(loaded(draft.version), draft.answers, wanted(request, draft.form.key, seed=seed))


def map_files(form_key: str, kept: Loaded) -> str:
    """Addresses of the form's own maps, which are drawn under its places."""
    names = [(each.source or "").rpartition("/")[2] for each in kept.form.lists.values()]
    return " ".join(
        reverse("filling:file", args=[form_key, name]) for name in names if name.lower().endswith(".geojson")
    )
