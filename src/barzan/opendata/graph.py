"""A service as RDF nodes: what a version says, in terms of CPSV-AP 3.2.0. Pure: no Django, clock or I/O.

Nothing is invented: what the content leaves open gives no triple. Where the shapes demand what the source
may not have, the gap is told: a service without a description repeats its title there and says so
(``describedByTitle``); an office whose place is not recorded has a territory of which nothing is said.

Every code-list value and every resource that is pointed at comes with its type, so that each document passes
the shapes by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from barzan.catalogue.content import (
    ChannelContent,
    LegalBasisContent,
    RequirementContent,
    ServiceContent,
    StepContent,
)
from barzan.opendata.addresses import Addresses, Identity, is_web_address
from barzan.opendata.nodes import (
    Node,
    both,
    code_node,
    concept_node,
    currency_node,
    dataset_nodes,
    life_event_node,
    node,
    office_nodes,
    unique,
)
from barzan.opendata.vocabulary import CODES

EVIDENCE = ("document", "form")


def service_nodes(at: Addresses, identity: Identity, content: ServiceContent) -> list[Node]:
    """The service first, then its parts, then the stubs of all that they point at."""
    return ServiceGraph(at, identity, content).nodes()


def catalogue_nodes(at: Addresses, services: Iterable[tuple[Identity, ServiceContent]]) -> Iterator[Node]:
    """The nodes of many services, what they share told once."""
    return unique(each for identity, content in services for each in service_nodes(at, identity, content))


class ServiceGraph:
    """The nodes of one service; remembers the stubs that they need, in the order of their use."""

    def __init__(self, at: Addresses, identity: Identity, content: ServiceContent) -> None:
        self.at, self.identity, self.content = at, identity, content
        self.iri = at.service(identity.code)
        self._stubs: dict[str, Node] = {}

    def nodes(self) -> list[Node]:
        content = self.content
        inputs, demands = self._requirements()
        groups = {
            "hasInput": inputs,
            "holdsRequirement": demands,
            "hasLegalResource": [self._legal(*each) for each in enumerate(content.legal_bases, 1)],
            "hasChannel": [self._channel(*each) for each in enumerate(content.channels, 1)],
            "hasCost": self._cost(),
            "follows": self._rules(),
        }
        service = self._service() | {
            key: [each["id"] for each in made] for key, made in groups.items() if made
        }
        if content.objection:
            service["hasRedress"] = [f"{self.iri}#redress"]
        parts = [each for made in groups.values() for each in made]
        steps = [self._step(*each) for each in enumerate(content.steps, 1)]
        return [service, *parts, *steps, *self._surroundings(), *self._stubs.values()]

    def _service(self) -> Node:
        at, identity, content = self.at, self.identity, self.content
        calendar = content.day_kind == "calendar"
        return node(
            self.iri,
            "cpsv:PublicService",
            identifier=identity.code,
            title=_fa(content.title),
            description=_fa(content.description or content.title),
            describedByTitle=None if content.description else True,
            nationalCode=content.national_code,
            hasClient=content.has_client,
            processingTime=f"P{content.standard_days}D" if calendar else None,
            standardDays=content.standard_days,
            dayKind=self._code("day", content.day_kind),
            standardText=_fa(content.standard_text),
            gapReason=_fa(content.gap_reason),
            booklet=content.booklet,
            sourceLine=content.source_line,
            status=self._code("status", "retired" if identity.retired_at else "active"),
            version=str(identity.version),
            issued=identity.published_at.isoformat(),
            invalidatedAtTime=identity.retired_at.isoformat() if identity.retired_at else None,
            isReplacedBy=[at.service(code) for code in identity.successors],
            contentHash=identity.content_hash,
            hasCompetentAuthority=at.office(identity.office.unit.code),
            thematicArea=at.category(identity.category.code) if identity.category else None,
            isGroupedBy=[at.life_event(event.code) for event in identity.life_events],
            isClassifiedBy=self._classes(),
            isPartOf=at.dataset,
        )

    def _classes(self) -> list[str]:
        """Whom else the service belongs to, and the national service it stands under."""
        group = self.identity.group
        own = self._code("class", self.content.service_class or "")
        return [each for each in (own, self.at.group(group.code) if group else None) if each]

    def _requirements(self) -> tuple[list[Node], list[Node]]:
        """What is brought or filled in is evidence; what is followed or signed in to is a requirement."""
        made: tuple[list[Node], list[Node]] = ([], [])
        for number, each in enumerate(self.content.requirements, 1):
            is_evidence = each.kind in EVIDENCE
            sort = "cv:Evidence" if is_evidence else "cv:Requirement"
            made[not is_evidence].append(self._required(sort, number, each))
        return made

    def _required(self, sort: str, number: int, each: RequirementContent) -> Node:
        return self._part(
            "requirement",
            number,
            sort,
            title=_fa(each.text),
            description=_fa(each.note),
            kind=self._code("requirement", each.kind),
            sourceLine=each.source_line,
        )

    def _legal(self, number: int, each: LegalBasisContent) -> Node:
        return self._part(
            "legal",
            number,
            "eli:LegalResource",
            title=_fa(each.title),
            type_document=self._code("basis", each.kind),
            id_local=each.document_number,
            date_document=each.date.isoformat() if each.date else None,
            dateText=_fa(each.date_text),
            responsibility_of=each.issuer,
            article=_fa(each.article),
            relation=self._instrument(each.instrument),
            sourceLine=each.source_line,
        )

    def _instrument(self, code: str) -> str | None:
        return (
            self._stub(node(self.at.instrument(code), "eli:LegalResource", identifier=code)) if code else None
        )

    def _channel(self, number: int, each: ChannelContent) -> Node:
        is_page = each.kind == "web" and is_web_address(each.value)
        return self._part(
            "channel",
            number,
            "cv:Channel",
            value=each.value,
            description=_fa(each.note),
            homepage=self._stub(node(each.value, "foaf:Document")) if is_page else None,
            kind=self._code("channel", each.kind),
        )

    def _cost(self) -> list[Node]:
        """No cost where nothing is known; 0 is free of charge."""
        rials, text = self.content.fee_rials, self.content.fee_text
        if rials is None and not text:
            return []
        known = rials is not None
        return [
            node(
                f"{self.iri}#cost",
                "cv:Cost",
                identifier=f"{self.identity.code}/cost",
                hasValue=str(rials) if known else None,
                currency=self._stub(currency_node()) if known else None,
                description=_fa(text),
            )
        ]

    def _rules(self) -> list[Node]:
        """The procedure, its steps also in one text, and the way to object: readable without our terms."""
        steps = self.content.steps
        made = []
        if steps:
            text = "\n".join(f"{number}. {step.text}" for number, step in enumerate(steps, 1))
            links = [f"{self.iri}#step-{number}" for number in range(1, len(steps) + 1)]
            made.append(self._rule("procedure", text) | {"hasStep": links})
        if self.content.objection:
            made.append(self._rule("redress", self.content.objection))
        return made

    def _rule(self, sort: str, text: str) -> Node:
        entry = CODES["rule"][sort]
        return node(
            f"{self.iri}#{sort}",
            "cpsv:Rule",
            identifier=f"{self.identity.code}/{sort}",
            title=both(entry.fa, entry.en),
            description=_fa(text),
            kind=self._code("rule", sort),
        )

    def _step(self, number: int, each: StepContent) -> Node:
        return self._part(
            "step",
            number,
            "bz:Step",
            description=_fa(each.text),
            who=_fa(each.who),
            deadlineDays=each.deadline_days,
            sourceLine=each.source_line,
        )

    def _surroundings(self) -> Iterator[Node]:
        at, identity = self.at, self.identity
        yield from office_nodes(at, identity.office)
        if identity.category:
            yield concept_node(at.category(identity.category.code), identity.category)
        for event in identity.life_events:
            yield life_event_node(at, event)
        if identity.group:
            notation = identity.group_national_code
            yield concept_node(at.group(identity.group.code), identity.group, notation=notation)
        yield from dataset_nodes(at, identity.office.organisation)

    def _part(self, sort: str, number: int, type_: str, **values: Any) -> Node:
        identifier = f"{self.identity.code}/{sort}/{number}"
        return node(f"{self.iri}#{sort}-{number}", type_, identifier=identifier, number=number, **values)

    def _code(self, scheme: str, value: str) -> str | None:
        return self._stub(code_node(self.at, scheme, value)) if value else None

    def _stub(self, stub: Node) -> str:
        self._stubs[stub["id"]] = stub
        return str(stub["id"])


def _fa(text: str) -> dict[str, str]:
    return both(text, "")
