"""Tables of the review.

What was read, and what is decided about it, is added and never changed: triggers of migration 0002 refuse
update and delete of decisions and source lines on both engines. An item's row holds where it stands now;
``core.fold`` finds the same from its decisions alone.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.catalogue.models import Service, ServiceClass
from barzan.documents.models import Version as DocumentVersion
from barzan.jobs.models import Job
from barzan.people.models import Unit
from barzan.review.core.said import Said
from barzan.revisions.models import Edition, Signed

CHUNK = 50


class ReadingState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a reading", "In review")
    PUBLISHING = "publishing", pgettext_lazy("state of a reading", "Being published")
    PUBLISHED = "published", pgettext_lazy("state of a reading", "Published")
    GIVEN_UP = "given_up", pgettext_lazy("state of a reading", "Given up")


class ItemState(models.TextChoices):
    """Where an item stands; ``core.fold`` says how it got there."""

    OPEN = "open", pgettext_lazy("state of an item", "To decide")
    ACCEPTED = "accepted", pgettext_lazy("state of an item", "Accepted")
    CORRECTED = "corrected", pgettext_lazy("state of an item", "Corrected")
    QUESTIONED = "questioned", pgettext_lazy("state of an item", "Question")
    ASIDE = "aside", pgettext_lazy("state of an item", "Set aside")


class Verb(models.TextChoices):
    """What somebody did with an item."""

    ACCEPT = "accept", pgettext_lazy("deed on an item", "accepted")
    CORRECT = "correct", pgettext_lazy("deed on an item", "corrected")
    QUESTION = "question", pgettext_lazy("deed on an item", "asked a question")
    ASIDE = "aside", pgettext_lazy("deed on an item", "set aside")
    REOPEN = "reopen", pgettext_lazy("deed on an item", "opened again")
    UNDO = "undo", pgettext_lazy("deed on an item", "took back")


class OfficeKind(models.TextChoices):
    DEPUTY = "deputy", pgettext_lazy("row of the summary", "Deputy")
    OFFICE = "office", pgettext_lazy("row of the summary", "Office")
    TOTAL = "total", pgettext_lazy("row of the summary", "Total")


class ItemKind(models.TextChoices):
    ROW = "row", pgettext_lazy("item of a reading", "Printed row")
    LOST = "lost", pgettext_lazy("item of a reading", "Lost row")


class Reading(models.Model):
    """One text of one booklet under review, for the services of ``unit`` and the units under it.

    ``prefix`` begins the codes of services that are new; ``sha256`` and ``lines`` are of the text. Why the
    last try to publish failed stands in ``refused_fa`` and ``refused_en``.
    """

    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    prefix = models.CharField(_("first letters of codes"), max_length=6)
    document = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.OPEN)
    started_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    publish_title = models.CharField(max_length=200, blank=True)
    publish_why = models.TextField(blank=True)
    refused_fa = models.TextField(blank=True)
    refused_en = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"],
                condition=Q(state__in=["open", "publishing"]),
                name="one_open_reading_of_a_text",
            ),
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="reading_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == ReadingState.OPEN

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "review.reading", str(self.pk)


class Published(Signed):
    """What a reading became: the reading of the catalogue, the edition, how many services came out how."""

    reading = models.OneToOneField(Reading, models.PROTECT, related_name="published")
    booklet = models.CharField(max_length=40)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    aside = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.reading_id}: {self.booklet}"


class SourceChunk(models.Model):
    """``CHUNK`` lines of the text from ``first`` on, joined by line ends; those naming people are blank."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="chunks")
    first = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["reading", "first"], name="chunk_first_once")]

    def __str__(self) -> str:
        return f"{self.reading_id}:{self.first}"


class Office(models.Model):
    """A row of the booklet's summary, and which unit it is: proposed by its name, ``chosen`` by a person."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="offices")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=OfficeKind.choices)
    name = models.CharField(max_length=300)
    deputy = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField()
    stated = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    likeness = models.FloatField(null=True)
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "order"], name="office_order_once"),
            models.UniqueConstraint(fields=["reading", "unit"], name="office_unit_once"),
            models.CheckConstraint(condition=Q(kind__in=OfficeKind.values), name="office_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A service of the booklet: as printed, as read, as proposed, and where it stands now.

    ``number`` is that of the last decision (0: none); ``current`` the value that would be published. The
    columns from ``title`` to ``has_client`` repeat ``current`` for lists and counts. ``published`` is what
    the catalogue says about ``service``, the service that this item is (``matched_by_hand``: somebody said
    so); ``group`` how much a person is needed (``core.reading.rank``).
    """

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=4, choices=ItemKind.choices)
    row = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)
    head_line = models.PositiveIntegerField(null=True)
    section_line = models.PositiveIntegerField(null=True)
    section_to = models.PositiveIntegerField(null=True)
    printed = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    read = models.JSONField()
    repaired = models.JSONField()
    proposed = models.JSONField()
    published = models.JSONField(null=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    matched_by_hand = models.BooleanField(default=False)
    group = models.PositiveSmallIntegerField()
    kinds = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    number = models.PositiveIntegerField(default=0)
    current = models.JSONField()
    title = models.TextField(blank=True)
    service_class = models.CharField(max_length=10, null=True, choices=ServiceClass.choices)  # noqa: DJ001 - absent is unknown
    has_client = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "order"], name="item_order_once"),
            models.UniqueConstraint(fields=["reading", "service"], name="item_service_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="item_kind"),
        ]
        indexes = [models.Index(fields=["reading", "group", "order"], name="review_item_list")]

    def __str__(self) -> str:
        return f"{self.reading_id}.{self.order}"

    @property
    def said(self) -> Said:
        """What would be published now."""
        return Said.from_value(self.current)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "review.item", f"{self.reading_id}.{self.order}"

    def stand(self, state: str, value: dict[str, Any]) -> None:
        """Lets the row say where the item stands; the caller saves it (``STANDING``)."""
        said = Said.from_value(value)
        self.state, self.current = state, value
        self.title, self.service_class, self.has_client = said.title, said.service_class, said.has_client


STANDING = ("state", "current", "title", "service_class", "has_client", "number", "decided_at", "decided_by")


class ItemFinding(models.Model):
    """A finding of the reader; without an item it is about an office or the whole booklet."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="findings")
    order = models.PositiveIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="findings")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="findings")
    kind = models.SlugField(max_length=60)
    line = models.PositiveIntegerField()
    fa = models.TextField()
    en = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["reading", "order"], name="item_finding_order_once")]

    def __str__(self) -> str:
        return f"{self.reading_id}.{self.order}"


class ItemDecision(Signed):
    """A fact about an item, in order; ``before`` and ``after`` are whole values.

    ``reason`` is the key of a common reason, ``undoes`` the number that an undo took back. ``batch`` joins
    what one command decided about many items.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.SlugField(max_length=20, blank=True)
    undoes = models.PositiveIntegerField(null=True)
    batch = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_decision_number_once"),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="item_decision_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.number} {self.verb}"
