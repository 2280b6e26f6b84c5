"""Reads what was sent as an arrival: JSON of the interface, XML of OpenRosa."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from barzan.forms.models import Form
from barzan.forms.queries import version_numbered
from barzan.forms.runnable import loaded
from barzan.submissions.core.answers import at
from barzan.submissions.core.moments import moment
from barzan.submissions.errors import Unreadable
from barzan.submissions.judgement import readable
from barzan.submissions.values import Arrival
from barzan.xforms import Refused, from_xml

ROOT_WITHIN = 64 * 2**10  # bytes in which a submission's root element ends


def read(form: Form, body: bytes) -> Arrival:
    """The arrival in a body of either kind. Raises ``Unreadable``."""
    return read_xml(form, body) if body.lstrip()[:1] == b"<" else read_json(body)


def read_json(body: bytes) -> Arrival:
    """``{"key", "version", "answers", "started_at", "ended_at", "consented"}``; the key may stand in the
    answers as ``meta.instanceID``.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable.form() from error
    if not isinstance(sent, Mapping) or not isinstance(sent.get("answers"), Mapping):
        raise Unreadable.form()
    answers, edits = _edits(readable(sent["answers"]))
    version = sent.get("version")
    if version is not None and not (type(version) is int and 0 < version < 10**9):
        raise Unreadable.version(str(version)[:40])
    return Arrival(
        answers,
        key_in(answers, str(sent.get("key") or "")),
        version,
        moment(sent.get("started_at")),
        moment(sent.get("ended_at")),
        sent.get("consented") is True,
        edits,
    )


def read_xml(form: Form, body: bytes) -> Arrival:
    """A submission of OpenRosa for ``form``, whose root names the version."""
    named = root_of(body).get("version", "")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 9 else None
    version = version_numbered(form, number) if number else None
    if version is None:
        raise Unreadable.version(named[:40])
    try:
        answers, edits = _edits(readable(from_xml(loaded(version).form, body)))
    except Refused as refused:
        raise Unreadable(refused.code, refused.fa, refused.en) from refused
    return Arrival(answers, key_in(answers), number, edits=edits)


def _edits(answers: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The answers without the key of what they correct, and that key ("" where they are new)."""
    meta = answers.get("meta")
    if not isinstance(meta, Mapping) or "deprecatedID" not in meta:
        return dict(answers), ""
    rest = {name: value for name, value in meta.items() if name != "deprecatedID"}
    others = {name: value for name, value in answers.items() if name != "meta"}
    return {**others, **({"meta": rest} if rest else {})}, str(meta["deprecatedID"]).strip()


def key_in(answers: Mapping[str, Any], given: str = "") -> str:
    """The key: ``given``, else the instanceID of the answers. Raises ``Unreadable`` where there is none."""
    found = given or at(answers, "/data/meta/instanceID")
    if not isinstance(found, str) or not found.strip() or not found.isprintable():
        raise Unreadable.key()
    return found


class _Found(Exception):
    """The root is read; what follows is not of interest."""


def root_of(body: bytes) -> dict[str, str]:
    """The attributes of the root element, nothing else being read. Raises ``Unreadable``."""
    found: dict[str, str] = {}

    def began(name: str, attributes: dict[str, str]) -> None:
        found.update(attributes)
        raise _Found

    def declared(*_: Any) -> None:
        raise Unreadable.xml()

    parser = expat.ParserCreate()
    parser.StartElementHandler = began
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(body[:ROOT_WITHIN], False)
    except _Found:
        return found
    except expat.ExpatError as error:
        raise Unreadable.xml() from error
    raise Unreadable.xml()
