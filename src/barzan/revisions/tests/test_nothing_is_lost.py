"""Random edits by two people at once lose nothing; random lives of services keep the laws of the room.

Every edit writes a word that no other edit writes. Each word that was ever saved is in the draft, or somebody
took it out who had it before them; a save that is refused gives back both texts. Between the edits others
publish the draft and give its service to another office. On PostgreSQL both people are threads of their own;
SQLite has one writer at a time, so there they take turns at random.
"""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count as counter

import pytest
from django.db import connection, connections

from barzan.access import Actor, Forbidden, Role
from barzan.catalogue.content import ChannelContent, RequirementContent, StepContent
from barzan.catalogue.models import Service
from barzan.catalogue.queries import altered, content_of
from barzan.config.proof import count, seed
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.persian.errors import BilingualError
from barzan.revisions import actions, errors
from barzan.revisions.actions.drafts import revision
from barzan.revisions.merge import merge
from barzan.revisions.models import OPEN, Deed, Draft, Revision
from barzan.revisions.proposed import Proposed
from barzan.revisions.tests.world import Office, make_office

ROWS = {"requirements": RequirementContent, "steps": StepContent, "channels": ChannelContent}
TEXTS = ("title", "description", "objection", "fee_text")
CHURN = 40


def words(proposed: Proposed) -> frozenset[str]:
    """The words of the edits that a proposal holds."""
    found: set[str] = set()
    for name in TEXTS:
        found |= {word for word in getattr(proposed.content, name).split() if word.startswith("#")}
    for name in ROWS:
        for row in getattr(proposed.content, name):
            text = row.value if name == "channels" else row.text
            found |= {word for word in text.split() if word.startswith("#")}
    return frozenset(found)


@dataclass(frozen=True)
class Save:
    """One successful saving: what its writer had before them, what they sent, which words were their own."""

    draft: int
    number: int
    seen: Proposed
    sent: Proposed
    own: frozenset[str]


@dataclass
class Person:
    """Somebody with a copy of the draft, which may be stale."""

    actor: Actor
    dice: random.Random
    name: str
    draft: Draft
    seen: int = 0
    base: Proposed = field(default_factory=Proposed.empty)
    copy: Proposed = field(default_factory=Proposed.empty)
    own: set[str] = field(default_factory=set)
    saves: list[Save] = field(default_factory=list)
    refusals: int = 0
    edits: int = 0

    def read(self) -> None:
        self.draft = Draft.objects.select_related("unit").filter(code=self.draft.code).latest("pk")
        self.seen = self.draft.revision
        self.base = self.copy = revision(self.draft, self.seen)
        self.own = set()

    def edit(self) -> None:
        """Writes one word of one's own somewhere, and sometimes takes a row out."""
        self.edits += 1
        word = f"#{self.name}{self.edits}"
        content, name = self.copy.content, self.dice.choice([*TEXTS, *ROWS])
        if name in TEXTS:
            kept = getattr(content, name).split()[-2:]
            content = replace(content, **{name: " ".join([*kept, word])})
        else:
            rows = list(getattr(content, name))
            if rows and self.dice.random() < 0.4:
                del rows[self.dice.randrange(len(rows))]
            made = ROWS[name]("phone", word) if name == "channels" else _row(name, word)
            rows.insert(self.dice.randint(0, len(rows)), made)
            content = replace(content, **{name: tuple(rows)})
        self.copy = Proposed(content, self.copy.placed)
        self.own = {each for each in self.own | {word} if each in words(self.copy)}

    def save(self) -> None:
        """Saves; where somebody wrote otherwise meanwhile, both texts are given back and one is chosen."""
        try:
            saved = actions.save(self.actor, self.draft, self.copy, seen=self.seen)
        except errors.DraftConflict as refused:
            self.refusals += 1
            mine = self.copy.fields()
            for conflict in refused.conflicts:
                assert conflict.mine == mine[conflict.field]
                assert conflict.base == self.base.fields()[conflict.field]
            self._choose()
            return
        except errors.RevisionRefused as refused:
            self._go_on(refused)
            return
        # What somebody took out who had seen it is not the writer's any more.
        self.saves.append(Save(saved.pk, saved.revision, self.base, self.copy, frozenset(self.own)))
        self.read()

    def _choose(self) -> None:
        """Reads what the others saved and puts one's own changes on it, as the page does."""
        before, mine = self.base, self.copy
        self.read()
        merged = merge(before, mine, self.base)
        fields = merged.proposed.fields()
        for conflict in merged.conflicts:
            if self.dice.random() < 0.5:
                fields[conflict.field] = conflict.mine
                if conflict.field in ("standard_days", "day_kind"):
                    continue
        self.copy = Proposed.of_fields(fields)
        self.own = {word for word in words(self.copy) if word.startswith(f"#{self.name}")} - words(self.base)

    def _go_on(self, refused: errors.RevisionRefused) -> None:
        """The draft was published meanwhile: opens the next one and goes on with what was typed."""
        assert refused.code == "revisions.state"
        self.draft = actions.open_draft(self.actor, Service.objects.get(code=self.draft.code))
        self._choose()


def _row(name: str, word: str) -> object:
    return RequirementContent("document", word) if name == "requirements" else StepContent(word)


def check(person: Person) -> None:
    """Every saving kept its writer's words, and lost only what its writer had seen and taken out."""
    told: set[tuple[int, int]] = set()
    for save in person.saves:
        saving = Revision.objects.get(draft=save.draft, number=save.number)
        after = words(Proposed.from_value(saving.proposed))
        assert save.own <= after, f"{save.own - after} were saved by {person.name} and are not there"
        # The same again saves nothing: the number is then that of an earlier saving, maybe another's.
        first = (save.draft, save.number) not in told and saving.user_id == person.actor.user
        told.add((save.draft, save.number))
        if save.number > 1 and first:
            lost = words(_said(save.draft, save.number - 1)) - after
            assert lost <= words(save.seen) - words(save.sent), "a word was lost that its remover never saw"


def _said(draft: int, number: int) -> Proposed:
    return Proposed.from_value(Revision.objects.get(draft=draft, number=number).proposed)


def write(person: Person, edits: int) -> None:
    while person.edits < edits:
        step(person)
    person.save()


def step(person: Person) -> None:
    deed = person.dice.random()
    if deed < 0.55:
        person.edit()
    elif deed < 0.9:
        person.save()
    elif not person.own:
        person.read()


def interrupt(office: Office, others: list[Unit], dice: random.Random, code: str) -> None:
    """Somebody else takes the draft to its publication, or gives the service to another office."""
    draft = Draft.objects.filter(code=code, state__in=OPEN).first()
    if draft is None:
        return
    try:
        if dice.random() < 0.5:
            unit = dice.choice([unit for unit in others if unit.pk != draft.unit_id])
            actions.move(
                office.head, Service.objects.select_related("unit").get(code=code), unit, why="سازمان نو"
            )
        else:
            draft = actions.review(office.secretary, draft, seen=draft.revision)
            draft = actions.approve(office.head, draft, seen=draft.revision)
            said = words(revision(draft, draft.revision))
            (version,) = actions.publish(office.head, [draft])
            assert words(Proposed(content_of(version), Proposed.empty().placed)) == said
    except errors.RevisionRefused:
        # One of the two saved or opened something between the steps; their next deeds go on as ever.
        return


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_a_thousand_random_edits_by_two_people_at_once_lose_nothing() -> None:
    edits, dice = count(1_000), random.Random(seed())
    root = make_unit("root")
    others = [make_unit("there", root), make_unit("elsewhere", root)]
    hands = (make_actor(role, root) for role in (Role.OFFICER, Role.SECRETARY, Role.UNIT_HEAD))
    office = Office(root, *hands)
    service = make_office("own", root).service("AZ-0001")
    draft = actions.open_draft(office.officer, service)
    people = [
        Person(make_actor(Role.OFFICER, root), random.Random(seed() + number), name, draft)
        for number, name in enumerate("ab")
    ]
    for person in people:
        person.read()
    if connection.vendor == "postgresql":
        _at_once(people, edits, lambda: interrupt(office, others, dice, "AZ-0001"))
    else:
        while sum(person.edits for person in people) < edits:
            step(dice.choice(people))
            if dice.random() < 1 / CHURN:
                interrupt(office, others, dice, "AZ-0001")
        for person in people:
            person.save()
    assert sum(person.edits for person in people) >= edits
    for person in people:
        check(person)
    if edits >= 500:
        assert any(person.refusals for person in people), "nobody contradicted anybody: the test tests little"
        assert service.versions.count() > 2, "nothing was published between the edits"
    assert altered(office.head) == []


def _at_once(people: list[Person], edits: int, interrupting: object) -> None:
    """Both people in threads of their own, with interruptions between."""
    failures: list[BaseException] = []

    def run(person: Person) -> None:
        try:
            write(person, -(-edits // len(people)))
        except BaseException as failure:  # handed to the test's own thread
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(timeout=0.3)
        interrupting()  # type: ignore[operator]
    if failures:
        raise failures[0]


@pytest.mark.proof
@pytest.mark.django_db
def test_random_lives_keep_the_laws() -> None:
    dice, number = random.Random(seed()), counter(1)
    office, there = make_office(), make_unit("there")
    heads = [office.head, make_actor(Role.ADMINISTRATOR)]
    for _ in range(4):
        office.service(f"AZ-{next(number):04}")
    known: dict[str, int] = {}
    for _ in range(count(500)):
        with suppress(BilingualError, Forbidden):
            live(dice, office, heads, there, number)
        known = laws(known)
    assert altered(office.head) == []


def live(dice: random.Random, office: Office, heads: list[Actor], there: Unit, number: object) -> None:
    """One random deed on a random service."""
    services = list(Service.objects.select_related("unit", "current_version").order_by("pk"))
    service, other = dice.choice(services), dice.choice(services)
    drafts = list(Draft.objects.filter(state__in=OPEN).select_related("unit").order_by("pk"))
    draft, head = dice.choice(drafts) if drafts else None, dice.choice(heads)
    code = f"AZ-{next(number):04}"  # type: ignore[call-overload]
    deeds = [
        lambda: actions.open_draft(office.officer, service),
        lambda: office.write(actions.open_draft(office.officer, service), title=f"عنوان {code}"),
        lambda: actions.retire(head, service, why="پایان", successors=dice.choice([[], [other]])),
        lambda: actions.restore(head, service, why="بازگشت"),
        lambda: actions.merge_services(head, [service], other, why="یکی"),
        lambda: actions.move(head, service, dice.choice([office.unit, there]), why="جابه‌جایی"),
        lambda: actions.prepare_split(head, service, [(code, "نو"), (f"{code}9", "نوتر")], why="دو کار"),
        lambda: actions.split(head, service, drafts[:2], why="دو کار"),
    ]
    if draft:
        deeds += [
            lambda: actions.review(head, draft, seen=draft.revision),
            lambda: actions.approve(head, draft, seen=draft.revision),
            lambda: actions.publish(head, [draft]),
            lambda: actions.send_back(head, draft, why="ناقص"),
            lambda: actions.withdraw(head, draft, why="نه"),
            lambda: actions.undo(office.officer, draft, to=1, seen=draft.revision),
            lambda: actions.decide(head, dice.choice([Deed.REVIEWED, Deed.APPROVED]), drafts),
            lambda: actions.publish_many(head, drafts),
        ]
    dice.choice(deeds)()


def laws(known: dict[str, int]) -> dict[str, int]:
    """What holds after every deed; ``known`` are the codes and ids of services seen before."""
    open_codes = list(Draft.objects.filter(state__in=OPEN).values_list("code", flat=True))
    assert len(open_codes) == len(set(open_codes)), "a service has two open drafts"
    now = {}
    for service in Service.objects.select_related("current_version").prefetch_related("versions"):
        numbers = sorted(version.number for version in service.versions.all())
        assert numbers == list(range(1, len(numbers) + 1)), "versions have a hole"
        assert service.current_version is None or service.current_version.number == numbers[-1]
        now[service.code] = service.pk
    assert known.items() <= now.items(), "a code was taken from its service"
    return now
