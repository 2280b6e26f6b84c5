"""Tables of the exchange: what was handed in, what it would change, what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.catalogue.models import ServiceVersion
from barzan.documents.models import Version
from barzan.people.models import Unit
from barzan.revisions.models import Draft, Signed


class State(models.TextChoices):
    """Where an import stands."""

    READING = "reading", pgettext_lazy("state of an import", "Being read")
    REFUSED = "refused", pgettext_lazy("state of an import", "Has problems")
    PLANNED = "planned", pgettext_lazy("state of an import", "Waits for you")
    APPLYING = "applying", pgettext_lazy("state of an import", "Being done")
    DRAFTED = "drafted", pgettext_lazy("state of an import", "Drafts made")
    PUBLISHED = "published", pgettext_lazy("state of an import", "Published")
    DISCARDED = "discarded", pgettext_lazy("state of an import", "Discarded")


class Mode(models.TextChoices):
    """What a confirmed import becomes."""

    DRAFTS = "drafts", _("Make drafts; each is reviewed and approved")
    PUBLISH = "publish", _("Publish at once")


class Import(Signed):
    """One file that was handed in; ``unit`` is where its hander acts; ``document`` keeps the file itself.

    ``digest`` is that of the plan that was shown; the counts are of services. ``publishable``: whoever handed
    it in may publish all of it at once.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Version, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    digest = models.CharField(max_length=80, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    arranged = models.PositiveIntegerField(default=0)
    publishable = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="import_state")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "exchange.import", str(self.pk)

    @property
    def origin(self) -> str:
        """What the drafts of this import name as their origin."""
        return f"import:{self.pk}"

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)


class Kind(models.TextChoices):
    ADD = "add", pgettext_lazy("change", "New")
    CHANGE = "change", pgettext_lazy("change", "Changed")


class Outcome(models.TextChoices):
    """What became of a line."""

    NONE = "", pgettext_lazy("outcome", "Nothing yet")
    DRAFTED = "drafted", pgettext_lazy("outcome", "Draft made")
    JOINED = "joined", pgettext_lazy("outcome", "Added to a draft")
    CONTRADICTED = "contradicted", pgettext_lazy("outcome", "Contradicts another's draft")
    HELD = "held", pgettext_lazy("outcome", "Its draft is being decided")
    PUBLISHED = "published", pgettext_lazy("outcome", "Published")
    ARRANGED = "arranged", pgettext_lazy("outcome", "Done")


class Line(models.Model):
    """What an import would change about one service, or about a group, a subject or a life event.

    ``fields`` is a list of ``{name, old, new}`` with plain values; ``before`` is what was published.
    """

    imported = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    table = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=400)
    unit = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=600)
    fields = models.JSONField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")
    before = models.ForeignKey(ServiceVersion, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(ServiceVersion, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="line_number_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="line_kind"),
        ]

    def __str__(self) -> str:
        return self.code


class Fault(models.Model):
    """A problem of a file, by its cell; ``row`` 0 and an empty ``column`` mean the whole sheet."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    letter = models.CharField(max_length=3, blank=True)
    fa = models.TextField()
    en = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="fault_number_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.letter}{self.row}"
