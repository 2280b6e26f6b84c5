"""What the designer's pages read beside ``process.queries``; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.clock.models import EscalationPlan
from barzan.people.models import Post, Unit
from barzan.persian import normalise
from barzan.process import queries as processes
from barzan.process.models import Definition, Draft, Version
from barzan.process.rules import PROCESS_DESIGN, PROCESS_READ

DRAFT = "draft"
STATES = ("", "published", "draft", "new")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a definition: its draft, or a version. ``which`` is ``draft`` or the version's number."""

    which: str
    xml: bytes
    seen: int = 0
    version: Version | None = None
    draft: Draft | None = None

    @property
    def is_draft(self) -> bool:
        return self.which == DRAFT


def listing(actor: Actor, text: str, state: str) -> QuerySet[Definition]:
    """Definitions of the actor's units by title, with ``has_draft``; narrowed by a part of title or key."""
    drafts = Draft.objects.filter(definition=OuterRef("pk"))
    rows = processes.definitions(actor).annotate(has_draft=Exists(drafts)).order_by("title", "key")
    if text := normalise(text).strip():
        rows = rows.filter(Q(title__icontains=text) | Q(title_en__icontains=text) | Q(key__icontains=text))
    if state == "published":
        rows = rows.filter(current__isnull=False)
    elif state == "draft":
        rows = rows.filter(has_draft=True)
    elif state == "new":
        rows = rows.filter(current__isnull=True)
    return rows


def draft(actor: Actor, definition: Definition) -> Draft | None:
    """The draft of a definition, where there is one."""
    PROCESS_READ.require(actor, definition.target)
    return Draft.objects.filter(definition=definition).first()


def source(actor: Actor, definition: Definition, which: str = "") -> Source | None:
    """The draft (``draft``), a version by its number, or without either the draft, else what is published."""
    if which in ("", DRAFT):
        found = draft(actor, definition)
        if found:
            return Source(DRAFT, bytes(found.xml), found.seen, draft=found)
        if which == DRAFT or definition.current is None:
            return None
        which = str(definition.current.number)
    if not which.isascii() or not which.isdigit() or len(which) > 9:
        return None
    try:
        version = processes.version(actor, definition, int(which))
    except Version.DoesNotExist:
        return None
    return Source(which, bytes(version.xml), version=version)


def units_to_design(actor: Actor) -> QuerySet[Unit]:
    """Valid units for which the actor may design."""
    rows = Unit.objects.filter(within(PROCESS_DESIGN.scope(actor), unit="path"), valid_to__isnull=True)
    return rows.order_by("path")


def plans(actor: Actor) -> QuerySet[EscalationPlan]:
    """The plans of escalation that a deadline may name."""
    PROCESS_READ.require(actor)
    return EscalationPlan.objects.order_by("title")


def post_titles(actor: Actor, ids: Iterable[int | None]) -> dict[int, Post]:
    """The posts by id, for lines that say in which post somebody did something."""
    PROCESS_READ.require(actor)
    return Post.objects.in_bulk({each for each in ids if each})


def named(actor: Actor, works: Collection[Any]) -> dict[str, Unit | Post]:
    """Units and posts by the codes that ``works`` of lanes and tasks name: ``unit:CODE``, ``post:CODE``."""
    PROCESS_READ.require(actor)
    found: dict[str, Unit | Post] = {}
    for kind, model in (("unit", Unit), ("post", Post)):
        codes = {code for work in works if (code := getattr(work, kind)) and not code.startswith("@")}
        if codes:
            found |= {f"{kind}:{each.code}": each for each in model.objects.filter(code__in=codes)}
    return found
