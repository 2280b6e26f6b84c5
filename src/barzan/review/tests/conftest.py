"""A review and people signed in, for the tests of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from barzan.access import Role
from barzan.people.tests.factories import make_user
from barzan.review.models import Reading
from barzan.review.tests.factories import make_reading, make_units

Signed = Callable[[Role], Client]


@pytest.fixture
def review(db: None) -> Reading:
    """A reading of the invented booklet, started by somebody else."""
    return make_reading(make_units())


@pytest.fixture
def signed(review: Reading) -> Signed:
    """Signs somebody of a role in: their browser."""

    def browser(role: Role = Role.OFFICER) -> Client:
        client = Client()
        client.force_login(make_user(role, review.unit))
        return client

    return browser
