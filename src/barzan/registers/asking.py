"""The questions of an entry on a page: the form as it stands, what was typed, the files that came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from barzan.filling import parts as filling
from barzan.forms.models import FormVersion
from barzan.forms.runnable import loaded
from barzan.people.models import Unit
from barzan.registers import attaching, describe
from barzan.registers.formed import Answers
from barzan.xforms import Filling, Node


@dataclass(slots=True)
class Sheet:
    """A form in the hands of one person; ``tried`` where it was sent to be kept."""

    filling: Filling
    received: attaching.Received | None = None
    tried: bool = False

    @property
    def whole(self) -> bool:
        """Whether it was sent to be kept and nothing is to be put right."""
        refused = self.received.wrong if self.received else []
        return self.tried and not refused and not self.filling.broken()

    @property
    def files(self) -> dict[str, int]:
        """Versions of documents by the names that the answers have for them."""
        return self.received.files if self.received else {}

    def context(self) -> dict[str, Any]:
        """What the template of the questions needs."""
        language = filling.language_of(self.filling.form, describe.language())
        refused = self.received.wrong if self.received else []
        return {
            "questions": filling.fields(self.filling, language, tried=None if self.tried else frozenset()),
            "wrong": [*refused, *(filling.wrong(self.filling, language) if self.tried else [])],
            "kept_files": self.received.token if self.received else "",
        }


def sheet(
    request: HttpRequest, version: FormVersion, before: Answers, unit: Unit, known: Collection[str] = ()
) -> Sheet:
    """The form over the answers ``before``, with what the page sent and what its button asks.

    Files are kept for ``unit``; ``known`` are those that the entry has already.
    """
    held = loaded(version)
    if request.method != "POST":
        return Sheet(going_on(version, before))
    received = attaching.received(request, held.form, unit, known)
    found = Sheet(going_on(version, filling.posted(held.form, received.post, before)), received)
    act = filling.act_of(received.post)
    filling.perform(found.filling, act)
    found.tried = act.kind == "keep"
    return found


def going_on(version: FormVersion, answers: Answers) -> Filling:
    """The form with these answers."""
    held = loaded(version)
    return Filling(
        held.form, answers, now=timezone.localtime(), language=describe.language(), lists=held.lists
    )


def beginning(version: FormVersion) -> dict[str, Any]:
    """What a new entry begins with: the defaults of the form, and no rows but those that it asks for."""
    held = loaded(version)
    begun = Filling(held.form, None, now=timezone.localtime(), language=describe.language(), lists=held.lists)
    for node in held.form.nodes.values():
        if node.kind == "repeat" and not node.repeats and not _has_rows(node):
            while begun.count(node.path):
                begun.remove(f"{node.path}[1]")
    return begun.kept()


def _has_rows(repeat: Node) -> bool:
    """Whether the form itself says that a repeat has rows: by a count, or by a required question."""
    if repeat.fixed or repeat.count is not None:
        return True
    return any(each.required in ("true()", "1") for each in repeat.children)
