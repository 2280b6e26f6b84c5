"""Expressions and wordings of a form as their author wrote them: ``${name}`` for the path of a question."""

from __future__ import annotations

import re
from collections import Counter

from barzan.xforms import Form, Node, Text

_STEP = r"[\w.\-\u200c]+"
_PATH = re.compile(
    rf" ?(?<![\w)\].'\"/])(?P<current>current\(\)/)?"
    rf"(?P<path>(?:\.\./)+{_STEP}(?:/{_STEP})*|(?:/{_STEP}){{2,}}) ?"
)
_SAVED = re.compile(rf" ?instance\('__last-saved'\)(?P<path>(?:/{_STEP}){{2,}}) ?")
_LITERAL = re.compile("('[^']*'|\"[^\"]*\")")


class Author:
    """Tells paths by the names of questions, where pyxform would write the same path for the name."""

    def __init__(self, form: Form) -> None:
        self._nodes = form.nodes
        self._names = Counter(
            node.name for node in form.nodes.values() if node.kind not in ("form", "meta") or node.preload
        )

    def expression(self, written: str | None, node: Node) -> str:
        """An expression at ``node``."""
        if not written:
            return ""
        written = _SAVED.sub(lambda found: self._last_saved(found), written)
        pieces = _LITERAL.split(written)
        for at in range(0, len(pieces), 2):
            pieces[at] = _PATH.sub(lambda found: self._name(found, node), pieces[at])
        return "".join(pieces).strip()

    def wording(self, text: Text, language: str, node: Node) -> str:
        """Its words, outputs as ``${name}`` or the expression they are; "" where ``language`` has none."""
        if language not in text:
            return ""
        parts = text.parts(language)
        return "".join(
            part if isinstance(part, str) else self.expression(part.expression, node) for part in parts
        )

    def reference(self, path: str) -> str:
        """``${name}`` for a whole path; the path itself where the name is not unique."""
        node = self._nodes.get(path)
        return f"${{{node.name}}}" if node and self._names[node.name] == 1 else path

    def _name(self, found: re.Match[str], node: Node) -> str:
        if found["path"].endswith(".."):  # the row above, whatever its name: ``${name}`` may mean all rows
            return found[0]
        if (
            found["current"] and node.itemset and not node.itemset.list
        ):  # of rows: ``${name}`` is that of each
            return found[0]
        target = self._nodes.get(resolved(found["path"], node))
        if target is None or self._names[target.name] != 1:
            return found[0]
        if target.kind == "repeat" and found["path"] == target.path and _picked(found):
            return f"${{{target.name}}}"
        around = {each.path for each in (*node.repeats, *((node,) if node.kind == "repeat" else ()))}
        relative = not found["path"].startswith("/")
        if relative != bool(around & {each.path for each in (*target.repeats, target)}):
            return found[0]
        return f"${{{target.name}}}"

    def _last_saved(self, found: re.Match[str]) -> str:
        target = self._nodes.get(found["path"])
        if target is None or self._names[target.name] != 1:
            return found[0]
        return f"${{last-saved#{target.name}}}"


def _picked(found: re.Match[str]) -> bool:
    """Whether rows are picked by what follows: then pyxform writes the whole path for the name."""
    return found.string[found.end() :].startswith("[")


def resolved(path: str, node: Node) -> str:
    """The path from the root."""
    if path.startswith("/"):
        return path
    steps = node.path.split("/")
    for step in path.split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)
