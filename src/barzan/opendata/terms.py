"""The terms of our open data: what each is called in RDF and what sort of value it has.

Pure. CPSV-AP 3.2.0 (https://semiceu.github.io/CPSV-AP/releases/3.2.0/) gives the terms where it has one; what
it has none for stands in a vocabulary that the installation serves itself (``vocabulary.EXTENSION``). JSON-LD
and Turtle are both written from ``TERMS``, so they cannot part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

OWN = "bz"
VOCABULARY = "/data/vocabulary/#"
NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Kind = Literal["text", "link", "string", "integer", "boolean", "date", "dateTime", "double", "duration"]


@dataclass(frozen=True, slots=True)
class Term:
    """A property: its prefixed name and the kind of its values.

    ``text`` is told by language (``{"fa": "...", "en": "..."}``), ``link`` is an IRI or a list of them,
    ``string`` is plain; the others are datatypes of XML Schema.
    """

    name: str
    kind: Kind


_NAMES: dict[Kind, str] = {
    "text": "dct:title dct:description skos:prefLabel skos:definition rdfs:label rdfs:comment dc:rights "
    "bz:standardText bz:gapReason bz:dateText bz:article bz:who",
    "link": "cv:hasCompetentAuthority cv:hasChannel cv:hasCost cv:hasLegalResource cv:holdsRequirement "
    "cv:isClassifiedBy cv:isGroupedBy cv:thematicArea cv:currency cpsv:hasInput cpsv:follows adms:status "
    "dct:spatial dct:isPartOf dct:isReplacedBy dct:publisher dct:relation dcat:dataset dcat:distribution "
    "dcat:landingPage dcat:accessURL dcat:downloadURL eli:type_document foaf:homepage "
    "org:subOrganizationOf org:unitOf rdfs:isDefinedBy skos:inScheme bz:hasStep bz:hasRedress bz:dayKind",
    "string": "dct:identifier dcat:mediaType dcat:version eli:id_local eli:responsibility_of skos:notation "
    "rdf:value bz:nationalCode bz:contentHash bz:booklet",
    "integer": "bz:number bz:standardDays bz:deadlineDays bz:sourceLine",
    "boolean": "bz:hasClient bz:describedByTitle",
    "date": "eli:date_document",
    "dateTime": "dct:issued prov:invalidatedAtTime",
    "double": "cv:hasValue",
    "duration": "cv:processingTime",
}
# By local name; only ``dct:type`` needs another one, since ``type`` is the class in JSON-LD.
TERMS = {
    name.partition(":")[2]: Term(name, kind) for kind, names in _NAMES.items() for name in names.split()
} | {"kind": Term("dct:type", "link")}


def context(base: str) -> dict[str, Any]:
    """The JSON-LD context of an installation at ``base`` ("https://city.example", no slash at the end)."""
    made: dict[str, Any] = {"id": "@id", "type": "@type", **NAMESPACES, OWN: base + VOCABULARY}
    for key, term in TERMS.items():
        made[key] = {"@id": term.name} | _coerced(term.kind)
    return made


def _coerced(kind: Kind) -> dict[str, str]:
    if kind == "text":
        return {"@container": "@language"}
    if kind == "link":
        return {"@type": "@id"}
    return {} if kind == "string" else {"@type": f"xsd:{kind}"}
