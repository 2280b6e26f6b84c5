"""Export, import, export gives the same bytes, whatever the texts are, in XLSX and in CSV."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from barzan.access.values import system_actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.content import Placed, ServiceContent
from barzan.catalogue.models import LifeEvent, ServiceGroup
from barzan.catalogue.placing import Resolver
from barzan.config.proof import count
from barzan.exchange import queries
from barzan.exchange.applying import publish
from barzan.exchange.books import armed, defused
from barzan.exchange.files import as_csv, as_workbook, as_zip
from barzan.exchange.planning import plan
from barzan.exchange.reading import read
from barzan.exchange.tests.catalogues import LETTERS, contents, placed
from barzan.instruments.models import Instrument
from barzan.instruments.tests.factories import make_instrument
from barzan.people.tests.factories import make_unit
from barzan.persian.text import normalise

ACTOR = system_actor("test")
UNITS, GROUPS, EVENTS = ("U-1", "U-2"), ("G-1", "G-2"), ("birth", "work")
services = st.lists(st.tuples(contents, placed(UNITS, GROUPS, EVENTS)), min_size=1, max_size=4)


def catalogue_of(items: list[tuple[ServiceContent, Placed]]) -> None:
    resolve = Resolver()
    codes = [f"AZ-{number:04}" for number in range(len(items))]
    made = catalogue.add_services(
        ACTOR, [(code, resolve.placement(at)) for code, (_, at) in zip(codes, items, strict=True)]
    )
    catalogue.publish_versions(
        ACTOR, [(service, content) for service, (content, _) in zip(made, items, strict=True)]
    )


def surroundings() -> None:
    """The units, groups and life events that the services name."""
    root = make_unit(UNITS[0])
    make_unit(UNITS[1], root)
    for code in GROUPS:
        ServiceGroup.objects.create(code=code, title=f"گروه {code}")
    make_instrument()
    Instrument.objects.update(code="L-0001")
    for code in EVENTS:
        LifeEvent.objects.create(code=code, title="رویداد", title_en="Event", icon="baby")


def workbook() -> bytes:
    return as_workbook(queries.tables(ACTOR), queries.codes_of(queries.units(ACTOR)))


def archive() -> bytes:
    return as_zip(queries.tables(ACTOR))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("write", "name"), [(workbook, "all.xlsx"), (archive, "all.zip")])
@pytest.mark.proof
def test_a_catalogue_comes_back_byte_for_byte_into_an_empty_one(
    write: Callable[[], bytes], name: str
) -> None:
    @settings(
        max_examples=count(2_000),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(services)
    def goes_round(items: list[tuple[ServiceContent, Placed]]) -> None:
        with transaction.atomic():
            surroundings()
            with transaction.atomic():
                catalogue_of(items)
                first = write()
                again = plan(ACTOR, read(first, name), name)
                assert not again.changes
                assert not again.arrangings
                transaction.set_rollback(True)
            publish(ACTOR, plan(ACTOR, read(first, name), name), why="round")
            assert write() == first
            transaction.set_rollback(True)

    goes_round()


@settings(max_examples=500)
@given(st.text(LETTERS))
def test_a_cell_of_csv_is_safe_and_comes_back(text: str) -> None:
    assert armed(defused(text)) == text
    assert armed(normalise(defused(normalise(text)))) == normalise(text)
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.django_db
def test_one_table_goes_round_as_csv() -> None:
    surroundings()
    catalogue_of([(ServiceContent("=1+1", description="'+5\n۱۲"), Placed("U-1"))])
    data = as_csv(queries.tables(ACTOR), "services")
    assert data.startswith(b"\xef\xbb\xbfcode,unit,title")
    assert not plan(ACTOR, read(data, "services (2).csv"), "services (2).csv").changes
