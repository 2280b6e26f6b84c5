"""Files of forms by what is in them: kept once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from barzan.forms.core.mediakinds import LARGEST_TOGETHER, MOST, checked
from barzan.forms.errors import FormError
from barzan.forms.models import Content

WORKBOOKS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
}
LARGEST_WORKBOOK = 20 * 2**20


def keep(data: bytes, media_type: str) -> Content:
    """The content of these bytes, added where it is new."""
    digest = sha256(data).hexdigest()
    found = Content.objects.filter(sha256=digest).defer("data").first()
    if found:
        return found
    return Content.objects.create(sha256=digest, size=len(data), media_type=media_type, data=data)


def checked_media(media: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """By clean name: (media type, bytes); raises ``FormError`` or ``DocumentRefused``."""
    if len(media) > MOST or sum(map(len, media.values())) > LARGEST_TOGETHER:
        raise FormError.too_much_media()
    found = {}
    for given, data in media.items():
        name, media_type = checked(given, data)
        found[name] = (media_type, data)
    return found


def workbook_name(name: str, data: bytes) -> str:
    """The name of a workbook as it is kept; raises ``FormError`` for what cannot be one."""
    extension = name.rpartition(".")[2].lower()
    if extension not in WORKBOOKS:
        raise FormError.no_workbook(name)
    if len(data) > LARGEST_WORKBOOK:
        raise FormError.too_large()
    return name


def workbook_type(name: str) -> str:
    """The media type of a workbook by its name."""
    return WORKBOOKS[name.rpartition(".")[2].lower()]


def media_of(files: Mapping[str, int]) -> dict[str, bytes]:
    """The bytes of a draft's files by name."""
    found = dict(Content.objects.filter(pk__in=files.values()).values_list("pk", "data"))
    return {name: bytes(found[pk]) for name, pk in files.items()}
