"""Endpoints declare their rule here; nothing is served without one.

A page or an operation of the API is decorated with ``@endpoint(RULE)``; where it shows one record,
``target=`` computes the record's place in the organisation from the URL's arguments. Endpoints of other
packages (sign-in, static files, API documents) are declared by name in ``barzan.config.urls``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from barzan.access.rules import Forbidden, Rule
from barzan.access.values import Target

View = Callable[..., HttpResponseBase]
TargetOf = Callable[..., Target]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an endpoint declares: its rule, and how to find the target of its record."""

    rule: Rule
    target: TargetOf | None = None


def endpoint(rule: Rule, target: TargetOf | None = None) -> Callable[[View], View]:
    """Guards a view with ``rule``; with ``target(**url_arguments)`` also for the record it shows."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                rule.require(request.actor, target(**kwargs) if target else None)  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)
            except Forbidden:
                return refused(request)

        guarded.declaration = Declaration(rule, target)  # type: ignore[attr-defined]
        return guarded

    return decorate


def refused(request: HttpRequest) -> HttpResponseBase:
    """401 or 403 as JSON to the API; the sign-in page, or 403, to a person."""
    signed_in = request.actor.signed_in  # type: ignore[attr-defined]
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"detail": "forbidden" if signed_in else "sign in first"}, status=403 if signed_in else 401
        )
    if signed_in:
        from django.views.defaults import permission_denied

        return permission_denied(request, Exception())
    return redirect_to_login(request.get_full_path())


_declared: dict[str, Declaration] = {}


def declare(names: dict[str, Rule]) -> None:
    """Declares endpoints of other packages by their URL name (``namespace:name``), or its start and ``*``."""
    _declared.update({name: Declaration(rule) for name, rule in names.items()})


def declaration_of(name: str, view: object) -> Declaration | None:
    """The declaration of a view, looked up on the view itself, then by its full URL name."""
    found = getattr(view, "declaration", None)
    if isinstance(found, Declaration):
        return found
    if name in _declared:
        return _declared[name]
    prefixes = [prefix for prefix in _declared if prefix.endswith("*") and name.startswith(prefix[:-1])]
    return _declared[max(prefixes, key=len)] if prefixes else None
