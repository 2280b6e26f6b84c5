"""Services as RDF: valid, whole, the same in both forms, whatever the texts hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from barzan.catalogue.content import ChannelContent, ServiceContent, StepContent
from barzan.config.proof import count
from barzan.opendata.addresses import Addresses, Identity, Named, Office, is_web_address
from barzan.opendata.graph import service_nodes
from barzan.opendata.nodes import Node, catalog_nodes, unique, vocabulary_nodes
from barzan.opendata.terms import OWN, TERMS
from barzan.opendata.tests.reading import CPSV, CV, DCT, PROV_ENDED, Reader
from barzan.opendata.tests.shapes import PUBLISHED, published, table, violations
from barzan.opendata.tests.strategies import HOSTILE, contents, identities
from barzan.opendata.vocabulary import CLASSES, CODES, EXTENSION
from barzan.opendata.writing import json_ld, turtle

AT = Addresses("https://city.example")
OFFICE = Office(Named("office", "دفتر", "Office"), Named("org", "سازمان"))
THEN = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
IDENTITY = Identity("QZ-0001", OFFICE, 3, "v1:0f", THEN)


def as_turtle(nodes: list[Node]) -> Graph:
    return Graph().parse(data="".join(turtle(nodes, AT.base)), format="turtle")


def as_json_ld(nodes: list[Node]) -> Graph:
    return Graph().parse(data="".join(json_ld(nodes, AT.base)), format="json-ld")


def graph_of(content: ServiceContent, identity: Identity = IDENTITY) -> Graph:
    return as_turtle(list(unique(service_nodes(AT, identity, content))))


@pytest.mark.proof
@settings(max_examples=count(3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(identities(), contents())
def test_any_service_passes_the_shapes(identity: Identity, content: ServiceContent) -> None:
    assert violations(graph_of(content, identity)) == ""


@pytest.mark.proof
@settings(max_examples=count(5_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(identities(), contents())
def test_turtle_and_json_ld_are_the_same_graph_and_give_back_every_fact(
    identity: Identity, content: ServiceContent
) -> None:
    nodes = list(unique(service_nodes(AT, identity, content)))
    graph = as_turtle(nodes)
    assert isomorphic(graph, as_json_ld(nodes))
    reader = Reader(graph, AT, identity.code)
    assert reader.content() == content
    assert reader.instant(DCT.issued) == identity.published_at
    assert reader.instant(PROV_ENDED) == identity.retired_at
    assert list(graph.objects(reader.service, CV.hasCompetentAuthority)) == [
        URIRef(AT.office(identity.office.unit.code))
    ]
    assert set(graph.objects(reader.service, DCT.isReplacedBy)) == {
        URIRef(AT.service(code)) for code in identity.successors
    }
    assert set(graph.objects(reader.service, CV.isGroupedBy)) == {
        URIRef(AT.life_event(event.code)) for event in identity.life_events
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text_everywhere(text: str) -> None:
    content = ServiceContent(
        text, description=text, objection=text, gap_reason=text, fee_text=text, standard_text=text,
        booklet=text, steps=(StepContent(text, text),), channels=(ChannelContent("web", text, text),),
    )  # fmt: skip
    nodes = list(unique(service_nodes(AT, IDENTITY, content)))
    assert Reader(as_turtle(nodes), AT, "QZ-0001").content() == content
    assert Reader(as_json_ld(nodes), AT, "QZ-0001").content() == content


def test_what_nobody_knows_gives_no_triple() -> None:
    graph = graph_of(ServiceContent("عنوان"))
    reader = Reader(graph, AT, "QZ-0001")
    said = {str(path).rsplit("#", 1)[-1].rsplit("/", 1)[-1] for path in graph.predicates(reader.service)}
    assert said == {
        "type", "identifier", "title", "description", "describedByTitle", "status", "version", "issued",
        "contentHash", "hasCompetentAuthority", "isPartOf",
    }  # fmt: skip


def test_a_fee_of_zero_is_told_and_an_unknown_fee_is_not() -> None:
    free, unknown = (graph_of(ServiceContent("عنوان", fee_rials=fee)) for fee in (0, None))
    assert [cost.toPython() for cost in free.objects(None, CV.hasValue)] == [0.0]
    assert not list(unknown.subjects(None, CV.Cost))


def test_working_days_are_no_duration() -> None:
    calendar, working = (
        graph_of(ServiceContent("عنوان", standard_days=15, day_kind=kind)) for kind in ("calendar", "working")
    )
    assert [str(time) for time in calendar.objects(None, CV.processingTime)] == ["P15D"]
    assert not list(working.objects(None, CV.processingTime))
    assert Reader(working, AT, "QZ-0001").content().standard_days == 15


def test_steps_can_be_read_by_those_who_do_not_know_our_terms() -> None:
    graph = graph_of(ServiceContent("عنوان", steps=(StepContent("درخواست"), StepContent("بررسی"))))
    rule = next(iter(graph.objects(URIRef(AT.service("QZ-0001")), CPSV.follows)))
    assert (rule, DCT.description, Literal("1. درخواست\n2. بررسی", lang="fa")) in graph


def test_a_channel_that_points_at_another_service_does_not_hide_it() -> None:
    first = ServiceContent("یکم", channels=(ChannelContent("web", AT.service("QZ-0002")),))
    second = Identity("QZ-0002", OFFICE, 1, "v1:00", THEN)
    nodes = [*service_nodes(AT, IDENTITY, first), *service_nodes(AT, second, ServiceContent("دوم"))]
    assert Reader(as_turtle(list(unique(nodes))), AT, "QZ-0002").content() == ServiceContent("دوم")


def test_the_same_service_is_written_in_the_same_bytes() -> None:
    content = ServiceContent("عنوان", fee_rials=5, steps=(StepContent("گام"),))
    for write in (turtle, json_ld):
        first, second = ("".join(write(service_nodes(AT, IDENTITY, content), AT.base)) for _ in range(2))
        assert first == second


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org/آدرس", True),
        ("https://example.org/a b", False),
        ("https://example.org/<a>", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("http://[::1", False),
        ("درگاه وزارت کشور", False),
    ],
)
def test_only_an_address_becomes_a_link(text: str, answer: bool) -> None:
    assert is_web_address(text) is answer


def test_the_vocabulary_and_the_description_pass_the_shapes_and_are_the_same_in_both_forms() -> None:
    for made in (vocabulary_nodes(AT), unique(catalog_nodes(AT, OFFICE.organisation))):
        nodes = list(made)
        assert violations(as_turtle(nodes)) == ""
        assert isomorphic(as_turtle(nodes), as_json_ld(nodes))


def test_our_vocabulary_explains_every_term_of_our_own_and_no_other() -> None:
    own = {term.name.partition(":")[2] for term in TERMS.values() if term.name.startswith(f"{OWN}:")}
    assert set(EXTENSION) == own
    assert {"Step"} == set(CLASSES)


def test_our_shapes_find_what_is_wrong() -> None:
    graph = graph_of(ServiceContent("عنوان", fee_rials=5, objection="راه"))
    for subject in set(graph.subjects(DCT.title)):
        titles = list(graph.objects(subject, DCT.title))
        graph.remove((subject, DCT.title, None))
        assert "MinCount" in violations(graph), subject
        for title in titles:
            graph.add((subject, DCT.title, title))
    graph.add((URIRef(AT.service("QZ-0001")), CV.hasChannel, URIRef("https://city.example/nothing")))
    assert "Class" in violations(graph)


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published shapes ({PUBLISHED}) are not here")
def test_our_table_of_constraints_is_that_of_the_published_shapes() -> None:
    assert table() == published()


def test_code_lists_are_those_of_the_catalogue_with_its_names() -> None:
    from django.utils.translation import override

    from barzan.catalogue import models

    lists = {
        "class": models.ServiceClass, "requirement": models.RequirementKind, "basis": models.BasisKind,
        "channel": models.ChannelKind, "day": models.DayKind,
    }  # fmt: skip
    for name, choices in lists.items():
        for language in ("fa", "en"):
            with override(language):
                named = {value: str(label) for value, label in choices.choices}
            assert {value: getattr(entry, language) for value, entry in CODES[name].items()} == named
