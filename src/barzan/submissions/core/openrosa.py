"""The documents of OpenRosa: list of forms, manifest of a form, answer to a submission. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

HEADERS: Mapping[str, str] = {"X-OpenRosa-Version": "1.0"}
_LIST = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
_RESPONSE = "http://openrosa.org/http/response"


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form in the list: ``hash`` is the MD5 of its XML, as OpenRosa wants it."""

    key: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str = ""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that a form needs."""

    name: str
    hash: str
    download_url: str


def form_list(forms: Iterable[ListedForm]) -> bytes:
    """The list of forms that a device may fetch."""
    root = ElementTree.Element("xforms", xmlns=_LIST)
    for form in forms:
        _children(
            ElementTree.SubElement(root, "xform"),
            formID=form.key,
            name=form.name,
            version=form.version,
            hash=f"md5:{form.hash}",
            downloadUrl=form.download_url,
            manifestUrl=form.manifest_url,
        )
    return _written(root)


def manifest(files: Iterable[MediaFile]) -> bytes:
    """The files of a form."""
    root = ElementTree.Element("manifest", xmlns=_MANIFEST)
    for file in files:
        _children(
            ElementTree.SubElement(root, "mediaFile"),
            filename=file.name,
            hash=f"md5:{file.hash}",
            downloadUrl=file.download_url,
        )
    return _written(root)


def answer(message: str) -> bytes:
    """What the device shows after it has sent."""
    root = ElementTree.Element("OpenRosaResponse", xmlns=_RESPONSE)
    _children(root, message=message)
    return _written(root)


def _children(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            ElementTree.SubElement(parent, name).text = text


def _written(root: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
