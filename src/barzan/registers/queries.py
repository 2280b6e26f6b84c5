"""What can be known of registers and entries: the actor first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.documents.models import Version as FileVersion
from barzan.people.models import Unit
from barzan.registers.core import Definition, Transition
from barzan.registers.facts import personal_of
from barzan.registers.filters import Filters
from barzan.registers.models import (
    Entry,
    EntryFile,
    EntryVersion,
    Import,
    Merge,
    Passage,
    PassageDocument,
    Proposal,
    Register,
    RegisterState,
    RegisterVersion,
    Related,
    SavedView,
    Verdict,
)
from barzan.registers.narrowing import FEW, narrowed
from barzan.registers.permitted import last_passage, ways
from barzan.registers.rules import (
    ENTRY_EDIT,
    ENTRY_IMPORT,
    ENTRY_MERGE,
    ENTRY_PASS,
    ENTRY_PERSONAL,
    ENTRY_READ,
    REGISTER_READ,
)
from barzan.trail import actions as trail

PER_PAGE = 50
RELATED = ("register__unit", "version__form_version", "unit", "place", "current")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, the newest first. ``count`` is exact unless there are ``more``; ``before`` and
    ``after`` are the ids to go on from (None: the end).
    """

    rows: list[Entry]
    count: int
    more: bool
    newer: int | None = None
    older: int | None = None


def registers(actor: Actor) -> QuerySet[Register]:
    """All registers, by title."""
    REGISTER_READ.require(actor)
    return Register.objects.select_related("unit", "current").order_by("title", "key")


def register(actor: Actor, key: str) -> Register | None:
    """One register with unit, form, current version and draft."""
    REGISTER_READ.require(actor)
    related = ("unit", "form__current", "current__form_version", "draft")
    return Register.objects.select_related(*related).filter(key=key).first()


def is_behind(actor: Actor, shown: Register) -> bool:
    """Whether entries are pinned to an older version; by the index of each version, not past all entries."""
    REGISTER_READ.require(actor)
    pinned = Entry.objects.filter(version=OuterRef("pk"))
    older = RegisterVersion.objects.filter(register=shown).exclude(pk=shown.current_id)
    return older.filter(Exists(pinned)).exists()


def versions(actor: Actor, shown: Register) -> QuerySet[RegisterVersion]:
    """The published versions, the newest first."""
    REGISTER_READ.require(actor)
    return shown.versions.select_related("post", "form_version")


def version(actor: Actor, shown: Register, number: int) -> RegisterVersion | None:
    """One published version."""
    return versions(actor, shown).filter(number=number).first()


def readable(actor: Actor) -> QuerySet[Entry]:
    """The entries that the actor may read, of all registers."""
    scope = ENTRY_READ.scope(actor)
    return Entry.objects.filter(within(scope, unit="unit_path", place="place_path"))


def entry_list(
    actor: Actor,
    shown: Register,
    filters: Filters,
    *,
    older: int | None = None,
    newer: int | None = None,
    size: int = PER_PAGE,
) -> Listed:
    """A page of entries: those before the id ``older``, after ``newer``, or the newest."""
    ENTRY_READ.require(actor)
    found = narrowed(actor, shown, filters)
    if newer is not None:
        page = found.oldest(size + 1, after=newer)
        beyond, page = len(page) > size, page[:size][::-1]
        ends = (page[0] if beyond else None, page[-1] if page else None)
    else:
        page = found.newest(size + 1, before=older)
        beyond, page = len(page) > size, page[:size]
        ends = (page[0] if page and older is not None else None, page[-1] if beyond else None)
    # Ids first: an engine that has to sort sorts numbers, not whole rows.
    rows = Entry.objects.select_related("unit", "place", "current").in_bulk(page)
    return Listed([rows[key] for key in page], found.count, found.more, *ends)


def entry(actor: Actor, pk: int) -> Entry | None:
    """One entry that the actor may read, with register, version, unit, place and present answers."""
    return readable(actor).select_related(*RELATED, "merged_into").filter(pk=pk).first()


def personal(actor: Actor, shown: Entry, version: EntryVersion | None = None) -> dict[str, Any]:
    """The personal answers of an entry (of an older version of it); the read is recorded."""
    ENTRY_PERSONAL.require(actor, shown.target)
    found = personal_of(version or shown.current)
    if found:
        trail.reading(actor, shown)
    return found


def sees_personal(actor: Actor, shown: Entry) -> bool:
    """Whether the actor may see the personal answers of an entry."""
    return ENTRY_PERSONAL.permits(actor, shown.target)


def transitions(actor: Actor, shown: Entry) -> list[Transition]:
    """The transitions that the actor may take with an entry now."""
    return [] if shown.hidden else ways(actor, shown, shown.version.life)


def undoable(actor: Actor, shown: Entry, known: Sequence[Passage] | None = None) -> Passage | None:
    """The passage that an undo would take back; ``known`` are all of the entry, newest first."""
    if shown.hidden or not ENTRY_PASS.permits(actor, shown.target):
        return None
    if known is None:
        last = last_passage(shown)
    else:
        standing = (each for each in known if not each.undoes_id and not hasattr(each, "undone_by"))
        last = next(standing, None)
    return last if last and last.target == shown.state else None


def passages(actor: Actor, shown: Entry) -> list[Passage]:
    """What happened to the state of an entry, the newest first, with documents."""
    ENTRY_READ.require(actor, shown.target)
    kept = Prefetch("documents", PassageDocument.objects.select_related("file"))
    rows = shown.passages.select_related("post", "version", "undoes", "undone_by")
    return list(rows.prefetch_related(kept)[:FEW])


def entry_versions(actor: Actor, shown: Entry) -> list[EntryVersion]:
    """What an entry said, the newest first."""
    ENTRY_READ.require(actor, shown.target)
    return list(shown.versions.select_related("post", "version__form_version", "imported__of__file")[:FEW])


def relations(actor: Actor, shown: Entry, *, before: int | None = None) -> tuple[list[Related], int | None]:
    """The newest relations that hold (of those before an id), and the id before which there are more.

    Of an entry and to it, as far as the actor may read the other entry.
    """
    rows = _related(actor, shown)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    related = ("to_entry__register", "to_person", "to_place", "to_organisation", "entry__register")
    found = list(rows.select_related(*related, "entry__version").order_by("-pk")[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    return page, page[-1].pk if len(found) > PER_PAGE else None


def relation(actor: Actor, shown: Entry, pk: int) -> Related | None:
    """One of them."""
    return _related(actor, shown).filter(pk=pk).first()


def _related(actor: Actor, shown: Entry) -> QuerySet[Related]:
    ENTRY_READ.require(actor, shown.target)
    scope = ENTRY_READ.scope(actor)
    other, same = (
        within(scope, unit=f"{each}__unit_path", place=f"{each}__place_path")
        for each in ("to_entry", "entry")
    )
    mine = Q(entry=shown) & ((Q(to_entry__isnull=True) | other) if other else Q())
    return Related.objects.filter(mine | (Q(to_entry=shown) & same), ended__isnull=True)


def merges(actor: Actor, shown: Entry) -> list[Merge]:
    """What was merged into an entry."""
    ENTRY_READ.require(actor, shown.target)
    return list(shown.merges.select_related("gone", "post", "undone")[:FEW])


def document(actor: Actor, shown: Entry, pk: int) -> PassageDocument | None:
    """A document of a passage of an entry."""
    ENTRY_READ.require(actor, shown.target)
    rows = PassageDocument.objects.select_related("file").filter(passage__entry=shown)
    return rows.filter(pk=pk).first()


def files(actor: Actor, shown: Entry) -> dict[str, FileVersion]:
    """The files that answer questions of an entry, and of those merged into it, by their names."""
    ENTRY_READ.require(actor, shown.target)
    rows = EntryFile.objects.filter(Q(entry=shown) | Q(entry__merged_into=shown))
    return {row.name: row.file for row in rows.select_related("file__document")}


def file(actor: Actor, shown: Entry, name: str) -> FileVersion | None:
    """One of them; of a personal one the read is recorded."""
    found = files(actor, shown).get(name)
    if found is not None and found.document.personal:
        ENTRY_PERSONAL.require(actor, shown.target)
        trail.reading(actor, shown)
    return found


def units_to_edit(actor: Actor) -> QuerySet[Unit]:
    """The units in which the actor may open entries."""
    ENTRY_EDIT.require(actor)
    covered = within(ENTRY_EDIT.scope(actor), unit="path")
    return Unit.objects.filter(covered, valid_to__isnull=True).select_related("organisation").order_by("path")


def saved_views(actor: Actor, shown: Register) -> list[SavedView]:
    """The views that the actor kept, and those shared with all."""
    ENTRY_READ.require(actor)
    mine = Q(shared=True) | (Q(user=actor.user) if actor.user else Q(pk__in=[]))
    return list(shown.saved_views.filter(mine)[:100])


def imports(actor: Actor, shown: Register) -> list[Import]:
    """The newest imports into a register, of the actor's units."""
    ENTRY_IMPORT.require(actor)
    covered = within(ENTRY_IMPORT.scope(actor), unit="unit__path")
    return list(shown.imports.filter(covered).select_related("unit", "post", "file")[:PER_PAGE])


def imported(actor: Actor, pk: int) -> Import | None:
    """One import with register, form and file."""
    ENTRY_IMPORT.require(actor)
    covered = within(ENTRY_IMPORT.scope(actor), unit="unit__path")
    related = ("register__unit", "register__current__form_version", "unit", "file", "post")
    return Import.objects.filter(covered, pk=pk).select_related(*related).first()


def proposals(actor: Actor, shown: Register) -> QuerySet[Proposal]:
    """Pairs that may be the same and are not decided yet, the likeliest first, both in the actor's scope."""
    ENTRY_MERGE.require(actor)
    covered = _both(actor)
    rows = shown.proposals.filter(covered, verdict=Verdict.OPEN, first__hidden=False, second__hidden=False)
    return rows.select_related("first__unit", "second__unit", "first__version", "second__version")


def proposal(actor: Actor, shown: Register, pk: int) -> Proposal | None:
    """One pair with all that both say."""
    ENTRY_MERGE.require(actor)
    related = [f"{each}__{name}" for each in ("first", "second") for name in RELATED]
    return shown.proposals.filter(_both(actor), pk=pk).select_related(*related).first()


def merge(actor: Actor, shown: Entry, pk: int) -> Merge | None:
    """A merge into an entry that can be undone."""
    ENTRY_MERGE.require(actor, shown.target)
    return shown.merges.select_related("kept", "gone", "before", "after").filter(pk=pk, undone=None).first()


def _both(actor: Actor) -> Q:
    scope = ENTRY_MERGE.scope(actor)
    sides = ("first", "second")
    one, other = (within(scope, unit=f"{each}__unit_path", place=f"{each}__place_path") for each in sides)
    return one & other


def takes_entries(shown: Register) -> bool:
    """Whether entries can be opened now."""
    return shown.state == RegisterState.OPEN and shown.current_id is not None


def life_of(shown: Register) -> Definition | None:
    """The life by which entries are opened now; None before the first publication."""
    return shown.current.life if shown.current else None
