"""Permanent addresses, and what surrounds a published version, as values. Pure: no Django, clock or I/O.

The address of a sheet is the name of its service: people and machines share one address, which answers each
in its own form. Codes are never reused, so neither are addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from barzan.opendata.terms import VOCABULARY

FORBIDDEN_IN_IRI = frozenset('<>"{}|\\^`[]')


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a code and names; the summaries and what is English may be empty."""

    code: str
    name: str
    name_en: str = ""
    summary: str = ""
    summary_en: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A unit: the organisation it belongs to, the place of that organisation, the code of the unit above."""

    unit: Named
    organisation: Named
    place: Named | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What surrounds a version: whose service it is, where it stands, when it was published or retired, and
    the codes of the services that go on with a retired one.
    """

    code: str
    office: Office
    version: int
    content_hash: str
    published_at: datetime
    category: Named | None = None
    life_events: tuple[Named, ...] = ()
    group: Named | None = None
    group_national_code: str = ""
    retired_at: datetime | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of an installation at ``base`` ("https://city.example", no slash at the end)."""

    base: str

    def service(self, code: str) -> str:
        return f"{self.base}/services/{quote(code, safe='')}/"

    def document(self, code: str, form: str) -> str:
        """The document in the form ``ttl`` or ``jsonld`` that describes a service."""
        return f"{self.base}/services/{quote(code, safe='')}.{form}"

    def version(self, code: str, number: int) -> str:
        return f"{self.service(code)}versions/{number}/"

    def office(self, code: str) -> str:
        return f"{self.base}/services/offices/{quote(code, safe='')}/"

    def category(self, code: str) -> str:
        return f"{self.base}/services/categories/{quote(code, safe='')}/"

    def life_event(self, code: str) -> str:
        return f"{self.base}/services/events/{quote(code, safe='')}/"

    def instrument(self, code: str) -> str:
        return f"{self.base}/instruments/{quote(code, safe='')}/"

    def organisation(self, code: str) -> str:
        return f"{self.base}/data/organisations.ttl#{quote(code, safe='')}"

    def place(self, code: str) -> str:
        return f"{self.base}/data/organisations.ttl#place-{quote(code, safe='')}"

    def group(self, code: str) -> str:
        return f"{self.base}/data/services.ttl#group-{quote(code, safe='')}"

    def own(self, name: str) -> str:
        """A term, a code list, or ``list-value`` of one, of our own vocabulary."""
        return f"{self.base}{VOCABULARY}{name}"

    def data(self, name: str = "") -> str:
        """A file of the open data, or the page that explains them."""
        return f"{self.base}/data/{name}"

    @property
    def dataset(self) -> str:
        return self.data("catalog.ttl#services")


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address that can stand as an IRI without any change."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and all(char.isprintable() and char != " " and char not in FORBIDDEN_IN_IRI for char in text)
    )
