"""What the page of an edit asks, and how it reads what comes back: by staff, or by whoever sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from barzan.persian import PersianError, latin_digits, typed_number
from barzan.persian.jalali import format_jalali, parse_jalali
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import fa_digits
from barzan.submissions.choosing import Chosen
from barzan.submissions.core.answers import Answers, differences, path_of, put
from barzan.submissions.core.reshaping import reshaped
from barzan.submissions.core.shape import FILES, UPLOADS
from barzan.submissions.core.shown import CHOSEN, Asked, Block, Cell, Heading, Showing, Table
from barzan.submissions.models import Attachment, Submission
from barzan.submissions.naming import file_name
from barzan.submissions.page import label_of, showing_of, worded
from barzan.xforms import Form, Node

DAYS = ("date", "today")
NUMBERS = frozenset({"integer", "int", "decimal", "range"})
OF_DIGITS = frozenset({"time", "geopoint", "barcode"})
MOST_DEEDS = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """A line of the page: a ``question`` with its choices (value, label, chosen), a ``row`` of a repeat that
    can be taken out, the place where one more can be added (``more``), or a ``heading``. The answer to a
    question for a file is its name; ``file`` is it where it was sent with the submission, ``error`` says why
    another one was not taken.
    """

    kind: str
    label: str
    place: str
    cell: Cell | None = None
    choices: tuple[tuple[str, str, bool], ...] = ()
    notes: tuple[str, ...] = ()
    file: Attachment | None = None
    error: str = ""

    @property
    def uploads(self) -> bool:
        return self.cell is not None and self.cell.type in UPLOADS

    @property
    def accept(self) -> str:
        """Which files the browser offers: pictures, sounds, films; else all."""
        return f"{self.cell.type}/*" if self.cell is not None and self.cell.type != "file" else ""

    @property
    def several(self) -> bool:
        """Whether any number of the choices may be taken."""
        return self.cell is not None and self.cell.type.startswith("select_multiple")

    @property
    def one(self) -> bool:
        return self.cell is not None and self.cell.type.startswith("select_one")

    @property
    def value(self) -> str:
        """The answer as it is typed: days in the calendar of the reader."""
        if self.cell is None:
            return ""
        return _jalali(self.cell.raw) if self.cell.type in DAYS else self.cell.raw


@dataclass(frozen=True, slots=True)
class Posted:
    """What a page sent: the answers, the rows that were added and taken out, whether only that was asked;
    and the files.
    """

    answers: dict[str, Any]
    deeds: tuple[str, ...]
    reshapes: bool
    files: Chosen


def asked(row: Submission, answers: Answers, refused: Mapping[str, str]) -> list[Ask]:
    """What the page asks, for every question that is there; what the form reckons is left out. ``refused``
    says by places why files were not taken.
    """
    showing = showing_of(row, answers, whole=True, every=True)
    kept = {each.name: each for each in row.attachments.all()}
    return [
        replace(each, file=kept.get(file_name(each.cell.raw)), error=refused.get(each.place, ""))
        if each.cell is not None and each.uploads
        else each
        for each in _asks(showing, showing.blocks())
    ]


def _asks(showing: Showing, blocks: Sequence[Block]) -> list[Ask]:
    found: list[Ask] = []
    for block in blocks:
        if isinstance(block, Asked):
            found += _question(showing, block.label, block.cell)
        elif isinstance(block, Heading):
            found.append(Ask("heading", block.label, "", notes=block.notes))
        else:
            found += _rows(showing, block)
    return found


def _rows(showing: Showing, table: Table) -> list[Ask]:
    """The rows of a repeat one below the other, each with what is repeated within it."""
    found: list[Ask] = []
    for number, row in enumerate(table.lines, 1):
        here = f"{table.place}[{number}]"
        name, dot, around = table.label.partition(" · ")
        found.append(Ask("row", fa_digits(f"{name} {number}{dot}{around}"), here))
        for head, cell in row:
            found += _question(showing, head, cell)
        for inner in table.inner:
            if inner.place.startswith(f"{here}/"):
                found += _rows(showing, inner)
    return [*found, Ask("more", fa_digits(table.label), table.place, notes=table.notes)]


def _question(showing: Showing, label: str, cell: Cell) -> list[Ask]:
    node = showing.form.nodes[path_of(cell.place)]
    if node.kind != "question" or node.type in FILES - UPLOADS:
        return []
    chosen = cell.raw.split()
    choices = showing.choices(node).items() if node.type in CHOSEN and node.type != "rank" else ()
    taken = tuple((value, said, value in chosen) for value, said in choices)
    return [Ask("question", label, cell.place, cell, taken)]


def posted(form: Form, post: QueryDict, answers: Answers, files: Chosen) -> Posted:
    """The answers with those of the page put in their places; nothing else can be put. Where a file was not
    taken, the rows stay as they are.
    """
    deeds = [each for each in post.getlist("deed")[:MOST_DEEDS] if _repeats(form, each)]
    edited = reshaped(answers, deeds)
    for place, values in post.lists():
        node = form.nodes.get(path_of(place)) if place.startswith("/") and len(place) < 500 else None
        if node is not None and node.kind == "question" and node.type not in FILES:
            text = " ".join(value.strip() for value in values if value.strip())
            edited = put(edited, place, _typed(node, text))
    for place, name in files.names.items():
        edited = put(edited, place, name)
    deed = "" if files.refused else post.get("reshape", "")
    if deed and len(deeds) < MOST_DEEDS and _repeats(form, deed):
        return Posted(reshaped(edited, [deed]), (*deeds, deed), True, files)
    return Posted(edited, tuple(deeds), bool(deed), files)


def _repeats(form: Form, deed: str) -> bool:
    node = form.nodes.get(path_of(deed[1:])) if len(deed) < 500 else None
    return node is not None and node.kind == "repeat"


def _typed(node: Node, text: str) -> str:
    """The text of an answer as it is kept: digits and days as every program reads them."""
    if node.type in DAYS:
        return _day(text)
    if node.type in NUMBERS:
        return typed_number(text)
    return latin_digits(text).replace("٫", ".") if node.type in OF_DIGITS else text


def _jalali(raw: str) -> str:
    try:
        return format_jalali(date.fromisoformat(raw[:10]), "numeric", active_language()) if raw else ""
    except (ValueError, PersianError):
        return raw


def _day(text: str) -> str:
    """A Jalali or an ISO day as ISO; what is no day stays, and is flagged."""
    plain = latin_digits(text)
    if plain[:2] in ("19", "20", "21"):
        return plain
    try:
        return parse_jalali(text).isoformat() if text else ""
    except PersianError:
        return text


def differing(row: Submission, theirs: Answers, mine: Answers) -> list[tuple[str, str, str]]:
    """Where the answers that are kept now differ from those of an editor: label, theirs, mine."""
    showing = showing_of(row, theirs, whole=True)
    return [
        (
            label_of(showing, each.place),
            worded(showing, each.place, each.before),
            worded(showing, each.place, each.after),
        )
        for each in differences(theirs, mine, showing.form.root.path)
    ]
