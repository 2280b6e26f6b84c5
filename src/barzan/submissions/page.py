"""What the page of one submission shows, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from barzan.access import Actor
from barzan.forms.runnable import loaded
from barzan.persian import PersianError, format_number
from barzan.persian.jalali import format_jalali
from barzan.persian.language import active_language, is_persian
from barzan.persian.templatetags.persian import fa_digits
from barzan.submissions import judgement, queries
from barzan.submissions.core.answers import Answers, Change, differences, path_of
from barzan.submissions.core.moments import moment
from barzan.submissions.core.plane import drawing
from barzan.submissions.core.shape import FILES
from barzan.submissions.core.shown import Cell, Showing, mapped, parted
from barzan.submissions.kinds import Origin, Presence
from barzan.submissions.models import Attachment, Content, Review, Submission
from barzan.submissions.naming import file_name
from barzan.submissions.queries import Past
from barzan.submissions.rules import EDIT, REVIEW
from barzan.xforms import Text

WORDS = ("text", "barcode")
TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?(\D|$)")
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
TONES = {
    "received": ("lapis", "inbox"),
    "approved": ("leaf", "circle-check"),
    "on_hold": ("saf", "clock"),
    "sent_back": ("clay", "arrow-left"),
    "withdrawn": ("plain", "x"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that an edit changed; with the files, where it names them."""

    label: str
    before: str
    after: str
    files: tuple[Attachment | None, Attachment | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that became of a submission: what, by whom, when and why; an edit with what it changed, a
    ``file`` that came where the reader may open it.
    """

    what: str
    who: str
    at: Any
    why: str
    tone: str = "plain"
    icon: str = "file-text"
    changes: tuple[Changed, ...] = ()
    hidden: int = 0
    file: Attachment | None = None


def page_of(actor: Actor, number: int, *, personal: bool) -> dict[str, Any]:
    """The context of the page."""
    row, answers = queries.submission(actor, number, personal=personal)
    may = queries.may_read_personal(actor, row)
    whole = personal and may
    showing = showing_of(row, answers, whole=whole)
    return answered(showing, row, may_personal=may) | {
        "about_all": showing.broken.get(showing.form.root.path, ()),
        "broken": len(row.content.broken),
        "changed": [_changed(showing, each) for each in row.content.changed],
        "dropped": [_dropped(showing, place, value) for place, value in row.content.dropped.items()],
        "whole": whole,
        "may_whole": may and queries.has_personal(actor, row),
        "resent": row.contents.filter(origin=Origin.RESENT).count(),
        "followed": row.person_id is None and queries.is_followed(actor, row),
        **_attachments(actor, row),
        "may_review": REVIEW.permits(actor, row.target),
        "may_edit": EDIT.permits(actor, row.target) and row.state != "withdrawn",
        "language": active_language(),
    }


def _attachments(actor: Actor, row: Submission) -> dict[str, Any]:
    """The files of the answers that count, and how many others there are: those that an edit replaced."""
    now = queries.files_that_count(actor, row)
    every = list(row.attachments.all())
    attached = [each for each in every if each.state == Presence.ERASED or each.name in now]
    return {"attached": attached, "replaced": len(every) - len(attached)}


def own_page_of(actor: Actor, number: int) -> dict[str, Any]:
    """The context of the page on which whoever sent it sees it."""
    row, answers = queries.submission(actor, number, personal=True)
    may = queries.may_read_personal(actor, row)
    return answered(showing_of(row, answers, whole=may), row, may_personal=may)


def answered(showing: Showing, row: Submission, *, may_personal: bool) -> dict[str, Any]:
    """The answers of a submission with its files, of which personal ones open only where they may."""
    blocks, reckoned = parted(showing.blocks())
    maps = mapped(blocks)
    return {
        "row": row,
        "blocks": blocks,
        "reckoned": reckoned,
        "maps": maps,
        "drawing": drawing((label, cell.type, cell.raw) for label, cell in maps),
        "files": {each.name: each for each in row.attachments.all()},
        "may_personal": may_personal,
    }


def showing_of(row: Submission, answers: Answers, *, whole: bool, every: bool = False) -> Showing:
    """The answers of a submission for a reader."""
    form, lists = loaded(row.version)
    language = active_language()
    broken: dict[str, list[str]] = {}
    for each in row.content.broken:
        broken.setdefault(each["place"], []).append(_said(each, language))
    private = judgement.shape(row.version).private
    return Showing(form, lists, answers, language, private, whole, broken, every)


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
    if cell.type in ("acknowledge", "trigger") and cell.raw == "OK":
        return gettext("Acknowledged")
    if cell.type == "time":
        return fa_digits(cell.text[:5] if TIME.match(cell.text) else cell.text)
    counted = cell.type not in WORDS and NUMBER.fullmatch(cell.text)
    return amount(cell.text) if counted else cell.text


def amount(text: str) -> str:
    """A number as it was answered: large ones in groups, a year as it is; what is none as it came."""
    if not NUMBER.fullmatch(text):
        return text
    if len(text.lstrip("-").partition(".")[0]) > 4 and text.lstrip("-")[0] != "0":
        return format_number(Decimal(text), None, active_language())
    shown = fa_digits(text)
    return shown.replace(".", "٫") if is_persian() else shown


def _day(raw: str) -> str:
    at = moment(raw)
    try:
        if at is not None:
            local = timezone.localtime(at)
            return fa_digits(f"{format_jalali(local.date(), 'short', active_language())} · {local:%H:%M}")
        return format_jalali(date.fromisoformat(raw[:10]), "short", active_language())
    except (ValueError, PersianError):
        return raw


def label_of(showing: Showing, place: str) -> str:
    node = showing.form.nodes.get(path_of(place))
    numbers = [part.partition("]")[0] for part in place.split("[")[1:]]
    label = showing.label(node) if node is not None else place
    return fa_digits(f"{label} ({' · '.join(numbers)})") if numbers else label


def worded(showing: Showing, place: str, value: Any) -> str:
    node = showing.form.nodes.get(path_of(place))
    if node is None or not isinstance(value, str):
        return "—" if value is None else str(value)
    return text_of(showing.cell(node, place, value)) or "—"


def _changed(showing: Showing, each: list[str]) -> tuple[str, str, str]:
    place, sent, reckoned = each
    return label_of(showing, place), worded(showing, place, sent), worded(showing, place, reckoned)


def _dropped(showing: Showing, place: str, value: Any) -> tuple[str, str]:
    return label_of(showing, place), worded(showing, place, value)


# --- history ---


def history_of(actor: Actor, number: int, *, personal: bool) -> dict[str, Any]:
    """The context of the history: the newest on top."""
    row, answers = queries.submission(actor, number)
    may = queries.may_read_personal(actor, row)
    whole = personal and may
    found = queries.past(actor, row, personal=whole)
    showing = showing_of(row, answers, whole=whole)
    files = {each.name: each for each in found.attachments if _opens(each, may)}
    lines = [_content(showing, found, files, each, whole) for each in found.contents]
    lines += [_review(each) for each in found.reviews]
    lines += [_attached(each, may) for each in found.attachments if each.at]
    if row.erased_at:
        lines.append(Line(gettext("Personal answers erased in their time"), "", row.erased_at, ""))
    return {
        "row": row,
        "lines": sorted(lines, key=lambda line: line.at, reverse=True),
        "whole": whole,
        "may_whole": may and queries.has_personal(actor, row),
    }


def _content(
    showing: Showing, found: Past, files: Mapping[str, Attachment], content: Content, whole: bool
) -> Line:
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
        who_of(content) or _coded(content),
        content.at,
        content.why,
        "saf" if content.origin == Origin.RESENT else "lapis",
        "layers" if content.origin == Origin.RESENT else "pencil",
        tuple(_change(showing, files, each) for each in changes),
        0 if whole or content.number == 1 else 1,
    )


def _coded(content: Content) -> str:
    """Who corrected it without an account."""
    edited = content.origin == Origin.EDITED and content.user_id is None
    return gettext("whoever has the follow-up code") if edited else ""


def _change(showing: Showing, files: Mapping[str, Attachment], each: Change) -> Changed:
    node = showing.form.nodes.get(path_of(each.place))
    kept = files if node is not None and node.type in FILES else {}
    return Changed(
        label_of(showing, each.place),
        worded(showing, each.place, each.before),
        worded(showing, each.place, each.after),
        (kept.get(file_name(each.before or "")), kept.get(file_name(each.after or ""))),
    )


def _review(review: Review) -> Line:
    tone, icon = TONES[review.after]
    what = review.get_after_display()
    if review.undoes_id:
        what = gettext("Review taken back: %(state)s") % {"state": what}
    return Line(what, who_of(review), review.at, review.why, tone, icon)


def _attached(attachment: Attachment, may_personal: bool) -> Line:
    """A file that came, to be opened where the reader may know it and it was not erased."""
    file = attachment if _opens(attachment, may_personal) else None
    return Line(gettext("Attachment received"), "", attachment.at, "", "fir", "paperclip", file=file)


def _opens(attachment: Attachment, may_personal: bool) -> bool:
    return attachment.state == Presence.HERE and (may_personal or not attachment.personal)


def who_of(fact: Content | Review) -> str:
    """The post in which somebody did it, else their name."""
    if fact.post_id:
        return str(fact.post)
    person = fact.user.person if fact.user_id else None
    return str(person) if person else ""
