"""A service in the words of schema.org (``GovernmentService``), for the head of its sheet. Pure.

Search engines read it; nothing is said that the sheet does not say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from barzan.catalogue.content import ChannelContent, ServiceContent
from barzan.opendata.addresses import is_web_address
from barzan.opendata.nodes import NOTHING

CONTEXT = "https://schema.org"
# What a script element must not hold: its own end, or the beginning of a comment.
UNSAFE_IN_HTML = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def content_part(content: ServiceContent) -> dict[str, Any]:
    """What the published content alone says."""
    days = f"P{content.standard_days}D" if content.day_kind == "calendar" else ""
    return _known(
        name=content.title,
        description=content.description,
        availableChannel=[_channel(each, days) for each in content.channels],
        offers=_offer(content),
    )


def service(address: str, code: str, part: dict[str, Any], **around: Any) -> dict[str, Any]:
    """The whole: ``around`` has ``provider`` (an organisation) and ``category``."""
    head = {"@context": CONTEXT, "@type": "GovernmentService", "@id": address, "url": address}
    return head | {"identifier": code} | part | _known(**around)


def organisation(address: str, name: str) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "@id": address, "url": address, "name": name}


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The path to the page: pairs of name and address."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def as_script_text(value: Any) -> str:
    """JSON that can stand inside a script element, whatever the texts hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE_IN_HTML)


def _offer(content: ServiceContent) -> dict[str, Any] | None:
    if content.fee_rials is None:
        return None
    price = {"@type": "Offer", "price": content.fee_rials, "priceCurrency": "IRR"}
    return price | _known(description=content.fee_text)


def _channel(each: ChannelContent, days: str) -> dict[str, Any]:
    known = _known(description=each.note, processingTime=days)
    return {"@type": "ServiceChannel", **_reached(each), **known}


def _reached(each: ChannelContent) -> dict[str, Any]:
    """How the channel is reached, under the property that schema.org has for its kind."""
    if each.kind == "web" and is_web_address(each.value):
        return {"serviceUrl": each.value}
    if each.kind in ("phone", "sms"):
        key = "servicePhone" if each.kind == "phone" else "serviceSmsNumber"
        return {key: {"@type": "ContactPoint", "telephone": each.value}}
    if each.kind == "counter":
        return {"serviceLocation": {"@type": "Place", "name": each.value}}
    return {"name": each.value}


def _known(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in NOTHING}
