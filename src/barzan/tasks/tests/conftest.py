"""What the tests of tasks share: an owner that remembers, a unit with people, tasks to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from barzan.access import Actor, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.tasks import owners
from barzan.tasks.tests.factories import KIND


@dataclass
class Told:
    """What the owner of the tests was told."""

    completed: list[tuple[str, dict]] = field(default_factory=list)
    silence: dict | None = None


@pytest.fixture(autouse=True)
def told() -> Iterator[Told]:
    told = Told()
    owners.provide(
        owners.Owner(
            KIND,
            completed=lambda actor, task, answers: told.completed.append((task.key, dict(answers))),
            named=lambda abouts: {about: owners.Text("خرید", "Purchase") for about in abouts},
            silent=lambda actor, task, silence: told.silence,
        )
    )
    yield told
    owners._owners.pop(KIND)


@pytest.fixture
def root(db: None) -> Unit:
    return make_unit("ROOT")


@pytest.fixture
def office(root: Unit) -> Unit:
    return make_unit("OFFICE", root)


@pytest.fixture
def other(root: Unit) -> Unit:
    return make_unit("OTHER", root)


@pytest.fixture
def officer(office: Unit) -> Actor:
    return make_actor(Role.OFFICER, office)


@pytest.fixture
def head(office: Unit) -> Actor:
    return make_actor(Role.UNIT_HEAD, office)
