"""The feed of changes: in order, nothing left out, nothing twice, nobody named."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from barzan.catalogue import actions
from barzan.catalogue.actions import Placement
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import LOADER, make_content, make_service
from barzan.config.proof import count, seed
from barzan.opendata import data
from barzan.people.tests.factories import make_unit
from barzan.trail import sealer
from barzan.trail.models import Event, Pending

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = "/data/changes.json?after=0"


def followed(client: Client, path: str = FIRST) -> Iterator[dict[str, Any]]:
    """Every change from an address on, as a harvester follows it; ends with the first empty page."""
    while True:
        page = client.get(path).json()
        yield from page["changes"]
        path = page["next"]
        if not page["changes"]:
            return


def test_the_feed_tells_what_happened_in_order(client: Client) -> None:
    service = make_service()
    actions.publish_version(LOADER, service, make_content("عنوان تازه"))
    actions.place_service(LOADER, service, Placement(make_unit("elsewhere")))
    actions.retire_service(LOADER, service, why="راز")
    sealer.seal()
    told = list(followed(client))
    assert [each["change"] for each in told] == ["published", "published", "placed", "retired"]
    assert [each["version"] for each in told] == [1, 2, 2, 2]
    assert [each["title"] for each in told][1:] == ["عنوان تازه"] * 3
    assert "راز" not in client.get(FIRST).content.decode()


def test_what_was_never_published_is_not_told(client: Client) -> None:
    service = actions.add_service(LOADER, "AZ-0001", Placement(make_unit("office")))
    actions.place_service(LOADER, service, Placement(make_unit("elsewhere")))
    sealer.seal()
    assert list(followed(client)) == []
    actions.publish_version(LOADER, service, make_content())
    sealer.seal()
    assert [each["change"] for each in followed(client)] == ["published"]


@pytest.mark.proof
def test_a_harvester_that_comes_at_any_moment_misses_nothing_and_gets_nothing_twice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publications, moves and retirements at random, sealed at random, fetched in small pages at random."""
    dice = random.Random(seed())
    monkeypatch.setattr(data, "CHANGES", 3)
    units = [make_unit(f"unit-{n}") for n in range(3)]
    address, fetched = FIRST, []
    for number in range(count(2_000) + 20):
        _something(dice, units, number)
        if dice.random() < 0.5:
            sealer.seal()
        for _ in range(dice.randrange(4)):
            page = client.get(address).json()
            fetched += page["changes"]
            address = page["next"]
    sealer.seal()
    fetched += followed(client, address)
    assert [_said(each) for each in fetched] == [_said(each) for each in followed(client)]
    happened = Event.objects.filter(verb__in=["service.published", "service.placed", "service.retired"])
    verbs = [(event.verb, event.key) for event in happened.order_by("pk")]
    assert [(f"service.{each['change']}", each["code"]) for each in fetched] == verbs


def _something(dice: random.Random, units: list[Any], number: int) -> None:
    living = list(Service.objects.filter(retired_at__isnull=True))
    choice = dice.random()
    if not living or choice < 0.3:
        make_service(f"AZ-{number:04}", dice.choice(units))
    elif choice < 0.6:
        actions.publish_version(LOADER, dice.choice(living), make_content(f"عنوان {number}"))
    elif choice < 0.9:
        actions.place_service(LOADER, dice.choice(living), Placement(dice.choice(units)))
    else:
        actions.retire_service(LOADER, dice.choice(living), why="آزمون")


def _said(change: dict[str, Any]) -> tuple[Any, ...]:
    return change["cursor"], change["change"], change["code"], change["version"], change["title"]


def test_a_change_waits_until_it_has_its_place_in_the_chain(client: Client) -> None:
    make_service("AZ-0001")
    assert list(followed(client)) == []
    page = client.get(FIRST).json()
    sealer.seal()
    assert [each["code"] for each in followed(client, page["next"])] == ["AZ-0001"]


def test_what_commits_late_comes_late_and_is_not_lost(client: Client) -> None:
    """As on PostgreSQL, where a transaction may commit after one whose events have higher numbers."""
    make_service("AZ-0001")
    late = list(Pending.objects.all())
    Pending.objects.all().delete()
    make_service("AZ-0002")
    sealer.seal()
    page = client.get(FIRST).json()
    assert [each["code"] for each in page["changes"]] == ["AZ-0002"]
    Pending.objects.bulk_create(late)
    sealer.seal()
    assert [each["code"] for each in followed(client, page["next"])] == ["AZ-0001"]


def test_the_cursor_passes_what_does_not_concern_services(client: Client) -> None:
    make_service("AZ-0001")
    sealer.seal()
    newest = client.get("/data/changes.json").json()
    assert newest["next"] == client.get(FIRST).json()["next"]


def test_the_atom_feed_is_whole_and_stands_any_title(client: Client) -> None:
    make_service("AZ-0001", title="عنوان <b>&\x01\x0b\ufffe «یک»")
    make_service("AZ-0002", title="دوم")
    sealer.seal()
    feed = ElementTree.fromstring(client.get("/data/changes.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "AZ-0002: دوم", "AZ-0001: عنوان <b>& «یک»",
    ]  # fmt: skip
    ids = {entry.findtext(f"{ATOM}id") for entry in entries}
    assert len(ids) == 2
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"alternate", "self", "first", "next"}


def test_an_empty_page_of_the_feed_has_no_clock(client: Client) -> None:
    first = client.get("/data/changes.atom")
    assert client.get("/data/changes.atom", headers={"if-none-match": first["ETag"]}).status_code == 304
