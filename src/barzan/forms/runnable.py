"""A published version as a form that can be filled in: read once a process, known by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from barzan.forms.models import FormFile, FormVersion
from barzan.xforms import Form as XForm
from barzan.xforms import read


@dataclass(frozen=True, slots=True)
class Loaded:
    """A form of ``xforms`` with its external lists, as ``Filling`` and ``check`` take them.

    ``form, lists = loaded(version)`` works too.
    """

    form: XForm
    lists: Mapping[str, Any]

    def __iter__(self) -> Any:
        return iter((self.form, self.lists))


def loaded(version: FormVersion) -> Loaded:
    """The runnable form of a version; the same content is read once a process.

    No question to the database where it was read before (``version.xml`` may be deferred).
    """
    return _read(version.content_hash, version.pk)


@lru_cache(maxsize=64)
def _read(content_hash: str, pk: int) -> Loaded:
    xml = FormVersion.objects.values_list("xml", flat=True).get(pk=pk)
    files = FormFile.objects.filter(version=pk).select_related("content")
    return Loaded(read(xml), {file.name: bytes(file.content.data) for file in files if is_list(file.name)})


def is_list(name: str) -> bool:
    """Whether a file of a form holds choices."""
    return name.rpartition(".")[2].lower() in ("csv", "geojson", "xml")
