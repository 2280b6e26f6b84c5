"""Which transitions an actor may take with an entry, and what is missing for one. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from barzan.access import Actor
from barzan.documents.models import Version as FileVersion
from barzan.people.models import Post
from barzan.registers.core import By, Definition, Transition
from barzan.registers.core.conditions import about
from barzan.registers.core.findings import Finding
from barzan.registers.core.passing import Given, may, obstacles
from barzan.registers.errors import EntryError
from barzan.registers.formed import Answers, fields_of
from barzan.registers.models import Entry, Passage
from barzan.registers.rules import ENTRY_PASS


@dataclass(frozen=True, slots=True)
class Handed:
    """What comes with a passage: a reason, and documents by their keys, as files (name, bytes) or versions
    that are kept already.
    """

    why: str = ""
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    kept: Mapping[str, FileVersion] = field(default_factory=dict)


def last_passage(entry: Entry) -> Passage | None:
    """The last passage that stands: no undoing, and not undone."""
    rows = Passage.objects.filter(entry=entry, undoes__isnull=True, undone_by__isnull=True)
    return rows.select_related("version").order_by("-pk").first()


def allowed(actor: Actor, entry: Entry, life: Definition, key: str) -> Transition:
    """The transition, where it leads on from here and the actor may take it. Raises ``EntryError``."""
    one = life.transition(key)
    if one is None or entry.state not in one.sources:
        state = life.state(entry.state)
        raise EntryError.no_transition(one.title if one else key, state.title if state else entry.state)
    if one.by is not By.PERSON:
        raise EntryError.by_the_clock(one.title)
    if not may_take(actor, entry, one):
        raise EntryError.not_by_you(one.title)
    return one


def ways(actor: Actor, entry: Entry, life: Definition) -> list[Transition]:
    """The transitions that the actor may take from here."""
    if not ENTRY_PASS.permits(actor, entry.target):
        return []
    here = life.leaving(entry.state)
    posts = _posts(actor, entry, {post for one in here for post in one.posts})
    return [one for one in here if actor.system or may(one, _roles(actor, entry), posts)]


def missing(entry: Entry, one: Transition, handed: Handed, answers: Answers) -> list[Finding]:
    """What is missing for a transition."""
    fields = fields_of(entry.version.form_version)
    return obstacles(one, given(entry, handed, answers), fields, timezone.localtime())


def given(entry: Entry, handed: Handed, answers: Answers) -> Given:
    known = about(
        entry.number,
        entry.state,
        (entry.valid_from, entry.valid_to),
        entry.renew_from,
        timezone.localdate(),
    )
    return Given(answers, {*handed.files, *handed.kept}, handed.why, known)


def may_take(actor: Actor, entry: Entry, one: Transition) -> bool:
    return bool(actor.system) or may(one, _roles(actor, entry), _posts(actor, entry, set(one.posts)))


def _roles(actor: Actor, entry: Entry) -> set[str]:
    """The roles by which the actor reaches the entry."""
    return {
        grant.role.value for grant in actor.grants if ENTRY_PASS.permits(actor.holding(grant), entry.target)
    }


def _posts(actor: Actor, entry: Entry, wanted: set[str]) -> set[str]:
    """Which of the posts (codes) the actor holds, reaching the entry; no question where none is wanted."""
    if not wanted:
        return set()
    held = [grant.post for grant in actor.grants if ENTRY_PASS.permits(actor.holding(grant), entry.target)]
    return set(Post.objects.filter(pk__in=held, code__in=wanted).values_list("code", flat=True))
