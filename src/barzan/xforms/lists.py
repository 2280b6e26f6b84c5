"""Lists of choices from files: CSV, GeoJSON, XML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from barzan.persian.text import persian_digits
from barzan.xforms.errors import Refused
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.model import ChoiceList
from barzan.xforms.secondary import rows_of
from barzan.xforms.xml import parsed, refused, too_much

_MOST_ROWS = 500_000
_MOST_COLUMNS = 500
Rows = Iterable[Mapping[str, str]]


def read_list(name: str, file_name: str, data: bytes, limits: Limits = LIMITS) -> ChoiceList:
    """The list ``name`` (the id of the instance) of a ``.csv``, ``.geojson`` or ``.xml`` file.

    A row of GeoJSON has the properties of its feature, ``id`` and ``geometry`` as ODK writes places. Raises
    ``Refused``.
    """
    if len(data) > limits.size:
        raise too_much("size", limits.size)
    kind = file_name.lower().rpartition(".")[2]
    reader = _READERS.get(kind)
    if reader is None:
        raise _refused(
            file_name, "پسوند آن csv، geojson یا xml نیست", "it does not end in csv, geojson or xml"
        )
    rows = []
    for row in reader(file_name, data, limits):
        rows.append(dict(row))
        if len(rows) > _MOST_ROWS:
            most = persian_digits(str(_MOST_ROWS))
            raise _refused(file_name, f"بیش از {most} ردیف دارد", f"it has over {_MOST_ROWS} rows")
    return ChoiceList(name, tuple(rows), source=file_name)


def _refused(file_name: str, fa: str, en: str, line: int | None = None) -> Refused:
    shown = file_name[-120:]
    return refused(
        "list.file", f"فهرست «{shown}» خوانده نشد: {fa}.", f'The list "{shown}" was not read: {en}.', line
    )


def _csv(file_name: str, data: bytes, limits: Limits) -> Rows:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(file_name, "نویسه‌های آن UTF-8 نیست", "its characters are not UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [column.strip() for column in next(reader, [])]
        if not any(head) or len(head) > _MOST_COLUMNS:
            raise _refused(file_name, "ردیف نخست آن نام ستون‌ها نیست", "its first row does not name columns")
        for cells in reader:
            if any(cells):
                yield {column: cell.strip() for column, cell in zip(head, cells, strict=False) if column}
    except csv.Error:
        raise _refused(file_name, "CSV درستی نیست", "it is not valid CSV", reader.line_num) from None


def _xml(file_name: str, data: bytes, limits: Limits) -> Rows:
    return rows_of(parsed(data, limits))


def _geojson(file_name: str, data: bytes, limits: Limits) -> Rows:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise _refused(file_name, "JSON درستی نیست", "it is not valid JSON") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise _refused(file_name, "FeatureCollection نیست", "it is no FeatureCollection")
    for at, feature in enumerate(features, 1):
        if not isinstance(feature, dict):
            number = persian_digits(str(at))
            raise _refused(file_name, f"عنصر {number} آن Feature نیست", f"its item {at} is no Feature")
        yield _feature(feature)


def _feature(feature: Mapping[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    row = (
        {str(key): _cell(value) for key, value in properties.items()} if isinstance(properties, dict) else {}
    )
    if feature.get("id") is not None:
        row.setdefault("id", _cell(feature["id"]))
    geometry = feature.get("geometry")
    if isinstance(geometry, dict):
        row["geometry"] = _place(geometry)
    return row


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, bool) else str(value).lower()


def _place(geometry: Mapping[str, Any]) -> str:
    """A Point, LineString or Polygon (its outer ring) as ODK writes it; empty for others."""
    points = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        points = [points]
    elif geometry.get("type") == "Polygon":
        points = points[0] if isinstance(points, list) and points else None
    elif geometry.get("type") != "LineString":
        return ""
    if not isinstance(points, list) or not all(_numbers(one) for one in points):
        return ""
    return ";".join(f"{one[1]} {one[0]} {one[2] if len(one) > 2 else 0} 0" for one in points)


def _numbers(point: Any) -> bool:
    return isinstance(point, list) and len(point) >= 2 and all(isinstance(one, int | float) for one in point)


_READERS: Mapping[str, Callable[[str, bytes, Limits], Rows]] = {
    "csv": _csv,
    "geojson": _geojson,
    "json": _geojson,
    "xml": _xml,
}
