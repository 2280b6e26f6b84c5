"""Lists of choices from files: CSV, GeoJSON, XML."""

from __future__ import annotations

from barzan.xforms.model import ChoiceList


def read_list(name: str, file_name: str, data: bytes) -> ChoiceList:
    """The list ``name`` (the id of the instance) of a ``.csv``, ``.geojson`` or ``.xml`` file.

    Raises ``Refused``.
    """
    raise NotImplementedError
