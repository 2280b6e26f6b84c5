"""Published numbers beside live ones: the lines as printed, what is counted today, and what contradicts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from barzan.access import Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.registers import beside
from barzan.registers.core import check, read
from barzan.registers.core.fields import Field
from barzan.registers.models import Register
from barzan.registers.tests.factories import MAKER, life, make_entry, make_register, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


@pytest.fixture
def published(unit: Unit) -> Register:
    live = make_register(unit)
    for trade, state in (("sewing", "valid"), ("sewing", "asked"), ("carpet", "valid")):
        make_entry(live, trade=trade, state=state)
    return make_table(unit, live)


def line(register: Register, name: str, shops: str, state: str = "", remark: str = "") -> None:
    given = {"line": name, "shops": shops, "open_shops": "1", "remark": remark}
    make_entry(
        register, name="", trade="", workers="", holder_id="", state=state,
        **{key: text for key, text in given.items() if text},
    )  # fmt: skip


def test_each_line_stands_beside_what_is_counted_and_a_total_beside_all(published: Register) -> None:
    line(published, "sewing", "5")
    line(published, "total", "9", "contradiction", "جمع چاپ‌شده ۹ است و سطرها ۵ می‌شود.")
    definition = published.current.life
    found = beside.table(MAKER, published, definition, definition.beside)
    assert found.headings == ["کارگاه‌ها", "معتبرها"]
    pairs = [[(pair.published, pair.live) for pair in each.pairs] for each in found.lines]
    assert pairs == [[("5", 2), ("1", 1)], [("9", 3), ("1", 2)]]
    stranger = make_actor(Role.OFFICER, make_unit("other"))
    assert beside.table(stranger, published, definition, definition.beside).lines == []


def test_the_page_shows_both_numbers_and_what_contradicts_in_few_questions(
    client: Client, unit: Unit, published: Register, django_assert_max_num_queries
) -> None:
    line(published, "total", "69", "contradiction", "جمع ده سطر ۷۰ است.")
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    address = reverse("registers:beside", args=[published.key])
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()
    for told in ("۶۹", "اکنون ۳", "جمع ده سطر ۷۰ است.", "ناسازگار"):
        assert told in page, told


def test_a_register_without_a_published_table_has_no_such_page(client: Client, unit: Unit) -> None:
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    register = make_register(unit)
    assert client.get(reverse("registers:beside", args=[register.key])).status_code == 404


def test_names_that_nothing_has_are_found() -> None:
    counts = [{"field": "nothing", "register": "nowhere", "by": "trade"}]
    definition = read(life(beside={"row": "secret", "note": "gone", "counts": counts}))
    assert read(definition.as_value()) == definition
    fields = {name: Field(name, (name,)) for name in ("name", "trade", "workers", "point", "holder_id")}
    fields["secret"] = Field("secret", ("secret",), personal=True)
    places = {each.place for each in check(definition, fields, registers={"home"})}
    assert {"beside", "beside.counts.1", "beside.counts.1.register"} <= places
