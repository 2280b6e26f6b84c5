"""What the page of one submission shows, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from barzan.access import Actor
from barzan.forms.runnable import loaded
from barzan.persian import PersianError
from barzan.persian.jalali import format_jalali
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import fa_digits
from barzan.submissions import judgement, queries
from barzan.submissions.core.answers import Answers, Change, differences, path_of
from barzan.submissions.core.moments import moment
from barzan.submissions.core.shape import FILES
from barzan.submissions.core.shown import CHOSEN, Asked, Block, Cell, Showing, Table, mapped
from barzan.submissions.kinds import Origin
from barzan.submissions.models import Attachment, Content, Review, Submission
from barzan.submissions.queries import Past
from barzan.submissions.rules import EDIT, REVIEW
from barzan.xforms import Text

WORDS = ("text", "barcode")
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
TONES = {
    "received": ("lapis", "inbox"),
    "approved": ("leaf", "circle-check"),
    "on_hold": ("saf", "clock"),
    "sent_back": ("clay", "arrow-left"),
    "withdrawn": ("plain", "x"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that became of a submission: what, by whom, when and why; an edit with what it changed."""

    what: str
    who: str
    at: Any
    why: str
    tone: str = "plain"
    icon: str = "file-text"
    changes: tuple[tuple[str, str, str], ...] = ()
    hidden: int = 0


def page_of(actor: Actor, number: int, *, personal: bool) -> dict[str, Any]:
    """The context of the page."""
    row, answers = queries.submission(actor, number, personal=personal)
    whole = personal and queries.may_read_personal(actor, row)
    showing = showing_of(row, answers, whole=whole)
    blocks = showing.blocks()
    files = {each.name: each for each in row.attachments.select_related("document")}
    tone, icon = TONES[row.state]
    return {
        "row": row,
        "blocks": blocks,
        "maps": mapped(blocks),
        "files": files,
        "tone": tone,
        "icon": icon,
        "about_all": showing.broken.get(showing.form.root.path, ()),
        "broken": len(row.content.broken),
        "changed": [_changed(showing, each) for each in row.content.changed],
        "dropped": [_dropped(showing, place, value) for place, value in row.content.dropped.items()],
        "whole": whole,
        "may_whole": queries.may_read_personal(actor, row) and queries.has_personal(actor, row),
        "resent": row.contents.filter(origin=Origin.RESENT).count(),
        "may_review": REVIEW.permits(actor, row.target),
        "may_edit": EDIT.permits(actor, row.target) and row.state != "withdrawn",
        "language": active_language(),
    }


def showing_of(row: Submission, answers: Answers, *, whole: bool) -> Showing:
    """The answers of a submission for a reader."""
    form, lists = loaded(row.version)
    language = active_language()
    broken: dict[str, list[str]] = {}
    for each in row.content.broken:
        broken.setdefault(each["place"], []).append(_said(each, language))
    private = judgement.shape(row.version).private
    return Showing(form, lists, answers, language, private, whole, broken)


RULES = {
    "required": gettext_noop("An answer is required."),
    "constraint": gettext_noop("The answer is outside what the form allows."),
    "type": gettext_noop("The answer is not of the kind that was asked for."),
    "choice": gettext_noop("The answer is none of the choices."),
    "count": gettext_noop("The number of rows is not as the form wants it."),
    "unknown": gettext_noop("The form has no such question."),
    "logic": gettext_noop("An expression of the form could not be reckoned."),
}


def _said(broken: Mapping[str, Any], language: str) -> str:
    """The sentence of a broken rule in the reader's language."""
    message = broken.get("message") or {}
    said = Text(message).in_(language) if message else ""
    return said or gettext(RULES.get(broken["rule"], RULES["constraint"]))


def text_of(cell: Cell) -> str:
    """An answer in the reader's digits and dates."""
    if cell.type in ("date", "datetime", "start", "end", "today", "dateTime"):
        return _day(cell.raw)
    counted = cell.type == "time" or (cell.type not in WORDS and NUMBER.fullmatch(cell.text))
    return fa_digits(cell.text) if counted else cell.text


def _day(raw: str) -> str:
    at = moment(raw)
    try:
        if at is not None:
            local = timezone.localtime(at)
            return fa_digits(f"{format_jalali(local.date(), 'short', active_language())}، {local:%H:%M}")
        return format_jalali(date.fromisoformat(raw[:10]), "short", active_language())
    except (ValueError, PersianError):
        return raw


def _label(showing: Showing, place: str) -> str:
    node = showing.form.nodes.get(path_of(place))
    numbers = [part.partition("]")[0] for part in place.split("[")[1:]]
    label = showing.label(node) if node is not None else place
    return fa_digits(f"{label} ({'، '.join(numbers)})") if numbers else label


def _worded(showing: Showing, place: str, value: Any) -> str:
    node = showing.form.nodes.get(path_of(place))
    if node is None or not isinstance(value, str):
        return "—" if value is None else str(value)
    return text_of(showing.cell(node, place, value)) or "—"


def _changed(showing: Showing, each: list[str]) -> tuple[str, str, str]:
    place, sent, reckoned = each
    return _label(showing, place), _worded(showing, place, sent), _worded(showing, place, reckoned)


def _dropped(showing: Showing, place: str, value: Any) -> tuple[str, str]:
    return _label(showing, place), _worded(showing, place, value)


# --- history ---


def history_of(actor: Actor, number: int, *, personal: bool) -> dict[str, Any]:
    """The context of the history: the newest on top."""
    row, answers = queries.submission(actor, number)
    whole = personal and queries.may_read_personal(actor, row)
    found = queries.past(actor, row, personal=whole)
    showing = showing_of(row, answers, whole=whole)
    lines = [_content(showing, found, each, whole) for each in found.contents]
    lines += [_review(each) for each in found.reviews]
    lines += [_attached(each) for each in found.attachments if each.at]
    if row.erased_at:
        lines.append(Line(gettext("Personal answers erased in their time"), "", row.erased_at, ""))
    return {
        "row": row,
        "lines": sorted(lines, key=lambda line: line.at, reverse=True),
        "whole": whole,
        "may_whole": queries.may_read_personal(actor, row) and queries.has_personal(actor, row),
    }


def _content(showing: Showing, found: Past, content: Content, whole: bool) -> Line:
    words = {
        Origin.RECEIVED: gettext("Submission received"),
        Origin.EDITED: gettext("Submission edited"),
        Origin.RESENT: gettext("Sent again with other answers; they do not count"),
    }
    base = content.base or (1 if content.origin == Origin.RESENT else None)
    changes: list[Change] = []
    if base:
        after = found.answers(content.number)
        changes = differences(found.answers(base), after, showing.form.root.path)
    return Line(
        words[Origin(content.origin)],
        who_of(content),
        content.at,
        content.why,
        "saf" if content.origin == Origin.RESENT else "lapis",
        "layers" if content.origin == Origin.RESENT else "pencil",
        tuple(
            (
                _label(showing, each.place),
                _worded(showing, each.place, each.before),
                _worded(showing, each.place, each.after),
            )
            for each in changes
        ),
        0 if whole or content.number == 1 else 1,
    )


def _review(review: Review) -> Line:
    tone, icon = TONES[review.after]
    what = review.get_after_display()
    if review.undoes_id:
        what = gettext("Review taken back: %(state)s") % {"state": what}
    return Line(what, who_of(review), review.at, review.why, tone, icon)


def _attached(attachment: Attachment) -> Line:
    return Line(gettext("Attachment received"), "", attachment.at, attachment.name, "fir", "file-text")


def who_of(fact: Content | Review) -> str:
    """The post in which somebody did it, else their name."""
    if fact.post_id:
        return str(fact.post)
    person = fact.user.person if fact.user_id else None
    return str(person) if person else ""


# --- the edit ---


def inputs(showing: Showing) -> list[tuple[str, Cell, list[tuple[str, str, bool]]]]:
    """What the edit page asks, for every question that is there: label, answer, choices with those chosen.

    What the form reckons is left out: it is reckoned again.
    """
    found = []
    for label, cell in _cells(showing.blocks()):
        node = showing.form.nodes[path_of(cell.place)]
        if node.kind == "question" and node.type not in FILES:
            chosen = cell.raw.split()
            choices = [(value, said, value in chosen) for value, said in showing.choices(node).items()]
            found.append((label, cell, choices if node.type in CHOSEN else []))
    return found


def _cells(blocks: list[Block]) -> list[tuple[str, Cell]]:
    found: list[tuple[str, Cell]] = []
    for block in blocks:
        if isinstance(block, Asked):
            found.append((block.label, block.cell))
        elif isinstance(block, Table):
            for number, row in enumerate(block.lines, 1):
                for head, cell in row:
                    found.append((fa_digits(f"{block.label} {number} · {head}"), cell))
            found += _cells(list(block.inner))
    return found


def differing(row: Submission, theirs: Answers, mine: Answers) -> list[tuple[str, str, str]]:
    """Where the answers that are kept now differ from those of an editor: label, theirs, mine."""
    showing = showing_of(row, theirs, whole=True)
    return [
        (
            _label(showing, each.place),
            _worded(showing, each.place, each.before),
            _worded(showing, each.place, each.after),
        )
        for each in differences(theirs, mine, showing.form.root.path)
    ]
