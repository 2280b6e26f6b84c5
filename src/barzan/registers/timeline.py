"""What happened to an entry, newest first, from all its facts; its relations; how long it is valid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from barzan.access import Actor
from barzan.clock.books import calendars
from barzan.clock.core import explain
from barzan.persian import format_jalali
from barzan.registers import describe, queries
from barzan.registers.core import By
from barzan.registers.core.fields import FILES, Fields
from barzan.registers.core.merging import differences
from barzan.registers.core.validity import begun
from barzan.registers.describe import File
from barzan.registers.formed import fields_of
from barzan.registers.models import Deed, Entry, EntryVersion, Merge, Passage, Related
from barzan.registers.rules import ENTRY_MERGE

LISTED = 6


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline."""

    at: datetime
    title: str
    icon: str
    why: str = ""
    post: str = ""
    lines: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    undone: bool = False
    undo_url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as the page shows it."""

    kind: str
    label: str
    url: str = ""
    end_url: str = ""
    why: str = ""
    facts: tuple[str, ...] = field(default=())


def timeline(actor: Actor, entry: Entry, passages: Sequence[Passage]) -> list[Happened]:
    """All facts of an entry, newest first; ``passages`` are those that changed its state."""
    found = [_passage(entry, each) for each in passages]
    versions = queries.entry_versions(actor, entry)
    earlier: list[EntryVersion | None] = [*versions[1:], None]
    found += [
        _version(entry, each, before)
        for each, before in zip(versions, earlier, strict=True)
        if each.deed != Deed.MERGED
    ]
    if any(version.deed == Deed.MERGED for version in versions):
        merged = {each.pk: (each, before) for each, before in zip(versions, earlier, strict=True)}
        may_undo = ENTRY_MERGE.permits(actor, entry.target)
        for merge in queries.merges(actor, entry):
            found += _merge(entry, merge, _changes(*merged.get(merge.after_id, (None, None))), may_undo)
    return sorted(found, key=lambda each: each.at, reverse=True)


def _passage(entry: Entry, passage: Passage) -> Happened:
    life = passage.version.life
    one = life.transition(passage.transition)
    states = {state.key: state.named(describe.language()) for state in life.states}
    source, target = states.get(passage.source, passage.source), states.get(passage.target, passage.target)
    if passage.undoes_id:
        title = _("Put back to “%(state)s”") % {"state": target}
    else:
        title = one.named(describe.language()) if one else passage.transition
    lines = [_("From “%(source)s” to “%(target)s”") % {"source": source, "target": target}]
    if one and passage.valid_to and one.term.value:
        lines.append(_("Valid until %(day)s") % {"day": _day(passage.valid_to)})
    names = {each.key: each.named(describe.language()) for each in one.documents} if one else {}
    documents = [
        (
            names.get(each.name, each.name),
            reverse("registers:document", args=[entry.register.key, entry.pk, each.pk]),
        )
        for each in passage.documents.all()
    ]
    return Happened(
        passage.at,
        title,
        "history" if passage.undoes_id else "arrow-left",
        passage.why,
        _("the clock") if one and one.by is not By.PERSON else _post(passage),
        tuple(lines),
        tuple(documents),
        undone=hasattr(passage, "undone_by"),
    )


def _day(day: object) -> str:
    return format_jalali(day, "short", describe.language())  # type: ignore[arg-type]


def _post(fact: Passage | EntryVersion | Merge) -> str:
    if fact.post is None:
        return ""
    english = describe.language() == "en" and fact.post.title_en
    return fact.post.title_en if english else str(fact.post.title)


def _version(entry: Entry, version: EntryVersion, before: EntryVersion | None) -> Happened:
    title, icon = str(Deed(version.deed).label), "plus" if version.deed == Deed.OPENED else "pencil"
    lines, row = _changes(version, before), getattr(version, "imported", None)
    if version.deed == Deed.CHANGED and not lines:
        lines = (_("Personal fields only"),)
    if row is None:
        return Happened(version.at, title, icon, version.why, _post(version), lines)
    named = {"file": row.of.file.name, "row": describe.digits(str(row.row))}
    brought = (
        _("From the file %(file)s, row %(row)s") % named,
        reverse("registers:import", args=[entry.register.key, row.of_id]),
    )
    return Happened(version.at, title, icon, "", _post(version), lines, (brought,))


def _changes(version: EntryVersion | None, before: EntryVersion | None) -> tuple[str, ...]:
    """What a version says otherwise than the one before it, a line a field; the first few."""
    if version is None or before is None:
        return ()
    fields = fields_of(version.version.form_version)
    changed = differences(fields, before.answers, version.answers)
    told = [
        _("%(field)s: “%(before)s” → “%(after)s”")
        % {
            "field": describe.label(fields, each.name),
            "before": describe.plain(fields, each.name, each.before),
            "after": describe.plain(fields, each.name, each.after),
        }
        for each in changed[:LISTED]
    ]
    if len(changed) > LISTED:
        told.append(
            _("and %(number)s other fields") % {"number": describe.digits(str(len(changed) - LISTED))}
        )
    return tuple(told)


def _merge(entry: Entry, merge: Merge, lines: tuple[str, ...], may_undo: bool) -> list[Happened]:
    """What was merged into an entry with what it changed, how to undo it, and that it was undone."""
    named = {"title": merge.gone.title, "number": describe.digits(merge.gone.number)}
    undone = hasattr(merge, "undone")
    undo_url = ""
    if may_undo and not undone and not entry.hidden:
        undo_url = reverse("registers:unmerge", args=[entry.register.key, entry.pk, merge.pk])
    found = [
        Happened(
            merge.at,
            _("Merged: %(title)s, %(number)s") % named,
            "users",
            merge.why,
            _post(merge),
            lines,
            undone=undone,
            undo_url=undo_url,
        )
    ]
    if undone:
        title = _("Merge undone: %(title)s, %(number)s") % named
        found.append(Happened(merge.undone.at, title, "history", merge.undone.why))
    return found


def files(actor: Actor, entry: Entry, fields: Fields) -> dict[str, File]:
    """The files of an entry by the answers that name them; no question is asked where the form has none."""
    if not any(field.type in FILES for field in fields.values()):
        return {}
    return {
        name: File(
            file.name,
            reverse("registers:file", args=[entry.register.key, entry.pk, name]),
            file.media_type.startswith("image/"),
        )
        for name, file in queries.files(actor, entry).items()
    }


def relations(actor: Actor, entry: Entry, before: int | None = None) -> tuple[list[Link], int | None]:
    """What an entry is related to, and what is related to it, the newest first; the id to go on from."""
    rows, older = queries.relations(actor, entry, before=before)
    titles = {each.key: each.named(describe.language()) for each in entry.version.life.relations}
    found, lives = [], {}
    for each in rows:
        if each.entry_id == entry.pk:
            found.append(_link(entry, each, titles.get(each.kind, each.kind)))
            continue
        if each.entry.version_id not in lives:
            lives[each.entry.version_id] = each.entry.version.life
        relation = lives[each.entry.version_id].relation(each.kind)
        named = relation.named(describe.language()) if relation else each.kind
        url = reverse("registers:entry", args=[each.entry.register.key, each.entry_id])
        found.append(
            Link(_("%(relation)s of") % {"relation": named}, each.entry.title or each.entry.number, url)
        )
    return found, older


def _link(entry: Entry, each: Related, kind: str) -> Link:
    end = reverse("registers:unrelate", args=[entry.register.key, entry.pk, each.pk])
    if each.to_entry:
        url = reverse("registers:entry", args=[each.to_entry.register.key, each.to_entry_id])
        return Link(kind, each.to_entry.title or each.to_entry.number, url, end, each.why)
    other = each.to_person or each.to_place or each.to_organisation
    return Link(kind, str(other), "", end, each.why)


def validity(entry: Entry) -> str:
    """Until when an entry is valid, with its arithmetic where it was reckoned so; "" where it has none."""
    if entry.valid_to is None:
        return ""
    until = _("Valid until the end of %(day)s.") % {
        "day": format_jalali(entry.valid_to, "long", describe.language())
    }
    terms = entry.version.life.validity
    if terms is None or entry.valid_from is None:
        return until
    period, reckoned = begun(terms, entry.valid_from, calendars([entry.unit_id])[entry.unit_id])
    return explain(reckoned, describe.language()) if period.until == entry.valid_to else until


def standing(entry: Entry) -> str:
    """What the validity says today: ``valid``, ``renewable``, ``expired``, ""."""
    today = timezone.localdate()
    if entry.valid_to is None:
        return ""
    if entry.valid_to < today:
        return "expired"
    return "renewable" if entry.renew_from and entry.renew_from <= today else "valid"
