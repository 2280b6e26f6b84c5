"""What can be known of the exchange: the catalogue as tables, and the imports of the actor's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet, Value

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup
from barzan.catalogue.placing import standing
from barzan.catalogue.queries import Filters
from barzan.documents.errors import DocumentMissing
from barzan.documents.storage import path_of
from barzan.exchange.cells import Cells, part_cells, service_cells, text
from barzan.exchange.collecting import seldom
from barzan.exchange.models import Fault, Import, Line
from barzan.exchange.planning import ARRANGED_MODELS
from barzan.exchange.rules import EXCHANGE_READ
from barzan.exchange.tables import BY_KEY, SERVICES, TABLES
from barzan.people.models import Unit
from barzan.people.queries import public_units
from barzan.persian import search_key

Tables = dict[str, list[Cells]]


@seldom()
def tables(actor: Actor, filters: Filters | None = None) -> Tables:
    """The published services that pass ``filters``, by code, as rows of every table; at most 15 questions."""
    rows = catalogue.listing(actor, filters) if filters else catalogue.published(actor)
    codes = list(rows.order_by("code").values_list("code", flat=True)) if filters else None
    contents = catalogue.contents(actor, codes)
    services = Service.objects.filter(retired_at__isnull=True)
    places = standing(services if codes is None else services.filter(code__in=codes))
    found: Tables = {table.key: [] for table in TABLES}
    for name, model in ARRANGED_MODELS.items():
        records = model._default_manager.order_by("code")
        found[name] = [tuple(text(getattr(each, key)) for key in BY_KEY[name].keys) for each in records]
    keys = BY_KEY[SERVICES].keys
    for code in sorted(contents.keys() & places.keys()):
        found[SERVICES].append(service_cells(code, contents[code], places[code], keys))
        for part, cells in part_cells(code, contents[code]):
            found[part].append(cells)
    return found


def units(actor: Actor) -> list[Unit]:
    """The units that a service may name, in the order of their codes."""
    return list(public_units(actor).order_by("code"))


def imports(actor: Actor) -> QuerySet[Import]:
    """The imports of the actor's units, newest first."""
    rows = Import.objects.filter(within(EXCHANGE_READ.scope(actor), unit="unit__path"))
    return rows.select_related("unit", "document", "post", "user")


def faults(actor: Actor, of: Import) -> QuerySet[Fault]:
    """What is wrong with a file, in the order in which it was found."""
    EXCHANGE_READ.require(actor, of.target)
    return of.faults.all()


def lines(actor: Actor, of: Import, *, kind: str = "", outcome: str = "", sought: str = "") -> QuerySet[Line]:
    """What an import would change, narrowed to a kind, an outcome and to words of codes, titles and units."""
    EXCHANGE_READ.require(actor, of.target)
    rows = of.lines.select_related("draft")
    if kind:
        rows = rows.filter(kind=kind)
    if outcome:
        rows = rows.filter(outcome=outcome)
    for word in search_key(sought).split()[:8]:
        rows = rows.filter(key__contains=word)
    return rows


def outcomes(actor: Actor, of: Import) -> Mapping[str, int]:
    """How many lines there are of each kind and each outcome."""
    EXCHANGE_READ.require(actor, of.target)
    names = {"add": Q(kind="add"), "change": Q(kind="change")}
    names |= {name: Q(outcome=name) for name in ("drafted", "joined", "contradicted", "held", "published")}
    return of.lines.aggregate(**{name: Count("pk", filter=condition) for name, condition in names.items()})


def content(actor: Actor, of: Import) -> bytes:
    """The file that was handed in. Raises ``DocumentMissing`` where it is gone from the disk."""
    EXCHANGE_READ.require(actor, of.target)
    try:
        return path_of(of.document.sha256).read_bytes()
    except FileNotFoundError:
        raise DocumentMissing(of.document.sha256) from None


def shelves(actor: Actor) -> Iterable[tuple[str, str, str, str]]:
    """(kind, code, title, title in English) of groups, categories and life events, in one question."""
    PUBLIC.require(actor)
    titled = "code", "title"
    groups = ServiceGroup.objects.order_by().values_list(Value("groups"), *titled, Value(""))
    categories = Category.objects.order_by().values_list(Value("categories"), *titled, "title_en")
    events = LifeEvent.objects.order_by().values_list(Value("life_events"), *titled, "title_en")
    return groups.union(categories, events, all=True)


def codes_of(units: Iterable[Unit]) -> list[Cells]:
    """The lines of the sheet of units: code, name, name in English."""
    return [(unit.code, unit.name, unit.name_en) for unit in units]
