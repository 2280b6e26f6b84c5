"""What the tests of the room share: an office with its hands, and drafts taken the whole way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.test import Client

from barzan.access import Actor, Role
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.revisions import actions, queries
from barzan.revisions.models import Draft
from barzan.revisions.proposed import Proposed


@dataclass(frozen=True)
class Office:
    """An office under a root, with who writes, reviews and approves there."""

    unit: Unit
    officer: Actor
    secretary: Actor
    head: Actor

    def service(self, code: str, **fields: object) -> Service:
        return make_service(code, self.unit, **fields)

    def write(self, draft: Draft, **fields: object) -> Draft:
        """A saving by the officer in which ``fields`` of the content are others."""
        now = queries.proposed(self.officer, draft)
        wanted = Proposed(replace(now.content, **fields), now.placed)  # type: ignore[arg-type]
        return actions.save(self.officer, draft, wanted, seen=draft.revision)

    def approve(self, draft: Draft) -> Draft:
        """The draft reviewed by the secretary and approved by the head."""
        draft = actions.review(self.secretary, draft, seen=draft.revision)
        return actions.approve(self.head, draft, seen=draft.revision)

    def publish(self, service: Service, **fields: object) -> Draft:
        """A change of ``service`` taken the whole way."""
        draft = self.approve(self.write(actions.open_draft(self.officer, service), **fields))
        actions.publish(self.head, [draft])
        draft.refresh_from_db()
        return draft


def signed_in(role: Role, unit: Unit) -> Client:
    """A browser in which somebody with ``role`` over ``unit`` is signed in."""
    client = Client()
    client.force_login(make_user(role, unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_office(code: str = "office", root: Unit | None = None) -> Office:
    unit = make_unit(code, root or make_unit(f"{code}-root"))
    hands = (make_actor(role, unit) for role in (Role.OFFICER, Role.SECRETARY, Role.UNIT_HEAD))
    return Office(unit, *hands)
