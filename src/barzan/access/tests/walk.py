"""Every endpoint that the installation serves: the resolver's patterns and the operations of the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation
from ninja.router import BoundRouter

from barzan.access.endpoints import Declaration, declaration_of
from barzan.config.api import api


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address: ``own`` where the view itself declares its rule, not ``config.urls`` by name."""

    name: str
    route: str
    parameters: frozenset[str]
    declaration: Declaration | None
    own: bool
    methods: frozenset[str] = field(default=frozenset({"GET", "POST"}))


def endpoints() -> list[Endpoint]:
    """All endpoints, in the order of the routes."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], space: str, route: str) -> Iterator[Endpoint]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, here)
        else:
            yield _endpoint(pattern, space, here)


def _endpoint(pattern: URLPattern, space: str, route: str) -> Endpoint:
    name = f"{space}{pattern.name}" if pattern.name else ""
    operation = _operations().get(name)
    view = operation.view_func if operation else pattern.callback
    declaration = declaration_of(name, view)
    return Endpoint(
        name,
        route,
        frozenset(_parameters(route)),
        declaration,
        own=isinstance(getattr(view, "declaration", None), Declaration),
        methods=frozenset(operation.methods) if operation else frozenset({"GET", "POST"}),
    )


def _parameters(route: str) -> Iterator[str]:
    """The names in ``<int:pk>`` and ``(?P<pk>...)``."""
    for part in route.split("<")[1:]:
        yield part.split(">")[0].rpartition(":")[2]


def _operations() -> dict[str, Operation]:
    """The operations of the API by URL name; the resolver's view of one does not tell which it serves."""
    return {
        f"{api.urls_namespace}:{_name(operation, router)}": operation
        for router in api._get_bound_routers()
        for path in router.path_operations.values()
        for operation in path.operations
    }


def _name(operation: Operation, router: BoundRouter) -> str:
    return operation.url_name or api.get_operation_url_name(operation, router.template)
