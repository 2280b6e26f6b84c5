"""The map: dots over the form's own GeoJSON files, a scale that says a round distance."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from barzan.access import Role
from barzan.answers import pictures
from barzan.answers.core.ground import Shape, shapes
from barzan.answers.tests.making import make_form, make_submission
from barzan.forms.models import Content, FormFile
from barzan.people.tests.factories import make_unit, make_user
from barzan.submissions.core import plane

SQUARE = [[51.39, 35.69], [51.41, 35.69], [51.41, 35.71], [51.39, 35.69]]
CITY = {
    "type": "FeatureCollection",
    "features": [
        {"geometry": {"type": "Polygon", "coordinates": [SQUARE]}, "properties": {"name": "کوی بهار"}},
        {
            "geometry": {"type": "LineString", "coordinates": [[51.4, 35.7], [51.41, 35.7]]},
            "properties": None,
        },
        {"geometry": {"type": "Point", "coordinates": [51.4, 35.7]}},
        {"geometry": {"type": "MultiPolygon", "coordinates": [[[[999, 1], [1, "x"], True]]]}},
        {"geometry": None},
        7,
    ],
}
DOTS = [("", "", 35.70, 51.40), ("", "", 35.71, 51.41)]


def test_lines_and_areas_are_taken_and_nothing_else() -> None:
    area, line = shapes(json.dumps(CITY).encode())
    assert (area.name, area.closed, len(area.rings[0])) == ("کوی بهار", True, 4)
    assert (line.name, line.closed) == ("", False)


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'{"features": {}}', b"\xff", b"[" * 100_000])
def test_what_is_no_geojson_is_no_ground(data: bytes) -> None:
    assert shapes(data) == []


def test_a_file_of_too_many_points_is_left_out() -> None:
    assert [each.name for each in shapes(json.dumps(CITY).encode(), most=3)] == [""]


def test_only_what_lies_in_the_picture_is_drawn() -> None:
    near, far = shapes(json.dumps(CITY).encode())[0], Shape("far", (((10.0, 10.0), (11.0, 11.0)),), False)
    found = pictures.picture(DOTS, [near, far])
    assert [each.name for each in found.ground] == ["کوی بهار"]
    assert found.ground[0].path.endswith("Z")


def test_the_scale_is_a_round_distance_of_at_most_a_quarter_of_the_width() -> None:
    scale = pictures.picture(DOTS).scale
    assert scale is not None
    assert scale.metres == 200
    high = 0.01 * plane.METRES / (plane.HEIGHT - 2 * plane.EDGE)  # metres a unit: they fill the height
    assert float(scale.width) == pytest.approx(200 / high, abs=0.1)
    assert float(scale.width) <= plane.WIDTH / 4


@pytest.mark.django_db
def test_the_page_draws_the_maps_of_the_form(client: Client) -> None:
    unit = make_unit("asking")
    form = make_form(unit, key="households")
    make_submission(form, {"point": "35.70 51.40 0 0"})
    make_submission(form, {"point": "35.71 51.41 0 0"})
    data = json.dumps(CITY).encode()
    content = Content.objects.create(
        sha256="e" * 64, size=len(data), media_type="application/json", data=data
    )
    FormFile.objects.create(version=form.current, name="city.geojson", content=content)
    client.force_login(make_user(Role.ANALYST, unit))
    found = client.get("/staff/answers/households/map/").content.decode()
    assert "<title>کوی بهار</title>" in found
    assert "۲۰۰ متر" in found
