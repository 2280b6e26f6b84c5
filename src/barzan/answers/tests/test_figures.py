"""Distributions of every kind of question, and that each figure opens the list it counts."""

from __future__ import annotations

import pytest

from barzan.access import Role
from barzan.answers import figures, queries, segments
from barzan.answers.core.filters import parsed
from barzan.answers.tests.making import make_form, make_submission
from barzan.people.tests.factories import make_actor

pytestmark = pytest.mark.django_db

ANSWERS = [
    {"home": {"owner": "yes", "rooms": "1", "area": "50.5", "street": "خیابان بهار"}, "needs": "water road",
     "order": "water road school", "since": "2026-03-21"},
    {"home": {"owner": "yes", "rooms": "2", "area": "abc", "street": "خيابان  بهار"}, "needs": "water",
     "order": "road water school", "since": "2026-03-22"},
    {"home": {"owner": "no", "rooms": "9", "street": "کوچهٔ ۳"}, "needs": "school", "since": "2026-05-30"},
    {"home": {"owner": "other", "rooms": "4"}, "since": "nothing"},
    {},
]  # fmt: skip


@pytest.fixture(params=["fresh", "stored"])
def form(request):
    made = make_form()
    for each in ANSWERS:
        make_submission(made, each)
    if request.param == "stored":
        segments.take_in(made)
    return made


@pytest.fixture
def look(form):
    with queries.look(make_actor(Role.ANALYST), form) as opened:
        yield opened


def of(look, path):
    table = look.table("")
    return look.distribution(look.rows(table), table.by_path[path])


def shown(found):
    return {part.of: part.count for part in found.parts}


def test_choices_with_those_nobody_took_and_those_not_offered(look) -> None:
    found = of(look, "home/owner")
    assert (found.n, found.missing) == (4, 1)
    assert shown(found) == {"yes": 2, "no": 1, "other": 1}
    assert found.share(found.parts[0]) == 0.5


def test_several_choices_count_answers_not_ticks(look) -> None:
    found = of(look, "needs")
    assert (found.n, found.missing, shown(found)) == (3, 2, {"water": 2, "road": 1, "school": 1})


def test_ranks_have_first_places_and_a_mean(look) -> None:
    found = of(look, "order")
    assert [(part.of, part.count, part.mean) for part in found.parts] == [
        ("water", 1, 1.5), ("road", 1, 1.5), ("school", 0, 3.0),
    ]  # fmt: skip


def test_numbers_have_a_summary_and_bars(look) -> None:
    found = of(look, "home/rooms")
    assert (found.numbers.minimum, found.numbers.median, found.numbers.mean, found.numbers.maximum) == (
        1,
        3,
        4,
        9,
    )
    assert sum(part.count for part in found.parts) == 4
    assert found.parts[0].filters[0].text == "home/rooms:bin:1..2"


def test_what_is_no_number_is_said_and_not_lost(look) -> None:
    found = of(look, "home/area")
    assert (found.n, found.missing, found.unreadable) == (2, 3, 1)


def test_days_by_jalali_month_with_the_empty_ones_between(look) -> None:
    found = of(look, "since")
    assert [(part.month, part.count) for part in found.parts] == [
        ((1405, 1), 2),
        ((1405, 2), 0),
        ((1405, 3), 1),
    ]
    assert found.unreadable == 1


def test_spellings_of_one_text_are_one_group(look) -> None:
    found = of(look, "home/street")
    assert (found.n, [(part.count, part.spellings) for part in found.parts]) == (3, [(2, 2), (1, 1)])


def test_every_figure_opens_a_list_of_as_many(look) -> None:
    table = look.table("")
    opened = 0
    for column in table.columns:
        if column.personal or column.kind in ("file", "point", "shape"):
            continue
        for part in look.distribution(look.rows(table), column).parts:
            filters, refused = parsed([each.text for each in part.filters], table)
            assert not refused
            assert look.count(look.rows(table, filters)) == part.count, (column.path, part)
            opened += 1
    assert opened > 20


def test_two_questions_against_each_other(look) -> None:
    table = look.table("")
    found = figures.cross(look.rows(table), table.by_path["home/owner"], table.by_path["needs"])
    assert found.counts == {("yes", "water"): 2, ("yes", "road"): 1, ("no", "school"): 1}
    assert (found.lines, found.heads) == (("yes", "no"), ("water", "road", "school"))


def test_lists_are_filtered_sorted_and_searched(look) -> None:
    table = look.table("")

    def rooms(*texts, **more):
        filters, refused = parsed(texts, table)
        assert not refused
        found = look.listed(queries.Asked(filters=tuple(filters), **more), table)
        return [line.cells.get("home/rooms") for line in found.lines]

    assert rooms() == [None, "4", "9", "2", "1"]
    assert rooms(sort="home/rooms") == ["9", "4", "2", "1", None]
    assert rooms(sort="home/rooms", descending=False) == ["1", "2", "4", "9", None]
    assert rooms("home/rooms:ge:۴", sort="home/rooms") == ["9", "4"]
    assert rooms("needs:any:water") == ["2", "1"]
    assert rooms("home/owner:not:yes", "home/rooms:lt:5") == ["4"]
    assert rooms("since:since:1405/02/01") == ["4", "9"] or rooms("since:since:1405/02/01") == ["9"]
    assert rooms("home/street:empty") == [None, "4"]
    assert rooms(text="خيابان بهار") == ["2", "1"]
    assert rooms(text="هیچ") == []


def test_what_an_address_cannot_mean_is_told(look) -> None:
    filters, refused = parsed(
        ["nowhere:is:1", "home/rooms:ge:x", "home/owner:is", "phone:is:1", "needs:any:road"], look.table("")
    )
    assert [each.text for each in filters] == ["needs:any:road"]
    assert len(refused) == 4
