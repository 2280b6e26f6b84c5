"""Results, counts, facets, suggestions and corrections are bounded by the actor's scope."""

from barzan.access import ANONYMOUS, Actor, Grant, Role
from barzan.search import queries
from barzan.search.tests.conftest import Fill, entry, unit


def officer(unit: str = "", place: str = "") -> Actor:
    return Actor(user=1, grants=(Grant(Role.OFFICER, unit_path=unit, place_path=place),))


def files(fill: Fill) -> None:
    fill(
        entry("1", "پروندهٔ محرمانه", unit_path="/1/2/", place_path="/5/", facets=unit("دفتر یک")),
        entry("2", "پروندهٔ عادی", unit_path="/1/3/", place_path="/6/", facets=unit("دفتر دو")),
        kind="file",
    )


def test_the_public_finds_nothing_of_the_staff(fill: Fill) -> None:
    files(fill)
    for asked in ("پرونده", "محرمانه", "محرمنه", "پرو"):
        found = queries.find(ANONYMOUS, asked)
        assert (found.total, found.hits, found.corrected, dict(found.kinds)) == (0, (), "", {})
        assert found.facets == {}
        assert queries.suggest(ANONYMOUS, asked) == ()


def test_an_officer_finds_what_lies_under_the_own_unit_and_place(fill: Fill) -> None:
    files(fill)
    cases = [(officer("/1/2/"), ["1"]), (officer("/1/"), ["2", "1"]), (officer(place="/6/"), ["2"]),
             (officer("/1/2/", "/6/"), []), (officer("/1/20/"), []), (officer(), ["2", "1"])]  # fmt: skip
    for actor, expected in cases:
        found = queries.find(actor, "پرونده")
        assert [hit.key for hit in found.hits] == expected
        assert found.total == len(expected)
        assert sum(count for _, count in found.facets.get("unit", [])) == len(expected)


def test_a_correction_uses_only_words_the_actor_sees(fill: Fill) -> None:
    files(fill)
    assert queries.find(officer("/1/2/"), "محرمنه").corrected == "محرمانه"
    assert queries.find(officer("/1/3/"), "پرونده محرمنه").corrected == ""


def test_facets_and_kinds_narrow_and_count(fill: Fill) -> None:
    files(fill)
    actor = officer("/1/")
    assert queries.find(actor, "پرونده", facets={"unit": "دفتر یک"}).total == 1
    assert queries.find(actor, "پرونده", facets={"unit": "دفتر سه"}).total == 0
    found = queries.find(actor, "پرونده", kind="service")
    assert (found.total, dict(found.kinds)) == (0, {"file": 2})
