"""The documents over HTTP: addresses that last, pages, ETags, refusals in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rdflib import Graph, URIRef

from barzan.access.values import ANONYMOUS
from barzan.catalogue import actions, after, queries
from barzan.catalogue.actions import Placement
from barzan.catalogue.content import ChannelContent, StepContent
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup
from barzan.catalogue.tests.factories import LOADER, make_catalogue, make_content, make_service
from barzan.opendata.addresses import Addresses
from barzan.opendata.tests.reading import CPSV, CV, Reader
from barzan.opendata.tests.shapes import violations
from barzan.people.models import Organisation, Unit
from barzan.people.tests.factories import make_place, make_unit

pytestmark = pytest.mark.django_db
AT = Addresses("http://testserver")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}
DOCUMENTS = (
    "/services/AZ-0001.{}",
    "/data/services.{}",
    "/data/services.{}?page=1",
    "/data/organisations.{}",
)


def parsed(client: Client, path: str) -> Graph:
    answer = client.get(path)
    assert answer.status_code == 200, path
    form = path.partition("?")[0].rpartition(".")[2]
    return Graph().parse(data=answer.getvalue(), format=FORMATS[form])


def full_service() -> Service:
    """A published service of which everything is known that surrounds it."""
    category = Category.objects.create(code="c", title="دسته", title_en="Category", icon="list")
    event = LifeEvent.objects.create(code="e", title="رویداد", title_en="Event", icon="list")
    group = ServiceGroup.objects.create(code="G-1", title="گروه", national_code="13012165000")
    unit = make_unit("office")
    Organisation.objects.update(place=make_place("city", name="شهر"))
    service = actions.add_service(LOADER, "AZ-0001", Placement(unit, group, category, (event,)))
    actions.publish_version(LOADER, service, make_content(fee_rials=0, steps=(StepContent("گام"),)))
    service.refresh_from_db()
    return service


@pytest.mark.parametrize("form", FORMATS)
def test_a_service_is_read_back_from_its_document(client: Client, form: str) -> None:
    full_service()
    graph = parsed(client, f"/services/AZ-0001.{form}")
    assert violations(graph) == ""
    assert Reader(graph, AT, "AZ-0001").content() == queries.contents(ANONYMOUS)["AZ-0001"]


def test_the_addresses_in_the_data_are_those_of_the_pages(client: Client) -> None:
    service = full_service()
    assert AT.service(service.code) == AT.base + reverse("catalogue:service", args=[service.code])
    assert AT.version("AZ-0001", 3) == AT.base + reverse("catalogue:version", args=["AZ-0001", 3])
    assert AT.office("office") == AT.base + reverse("catalogue:office", args=["office"])
    assert AT.category("c") == AT.base + reverse("catalogue:category", args=["c"])
    assert AT.life_event("e") == AT.base + reverse("catalogue:life-event", args=["e"])
    assert AT.document("AZ-0001", "ttl") == AT.base + reverse("data:service", args=["AZ-0001", "ttl"])
    assert AT.own("") == AT.base + reverse("opendata:vocabulary") + "#"
    assert AT.data("context.jsonld") == AT.base + reverse("data:context")


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_document_does_not_depend_on_the_language_of_its_reader(
    client: Client, path: str, form: str
) -> None:
    full_service()
    persian, english = (
        client.get(path.format(form), headers={"accept-language": language}).getvalue()
        for language in ("fa", "en")
    )
    assert persian == english


@pytest.mark.parametrize("path", [*DOCUMENTS, "/data/vocabulary.{}", "/data/catalog.{}"])
@pytest.mark.parametrize("form", FORMATS)
def test_what_has_not_changed_is_not_sent_again(client: Client, path: str, form: str) -> None:
    full_service()
    first = client.get(path.format(form))
    tag = first["ETag"]
    assert not tag.startswith("W/")
    again = client.get(path.format(form), headers={"if-none-match": tag})
    assert (again.status_code, again.getvalue(), again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=60"
    assert first["Access-Control-Allow-Origin"] == "*"


def _publish() -> None:
    actions.publish_version(LOADER, Service.objects.get(), make_content("عنوان تازه"))


def _rename_the_office() -> None:
    Unit.objects.update(name="دفتر نو")


def _rename_the_category() -> None:
    Category.objects.update(title="دستهٔ نو")


def _rename_the_event() -> None:
    LifeEvent.objects.update(title="رویداد نو")


def _rename_the_organisation() -> None:
    Organisation.objects.update(name="سازمان نو")


def _take_out_of_the_group() -> None:
    Service.objects.update(group=None)


def _take_out_of_the_event() -> None:
    Service.objects.get().life_events.clear()


CHANGES = (
    _publish, _rename_the_office, _rename_the_category, _rename_the_event, _rename_the_organisation,
    _take_out_of_the_group, _take_out_of_the_event,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", ["/services/AZ-0001.ttl", "/data/services.ttl", "/data/services.ttl?page=1"])
def test_whatever_changes_the_data_changes_the_tag(
    client: Client, path: str, change: Callable[[], None]
) -> None:
    full_service()
    before = client.get(path)
    said = before.getvalue()
    change()
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after.getvalue() != said


def test_only_a_tag_answers_for_what_has_no_time_of_its_own(client: Client) -> None:
    full_service()
    told = client.get("/services/AZ-0001.ttl")["Last-Modified"]
    _rename_the_office()
    assert client.get("/services/AZ-0001.ttl", headers={"if-modified-since": told}).status_code == 200


def test_a_retired_service_says_so_at_its_address_and_leaves_the_catalogue(client: Client) -> None:
    service = full_service()
    actions.retire_service(LOADER, service, why="آزمون")
    graph = parsed(client, "/services/AZ-0001.ttl")
    assert violations(graph) == ""
    assert (
        Reader(graph, AT, "AZ-0001").value_of(
            URIRef(AT.service("AZ-0001")), URIRef("http://www.w3.org/ns/adms#status"), "status"
        )
        == "retired"
    )
    assert not list(parsed(client, "/data/services.ttl").subjects(None, CPSV.PublicService))


def test_a_retired_service_names_those_in_which_it_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(after, "_providers", [lambda actor, service: ["AZ-0002"]])
    replaced = URIRef("http://purl.org/dc/terms/isReplacedBy")
    service = full_service()
    assert not list(parsed(client, "/services/AZ-0001.ttl").objects(None, replaced))
    actions.retire_service(LOADER, service, why="آزمون")
    graph = parsed(client, "/services/AZ-0001.ttl")
    assert list(graph.objects(URIRef(AT.service("AZ-0001")), replaced)) == [URIRef(AT.service("AZ-0002"))]
    assert violations(graph) == ""


def test_an_unpublished_service_is_in_no_document(client: Client) -> None:
    actions.add_service(LOADER, "AZ-0009", Placement(make_unit("office")))
    assert client.get("/services/AZ-0009.ttl").status_code == 404
    assert b"AZ-0009" not in client.get("/data/services.ttl").getvalue()


def test_pages_together_are_the_whole_catalogue(client: Client) -> None:
    make_catalogue(250)
    whole, paged, path = parsed(client, "/data/services.ttl"), Graph(), "/data/services.ttl?page=1"
    followed = []
    while path:
        answer = client.get(path)
        paged.parse(data=answer.content, format="turtle")
        followed.append(path)
        links = dict(
            reversed(link.strip().removeprefix("<").split('>; rel="')) for link in answer["Link"].split(",")
        )
        path = links.get('next"', "").removeprefix("http://testserver")
    assert len(followed) == 3
    assert set(whole) == set(paged)
    assert len(set(whole.subjects(None, CPSV.PublicService))) == 250
    assert violations(whole) == ""


def test_offices_stand_under_each_other(client: Client) -> None:
    make_unit("below", make_unit("above"))
    graph = parsed(client, "/data/organisations.ttl")
    above = URIRef("http://www.w3.org/ns/org#subOrganizationOf")
    assert (URIRef(AT.office("below")), above, URIRef(AT.office("above"))) in graph
    assert violations(graph) == ""


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/services/AZ-9999.ttl", "AZ-9999"),
        ("/data/services.ttl?page=0", "page"),
        ("/data/services.ttl?page=99", "page"),
        ("/data/services.ttl?page=۱", "page"),
        ("/data/services.ttl?page=", "page"),
        ("/data/changes.json?after=-1", "after=0"),
        ("/data/changes.json?after=x", "after=0"),
        ("/data/changes.atom?after=99999999999999999999", "after=0"),
        ("/sitemap-7.xml", "7"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_in_both_languages(
    client: Client, path: str, word: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    persian, english = answer.content.decode().strip().splitlines()
    assert word in english
    assert any("\u0600" < char < "\u06ff" for char in persian)


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/turtle", "http://testserver/services/AZ-0001.ttl"),
        ("application/ld+json", "http://testserver/services/AZ-0001.jsonld"),
        ("text/html;q=0.5, text/turtle", "http://testserver/services/AZ-0001.ttl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", None),
        ("*/*", None),
        ("application/rdf+xml", None),
    ],
)
def test_the_sheet_answers_each_in_its_own_form(client: Client, accept: str, location: str | None) -> None:
    make_service()
    answer = client.get("/services/AZ-0001/", headers={"accept": accept})
    assert answer.status_code == (303 if location else 200)
    assert answer.get("Location") == location
    assert "Accept" in [each.strip() for each in answer["Vary"].split(",")]


def test_the_permanent_address_can_be_set(client: Client, settings: Any) -> None:
    settings.ADDRESS = "https://services.city.example"
    make_service()
    graph = Graph().parse(data=client.get("/services/AZ-0001.ttl").content, format="turtle")
    assert URIRef("https://services.city.example/services/AZ-0001/") in set(graph.subjects())


def test_the_context_is_the_one_that_documents_carry(client: Client) -> None:
    make_service()
    served = client.get("/data/context.jsonld").json()["@context"]
    assert served == client.get("/services/AZ-0001.jsonld").json()["@context"]


def test_the_api_of_the_catalogue_answers_with_a_tag_too(client: Client) -> None:
    make_service()
    for path in ("/api/v1/services", "/api/v1/services/AZ-0001", "/api/v1/services/units"):
        tag = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    before = client.get("/api/v1/services/AZ-0001")["ETag"]
    actions.publish_version(LOADER, Service.objects.get(), make_content("نو"))
    assert client.get("/api/v1/services/AZ-0001", headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("size", [332, 1_200])
def test_documents_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Callable, size: int
) -> None:
    make_catalogue(size)
    asked = {
        "/services/BG-00007.ttl": 6,
        "/data/services.jsonld?page=2": 7,
        "/data/organisations.ttl": 1,
        "/data/changes.json?after=0": 2,
        "/data/changes.atom": 3,
        "/data/vocabulary.ttl": 0,
        "/data/catalog.ttl": 1,
        "/sitemap-1.xml": 4,
    }
    for path, number in asked.items():
        with django_assert_num_queries(number, info=path):
            client.get(path).getvalue()
    # The file of the whole catalogue: eight questions for its tag, six for each 500 services and one more.
    with django_assert_num_queries(8 + 6 * -(-size // 500) + 1):
        client.get("/data/services.ttl").getvalue()


def test_a_web_channel_leads_to_its_page(client: Client) -> None:
    make_service(channels=(ChannelContent("web", "https://example.org/"), ChannelContent("web", "درگاه")))
    graph = parsed(client, "/services/AZ-0001.ttl")
    homepage = URIRef("http://xmlns.com/foaf/0.1/homepage")
    assert set(graph.objects(None, homepage)) == {URIRef("https://example.org/")}
    assert len(list(graph.subjects(None, CV.Channel))) == 2
