"""Tables of the life of a service.

What was written and decided is added, never changed: triggers of migration 0002 refuse update and delete of
revisions, decisions, successions and editions on both engines.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.catalogue.models import Service, ServiceVersion
from barzan.people.models import Post, Unit, User


class State(models.TextChoices):
    """Where a draft stands (glossary: life of a service)."""

    DRAFT = "draft", pgettext_lazy("state of a draft", "Draft")
    REVIEWED = "reviewed", pgettext_lazy("state of a draft", "Reviewed")
    APPROVED = "approved", pgettext_lazy("state of a draft", "Approved")
    PUBLISHED = "published", pgettext_lazy("state of a draft", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a draft", "Withdrawn")


OPEN = (State.DRAFT, State.REVIEWED, State.APPROVED)


class Deed(models.TextChoices):
    """What somebody decided about a draft."""

    REVIEWED = "reviewed", pgettext_lazy("deed on a draft", "reviewed")
    APPROVED = "approved", pgettext_lazy("deed on a draft", "approved")
    RETURNED = "returned", pgettext_lazy("deed on a draft", "sent back")
    PUBLISHED = "published", pgettext_lazy("deed on a draft", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("deed on a draft", "withdrawn")


class Signed(models.Model):
    """Something somebody did, in which post, when and why; a part of the program has neither."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        abstract = True


class Draft(models.Model):
    """A change of a service that somebody prepares; ``service`` is None until a new one is published.

    ``revision`` is the number of the current ``Revision``; ``base`` the version that the draft started from.
    ``origin`` says what asked for it, as kind and key (``instrument:IN-0001``); empty: somebody did.
    ``published`` is the version that says what the draft wanted; a draft that only moves its service makes no
    version of its own.
    """

    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="drafts")
    code = models.CharField(_("service code"), max_length=16)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    base = models.ForeignKey(ServiceVersion, models.PROTECT, null=True, related_name="+")
    base_placed = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=400)
    origin = models.CharField(max_length=80, blank=True, db_index=True)
    why = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    published = models.ForeignKey(ServiceVersion, models.PROTECT, null=True, related_name="drafts")

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(state__in=OPEN), name="one_open_draft"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="draft_state"),
        ]
        indexes = [models.Index(fields=["state", "-changed_at"], name="draft_by_state")]

    def __str__(self) -> str:
        return f"{self.code}/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "revisions.draft", str(self.pk)


class Revision(Signed):
    """One saving of a draft: the whole proposal as it then stood; ``undoes`` is the one it went back to."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    proposed = models.JSONField()
    undoes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}.{self.number}"


class Decision(Signed):
    """What was decided about a saving of a draft, in order."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="decisions")
    revision = models.PositiveIntegerField()
    deed = models.CharField(max_length=10, choices=Deed.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(deed__in=Deed.values), name="decision_deed")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.deed}"


class SuccessionKind(models.TextChoices):
    SPLIT = "split", pgettext_lazy("succession", "Split")
    MERGE = "merge", pgettext_lazy("succession", "Merged")
    REPLACED = "replaced", pgettext_lazy("succession", "Replaced")


class Succession(Signed):
    """One service goes on in another: old codes lead there. What stood before a restoring counts no more:
    ``queries.successors`` asks for those since ``Service.retired_at``.
    """

    old = models.ForeignKey(Service, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Service, models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=10, choices=SuccessionKind.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "at"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="succession_to_another"),
            models.CheckConstraint(condition=Q(kind__in=SuccessionKind.values), name="succession_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id}>{self.new_id}"


class Edition(Signed):
    """The whole catalogue as it stood: which version of which service, under which office. Immutable.

    ``content_hash`` is taken over the entries and units, so that two equal catalogues have one hash.
    ``stated`` is the grand total of the booklet's own summary table (``catalogue.summary.STATED``).
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=200)
    content_hash = models.CharField(max_length=80)
    services = models.PositiveIntegerField()
    stated = models.JSONField(null=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "revisions.edition", str(self.number)


class EditionUnit(models.Model):
    """A unit as it was called and where it stood; ``order`` is depth first.

    ``stated`` is its row of the booklet's own summary table, None where it has none.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="units")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=60, blank=True)
    stated = models.JSONField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="edition_unit_once")]

    def __str__(self) -> str:
        return self.name


class EditionEntry(models.Model):
    """A service of an edition: its version, and where it stood, in codes and in words as they then were."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    unit = models.CharField(max_length=60)
    group = models.CharField(max_length=24, blank=True)
    group_title = models.CharField(max_length=400, blank=True)
    group_code = models.CharField(_("national code of the group"), max_length=11, blank=True)
    category = models.CharField(max_length=40, blank=True)
    category_title = models.CharField(max_length=120, blank=True)
    category_title_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="edition_entry_once")]

    def __str__(self) -> str:
        return self.code
