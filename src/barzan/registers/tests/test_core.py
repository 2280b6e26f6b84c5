"""The pure core: definitions read, checked and drawn; numbers, cells, conditions, sides of a conflict."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.clock.core import Calendar, Weekend
from barzan.clock.core.calendars import IRAN_HOURS
from barzan.config.proof import count
from barzan.registers.core import Definition, Field, Refused, Term, Validity, check, read
from barzan.registers.core.conditions import about, holds
from barzan.registers.core.fields import named, values, with_answer
from barzan.registers.core.merging import merged, sides
from barzan.registers.core.numbering import Unreadable, parts_of, pattern
from barzan.registers.core.picture import picture
from barzan.registers.core.typing_in import Untyped, typed
from barzan.registers.core.validity import NONE, Period, after
from barzan.registers.lives import read_life, write_life
from barzan.registers.tests.factories import life

CHOICES = {"sewing": {"fa": "خیاطی", "en": "Sewing"}, "carpet": {"fa": "قالی‌بافی"}}
FIELDS = named(
    [
        Field("name", ("name",)),
        Field("trade", ("trade",), "select_one", choices=CHOICES),
        Field("trades", ("trades",), "select_multiple", choices=CHOICES),
        Field("workers", ("workers",), "integer"),
        Field("holder_id", ("holder_id",), personal=True),
        Field("point", ("point",), "geopoint"),
        Field("asked_on", ("asked_on",), "date"),
        Field("name", ("owner", "name")),
    ]
)
CALENDAR = Calendar((Weekend(frozenset()),), IRAN_HOURS)
TODAY = date(2026, 11, 26)


def findings(**changes: Any) -> set[tuple[str, str]]:
    fields = dict(FIELDS) | {"name": Field("name", ("name",))}
    return {(each.place, each.code) for each in check(read(life(**changes)), fields)}


def test_a_definition_is_the_same_after_json_and_yaml() -> None:
    definition = read(life())
    assert read(definition.as_value()) == definition
    assert read_life(write_life(definition), "life.yaml") == definition


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], ""),
        ({"states": {}}, "states"),
        ({"states": [{"key": "a", "tone": "red"}]}, "states.a.tone"),
        ({"transitions": [{"key": "a", "by": "nobody"}]}, "transitions.a.by"),
        ({"states": [{"key": "a", "start": "perhaps"}]}, "states.a.start"),
        ({"numbering": ["x"]}, "numbering"),
        ({"states": [{}] * 500}, "states"),
        ({"entry_title": "x" * 2_000}, "entry_title"),
    ],
)
def test_what_is_no_definition_is_refused_with_its_place(value: Any, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read(value)
    assert place in {each.place for each in refused.value.findings}


@pytest.mark.parametrize("text", [b"a: [1", b"a: &x 1\nb: *x", b"!!python/object:os.system {}", b"", b"- 1"])
def test_a_hostile_file_of_a_life_is_refused(text: bytes) -> None:
    with pytest.raises(Refused):
        read_life(text, "life.yaml")


def test_a_good_life_has_no_findings() -> None:
    assert findings() == set()


def with_transition(**changes: Any) -> list[dict[str, Any]]:
    first, *rest = life()["transitions"]
    return [{**first, **changes}, *rest]


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"states": [*life()["states"], {"key": "x", "title": "ب", "end": True}]}, "states.x", "unreachable"),
        (
            {"states": [*life()["states"], {"key": "asked", "title": "دوباره"}]},
            "states.asked.key",
            "key-twice",
        ),
        ({"transitions": with_transition(to="gone")}, "transitions.issue.to", "state"),
        ({"transitions": with_transition(roles=[])}, "transitions.issue.roles", "nobody"),
        ({"transitions": with_transition(roles=["king"])}, "transitions.issue.roles", "role"),
        (
            {"transitions": with_transition(condition="colour = 1")},
            "transitions.issue.condition",
            "condition-name",
        ),
        ({"transitions": with_transition(fields=["colour"])}, "transitions.issue.fields", "field"),
        ({"transitions": with_transition(by="expiry")}, "transitions.issue.by", "clock-asks"),
        ({"validity": {"amount": "P1Y", "renewal": "P2Y"}}, "validity.renewal", "window"),
        ({"validity": {"amount": "P1Y", "counting": "moons"}}, "validity.counting", "counting"),
        ({"views": [{"key": "v", "title": "نما", "shape": "globe"}]}, "views.v.shape", "shape-of-view"),
        ({"entry_title": "{holder_id}"}, "entry_title", "personal"),
        ({"entry_title": "نام"}, "entry_title", "entry-title"),
        ({"identity": ["colour"]}, "identity", "field"),
    ],
)
def test_findings_name_place_and_code(changes: dict[str, Any], place: str, code: str) -> None:
    assert (place, f"register.{code}") in findings(**changes)


def test_a_condition_that_cannot_be_read_is_placed() -> None:
    found = findings(transitions=with_transition(condition="workers <="))
    assert "transitions.issue.condition" in {place for place, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "{year}", "{number}{number}", "{colour}{number}", "{number", "=1{number}"),
        *("{unit}{number}", "{number:3}{unit}"),
    ],
)
def test_patterns_that_give_no_numbers(text: str) -> None:
    with pytest.raises(Unreadable):
        pattern(text)


@given(st.integers(1, 999_999))
def test_a_number_tells_its_count(number: int) -> None:
    parts = parts_of(TODAY, "office", "city")
    made = pattern("N-{organisation}/{year}-{number:4}.x").number(number, parts)
    assert pattern("N-{organisation}/{year}-{number:4}.x").count(made, parts) == number
    assert pattern("M-{number:4}").count(made, parts) is None


def test_series_begin_anew_with_year_and_unit() -> None:
    parts = parts_of(TODAY, "office", "city")
    assert pattern("{unit}-{year}-{number}").series(parts) == "year=1405/unit=office"
    assert pattern("{number:3}").series(parts) == ""


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("trade", "خیاطی", "sewing"),
        ("trade", "قالی بافی", "carpet"),
        ("trades", "خیاطی، قالی‌بافی", "sewing carpet"),
        ("workers", "۱٬۲۰۰", "1200"),
        ("asked_on", "۱۴۰۵/۹/۵", "2026-11-26"),
        ("asked_on", "2026-11-26", "2026-11-26"),
        ("point", "35.7, 51.4", "35.7 51.4 0 0"),
        ("name", "  كارگاه ", "کارگاه"),
        ("workers", "", ""),
    ],
)
def test_cells_become_answers(name: str, text: str, value: str) -> None:
    assert typed(FIELDS.get(name) or FIELDS["name"], text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("trade", "نجاری"),
        ("workers", "سه"),
        ("workers", "2.5"),
        ("asked_on", "1405/13/40"),
        ("point", "تهران"),
        ("point", "135 51"),
    ],
)
def test_cells_that_are_no_answers_are_told(name: str, text: str) -> None:
    with pytest.raises(Untyped):
        typed(FIELDS[name], text)


def test_names_are_as_short_as_they_can_be() -> None:
    assert "owner/name" in FIELDS
    assert FIELDS["workers"].path == ("workers",)
    given = with_answer(with_answer({}, ("owner", "name"), "الف"), ("workers",), "3")
    found = values(FIELDS, given)
    assert (found["owner_name"], found["workers"]) == ("الف", 3)


def test_conditions_see_fields_and_the_entry() -> None:
    now = datetime(2026, 11, 26, 12)
    known = about("N-1", "valid", (TODAY, date(2026, 12, 1)), date(2026, 11, 1), TODAY)
    for text, expected in (
        ("workers <= 3", True), ("workers > 3", False), ("renewal_open", True), ('state = "valid"', True),
        ("valid_to > today", True), ("asked_on = null", True), ("workers / 0 > 1", False),
    ):  # fmt: skip
        assert holds(text, FIELDS, {"workers": "3"}, known, now) is expected, text


def test_the_validity_after_each_kind_of_transition() -> None:
    validity = Validity("P30D", "calendar-days", "P5D")
    begun = after(Term.BEGIN, validity, NONE, TODAY, CALENDAR)
    assert begun.since == TODAY
    assert begun.until == date(2026, 12, 26)
    assert begun.renew_from == date(2026, 12, 21)
    late = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert after(Term.RENEW, validity, late, TODAY, CALENDAR).since == TODAY
    assert after(Term.RENEW, validity, begun, TODAY, CALENDAR).until == date(2027, 1, 25)
    assert after(Term.END, validity, begun, TODAY, CALENDAR).until == TODAY
    assert after(Term.END, validity, late, TODAY, CALENDAR).until == late.until, "over, not longer"
    assert after(Term.KEEP, validity, begun, TODAY, CALENDAR) == begun
    assert after(Term.BEGIN, None, NONE, TODAY, CALENDAR) == NONE


words = st.sampled_from(["", "الف", "ب", "پ"])
texts = st.fixed_dictionaries({"name": words, "trade": words, "workers": words})


@given(texts, texts, texts)
def test_a_merge_of_two_editors_loses_nothing(base: Any, theirs: Any, mine: Any) -> None:
    found = sides(FIELDS, base, theirs, mine)
    result = merged(found, theirs, {row.name: True for row in found})
    for name in ("name", "trade", "workers"):
        if mine[name] != base[name]:
            assert result.get(name, "") == mine[name]
        else:
            assert result.get(name, "") == theirs[name]
    assert {row.name for row in found if row.contradicts} == {
        name
        for name in base
        if theirs[name] != base[name] and mine[name] != base[name] and theirs[name] != mine[name]
    }


keys = st.sampled_from("abcdefgh")
any_life = st.builds(
    lambda states, ways: {
        "numbering": "{number}",
        "entry_title": "{name}",
        "states": [
            {"key": key, "title": key, "start": at == 0, "end": end}
            for at, (key, end) in enumerate(states.items())
        ],
        "transitions": [
            {"key": f"t{at}", "title": "ت", "from": [one], "to": other, "roles": ["officer"]}
            for at, (one, other) in enumerate(ways)
        ],
    },
    st.dictionaries(keys, st.booleans(), min_size=1, max_size=8),
    st.lists(st.tuples(keys, keys), max_size=14),
)


@pytest.mark.proof
def test_a_life_without_errors_never_holds_an_entry_fast() -> None:
    @settings(max_examples=count(20_000), deadline=None)
    @given(any_life)
    def holds_for(value: dict[str, Any]) -> None:
        definition: Definition = read(value)
        picture(definition, "fa")
        if any(each.is_error for each in check(definition, FIELDS | {"name": Field("name", ("name",))})):
            return
        for state in definition.states:
            assert state.end or any(
                state.key in each.sources and each.target != state.key for each in definition.transitions
            )

    holds_for()


def test_the_drawing_shows_every_state_and_no_markup_of_others() -> None:
    states = [*life()["states"], {"key": "evil", "title": "<script>"}]
    drawn = picture(read(life(states=states)), "fa", here="valid", wrong=["evil"])
    assert drawn.count("life-state") == len(states)
    assert "<script>" not in drawn
    assert "life-here" in drawn
