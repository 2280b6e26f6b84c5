"""The facets of an entry as one text, so that those of thousands of entries are counted by their text. Pure.

Most entries share their values with many others: each text is read once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from barzan.search.registry import Name

Facets = Mapping[str, tuple[Name, ...]]


def write(facets: Mapping[str, Sequence[Name]]) -> str:
    """``facets`` as text: equal facets give equal texts; empty and repeated values are left out."""
    kept = {
        name: [[value.text, value.text_en] for value in dict.fromkeys(values) if value.text]
        for name, values in sorted(facets.items())
    }
    return json.dumps({name: values for name, values in kept.items() if values}, ensure_ascii=False)


@lru_cache(maxsize=10_000)
def read(text: str) -> Facets:
    """The facets that ``write`` wrote."""
    return {name: tuple(Name(*value) for value in values) for name, values in json.loads(text).items()}


def holds(text: str, chosen: Mapping[str, str]) -> bool:
    """Whether the facets of ``text`` have all the values of ``chosen``, each by its Persian name."""
    facets = read(text)
    return all(any(each.text == value for each in facets.get(name, ())) for name, value in chosen.items())


def count(texts: Iterable[str]) -> dict[str, list[tuple[Name, int]]]:
    """How often each value of each facet stands in ``texts``, the most frequent first."""
    counts: dict[str, Counter[Name]] = {}
    for text, times in Counter(texts).items():
        for name, values in read(text).items():
            counts.setdefault(name, Counter()).update(dict.fromkeys(values, times))
    return {
        name: sorted(counted.items(), key=lambda each: (-each[1], each[0].text))
        for name, counted in counts.items()
    }
