"""Entries: where they stand, what they say, how they passed on, what they are related to, their words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.documents.models import Version as FileVersion
from barzan.people.models import Organisation, Person, Personal, Unit
from barzan.places.models import Place
from barzan.registers.models.registers import Register, RegisterVersion, Signed

SHOWN = Q(hidden=False)


class Entry(models.Model):
    """One entry as it stands now, pinned to a version of its register.

    ``number`` is its own within register and organisation. ``seen`` counts its changes and passages, so that
    nobody works on what another has changed unseen. ``unit_path`` and ``place_path`` are the paths for
    access; one without a place lies outside every grant that is bounded by a place. ``month`` is the Jalali
    month of its opening (140509), ``expiry_month`` that of its expiry. ``hidden``: it was merged into another
    one, or the import that opened it was taken back; its facts stay.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="entries")
    version = models.ForeignKey(RegisterVersion, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit_path = models.CharField(max_length=240)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    place_path = models.CharField(max_length=240, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    renew_from = models.DateField(null=True)
    month = models.PositiveIntegerField()
    expiry_month = models.PositiveIntegerField(null=True)
    current = models.ForeignKey("EntryVersion", models.PROTECT, null=True, related_name="+")
    seen = models.PositiveIntegerField(default=1)
    hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    origin = models.CharField(max_length=160, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "organisation", "number"], name="entry_number_once"),
            models.UniqueConstraint(
                fields=["register", "origin"], condition=~Q(origin=""), name="entry_of_one_origin"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="entry_merged_into_another",
            ),
        ]
        indexes = [
            # PostgreSQL looks an entry up in it alone, without its row (a third of the time).
            models.Index(
                fields=["register", "-id"],
                include=["unit_path", "place_path", "state", "latitude"],
                condition=SHOWN,
                name="entry_list",
            ),
            models.Index(fields=["register", "unit", "-id"], condition=SHOWN, name="entry_by_unit"),
            models.Index(fields=["register", "state", "-id"], condition=SHOWN, name="entry_by_state"),
            models.Index(fields=["register", "place", "-id"], condition=SHOWN, name="entry_by_place"),
            models.Index(fields=["register", "month", "-id"], condition=SHOWN, name="entry_by_month"),
            models.Index(fields=["register", "expiry_month", "-id"], condition=SHOWN, name="entry_expiries"),
            models.Index(fields=["register", "valid_to"], condition=SHOWN, name="entry_by_expiry"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def target(self) -> Target:
        return Target(self.unit_path, self.place_path, self.person_id)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "entry", str(self.pk)


class Deed(models.TextChoices):
    """How a version of an entry came about."""

    OPENED = "opened", pgettext_lazy("deed on an entry", "Opened")
    CHANGED = "changed", pgettext_lazy("deed on an entry", "Changed")
    MERGED = "merged", pgettext_lazy("deed on an entry", "Merged with another entry")
    RESTORED = "restored", pgettext_lazy("deed on an entry", "Put back")


class EntryVersion(Signed):
    """What an entry said from then on, without personal fields; ``version`` is the definition it was for."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=10, choices=Deed.choices)
    answers = models.JSONField(default=dict)
    version = models.ForeignKey(RegisterVersion, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="entry_version_once"),
            models.CheckConstraint(condition=Q(deed__in=Deed.values), name="entry_version_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.number}"


class EntryPersonal(Personal):
    """The personal fields of a version of an entry."""

    of = models.OneToOneField(EntryVersion, models.PROTECT, related_name="personal")
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.of_id}"


class EntryFile(models.Model):
    """A file that answers a question of an entry; ``name`` is the answer, the file keeps its own name."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    file = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="entry_file_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Passage(Signed):
    """A fact: an entry passed from one state to another, or was put back by a later fact (``undoes``).

    ``transition`` is its key in ``version``; "" where the passage undoes another. The validity is that from
    then on; ``was_from`` and ``was_to`` that until then.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="passages")
    version = models.ForeignKey(RegisterVersion, models.PROTECT, related_name="+")
    transition = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    was_from = models.DateField(null=True)
    was_to = models.DateField(null=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(transition="") | Q(undoes__isnull=False), name="passage_by_a_transition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.source} {self.target}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.passage", str(self.pk)


class PassageDocument(models.Model):
    """A document handed in with a passage; ``name`` is its key in the transition."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=60)
    file = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["passage", "name"], name="passage_document_once")]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.name}"


class Related(Signed):
    """A fact: an entry is related to another entry, a person, a place, an organisation; ``kind`` is the
    relation's key in the definition.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=60)
    to_entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="related_from")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_entry__isnull=False)
                | Q(to_person__isnull=False)
                | Q(to_place__isnull=False)
                | Q(to_organisation__isnull=False),
                name="related_to_something",
            ),
            models.CheckConstraint(
                condition=Q(to_entry__isnull=True) | ~Q(to_entry=F("entry")), name="related_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Unrelated(Signed):
    """A later fact: a relation has ended or was recorded by mistake."""

    relation = models.OneToOneField(Related, models.PROTECT, related_name="ended")

    def __str__(self) -> str:
        return f"{self.relation_id}"


class Word(models.Model):
    """A word by which an entry is found: of its number, its title and the fields that lists show."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words", db_index=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "word"], name="entry_word_once")]
        indexes = [models.Index(fields=["register", "word", "-entry"], name="entry_by_word")]

    def __str__(self) -> str:
        return self.word
