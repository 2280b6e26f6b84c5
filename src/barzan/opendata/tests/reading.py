"""A service read back from RDF: the proof that every fact that a version has was carried."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef

from barzan.catalogue.content import (
    ChannelContent,
    LegalBasisContent,
    RequirementContent,
    ServiceContent,
    StepContent,
)
from barzan.opendata.addresses import Addresses
from barzan.opendata.terms import NAMESPACES, VOCABULARY

DCT, CV, CPSV, ELI = (Namespace(NAMESPACES[name]) for name in ("dct", "cv", "cpsv", "eli"))
RDF_VALUE = URIRef(NAMESPACES["rdf"] + "value")
PROV_ENDED = URIRef(NAMESPACES["prov"] + "invalidatedAtTime")


class Reader:
    """Reads one service of a graph; what is absent is None or empty."""

    def __init__(self, graph: Graph, at: Addresses, code: str) -> None:
        self.graph, self.at, self.code = graph, at, code
        self.own = Namespace(at.base + VOCABULARY)
        self.service = URIRef(at.service(code))

    def one(self, subject: URIRef, path: URIRef) -> Any:
        found = list(self.graph.objects(subject, path))
        assert len(found) <= 1, (subject, path, found)
        return found[0] if found else None

    def text(self, subject: URIRef, path: URIRef, language: str | None = "fa") -> str:
        found = [
            each
            for each in self.graph.objects(subject, path)
            if isinstance(each, Literal) and each.language == language
        ]
        assert len(found) <= 1, (subject, path, found)
        return str(found[0]) if found else ""

    def number(self, subject: URIRef, path: URIRef) -> int | None:
        found = self.one(subject, path)
        return None if found is None else int(found.toPython())

    def value_of(self, subject: URIRef, path: URIRef, scheme: str) -> str:
        """The value of a code list that a property points at."""
        start = self.at.own(f"{scheme}-")
        found = [str(each) for each in self.graph.objects(subject, path) if str(each).startswith(start)]
        assert len(found) <= 1
        return found[0].removeprefix(start) if found else ""

    def parts(self, *paths: URIRef) -> list[URIRef]:
        found = [each for path in paths for each in self.graph.objects(self.service, path)]
        return sorted(found, key=lambda each: self.number(each, self.own.number) or 0)  # type: ignore[return-value, arg-type]

    def content(self) -> ServiceContent:
        own, service = self.own, self.service
        cost = self.one(service, CV.hasCost)
        has_client = self.one(service, own.hasClient)
        return ServiceContent(
            title=self.text(service, DCT.title),
            national_code=self.text(service, own.nationalCode, None) or None,
            service_class=self.value_of(service, CV.isClassifiedBy, "class") or None,
            has_client=None if has_client is None else has_client.toPython(),
            description=""
            if self.one(service, own.describedByTitle)
            else self.text(service, DCT.description),
            fee_rials=self.number(cost, CV.hasValue) if cost else None,
            fee_text=self.text(cost, DCT.description) if cost else "",
            standard_days=self.number(service, own.standardDays),
            day_kind=self.value_of(service, own.dayKind, "day"),
            standard_text=self.text(service, own.standardText),
            objection=self.redress(),
            gap_reason=self.text(service, own.gapReason),
            booklet=self.text(service, own.booklet, None),
            source_line=self.number(service, own.sourceLine),
            requirements=tuple(map(self.requirement, self.parts(CPSV.hasInput, CV.holdsRequirement))),
            legal_bases=tuple(map(self.legal, self.parts(CV.hasLegalResource))),
            steps=tuple(map(self.step, self.steps())),
            channels=tuple(map(self.channel, self.parts(CV.hasChannel))),
        )

    def redress(self) -> str:
        rule = self.one(self.service, self.own.hasRedress)
        assert rule is None or (self.service, CPSV.follows, rule) in self.graph
        return self.text(rule, DCT.description) if rule else ""

    def steps(self) -> list[URIRef]:
        rules = [
            each
            for each in self.graph.objects(self.service, CPSV.follows)
            if (each, self.own.hasStep, None) in self.graph
        ]
        found = [each for rule in rules for each in self.graph.objects(rule, self.own.hasStep)]
        return sorted(found, key=lambda each: self.number(each, self.own.number) or 0)  # type: ignore[return-value, arg-type]

    def requirement(self, each: URIRef) -> RequirementContent:
        return RequirementContent(
            self.value_of(each, DCT.type, "requirement"),
            self.text(each, DCT.title),
            self.text(each, DCT.description),
            self.number(each, self.own.sourceLine),
        )

    def legal(self, each: URIRef) -> LegalBasisContent:
        day = self.one(each, ELI.date_document)
        instrument = self.one(each, DCT.relation)
        return LegalBasisContent(
            self.value_of(each, ELI.type_document, "basis"),
            self.text(each, DCT.title),
            self.text(each, ELI.id_local, None),
            date.fromisoformat(str(day)) if day is not None else None,
            self.text(each, self.own.dateText),
            self.text(each, ELI.responsibility_of, None),
            self.text(instrument, DCT.identifier, None) if instrument else "",
            self.text(each, self.own.article),
            self.number(each, self.own.sourceLine),
        )

    def step(self, each: URIRef) -> StepContent:
        return StepContent(
            self.text(each, DCT.description),
            self.text(each, self.own.who),
            self.number(each, self.own.deadlineDays),
            self.number(each, self.own.sourceLine),
        )

    def channel(self, each: URIRef) -> ChannelContent:
        return ChannelContent(
            self.value_of(each, DCT.type, "channel"),
            self.text(each, RDF_VALUE, None),
            self.text(each, DCT.description),
        )

    def instant(self, path: URIRef) -> datetime | None:
        found = self.one(self.service, path)
        return None if found is None else found.toPython()
