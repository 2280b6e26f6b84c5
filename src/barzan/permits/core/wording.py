"""The text of a template: words with names of fields in braces, such as {name}."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

ALWAYS = ("number", "title", "unit", "organisation", "valid_from", "valid_to", "issued_on")
_NAME = re.compile(r"\{([A-Za-z_][\w.-]*)\}")


def unknown_names(text: str, fields: Collection[str]) -> list[str]:
    """The names that neither the fields nor ``ALWAYS`` know, in their order."""
    known = {*ALWAYS, *fields}
    return list(dict.fromkeys(name for name in _NAME.findall(text) if name not in known))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values put in; what has no value leaves a gap to be seen. Braces elsewhere stay."""
    return _NAME.sub(lambda found: values.get(found[1]) or "……", text)
