"""The names that expressions of a file may use: FEEL allows spaces and signs in them, hence the parser must
know them (DMN 1.5, 10.3.1.2).
"""

from __future__ import annotations

from barzan.decisions.core.nodes import Element, attribute, local

_NAMED = frozenset(
    {
        "variable", "formalParameter", "column", "output", "itemComponent", "inputData",
        "decision", "businessKnowledgeModel", "decisionService", "informationItem", "import",
    }
)  # fmt: skip


def names_in(root: Element, *, own: bool = False) -> tuple[str, ...]:
    """Every name that the file gives to a value, a function or a part of one, the longest first.

    A parameter with a dot in its name (``Person.Gender``) counts for its ``own`` function only: elsewhere
    the same signs are a path.
    """
    found = set()
    for element in root.iter("*"):
        kind = local(element)
        looping = kind in ("for", "some", "every")
        name = attribute(element, "iteratorVariable" if looping else "name")
        foreign = kind == "formalParameter" and "." in name and not own
        if name and (kind in _NAMED or looping) and not foreign:
            found.add(" ".join(name.split()))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))
