"""The names that expressions of a file may use: FEEL allows spaces and signs in them, hence the parser must
know them (DMN 1.5, 10.3.1.2).
"""

from __future__ import annotations

import re
from functools import lru_cache

from barzan.decisions.core.findings import refused
from barzan.decisions.core.nodes import Element, attribute, local
from barzan.persian import persian_digits

MOST = 2_000
_WORDS = re.compile(r"\w+")
_PLAIN = re.compile(r"[^\W\d]\w*( [^\W\d]\w*)*")
_MEANING = frozenset(
    {
        "and", "or", "not", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies",
        "between", "instance", "of", "function", "external", "true", "false", "null",
    }
)  # fmt: skip
_NAMED = frozenset(
    {
        "variable", "formalParameter", "column", "output", "itemComponent", "inputData",
        "decision", "businessKnowledgeModel", "decisionService", "informationItem", "import",
    }
)  # fmt: skip


def names_in(root: Element, *, own: bool = False) -> tuple[str, ...]:
    """The names that the parser of FEEL must be told: those with signs or words that mean something in it,
    the longest first. Raises ``Refused`` where there are more than ``MOST``.

    A parameter with a dot in its name (``Person.Gender``) counts for its ``own`` function only: elsewhere
    the same signs are a path.
    """
    found = set()
    for element in root.iter("*"):
        kind = local(element)
        looping = kind in ("for", "some", "every")
        name = attribute(element, "iteratorVariable" if looping else "name")
        foreign = kind == "formalParameter" and "." in name and not own
        if name and (kind in _NAMED or looping) and not foreign and _is_odd(name):
            found.add(" ".join(name.split()))
    if len(found) > MOST:
        raise refused(
            "names.many",
            f"بیش از {persian_digits(str(MOST))} نام نشانه دارند؛ نام‌ها را بی خط تیره و نشانه بنویسید.",
            f"Over {MOST} names hold signs; write names without hyphens and signs.",
        )
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def within(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Those of ``names`` whose words all stand in a text: the parser then has few to try."""
    words = set(_WORDS.findall(text))
    return tuple(name for name in names if words.issuperset(_words_of(name)))


@lru_cache(maxsize=4 * MOST)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(name))


def _is_odd(name: str) -> bool:
    """Whether a name is more than plain words side by side, which are one name in any case."""
    return not _PLAIN.fullmatch(name) or bool(_MEANING & set(name.split()))
