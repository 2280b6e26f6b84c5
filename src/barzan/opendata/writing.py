"""Nodes as JSON-LD and as Turtle: the same triples, and for the same nodes always the same bytes. Pure.

Both writers yield pieces, so that a whole catalogue can be sent without being held. Texts are escaped for
their syntax (Turtle 1.1, section 6.4; RFC 8259); IRIs are made of quoted codes, or judged before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from barzan.opendata.nodes import Node
from barzan.opendata.terms import NAMESPACES, OWN, TERMS, VOCABULARY, Kind, context

# What a short Turtle string cannot hold as it is, and what no reader should have to see.
UNSAFE = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def json_ld(nodes: Iterable[Node], base: str) -> Iterator[str]:
    """One document with its context, so that nobody has to fetch anything to read it."""
    yield f'{{"@context":{_json(context(base))},\n"@graph":['
    for number, each in enumerate(nodes):
        yield ("\n" if number == 0 else ",\n") + _json(each)
    yield "\n]}\n"


def turtle(nodes: Iterable[Node], base: str) -> Iterator[str]:
    """One document with its prefixes; a node is one paragraph."""
    for prefix, namespace in sorted((NAMESPACES | {OWN: base + VOCABULARY}).items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for each in nodes:
        yield "\n" + _paragraph(each)


def _paragraph(each: Node) -> str:
    types = each["type"] if isinstance(each["type"], list) else [each["type"]]
    lines = [f"<{each['id']}> a {', '.join(types)}"]
    for key, value in each.items():
        if key not in ("id", "type"):
            term = TERMS[key]
            lines.append(f"    {term.name} {', '.join(_objects(term.kind, value))}")
    return " ;\n".join(lines) + " .\n"


def _objects(kind: Kind, value: Any) -> Iterator[str]:
    if kind == "text":
        for language, text in value.items():
            yield f"{quoted(text)}@{language}"
    elif kind == "link":
        for iri in value if isinstance(value, list) else [value]:
            yield f"<{iri}>"
    else:
        yield _literal(kind, value)


def _literal(kind: Kind, value: Any) -> str:
    if kind == "string":
        return quoted(value)
    if kind == "boolean":
        return "true" if value else "false"
    return str(value) if kind == "integer" else f"{quoted(value)}^^xsd:{kind}"


def quoted(text: str) -> str:
    """The text as a short Turtle string."""
    return f'"{UNSAFE.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    return SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
