"""Places of a submission as a picture; numbers as readers read them."""

from __future__ import annotations

import pytest
from django.utils import translation

from barzan.submissions.core.plane import EDGE, HEIGHT, WIDTH, drawing, places_of, plane
from barzan.submissions.page import amount

POINT = "35.70 51.40 0 0"
SQUARE = "35.70 51.40 0 0;35.70 51.41 0 0;35.71 51.41 0 0;35.70 51.40 0 0"


def test_places_of_an_answer_are_longitude_and_latitude_and_what_is_none_is_left_out() -> None:
    assert places_of(f"{POINT};x y;99 1;35.7") == [(51.40, 35.70)]


def test_all_places_lie_within_the_edge() -> None:
    places = places_of(SQUARE)
    on = plane(places)
    for x, y in places:
        assert EDGE - 0.01 <= on.x(x) <= WIDTH - EDGE + 0.01
        assert EDGE - 0.01 <= on.y(y) <= HEIGHT - EDGE + 0.01
    assert on.x(51.41) - on.x(51.40) == pytest.approx(0.812 * (on.y(35.70) - on.y(35.71)), rel=0.001)


def test_a_dot_lies_over_a_line_and_that_over_an_area() -> None:
    found = drawing([("a", "geopoint", POINT), ("b", "geotrace", SQUARE), ("c", "geoshape", SQUARE)])
    assert found is not None
    assert [each.label for each in found.shapes] == ["c", "b", "a"]
    area, line, dot = found.shapes
    assert (area.path.endswith("Z"), line.path.endswith("Z"), dot.path) == (True, False, "")
    assert drawing([("a", "geopoint", "nowhere")]) is None


@pytest.mark.parametrize(
    ("text", "fa", "en"),
    [
        ("1385", "۱۳۸۵", "1385"),
        ("14400000", "۱۴٬۴۰۰٬۰۰۰", "14,400,000"),
        ("137.1", "۱۳۷٫۱", "137.1"),
        ("-12000.5", "−۱۲٬۰۰۰٫۵", "-12,000.5"),
        ("007", "۰۰۷", "007"),
        ("a 7", "a 7", "a 7"),
    ],
)
def test_numbers_are_told_in_the_readers_digits(text: str, fa: str, en: str) -> None:
    for language, said in (("fa", fa), ("en", en)):
        with translation.override(language):
            assert amount(text).replace("\u200e", "").replace("-", "−") == said.replace("-", "−")
