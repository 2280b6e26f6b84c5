"""Texts of a form in its languages, with places where answers are put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_CODE = re.compile(r"\(([A-Za-z-]{2,12})\)\s*$")


@dataclass(frozen=True, slots=True)
class Output:
    """``<output value="…"/>`` in a label: the answer of an expression is put in here."""

    expression: str

    @property
    def shown(self) -> str:
        """The form in which authors know it: ``${name}``."""
        return "${" + self.expression.strip().rsplit("/", 1)[-1] + "}"


Parts = tuple[str | Output, ...]


def code_of(language: str) -> str:
    """The code of a language as XLSForm writes it: ``fa`` of ``Persian (fa)``; else the name itself."""
    match = _CODE.search(language)
    return (match[1] if match else language).lower()


class Text(Mapping[str, str]):
    """One wording by language. As a mapping it shows outputs as ``${name}``; ``parts`` has them apart.

    ``media`` holds addresses by form (``image``, ``audio``, ``video``, ``big-image``) and language.
    """

    __slots__ = ("_by", "default", "media")

    def __init__(
        self,
        by_language: Mapping[str, Parts | str] = {},
        default: str = "",
        media: Mapping[str, Mapping[str, str]] = {},
    ) -> None:
        self._by: dict[str, Parts] = {
            language: (parts,) if isinstance(parts, str) else parts for language, parts in by_language.items()
        }
        self.default = default
        self.media = media

    def __getitem__(self, language: str) -> str:
        return _shown(self._by[language])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by)

    def __len__(self) -> int:
        return len(self._by)

    def __hash__(self) -> int:
        return hash(frozenset(self._by.items()))

    def __repr__(self) -> str:
        return f"Text({dict(self)!r})"

    def language(self, wanted: str | None) -> str | None:
        """The language of this text that serves ``wanted`` (a name or a code): itself, the default, any."""
        if wanted in self._by:
            return wanted
        if wanted:
            code = code_of(wanted)
            for language in self._by:
                if code_of(language) == code:
                    return language
        return self.default if self.default in self._by else next(iter(self._by), None)

    def parts(self, wanted: str | None) -> Parts:
        language = self.language(wanted)
        return () if language is None else self._by[language]

    def in_(self, language: str | None) -> str:
        """The wording in ``language`` (``fa``, ``Persian (fa)`` …), else in the form's own language."""
        return _shown(self.parts(language))

    @property
    def outputs(self) -> tuple[str, ...]:
        """The expressions whose answers are put in, each once."""
        found = (part.expression for parts in self._by.values() for part in parts if isinstance(part, Output))
        return tuple(dict.fromkeys(found))


def _shown(parts: Parts) -> str:
    return "".join(part if isinstance(part, str) else part.shown for part in parts)
