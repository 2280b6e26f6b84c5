"""Names with spaces and signs: which tokens together are one name (DMN 1.5, 10.3.1.2 and 10.3.1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from barzan.feel.errors import FeelError
from barzan.feel.lexing import Kind, Token, tokens
from barzan.feel.limits import LIMITS

KEYWORDS = frozenset(
    {
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "and",
        "or",
        "between",
        "instance",
    }
    | {"function", "true", "false", "null"}
)
#: Built-in names that hold a keyword: only these need to be known, all other words side by side are one name.
_BUILT_IN = ("date and time", "years and months duration", "days and time duration")


class Known:
    """The names that are known while an expression is read; the longest one wins."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in (*_BUILT_IN, *names):
            self.add(name)

    def add(self, name: str) -> None:
        """From now on ``name`` is one name, however it is spaced."""
        spelling = spelled(name)
        try:
            parts = tuple(token.text for token in tokens(spelling, LIMITS)[:-1])
        except FeelError:
            return  # no text could ever mean it
        if len(parts) < 2 and parts and _plain(parts[0]):
            return  # one word is found without help
        if parts:
            same = self._by_first.setdefault(parts[0], [])
            same.append((parts, spelling))
            same.sort(key=lambda known: -len(known[0]))

    def longest(self, read: Sequence[Token], at: int) -> tuple[int, str] | None:
        """How many tokens from ``at`` on are a known name, and the name."""
        for parts, spelling in self._by_first.get(read[at].text, ()):
            if all(
                at + place < len(read) and read[at + place].text == part for place, part in enumerate(parts)
            ):
                return len(parts), spelling
        return None


def _plain(part: str) -> bool:
    return part not in KEYWORDS and not part[0].isdecimal()


def spelled(name: str) -> str:
    """A name with single spaces."""
    return " ".join(name.split())


def glued(read: Sequence[Token], at: int) -> int:
    """How many tokens from ``at`` on are words side by side: by them only one name can be meant."""
    end = at + 1
    while read[end].kind is Kind.NAME and read[end].text not in KEYWORDS and read[end].text != "?":
        end += 1
    return end - at
