"""What a room adds, changes and takes away is found, found anew and no longer found."""

import pytest

from barzan.access import ANONYMOUS
from barzan.search import actions, queries, registry
from barzan.search.models import Entry, Posting, Word
from barzan.search.tests.conftest import Fill, entry, unit


def total(text: str) -> int:
    return queries.find(ANONYMOUS, text).total


def facets(text: str) -> dict[str, dict[str, int]]:
    counted = queries.find(ANONYMOUS, text).facets
    return {name: {value.text: count for value, count in values} for name, values in counted.items()}


@pytest.mark.django_db
def test_entries_are_added_changed_and_removed(providers) -> None:
    shelf = providers["service"]
    shelf.append(entry("1", "پروانه ساختمان", facets=unit("دفتر یک", "دفتر دو", "")))
    actions.refresh("service", ["1"])
    assert total("ساختمان") == 1
    assert facets("ساختمان") == {"unit": {"دفتر یک": 1, "دفتر دو": 1}}
    shelf[:] = [entry("1", "مجوز بازار")]
    actions.refresh("service", ["1"])
    assert (total("ساختمان"), total("بازار")) == (0, 1)
    assert facets("بازار") == {}
    shelf.clear()
    actions.refresh("service", ["1"])
    assert not Entry.objects.exists()
    assert not Posting.objects.exists()


def test_the_whole_is_built_anew_with_progress(fill: Fill, providers) -> None:
    fill(entry("1", "پروانه"), entry("2", "مجوز"))
    providers["service"].pop()
    steps: list[tuple[int, int, str]] = []
    assert actions.rebuild(lambda *step: steps.append(step)) == 1
    assert steps == [(0, 2, ""), (1, 1, "")], "as many as there were, until all are written"
    assert set(Word.objects.values_list("text", flat=True)) == {"1", "پروانه"}


@pytest.mark.django_db
def test_a_pair_that_becomes_a_word_can_be_proposed(providers) -> None:
    providers["service"][:] = [entry("1", "گلاب پاش")]
    actions.refresh("service", ["1"])
    assert Word.objects.get(text="گلابپاش").paired
    providers["service"].append(entry("2", "گلابپاش"))
    actions.refresh("service", ["2"])
    assert not Word.objects.get(text="گلابپاش").paired


def test_a_kind_has_one_provider() -> None:
    with pytest.raises(ValueError, match="already registered"):
        registry.provide(registry.provider("service"))
