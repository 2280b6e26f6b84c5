"""Reviewers for tests: who decides about a whole reading at once, from what is published or by the counts.

Nothing here is a hard-coded answer: where the print leaves a class or client open, the published catalogue is
asked, then the booklet's own summary of the office, in the order of the rows. A published title is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from barzan.access import Actor
from barzan.review import actions
from barzan.review.core.fold import DECIDED
from barzan.review.core.said import Said
from barzan.review.models import Item, Office, Reading

CLASSES = ("specific", "general", "shared")


def decide_all(actor: Actor, reading: Reading) -> int:
    """Decides every open item; returns how many it had to correct."""
    corrected = 0
    for office in reading.offices.all():
        items = [item for item in office.items.order_by("order") if item.state not in DECIDED]
        for item, said in _settled(office, items):
            done = actions.decide(actor, item, said, seen=item.number, reason="count")
            corrected += done.state == "corrected"
    return corrected


def _settled(office: Office, items: list[Item]) -> list[tuple[Item, Said]]:
    """What each item of an office says, so that the office's stated figures come out."""
    told = [item.said for item in items]
    left = Counter({name: office.stated.get(name) or 0 for name in (*CLASSES, "client")})
    left.subtract(said.service_class for said in told if said.service_class)
    left.subtract(["client"] * sum(said.has_client is True for said in told))
    settled = []
    for item, said in zip(items, told, strict=True):
        published = Said.from_value(item.published) if item.published else said
        service_class = said.service_class or published.service_class
        if service_class is None:
            service_class = max(CLASSES, key=lambda name: left[name])
        if said.service_class is None:
            left[service_class] -= 1
        client = said.has_client
        if client is None:
            client = left["client"] > 0 if published.has_client is None else published.has_client
            left["client"] -= client
        title = published.title or f"ردیف گم‌شدهٔ {office.name} {item.order}"
        settled.append((item, replace(said, title=title, service_class=service_class, has_client=client)))
    return settled
