"""The menu shows what the actor may open, in order, and says where the reader is."""

from __future__ import annotations

import pytest

from barzan.access import ANONYMOUS, Actor, Grant, Role
from barzan.access.rules import ADMINISTER, PUBLIC
from barzan.look import menu
from barzan.look.menu import MenuItem, add, entries

pytestmark = pytest.mark.urls("barzan.look.tests.urls")
ADMINISTRATOR = Actor(user=1, grants=(Grant(Role.ADMINISTRATOR),))


@pytest.fixture(autouse=True)
def own_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})
    add(MenuItem("portal", "Components", "look:components", PUBLIC, order=20))
    add(MenuItem("portal", "Home", "home", PUBLIC, order=1))
    add(MenuItem("portal", "Services", "services", PUBLIC, order=10))
    add(MenuItem("portal", "Keys", "keys", ADMINISTER, order=30))
    add(MenuItem("desk", "Cases", "services", PUBLIC))


def labels(actor: Actor) -> list[str]:
    return [entry.label for entry in entries("portal", actor, "/")]


def test_items_come_in_order_and_only_of_their_face() -> None:
    assert labels(ANONYMOUS) == ["Home", "Services", "Components"]


def test_an_item_is_shown_to_those_whom_its_rule_admits() -> None:
    assert labels(ADMINISTRATOR) == ["Home", "Services", "Components", "Keys"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/services/", {"Services": "page", "Keys": ""}),
        ("/services/keys/", {"Services": "", "Keys": "page"}),
        ("/services/keys/7/", {"Services": "", "Keys": "true"}),
        ("/", {"Home": "page", "Services": ""}),
        ("/elsewhere/", {"Home": "", "Services": "", "Keys": ""}),
    ],
)
def test_the_nearest_item_above_the_page_is_current(path: str, current: dict[str, str]) -> None:
    shown = {entry.label: entry.current for entry in entries("portal", ADMINISTRATOR, path)}
    assert shown.items() >= current.items()


def test_the_desk_gathers_its_entries_in_groups_and_shows_one_alone_as_itself() -> None:
    add(MenuItem("desk", "Home", "home", PUBLIC, order=1, group="city"))
    add(MenuItem("desk", "Components", "look:components", PUBLIC, order=20, group="system"))
    add(MenuItem("desk", "Keys", "keys", ADMINISTER, order=30, group="system"))
    parts = menu.parts(entries("desk", ADMINISTRATOR, "/services/keys/7/"))
    assert [[entry.label for entry in part.entries] for part in parts] == [
        ["Cases"],
        ["Home"],
        ["Components", "Keys"],
    ]
    assert [(part.label, part.current) for part in parts[:2]] == [("Cases", False), ("Home", False)]
    assert parts[2].current
    assert parts[2].label == menu.GROUPS["system"][0]
    shown = menu.parts(entries("desk", ANONYMOUS, "/"))
    assert [part.label for part in shown] == ["Cases", "Home", "Components"]


def test_the_same_item_again_replaces_the_first() -> None:
    add(MenuItem("portal", "All services", "services", PUBLIC))
    assert "Services" not in labels(ANONYMOUS)
