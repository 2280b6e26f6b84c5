"""Tables of registers: definitions, entries, what happened to them, imports, proposals of doubles, views.

Published versions, versions of entries, passages, relations, merges and the facts that undo them are never
changed (triggers of migration 0002). A row of ``Entry`` says where its facts have led: its state, its
validity, what lists and searches need.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.documents.models import Version as FileVersion
from barzan.forms.models import Form, FormVersion
from barzan.people.models import Organisation, Person, Personal, Post, Unit, User
from barzan.places.models import Place
from barzan.registers.core import Definition, read

SHOWN = Q(hidden=False)


class RegisterState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("register", "Draft")
    OPEN = "open", pgettext_lazy("register", "In use")
    CLOSED = "closed", pgettext_lazy("register", "Closed")


class Register(models.Model):
    """A register under a key that is never reused. ``current`` is None until it is published first."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    form = models.ForeignKey(Form, models.PROTECT, related_name="registers", verbose_name=_("form"))
    state = models.CharField(max_length=10, choices=RegisterState.choices, default=RegisterState.DRAFT)
    current = models.ForeignKey("RegisterVersion", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="register_title"),
            models.CheckConstraint(condition=Q(state__in=RegisterState.values), name="register_state"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register", self.key


class Signed(models.Model):
    """Something somebody did, in which post, when and why; a part of the program has neither."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class RegisterDraft(models.Model):
    """What is being written; ``seen`` counts the savings, so that nobody writes over another unseen."""

    register = models.OneToOneField(Register, models.PROTECT, related_name="draft")
    definition = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.register_id}"


class RegisterVersion(Signed):
    """A published definition with the version of the form it is for. Never changed."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_version_once"),
            models.CheckConstraint(condition=~Q(why=""), name="register_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}.{self.number}"

    @property
    def life(self) -> Definition:
        """The definition as values."""
        return read(self.definition)


class Counter(models.Model):
    """The last number given in one series of one organisation; locked while the next is given."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    series = models.CharField(max_length=80, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "organisation", "series"], name="register_counter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.series} {self.last}"


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
            models.Index(fields=["register", "-id"], condition=SHOWN, name="entry_list"),
            models.Index(fields=["register", "unit"], condition=SHOWN, name="entry_by_unit"),
            models.Index(fields=["register", "state", "unit"], condition=SHOWN, name="entry_by_state"),
            models.Index(fields=["register", "place", "unit"], condition=SHOWN, name="entry_by_place"),
            models.Index(fields=["register", "month", "unit"], condition=SHOWN, name="entry_by_month"),
            models.Index(fields=["register", "expiry_month", "unit"], condition=SHOWN, name="entry_expiries"),
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


class Passage(Signed):
    """A fact: an entry passed from one state to another, or was put back by a later fact (``undoes``).

    ``transition`` is its key in ``version``; "" where the passage undoes another. The validity is that from
    then on.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="passages")
    version = models.ForeignKey(RegisterVersion, models.PROTECT, related_name="+")
    transition = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
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


class Likeness(models.Model):
    """A key under which entries that may be the same meet: a digest, so that it tells nothing by itself."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="likenesses", db_index=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "key"], name="likeness_once")]
        indexes = [models.Index(fields=["register", "key"], name="likeness_key")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Verdict(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal of doubles", "Not decided")
    MERGED = "merged", pgettext_lazy("proposal of doubles", "Merged")
    DIFFERENT = "different", pgettext_lazy("proposal of doubles", "Not the same")


class Proposal(models.Model):
    """Two entries that may be the same; ``score`` of 100, ``reasons`` as codes. ``first`` is the older."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="proposals")
    first = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    second = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="proposal_of_two"),
        ]
        indexes = [models.Index(fields=["register", "verdict", "-score"], name="proposal_list")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.proposal", str(self.pk)


class Merge(Signed):
    """A fact: ``gone`` became a part of ``kept``. ``before`` and ``after`` are the versions of the kept one;
    ``chosen`` says by field whose answer was taken.
    """

    kept = models.ForeignKey(Entry, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Entry, models.PROTECT, related_name="merges_away")
    before = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    after = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    chosen = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.gone_id}"


class Unmerge(Signed):
    """A later fact: two entries were not the same after all."""

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="undone")

    def __str__(self) -> str:
        return f"{self.merge_id}"


class ImportState(models.TextChoices):
    MAPPED = "mapped", pgettext_lazy("import", "To be mapped")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


class Import(Signed):
    """A file whose rows became entries, or will. ``mapping`` says by heading which field it fills.

    ``findings`` are those of the last check (the first ``importing.MOST_FINDINGS``; ``wrong`` counts all),
    ``rows`` how many rows there are, ``done`` how many were taken, ``opened`` how many of them are new.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="imports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    file = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPED)
    findings = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="register_import_state")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.import", str(self.pk)


class ImportedRow(models.Model):
    """Which version of which entry a row became."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="imported")
    row = models.PositiveIntegerField()
    version = models.OneToOneField(EntryVersion, models.PROTECT, related_name="imported")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.row}"


class SavedView(models.Model):
    """A question that somebody keeps: the query of the list's address under a title; ``shared`` with all."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="saved_views")
    title = models.CharField(_("title"), max_length=120)
    query = models.CharField(max_length=1000)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.view", str(self.pk)
