"""What can be known of the life of services; the actor comes first. Drafts are seen within one's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, prefetch_related_objects

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.catalogue.content import PARTS, Placed
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup
from barzan.catalogue.queries import PLACED, content_of
from barzan.people.models import Unit
from barzan.persian.language import is_persian
from barzan.revisions.models import OPEN, Decision, Draft, Edition, EditionEntry, Revision, Succession
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_READ
from barzan.revisions.wording import Names

SORTS = {"latest": ("-changed_at", "-pk"), "oldest": ("changed_at", "pk"), "code": ("code", "pk")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of drafts is narrowed to; ``state`` may be ``open``, ``origin`` a kind or kind:key."""

    state: str = "open"
    mine: bool = False
    unit: str = ""
    origin: str = ""
    text: str = ""
    sort: str = "latest"


def drafts(actor: Actor, *, state: str = "", origin: str = "", open_only: bool = False) -> QuerySet[Draft]:
    """Drafts of services within the actor's units, the latest first; ``origin``: a kind, or kind:key."""
    rows = Draft.objects.filter(within(DRAFTS_READ.scope(actor), unit="unit__path"))
    if state:
        rows = rows.filter(state=state)
    if open_only:
        rows = rows.filter(state__in=OPEN)
    if origin:
        rows = rows.filter(origin=origin) if ":" in origin else rows.filter(origin__startswith=f"{origin}:")
    return rows.select_related("unit", "service")


def listing(actor: Actor, asked: Asked) -> QuerySet[Draft]:
    """The drafts that pass what a list was asked for, in its order."""
    rows = _narrowed(actor, asked)
    rows = rows.filter(state__in=OPEN) if asked.state == "open" else rows.filter(state=asked.state)
    return rows.order_by(*SORTS[asked.sort])


def states(actor: Actor, asked: Asked) -> dict[str, int]:
    """How many drafts stand in each state, whatever state was asked for."""
    return dict(_narrowed(actor, asked).order_by().values_list("state").annotate(n=Count("pk")))


def origins(actor: Actor) -> list[str]:
    """The origins of open drafts within reach, in order."""
    rows = drafts(actor, open_only=True).exclude(origin="").order_by("origin")
    return list(rows.values_list("origin", flat=True).distinct()[:100])


def draft(actor: Actor, pk: int) -> Draft:
    """One draft. Raises ``Draft.DoesNotExist`` beyond the actor's units."""
    placed = (f"service__{name}" for name in (*PLACED, "current_version"))
    return drafts(actor).select_related("unit", "base", "published", *placed).get(pk=pk)


def published(actor: Actor, draft: Draft) -> Proposed | None:
    """What is published about the service of a draft (of ``draft``); None for a new one. Five questions."""
    DRAFTS_READ.require(actor, draft.target)
    if draft.service is None or draft.service.current_version is None:
        return None
    prefetch_related_objects([draft.service.current_version], *PARTS)
    group, category = draft.service.group, draft.service.category
    placed = Placed(
        draft.service.unit.code,
        group.code if group else None,
        category.code if category else None,
        tuple(sorted(draft.service.life_events.values_list("code", flat=True))),
    )
    return Proposed(content_of(draft.service.current_version), placed)


def open_draft_of(actor: Actor, code: str) -> Draft | None:
    """The open draft of the service, or of the code, within the actor's units."""
    return drafts(actor, open_only=True).filter(code=code).first()


def proposed(actor: Actor, draft: Draft, number: int | None = None) -> Proposed:
    """What a saving of a draft says (the current one). Raises ``Revision.DoesNotExist``."""
    DRAFTS_READ.require(actor, draft.target)
    return Proposed.from_value(draft.revisions.get(number=number or draft.revision).proposed)


def saving(actor: Actor, draft: Draft) -> Revision:
    """The latest saving of a draft."""
    DRAFTS_READ.require(actor, draft.target)
    return draft.revisions.get(number=draft.revision)


def revisions(actor: Actor, draft: Draft) -> list[Revision]:
    """Every saving of a draft, the first one first."""
    DRAFTS_READ.require(actor, draft.target)
    return list(draft.revisions.select_related("post__unit"))


def decisions(actor: Actor, draft: Draft) -> list[Decision]:
    """Every decision about a draft, the first one first."""
    DRAFTS_READ.require(actor, draft.target)
    return list(draft.decisions.select_related("post__unit"))


def history_of(actor: Actor, service: Service) -> list[Draft]:
    """The drafts of a service, the latest first."""
    DRAFTS_READ.require(actor, service.target)
    return list(drafts(actor).filter(code=service.code).order_by("-opened_at", "-pk"))


def editions(actor: Actor) -> QuerySet[Edition]:
    """The editions of the catalogue, the newest first."""
    PUBLIC.require(actor)
    return Edition.objects.select_related("post")


def entries(actor: Actor, edition: Edition) -> QuerySet[EditionEntry]:
    """What stood in an edition, by code."""
    PUBLIC.require(actor)
    return edition.entries.select_related("version")


def successors(actor: Actor, services: Iterable[Service]) -> dict[str, list[Succession]]:
    """By the code of a retired service: in which services it goes on since it was retired."""
    PUBLIC.require(actor)
    found: dict[str, list[Succession]] = {}
    rows = Succession.objects.filter(old__in=list(services), at__gte=F("old__retired_at"))
    for row in rows.select_related("old", "new__current_version", "new__unit"):
        found.setdefault(row.old.code, []).append(row)
    return found


def predecessors(actor: Actor, service: Service) -> list[Succession]:
    """From which retired services a service goes on."""
    PUBLIC.require(actor)
    rows = service.predecessors.filter(old__retired_at__isnull=False, at__gte=F("old__retired_at"))
    return list(rows.select_related("old__current_version"))


def names(actor: Actor, fields: Iterable[Mapping[str, Any]]) -> Names:
    """What the units, groups, categories and life events of proposals are called; one question."""
    PUBLIC.require(actor)
    fields = list(fields)

    def codes(name: str) -> set[str]:
        return {each[name] for each in fields if each.get(name)}

    events = {code for each in fields for code in each.get("life_events", ())}
    kinds = (
        ("units", Unit, codes("unit"), "name", "name_en"),
        ("groups", ServiceGroup, codes("group"), "title", ""),
        ("categories", Category, codes("category"), "title", "title_en"),
        ("life_events", LifeEvent, events, "title", "title_en"),
    )
    rows = [
        model.objects.filter(code__in=wanted)
        .order_by()
        .values_list(Value(kind), "code", name, english or Value(""))
        for kind, model, wanted, name, english in kinds
        if wanted
    ]
    found: dict[str, dict[str, str]] = {kind: {} for kind, *_ in kinds}
    for kind, code, name, english in rows[0].union(*rows[1:]) if rows else ():
        found[kind][code] = name if is_persian() or not english else english
    return Names(**found)


def next_code(actor: Actor) -> str:
    """The next free code, after the pattern of the last one; empty while there is none."""
    DRAFTS_READ.require(actor)
    last = Service.objects.order_by("-pk").values_list("code", flat=True).first()
    if last is None:
        return ""
    start, _, digits = last.partition("-")
    same = {"code__startswith": f"{start}-"}
    used = [*Service.objects.filter(**same).values_list("code", flat=True)]
    used += Draft.objects.filter(**same).values_list("code", flat=True)
    highest = max(int(code.partition("-")[2]) for code in used)
    return f"{start}-{highest + 1:0{len(digits)}}"


def _narrowed(actor: Actor, asked: Asked) -> QuerySet[Draft]:
    rows = drafts(actor, origin=asked.origin)
    if asked.mine:
        rows = rows.filter(Exists(Revision.objects.filter(draft=OuterRef("pk"), user=actor.user)))
    if asked.unit:
        path = Unit.objects.filter(code=asked.unit).values("path")[:1]
        rows = rows.filter(unit__path__startswith=path)
    for word in asked.text.split():
        rows = rows.filter(Q(title__contains=word) | Q(code__icontains=word))
    return rows
