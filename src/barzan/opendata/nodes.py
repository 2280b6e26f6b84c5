"""RDF nodes of what stands around services: offices, places, code lists, the dataset. Pure.

A node is a mapping in the shape of compact JSON-LD: ``id``, ``type`` (prefixed names) and keys of
``terms.TERMS``; what is unknown gives no key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from barzan.opendata.addresses import Addresses, Named, Office
from barzan.opendata.vocabulary import CLASSES, CODES, CURRENCY, CURRENCY_NAMES, EXTENSION, RIGHTS

Node = dict[str, Any]
NOTHING: tuple[Any, ...] = (None, "", [], {})


def node(iri: str, *types: str, **values: Any) -> Node:
    """A node without the values that say nothing; 0 and False say something."""
    made: Node = {"id": iri, "type": list(types) if len(types) > 1 else types[0]}
    return made | {key: value for key, value in values.items() if value not in NOTHING}


def both(fa: str, en: str) -> dict[str, str]:
    """A text by language, without the empty ones."""
    return {language: text for language, text in (("fa", fa), ("en", en)) if text}


def unique(nodes: Iterable[Node], seen: set[str] | None = None) -> Iterator[Node]:
    """The nodes that were not met before; ``seen`` is filled.

    A node is known by its address and its type: a sheet that a channel points at is a service as well.
    """
    seen = set() if seen is None else seen
    for each in nodes:
        known = f"{each['id']} {each['type']}"
        if known not in seen:
            seen.add(known)
            yield each


def office_nodes(at: Addresses, office: Office) -> Iterator[Node]:
    """A unit, its place and its organisation. CPSV-AP demands a place of every authority: where none is
    recorded it is the office's territory, of which nothing is said.
    """
    unit, place = office.unit, office.place
    spatial = at.place(place.code) if place else f"{at.office(unit.code)}#territory"
    yield node(
        at.office(unit.code),
        "cv:PublicOrganisation",
        "org:OrganizationalUnit",
        identifier=unit.code,
        prefLabel=both(unit.name, unit.name_en),
        spatial=spatial,
        unitOf=at.organisation(office.organisation.code),
        subOrganizationOf=at.office(office.parent) if office.parent else None,
    )
    yield node(spatial, "dct:Location", prefLabel=both(place.name, place.name_en) if place else None)
    yield organisation_node(at, office.organisation)


def organisation_node(at: Addresses, organisation: Named) -> Node:
    return node(
        at.organisation(organisation.code),
        "foaf:Agent",
        "org:FormalOrganization",
        identifier=organisation.code,
        title=both(organisation.name, organisation.name_en),
    )


def dataset_nodes(at: Addresses, publisher: Named, **more: Any) -> Iterator[Node]:
    """The catalogue as the dataset that each service is part of, its publisher and its page."""
    yield node(
        at.dataset,
        "dcat:Dataset",
        identifier=at.dataset,
        title=both("خدمات عمومی", "Public services"),
        description=both(
            "خدمات منتشرشدهٔ این نهاد با مدارک، گام‌ها، هزینه، زمان، مستندات و راه اعتراض.",
            "The published services of this institution: requirements, steps, cost, time, law and redress.",
        ),
        publisher=at.organisation(publisher.code),
        landingPage=at.data(),
        **more,
    )
    yield organisation_node(at, publisher)
    yield node(at.data(), "foaf:Document")


def catalog_nodes(at: Addresses, publisher: Named) -> Iterator[Node]:
    """The DCAT description: the catalogue, its dataset and the files that carry it."""
    files = {"services.ttl": "text/turtle", "services.jsonld": "application/ld+json"}
    yield node(
        at.data("catalog.ttl"),
        "dcat:Catalog",
        title=both("دادهٔ باز", "Open data"),
        description=both("دادهٔ باز این نهاد.", "The open data of this institution."),
        publisher=at.organisation(publisher.code),
        landingPage=at.data(),
        dataset=[at.dataset],
    )
    yield from dataset_nodes(
        at,
        publisher,
        rights=both(RIGHTS.meaning_fa, RIGHTS.meaning_en),
        distribution=[at.data(f"catalog.ttl#{name}") for name in files],
    )
    for name, media_type in files.items():
        yield node(
            at.data(f"catalog.ttl#{name}"),
            "dcat:Distribution",
            title=both(name, name),
            accessURL=at.data(),
            downloadURL=at.data(name),
            mediaType=media_type,
        )


def life_event_node(at: Addresses, event: Named) -> Node:
    return node(
        at.life_event(event.code),
        "cv:Event",
        "cv:LifeEvent",
        identifier=event.code,
        title=both(event.name, event.name_en),
        description=both(event.summary, event.summary_en),
    )


def concept_node(iri: str, named: Named, *, notation: str = "") -> Node:
    return node(
        iri,
        "skos:Concept",
        identifier=named.code,
        prefLabel=both(named.name, named.name_en),
        definition=both(named.summary, named.summary_en),
        notation=notation,
    )


@lru_cache(maxsize=256)
def code_node(at: Addresses, scheme: str, value: str) -> Node:
    """A value of one of our own code lists; made once, since every service points at a dozen."""
    entry = CODES[scheme][value]
    return node(
        at.own(f"{scheme}-{value}"),
        "skos:Concept",
        prefLabel=both(entry.fa, entry.en),
        notation=value,
        inScheme=at.own(scheme),
    )


def currency_node() -> Node:
    return node(CURRENCY, "skos:Concept", prefLabel=CURRENCY_NAMES, notation="IRR")


def vocabulary_nodes(at: Addresses) -> Iterator[Node]:
    """Our own terms and code lists, described."""
    whole = at.data("vocabulary/")
    yield node(whole, "owl:Ontology", title=both("واژگان برزن", "Vocabulary of Barzan"))
    for sort, entries in (("rdf:Property", EXTENSION), ("rdfs:Class", CLASSES)):
        for name, entry in entries.items():
            yield node(
                at.own(name),
                sort,
                label=both(entry.fa, entry.en),
                comment=both(entry.meaning_fa, entry.meaning_en),
                isDefinedBy=whole,
            )
    for scheme, values in CODES.items():
        yield node(at.own(scheme), "skos:ConceptScheme", isDefinedBy=whole)
        for value, entry in values.items():
            meaning = both(entry.meaning_fa, entry.meaning_en)
            yield code_node(at, scheme, value) | {"definition": meaning}
