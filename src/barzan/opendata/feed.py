"""The feed of changes as Atom (RFC 4287, with the links of RFC 5005) and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from barzan.opendata.addresses import Addresses
from barzan.opendata.queries import Change

UNFIT_FOR_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the feed: its own address and where to go from it; ``following`` is asked again later when
    it is empty.
    """

    changes: tuple[Change, ...]
    here: str
    first: str
    following: str


class _Feed(Atom1Feed):
    """Atom with paging links, and with the documents that each entry is about."""

    def latest_post_date(self) -> datetime:
        """When the newest entry happened: a page without any has no clock either."""
        return max((item["updateddate"] for item in self.items), default=BEGINNING)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel in ("first", "next"):
            handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for media_type, address in item["documents"].items():
            handler.addQuickElement("link", "", {"rel": "related", "type": media_type, "href": address})


def atom(at: Addresses, page: Page, publisher: str) -> str:
    """The page as an Atom document."""
    made = _Feed(
        title="تغییرهای خدمات عمومی / Changes of public services",
        link=at.data(),
        description="",
        language="fa",
        feed_url=page.here,
        feed_guid=at.data("changes.atom"),
        author_name=_fit(publisher),
        first=page.first,
        next=page.following,
    )
    for change in page.changes:
        made.add_item(
            title=_fit(f"{change.code}: {change.title}"),
            link=at.version(change.code, change.version),
            description=f"{change.sort}, version {change.version}, {change.content_hash}",
            unique_id=at.data(f"changes.atom#{change.position}"),
            updateddate=change.at,
            categories=[change.sort],
            documents=_documents(at, change.code),
        )
    written = StringIO()
    made.write(written, "utf-8")
    return written.getvalue()


def as_json(at: Addresses, page: Page) -> str:
    """The page as a JSON object."""
    items = [
        {
            "cursor": change.position,
            "change": change.sort,
            "at": change.at.isoformat(),
            "service": at.service(change.code),
            "code": change.code,
            "title": change.title,
            "version": change.version,
            "content_hash": change.content_hash,
            "page": at.version(change.code, change.version),
            "documents": _documents(at, change.code),
        }
        for change in page.changes
    ]
    value = {"self": page.here, "first": page.first, "next": page.following, "changes": items}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _documents(at: Addresses, code: str) -> dict[str, str]:
    return {"text/turtle": at.document(code, "ttl"), "application/ld+json": at.document(code, "jsonld")}


def _fit(text: str) -> str:
    """The text without the characters that XML 1.0 has no way to write."""
    return UNFIT_FOR_XML.sub("\ufffd", text)
