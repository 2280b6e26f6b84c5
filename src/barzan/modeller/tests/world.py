"""A definition with a draft or a version, for tests of pages."""

from __future__ import annotations

from itertools import count

from barzan.access.values import system_actor
from barzan.bpmn.model import Text
from barzan.modeller.core import starting
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit
from barzan.process.actions import definitions as actions
from barzan.process.models import Definition, Draft

WRITER = system_actor("test")
_number = count(1)


def make_definition(
    unit: Unit | None = None, *, key: str = "", published: bool = False, xml: bytes = b""
) -> Definition:
    """A definition with the general course as its draft, or as its first version."""
    key = key or f"service-{next(_number)}"
    title = Text("رسیدگی به درخواست", "Handling a request")
    xml = xml or starting.general(key, title)
    definition = actions.create(
        WRITER, key, title.fa, unit or make_unit(f"unit-{key}"), title_en=title.en, xml=xml
    )
    if published:
        publish(definition)
    return definition


def publish(definition: Definition, why: str = "آزمون") -> None:
    """Publishes the draft with every warning accepted."""
    from barzan.process.checked import look_at, place

    draft = Draft.objects.get(definition=definition)
    looked = look_at(bytes(draft.xml), definition.key)
    accepted = {place(finding): "آزمون" for finding in looked.warnings}
    actions.publish(WRITER, definition, why, accepted)
    definition.refresh_from_db()
