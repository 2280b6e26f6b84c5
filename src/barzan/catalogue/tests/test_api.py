"""The API gives what the sheet gives, in Latin keys and digits; its documents are served from here."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.catalogue import queries
from barzan.catalogue.tests.factories import LOADER


def test_one_service_carries_all_its_parts(mehrkuh: None, client: Client) -> None:
    given = client.get("/api/v1/services/MK-0001").json()
    content = queries.contents(LOADER, ["MK-0001"])["MK-0001"]
    assert given["title"] == content.title
    assert given["content_hash"].startswith("v1:")
    assert [row["text"] for row in given["requirements"]] == [row.text for row in content.requirements]
    assert given["legal_bases"][0]["date"] == "2002-03-10"
    assert len(given["steps"]) == 4
    assert (given["fee_rials"], given["standard_days"], given["has_client"]) == (0, 45, True)


def test_unknown_is_null(mehrkuh: None, client: Client) -> None:
    given = client.get("/api/v1/services/MK-0012").json()
    assert (given["service_class"], given["has_client"], given["fee_rials"]) == (None, None, None)


def test_the_list_pages_and_filters(mehrkuh: None, client: Client) -> None:
    page = client.get("/api/v1/services", {"client": "yes", "limit": 3, "offset": 3}).json()
    assert (page["total"], len(page["services"])) == (4, 1)


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 10_000}, {"offset": -1}, {"client": "maybe"}, {"sort": "x"}]
)
def test_a_wrong_parameter_is_refused_by_name(
    mehrkuh: None, client: Client, query: dict[str, object]
) -> None:
    answer = client.get("/api/v1/services", query)
    assert answer.status_code == 422
    assert next(iter(query)) in str(answer.json())


def test_a_code_that_never_was_is_not_found(mehrkuh: None, client: Client) -> None:
    assert client.get("/api/v1/services/ZZ-0001").status_code == 404


def test_the_summary_carries_the_stated_figures(mehrkuh: None, client: Client) -> None:
    rows = {row["unit"]: row["figures"] for row in client.get("/api/v1/services/summary").json()}
    assert rows["urban"]["shared"] == {"found": 2, "stated": 3, "differs": True, "decided": 1}
    assert rows[None]["total"]["found"] == 12


def test_units_count_their_own_services(mehrkuh: None, client: Client) -> None:
    rows = {row["code"]: row for row in client.get("/api/v1/services/units").json()}
    assert rows["market"]["services"] == 2
    assert rows["market"]["parent"] == "economy"


@pytest.mark.django_db
def test_the_documents_of_the_api_are_served_from_here(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "://" not in page.replace("http://www.w3.org", "")
    assert "One service with all its parts" in page
    assert "GET /api/v1/services/{code}" in page
    assert "/api/v1/openapi.json" in page
    assert client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/services/{code}"]
