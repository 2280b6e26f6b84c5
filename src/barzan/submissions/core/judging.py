"""What is kept of answers that were judged: the parts, what broke, what came out otherwise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.submissions.core.answers import Answers, at, part, path_of
from barzan.submissions.core.shape import Shape
from barzan.xforms import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """``answers`` without the ``personal`` ones; ``sent`` is None where everything is as it was sent.

    ``changed`` and ``dropped`` hold nothing personal and nothing that the form does not know: of that only
    ``sent`` tells, which is kept with the personal answers.
    """

    whole: Mapping[str, Any]
    answers: Mapping[str, Any]
    personal: Mapping[str, Any]
    broken: list[dict[str, Any]]
    changed: list[list[str]]
    dropped: dict[str, Any]
    sent: Mapping[str, Any] | None
    files: list[tuple[str, str, bool]]


def judged(shape: Shape, known: Mapping[str, Any], sent: Answers, verdict: Verdict) -> Judged:
    """Parts what ``verdict`` says of ``sent``; ``known`` has the paths of the form's nodes."""
    answers, personal = part(verdict.answers, shape.personal)
    return Judged(
        whole=verdict.answers,
        answers=answers,
        personal=personal,
        broken=[
            {"place": each.place, "rule": each.rule, "message": dict(each.message)} for each in verdict.broken
        ],
        changed=[list(each) for each in verdict.changed if path_of(each[0]) not in shape.private],
        dropped=_dropped(shape, known, sent, verdict),
        sent=None if verdict.answers == sent else dict(sent),
        files=shape.named(verdict.answers),
    )


def _dropped(shape: Shape, known: Mapping[str, Any], sent: Answers, verdict: Verdict) -> dict[str, Any]:
    kept = {}
    for place in verdict.dropped:
        path = path_of(place)
        node = known.get(path)
        if node is not None and path not in shape.private:
            value = at(sent, place)
            if isinstance(
                value, Mapping | list
            ):  # a whole group: its personal answers stay with what was sent
                value = part({node.name: value}, _below(shape.personal, path))[0].get(node.name)
            kept[place] = value
    return kept


def _below(tree: Any, path: str) -> Mapping[str, Any]:
    """The part of the tree of personal names for the last name of ``path``."""
    for name in path.split("/")[2:-1]:
        tree = tree.get(name) if tree else {}
    return tree or {}
