"""The constraints of CPSV-AP 3.2.0 on the classes that our data use, as a SHACL graph.

Our own table, after the class tables of https://semiceu.github.io/CPSV-AP/releases/3.2.0/: a line is a class,
then property, cardinality, and what its values are (``text``: told by language). The published shapes
themselves (CC BY 4.0, the file ``shacl/cpsv-ap-SHACL.ttl`` of that release) are used as well where they are
at hand: in ``../shared/reference/``, or where ``BARZAN_CPSV_SHAPES`` says; then the table is compared with
them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

from barzan.opendata.terms import NAMESPACES

PUBLISHED = Path(
    os.environ.get(
        "BARZAN_CPSV_SHAPES", Path(__file__).parents[5] / "shared/reference/cpsv-ap-3.2.0-SHACL.ttl"
    )
)
TABLE = """
cpsv:PublicService
  cv:contactPoint 0..* cv:ContactPoint      cv:hasChannel 0..* cv:Channel
  cv:hasCompetentAuthority 1..* cv:PublicOrganisation
  cv:hasCost 0..* cv:Cost                   cv:hasInputType 0..* cv:EvidenceType
  cv:hasLegalResource 0..* eli:LegalResource
  cv:hasParticipation 0..* cv:Participation cv:holdsRequirement 0..* cv:Requirement
  cv:isClassifiedBy 0..* skos:Concept       cv:isGroupedBy 0..* cv:Event
  cv:processingTime 0..1 xsd:duration       cv:relatedService 0..* cpsv:PublicService
  cv:sector 0..* skos:Concept               cv:thematicArea 0..* skos:Concept
  dct:audience 0..* skos:Concept            dct:description 1..* text
  dct:identifier 1..1 any                   dct:isPartOf 0..* dcat:Dataset
  dct:language 0..* dct:LinguisticSystem    dct:requires 0..* cpsv:PublicService
  dct:spatial 0..* dct:Location             dct:title 1..* text
  dct:type 0..* skos:Concept                cpsv:follows 0..* cpsv:Rule
  cpsv:hasInput 0..* cv:Evidence            cpsv:produces 0..* cv:Output
  adms:status 0..1 skos:Concept             dcat:keyword 0..* text
cv:PublicOrganisation
  dct:spatial 1..* dct:Location             skos:prefLabel 1..* text
cv:Evidence
  cv:supportsRequirement 0..* cv:Requirement
  dct:conformsTo 0..* cv:EvidenceType       dct:description 0..* text
  dct:identifier 1..1 any                   dct:isPartOf 0..* dcat:Dataset
  dct:language 0..* dct:LinguisticSystem    dct:title 1..* text
  dct:type 0..1 skos:Concept                foaf:page 0..* foaf:Document
cv:Requirement
  cv:fulfils 0..* cpsv:Rule                 cv:hasSupportingEvidence 0..* cv:Evidence
  dct:identifier 1..1 any                   dct:title 1..* text
  dct:type 0..* skos:Concept
cpsv:Rule
  dct:description 1..* text                 dct:identifier 1..1 any
  dct:language 0..* dct:LinguisticSystem    dct:title 1..* text
  dct:type 0..1 skos:Concept                cpsv:implements 0..* eli:LegalResource
cv:Channel
  cv:openingHours 0..* time:TemporalEntity  cv:ownedBy 0..* org:Organization
  cv:processingTime 0..1 xsd:duration
  cv:specialOpeningHoursSpecification 0..* time:TemporalEntity
  dct:description 0..* text                 dct:identifier 1..1 any
  dct:type 0..1 skos:Concept                cpsv:hasInput 0..* cv:Evidence
cv:Cost
  cv:currency 0..1 skos:Concept             cv:hasValue 0..1 xsd:double
  cv:ifAccessedThrough 0..1 cv:Channel      cv:isDefinedBy 0..* org:Organization
  dct:description 0..* text                 dct:identifier 1..1 any
cv:Event
  cv:hasRelatedService 0..* cpsv:PublicService
  dct:description 0..* text                 dct:identifier 1..1 any
  dct:title 1..* text
cv:LifeEvent
  dct:type 0..* skos:Concept
eli:LegalResource
  dct:relation 0..* eli:LegalResource
dcat:Dataset
  dct:description 1..* text                 dct:hasPart 0..* cpsv:PublicService
  dct:publisher 1..1 foaf:Agent             dct:title 1..* text
  dcat:landingPage 0..* foaf:Document
foaf:Agent
  cv:participates 0..* cv:Participation     dct:identifier 1..1 any
  dct:title 1..* text                       locn:address 0..* locn:Address
"""
PREFIXES = {
    **{prefix: Namespace(iri) for prefix, iri in NAMESPACES.items()},
    "time": Namespace("http://www.w3.org/2006/time#"),
    "locn": Namespace("http://www.w3.org/ns/locn#"),
}
Constraint = tuple[str, str, str, str, str]


def table() -> set[Constraint]:
    """(class, property, least, most, values) of each line, as IRIs; "*" and "any" are empty."""
    found: set[Constraint] = set()
    target = ""
    for line in TABLE.strip().splitlines():
        words = line.split()
        if not line.startswith(" "):
            target = _iri(words[0])
            continue
        for start in range(0, len(words), 3):
            path, cardinality, values = words[start : start + 3]
            least, most = cardinality.split("..")
            kind = {"text": str(RDF.langString), "any": ""}.get(values) or (
                _iri(values) if ":" in values else ""
            )
            found.add((target, _iri(path), least.strip("0"), most.strip("*"), kind))
    return found


def published() -> set[Constraint]:
    """The same of the published shapes, for the classes of the table."""
    graph, classes = Graph().parse(PUBLISHED), {each[0] for each in table()}
    found = set()
    for shape, target in graph.subject_objects(SH.targetClass):
        for each in graph.objects(shape, SH.property) if str(target) in classes else ():
            values = graph.value(each, SH["class"]) or graph.value(each, SH.datatype) or ""
            path, least, most = (graph.value(each, SH[name]) for name in ("path", "minCount", "maxCount"))
            found.add((str(target), str(path), str(least or ""), str(most or ""), str(values)))
    return _joined(found)


def _joined(found: set[Constraint]) -> set[Constraint]:
    """One constraint a property: the published shapes part cardinality and values."""
    made: dict[tuple[str, str], list[str]] = {}
    for target, path, *values in found:
        kept = made.setdefault((target, path), ["", "", ""])
        made[target, path] = [old or new for old, new in zip(kept, values, strict=True)]
    return {(*key, *values) for key, values in made.items()}  # type: ignore[misc]


@cache
def shapes() -> list[Graph]:
    """Our shapes and, where they are at hand, the published ones."""
    return [_ours(), *([Graph().parse(PUBLISHED)] if PUBLISHED.exists() else [])]


def violations(graph: Graph) -> str:
    """What the shapes have against a graph; empty where nothing is wrong."""
    said = []
    for each in shapes():
        conforms, _, text = pyshacl.validate(graph, shacl_graph=each, inference="none")
        said += [] if conforms else [text]
    return "\n".join(said)


def _ours() -> Graph:
    graph = Graph()
    for target, path, least, most, values in table():
        shape, each = URIRef(f"urn:shape:{target}"), BNode()
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, URIRef(target)))
        graph.add((shape, SH.property, each))
        graph.add((each, SH.path, URIRef(path)))
        for name, count in (("minCount", least), ("maxCount", most)):
            if count:
                graph.add((each, SH[name], Literal(int(count))))
        if values:
            is_literal = values.startswith((str(PREFIXES["xsd"]), str(RDF.langString)))
            graph.add((each, SH.datatype if is_literal else SH["class"], URIRef(values)))
    return graph


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(PREFIXES[prefix][local])
