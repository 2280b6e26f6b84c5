"""``barzan data export`` writes the whole catalogue or nothing, and says which."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from barzan.cli.tests.installations import Installation, says_both

BASE = "https://city.example"
FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}


@pytest.fixture
def named(filled_home: Path) -> Installation:
    return Installation(filled_home, more={"BARZAN_ADDRESS": BASE})


def test_both_forms_hold_every_service_under_the_permanent_address(
    named: Installation, tmp_path: Path
) -> None:
    graphs = []
    for form, parsed in FORMATS.items():
        file = tmp_path / f"services.{form}"
        done = named.run("data", "export", "--format", form, "--output", file)
        assert done.returncode == 0, done.stderr
        assert says_both(done.stdout)
        graphs.append(Graph().parse(file, format=parsed))
    assert set(graphs[0]) == set(graphs[1])
    services = set(graphs[0].subjects(None, URIRef("http://purl.org/vocab/cpsv#PublicService")))
    assert len(services) == 12
    assert URIRef(f"{BASE}/services/MK-0001/") in services
    assert sorted(file.name for file in tmp_path.iterdir()) == ["services.jsonld", "services.ttl"]


@pytest.mark.parametrize("address", ["", "city.example", "https://city.example/a path"])
def test_without_an_address_nothing_is_written(filled_home: Path, tmp_path: Path, address: str) -> None:
    nameless = Installation(filled_home, more={"BARZAN_ADDRESS": address})
    done = nameless.run("data", "export", "--output", tmp_path / "services.ttl")
    assert done.returncode == 2
    assert "BARZAN_ADDRESS" in done.stderr
    assert says_both(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_both_languages(named: Installation, tmp_path: Path) -> None:
    done = named.run("data", "export", "--output", tmp_path / "nowhere" / "services.ttl")
    assert done.returncode == 2
    assert says_both(done.stderr)
    assert "Traceback" not in done.stderr
