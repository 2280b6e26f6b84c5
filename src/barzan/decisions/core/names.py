"""The names that expressions of a file may use: FEEL allows spaces and signs in them, hence the parser must
know them (DMN 1.5, 10.3.1.2).
"""

from __future__ import annotations

from barzan.decisions.core.nodes import Element, attribute, local

_NAMED = frozenset(
    {
        "variable", "parameter", "formalParameter", "column", "output", "itemComponent", "inputData",
        "decision", "businessKnowledgeModel", "decisionService", "informationItem", "import",
    }
)  # fmt: skip


def names_in(root: Element) -> tuple[str, ...]:
    """Every name that the file gives to a value, a function or a part of one, the longest first."""
    found = set()
    for element in root.iter("*"):
        kind = local(element)
        name = attribute(element, "iteratorVariable" if kind in ("for", "some", "every") else "name")
        if name and (kind in _NAMED or kind in ("for", "some", "every")):
            found.add(" ".join(name.split()))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))
