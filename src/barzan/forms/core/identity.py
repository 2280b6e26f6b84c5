"""The XForm of a version carries the form's key and the version's number, so that answers name both. Pure."""

from __future__ import annotations

from lxml import etree

_XFORMS = "{http://www.w3.org/2002/xforms}"


def identified(xml: str, key: str, number: int) -> str:
    """An XForm that ``xlsform`` made, with ``key`` as its id and ``number`` as its version."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    document = etree.fromstring(xml.encode(), parser)
    root = document.find(f".//{_XFORMS}model/{_XFORMS}instance/*")
    if root is None:
        raise ValueError("an XForm without an instance")
    root.set("id", key)
    root.set("version", str(number))
    return str(etree.tostring(document, encoding="unicode"))
