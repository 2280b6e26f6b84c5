"""The dictionary of a form: wordings, media and guidance by text identifier and language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from barzan.xforms.model import NOTHING
from barzan.xforms.texts import Output, Parts, Text
from barzan.xforms.xml import Element

_REFERENCE = re.compile(r"""\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*$""")
_SPACE = re.compile(r"\s+")
# What pyxform writes where a language has no wording.
_MISSING = ("-",)


@dataclass(slots=True)
class Itexts:
    """``guidance`` and ``short`` are the other wordings of one identifier."""

    languages: tuple[str, ...] = ("default",)
    default: str = "default"
    texts: dict[str, Text] = field(default_factory=dict)
    guidance: dict[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Element) -> Itexts:
        block = model.first("itext")
        translations = list(block.named("translation")) if block is not None else []
        if not translations:
            return cls()
        languages = tuple(dict.fromkeys(one.get("lang") or "default" for one in translations))
        default = next(
            (one.get("lang") or "default" for one in translations if one.get("default") is not None),
            languages[0],
        )
        gathered: dict[str, dict[str, dict[str, Parts]]] = {}
        for translation in translations:
            language = translation.get("lang") or "default"
            for text in translation.named("text"):
                forms = gathered.setdefault(text.get("id") or "", {})
                for value in text.named("value"):
                    parts = parts_of(value)
                    if parts and parts != _MISSING:
                        forms.setdefault(value.get("form") or "", {})[language] = parts
        found = cls(languages, default)
        for identifier, forms in gathered.items():
            found.texts[identifier] = _text(forms, default)
            if "guidance" in forms:
                found.guidance[identifier] = Text(forms["guidance"], default)
        return found

    def inline(self, parts: Parts) -> Text:
        """A wording that stands in the control itself: the same in all languages."""
        return Text({self.default: parts}, self.default) if parts else NOTHING

    def referred(self, reference: str | None) -> Text:
        """What ``jr:itext('…')`` refers to."""
        identifier = itext_id(reference)
        return self.texts.get(identifier, NOTHING) if identifier is not None else NOTHING

    def wording(self, element: Element | None) -> Text:
        """The wording of a label, hint or value: by reference, else what stands inside."""
        if element is None:
            return NOTHING
        found = self.referred(element.get("ref"))
        return found if found or found.media else self.inline(parts_of(element))

    def message(self, value: str | None) -> Text:
        """The wording of a message attribute: a reference or the words themselves."""
        if not value:
            return NOTHING
        if itext_id(value) is not None:
            return self.referred(value)
        return self.inline((value,))


def itext_id(reference: str | None) -> str | None:
    match = _REFERENCE.match(reference or "")
    return (match[1] if match[1] is not None else match[2]) if match else None


def _text(forms: Mapping[str, Mapping[str, Parts]], default: str) -> Text:
    media = {
        form: {
            language: "".join(part for part in parts if isinstance(part, str))
            for language, parts in by.items()
        }
        for form, by in forms.items()
        if form not in ("", "guidance")
    }
    return Text(forms.get("", {}), default, media)


def parts_of(element: Element) -> Parts:
    """Words and outputs inside an element, blanks at both ends and around line ends taken away."""
    found: list[str | Output] = []
    for kid in element.kids:
        if isinstance(kid, str):
            found.append(kid)
        elif kid.name == "output":
            found.append(Output((kid.get("value") or kid.get("ref") or "").strip()))
        else:
            found.extend(parts_of(kid))
    return _trimmed(found)


def _trimmed(parts: Iterable[str | Output]) -> Parts:
    joined: list[str | Output] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return tuple(part for part in joined if part != "")
