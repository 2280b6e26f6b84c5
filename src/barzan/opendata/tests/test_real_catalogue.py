"""The 332 services of the blueprint ``qazvin-services``: not one violation, not one fact lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from rdflib import Graph

from barzan.access.values import ANONYMOUS
from barzan.blueprints import actions as blueprints
from barzan.catalogue import queries
from barzan.catalogue.tests.factories import LOADER
from barzan.opendata.addresses import Addresses
from barzan.opendata.tests.reading import CPSV, Reader
from barzan.opendata.tests.shapes import violations

QAZVIN = Path(__file__).parents[4] / "blueprints/qazvin-services"


@pytest.mark.django_db
def test_the_real_catalogue_is_carried_whole_in_both_forms(client: Client) -> None:
    blueprints.load(LOADER, QAZVIN)
    turtle = Graph().parse(data=client.get("/data/services.ttl").getvalue(), format="turtle")
    json_ld = Graph().parse(data=client.get("/data/services.jsonld").getvalue(), format="json-ld")
    assert violations(turtle) == ""
    assert set(turtle) == set(json_ld), "no blank nodes stand in the data, so equal sets are equal graphs"
    contents = queries.contents(ANONYMOUS)
    assert len(contents) == len(set(turtle.subjects(None, CPSV.PublicService))) == 332
    at = Addresses("http://testserver")
    for code, content in contents.items():
        assert Reader(turtle, at, code).content() == content, code
