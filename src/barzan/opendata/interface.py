"""The operations of the API as a page of the house, told from the schema that programs read (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address takes: ``place`` is ``path`` or ``query``, ``kind`` a type of JSON or the values."""

    name: str
    place: str
    kind: str
    required: bool
    said: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of an address; ``with_body``: it takes JSON or a form, which the schema describes."""

    anchor: str
    method: str
    path: str
    title: str
    said: str
    with_body: bool
    parameters: tuple[Parameter, ...]


class Operations(DocsBase):
    """The page; what an operation answers in detail is in the schema, to which it leads."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema(path_params=kwargs)
        groups: dict[str, list[Operation]] = {}
        for tag, operation in operations(schema):
            groups.setdefault(tag, []).append(operation)
        about, address = schema["info"]["description"], self.get_openapi_url(api, kwargs)
        return render(
            request, "opendata/interface.html", {"groups": groups, "about": about, "schema": address}
        )


def operations(schema: Schema) -> Iterator[tuple[str, Operation]]:
    """(tag, operation) in the order of the schema."""
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            operation = Operation(
                told["operationId"],
                method.upper(),
                path,
                told["summary"],
                told.get("description", "").replace("``", ""),
                "requestBody" in told,
                tuple(map(_parameter, told["parameters"])),
            )
            yield told["tags"][0], operation


def _parameter(told: Schema) -> Parameter:
    kind = _kind(told["schema"])
    return Parameter(told["name"], told["in"], kind, told["required"], told.get("description", ""))


def _kind(schema: Schema) -> str:
    """``integer``, ``string or null``, ``yes | no``."""
    if values := [each for each in schema.get("enum", ()) if each != ""]:
        return " | ".join(map(str, values))
    if several := schema.get("anyOf"):
        return " or ".join(map(_kind, several))
    return str(schema.get("format") or schema.get("type", "any"))
