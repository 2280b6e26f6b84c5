"""An entry under a command: locked, with what it says; its next version. The commands tell the trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from barzan.access import Actor
from barzan.persian import normalise
from barzan.registers.errors import EntryError
from barzan.registers.formed import Answers, Parted
from barzan.registers.models import Entry, EntryFile, EntryPersonal, EntryVersion
from barzan.registers.rules import ENTRY_EDIT
from barzan.registers.signing import signed
from barzan.registers.writing import Writing


def locked(entry: Entry, *, merged: bool = False) -> Entry:
    """The entry as it stands, locked; one that was merged or taken back is refused
    unless ``merged``."""
    rows = Entry.objects.select_for_update(of=("self",))
    related = ("register__unit", "version__form_version", "current", "place", "unit", "merged_into")
    found = rows.select_related(*related).get(pk=entry.pk)
    if found.hidden and not merged:
        into = found.merged_into
        raise EntryError.merged(into.number) if into else EntryError.taken_back()
    return found


def add_version(actor: Actor, entry: Entry, answers: Parted, deed: str, why: str = "") -> EntryVersion:
    """The next version of a locked entry; ``entry`` names it but is not saved."""
    made = EntryVersion.objects.create(
        entry=entry,
        number=entry.current.number + 1,
        deed=deed,
        answers=answers.open,
        version=entry.version,
        **signed(actor, ENTRY_EDIT, entry.target, normalise(why)),
    )
    if answers.personal:
        EntryPersonal.objects.create(of=made, answers=answers.personal)
    entry.current, entry.seen, entry.changed_at = made, entry.seen + 1, made.at
    return made


def personal_of(version: EntryVersion) -> dict[str, Any]:
    """The personal answers of a version, for commands; pages ask ``queries.personal``, which records it."""
    return EntryPersonal.objects.filter(of=version).values_list("answers", flat=True).first() or {}


def put_back(actor: Actor, entry: Entry, answers: Parted, deed: str, why: str) -> EntryVersion:
    """A locked entry says what it said before, or what it says with another one, by a version that stays."""
    written = Writing(entry.version)
    written.resolve([(answers, entry.place, entry.person)])
    made = add_version(actor, entry, answers, deed, why)
    written.stand(entry, answers)
    entry.save()
    written.index([entry], [answers.whole])
    return made


def bind(rows: Sequence[tuple[Entry, Answers, Mapping[str, int]]]) -> None:
    """Binds files to entries in the transaction of a command: (entry, its whole answers, files by name)."""
    made = [
        EntryFile(entry=entry, name=name, file_id=files[name])
        for entry, answers, files in rows
        if files
        for name in sorted(_texts(answers) & files.keys())
    ]
    EntryFile.objects.bulk_create(made, batch_size=500)


def _texts(answers: Answers) -> set[str]:
    """Every answer, those in repeats too."""
    found: set[str] = set()
    for value in answers.values():
        if isinstance(value, Mapping):
            found |= _texts(value)
        elif isinstance(value, list):
            for row in value:
                found |= _texts(row)
        else:
            found.add(str(value))
    return found
