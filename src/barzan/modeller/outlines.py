"""The list of a process's elements in the reader's words, with the names of units and posts behind them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from barzan.access import Actor
from barzan.bpmn.model import ACTIVITIES, Process, Text, Work
from barzan.modeller import queries
from barzan.modeller.core.outline import Row, outline
from barzan.modeller.opened import language
from barzan.modeller.picks import named
from barzan.modeller.words import kind_word

RELATIVE = {
    "@owner": lambda: _("The unit that runs the process"),
    "@superior": lambda: _("The unit above it"),
    "@root": lambda: _("The top of its organisation"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row in words; ``ways`` are (words, number of the row) pairs."""

    row: Row
    kind: str
    name: str
    who: str
    ways: tuple[tuple[str, int], ...]


def rows(actor: Actor, process: Process) -> list[Shown]:
    """The outline of a process; at most two questions to the database."""
    found = outline(process)
    names = queries.named(actor, [row.work for row in found])
    return [
        Shown(
            row,
            kind_word(row.node),
            within(row.node.name) or row.node.id,
            _who(row, names) if row.node.kind in ACTIVITIES else "",
            tuple(
                (within(way.name) or (_("otherwise") if way.default else way.condition), way.number)
                for way in row.ways
            ),
        )
        for row in found
    ]


def _who(row: Row, names: dict[str, object]) -> str:
    """Who works at a row: the post, body or unit by name, else the lane."""
    work: Work = row.work
    lane = within(row.lane.name) if row.lane else ""
    if work.post and f"post:{work.post}" in names:
        who = named(names[f"post:{work.post}"], "title")
    elif work.unit in RELATIVE:
        who = lane or RELATIVE[work.unit]()
    elif work.unit and f"unit:{work.unit}" in names:
        who = named(names[f"unit:{work.unit}"])
    else:
        who = lane or work.body or work.post or work.unit
    return (
        pgettext("who works", "%(who)s (outside authority)") % {"who": who} if work.outside and who else who
    )


def within(text: Text) -> str:
    """A text in the reader's language, the Persian one where there is no other."""
    return (text.en if language().startswith("en") else "") or text.fa
