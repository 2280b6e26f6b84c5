"""What services do when the law under them changes: a draft for each, for its office to confirm.

The steward of the instruments need not have a post in the office of each service: where not, the program asks
on their behalf, in the same action of the trail, and the office decides as about any draft.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from barzan.access import Actor
from barzan.catalogue.content import LegalBasisContent
from barzan.catalogue.models import Service
from barzan.instruments.dependents import Follower, Link, Progress, Replacement, Told
from barzan.instruments.matching import Citation, wording
from barzan.instruments.models import Instrument
from barzan.revisions.actions import open_drafts
from barzan.revisions.actions.drafts import current
from barzan.revisions.models import OPEN, Draft, Revision, State
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_EDIT

CHECK_ARTICLE = "ماده را بررسی کنید"
LONGEST_ARTICLE = 80
Bases = tuple[LegalBasisContent, ...]


def affected(actor: Actor, told: Replacement) -> Told:
    """Opens for each chosen service a draft that cites the new instrument instead of the old one.

    A service that ever had a draft for this replacement gets no second one: what its office decided stays.
    """
    return _open(
        actor,
        set(told.keys) - _asked(told),
        lambda code, bases: succeeded(bases, told.old, told.new),
        told.why or f"{told.old.title} ← {told.new.title}",
        told.origin,
    )


def linked(actor: Actor, links: Sequence[Link], why: str) -> Told:
    """Opens for each service a draft whose citations of those wordings name their instruments."""
    meant = {(each.key, each.wording): each.instrument.code for each in links}
    codes = sorted({each.instrument.code for each in links})
    return _open(
        actor,
        {each.key for each in links},
        lambda code, bases: tuple(_named(code, basis, meant) for basis in bases),
        why,
        f"instrument-link:{codes[0]}" if len(codes) == 1 else "instrument-link:many",
    )


def progress(actor: Actor, origins: Collection[str]) -> dict[str, Progress]:
    """By origin: how many of its drafts were published or given up, of all; one question."""
    rows = Draft.objects.filter(origin__in=list(origins)).order_by().values_list("origin")
    counts = rows.annotate(
        decided=Count("pk", filter=Q(state__in=(State.PUBLISHED, State.WITHDRAWN))), all=Count("pk")
    )
    listed = reverse("revisions:drafts")
    return {
        origin: Progress(decided, count, f"{listed}?{urlencode({'origin': origin})}")
        for origin, decided, count in counts
    }


def succeeded(bases: Bases, old: Instrument, new: Instrument) -> Bases:
    """Citations in which ``new`` stands for ``old``; what became the same citation stands once."""
    changed = (_succeeded(each, new) if each.instrument == old.code else each for each in bases)
    return tuple(dict.fromkeys(changed))


def _asked(told: Replacement) -> set[str]:
    """The services that were asked before, by a draft of this origin that cites the new instrument."""
    rows = Revision.objects.filter(draft__origin=told.origin, number=F("draft__revision")).order_by()
    return {
        code
        for code, value in rows.values_list("draft__code", "proposed")
        if any(row.get("instrument") == told.new.code for row in value["content"]["legal_bases"])
    }


def _succeeded(basis: LegalBasisContent, new: Instrument) -> LegalBasisContent:
    """A citation of the new instrument; which article is meant in it, the office has to look up."""
    article = f"{basis.article} ({CHECK_ARTICLE})" if basis.article else ""
    return LegalBasisContent(
        kind=new.kind,
        title=new.title,
        document_number=new.number,
        date=new.date,
        date_text=new.date_text,
        issuer=new.issuer,
        instrument=new.code,
        article=article if len(article) <= LONGEST_ARTICLE else CHECK_ARTICLE,
    )


def _named(code: str, basis: LegalBasisContent, meant: dict[tuple[str, str], str]) -> LegalBasisContent:
    if basis.instrument:
        return basis
    printed = Citation(
        "", basis.kind, basis.title, basis.document_number, basis.date, basis.date_text, basis.issuer
    )
    return replace(basis, instrument=meant.get((code, wording(printed)), ""))


def _open(
    actor: Actor, codes: Iterable[str], changed: Callable[[str, Bases], Bases], why: str, origin: str
) -> Told:
    """Opens the drafts whose citations change; names the services whose own drafts stand in the way."""
    services = list(Service.objects.filter(code__in=list(codes)).select_related("unit").order_by("code"))
    busy = set(
        Draft.objects.filter(code__in=[each.code for each in services], state__in=OPEN)
        .exclude(state=State.DRAFT)
        .values_list("code", flat=True)
    )
    now = current(services)
    items = [(each, _with(now[each.code], each.code, changed)) for each in services if each.code not in busy]
    told = Told(0, tuple(sorted(busy)))
    for asker, own in _by_asker(actor, items):
        opened = open_drafts(asker, own, why=why, origin=origin)
        told += Told(len(opened.drafts), tuple(sorted(opened.contradicted)))
    return told


def _with(proposed: Proposed, code: str, changed: Callable[[str, Bases], Bases]) -> Proposed:
    bases = changed(code, proposed.content.legal_bases)
    return replace(proposed, content=replace(proposed.content, legal_bases=bases))


def _by_asker(
    actor: Actor, items: Sequence[tuple[Service, Proposed]]
) -> list[tuple[Actor, list[tuple[Service, Proposed]]]]:
    """Those whom the actor may write drafts for, and the others, for whom the program asks."""
    own, others = [], []
    for item in items:
        (own if DRAFTS_EDIT.permits(actor, item[0].target) else others).append(item)
    program = Actor(system="instruments", request_id=actor.request_id)
    return [(asker, asked) for asker, asked in ((actor, own), (program, others)) if asked]


FOLLOWER = Follower("revisions.drafts", affected, linked, progress)
