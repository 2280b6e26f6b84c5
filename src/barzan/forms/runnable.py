"""A published version as a form that can be filled in: read once a process, known by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from barzan.forms.contents import media_of
from barzan.forms.models import DraftSaving, FormFile, FormVersion
from barzan.xforms import ChoiceList, read, read_list
from barzan.xforms import Form as XForm

LISTS = ("csv", "geojson", "xml")


class Loaded(NamedTuple):
    """A form of ``xforms`` with its external lists by name, as ``Filling`` and ``check`` take them."""

    form: XForm
    lists: Mapping[str, ChoiceList]


def loaded(version: FormVersion) -> Loaded:
    """The runnable form of a version; the same content is read once a process.

    No question to the database where it was read before (``version.xml`` may be deferred).
    """
    return _read(version.content_hash)


def drafted(saving: DraftSaving) -> Loaded:
    """The runnable form of a draft as it was saved, for its preview; nothing is kept in memory."""
    return runnable(saving.xml, media_of({name: pk for name, pk in saving.files.items() if is_list(name)}))


def runnable(xml: str, files: Mapping[str, bytes]) -> Loaded:
    """An XForm with the lists that it takes from ``files``."""
    form = read(xml)
    lists = {}
    for name, each in form.lists.items():
        file = (each.source or "").rpartition("/")[2]
        if file in files:
            lists[name] = read_list(name, file, files[file])
    return Loaded(form, lists)


def is_list(name: str) -> bool:
    """Whether a file of a form holds choices."""
    return name.rpartition(".")[2].lower() in LISTS


@lru_cache(maxsize=64)
def _read(content_hash: str) -> Loaded:
    version = FormVersion.objects.only("xml").get(content_hash=content_hash)
    files = FormFile.objects.filter(version=version).select_related("content")
    return runnable(
        version.xml, {file.name: bytes(file.content.data) for file in files if is_list(file.name)}
    )
