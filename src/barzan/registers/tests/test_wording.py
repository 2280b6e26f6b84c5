"""What entries say, in the reader's digits: times without seconds, ids in Persian digits, codes untouched."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from barzan.registers import describe
from barzan.registers.core import read
from barzan.registers.core.fields import Field
from barzan.registers.starting import first_definition
from barzan.registers.tests.factories import life


@pytest.mark.parametrize(
    ("kind", "text", "fa", "en"),
    [
        ("time", "08:30:00.000+03:30", "۰۸:۳۰", "08:30"),
        ("datetime", "2026-11-27T08:30:00.000+03:30", "۶ آذر ۱۴۰۵ ۰۸:۳۰", "6 Azar 1405 08:30"),
        ("time", "soon", "soon", "soon"),
        ("text", "0012345679", "۰۰۱۲۳۴۵۶۷۹", "0012345679"),
        ("text", "کوچهٔ 12", "کوچهٔ ۱۲", "کوچهٔ 12"),
        ("text", "AB-12", "AB-12", "AB-12"),
        ("integer", "1200", "۱۲۰۰", "1200"),
    ],
)
def test_an_answer_in_words(kind: str, text: str, fa: str, en: str) -> None:
    field = Field("asked", ("asked",), kind)
    with override("fa"):
        assert describe.said(field, text) == fa
    with override("en"):
        assert describe.said(field, text) == en


def test_what_ends_an_entry_is_not_offered_first() -> None:
    definition = read(life())
    ways = [definition.transition(key) for key in ("close", "suspend", "renew")]
    assert describe.first(definition, ways) == "renew"
    assert describe.first(definition, ways[:2]) == ""


def test_a_register_begins_without_the_title_among_its_columns_and_without_files() -> None:
    names = ("photo", "name", "street", "area")
    kinds = ("image", "text", "text", "integer")
    fields = {name: Field(name, (name,), kind) for name, kind in zip(names, kinds, strict=True)}
    definition = first_definition("stall", fields)
    assert definition["entry_title"] == "{name}"
    assert definition["columns"] == ["street", "area"]
