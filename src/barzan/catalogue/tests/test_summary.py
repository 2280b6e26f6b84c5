"""The summary adds up: a unit counts everything under it, whatever the tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from barzan.catalogue.summary import FIGURES, Place, table

counts = st.fixed_dictionaries({figure: st.integers(0, 50) for figure in FIGURES})


@st.composite
def trees(draw: st.DrawFn) -> list[Place]:
    """Places whose paths form a forest, parents first."""
    places: list[Place] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        parent = draw(st.sampled_from([None, *places]))
        path, depth = (f"{parent.path}{number}/", parent.depth + 1) if parent else (f"/{number}/", 0)
        places.append(Place(f"u{number}", path, depth))
    return places


@given(st.data(), trees())
def test_roots_add_up_to_the_grand_total(data: st.DataObject, places: list[Place]) -> None:
    own = {place.code: data.draw(counts) for place in places}
    rows, total = table(places, own, {})
    for place in range(len(FIGURES)):
        assert sum(row.cells[place].found for row in rows if row.depth == 0) == total.cells[place].found


@given(st.data(), trees())
def test_a_unit_is_its_own_figures_and_those_of_its_children(
    data: st.DataObject, places: list[Place]
) -> None:
    own = {place.code: data.draw(counts) for place in places}
    rows = {row.code: row for row in table(places, own, {})[0]}
    for place in places:
        children = [
            each for each in places if each.depth == place.depth + 1 and each.path.startswith(place.path)
        ]
        for number, figure in enumerate(FIGURES):
            below = sum(rows[child.code].cells[number].found for child in children)
            assert rows[place.code].cells[number].found == own[place.code][figure] + below


def test_an_empty_cell_of_a_stated_row_states_none_and_a_row_without_figures_compares_nothing() -> None:
    found = dict.fromkeys(FIGURES, 2)
    rows, _ = table([Place("a", "/1/", 0)], {"a": found}, {"a": {"total": 2, "shared": None}})
    cells = {cell.figure: cell for cell in rows[0].cells}
    assert not cells["total"].differs
    assert cells["shared"].differs
    assert not cells["class_unknown"].differs
    rows, _ = table([Place("a", "/1/", 0)], {"a": found}, {})
    assert not any(cell.differs for cell in rows[0].cells)
