"""Tables of the catalogue.

A published version and its parts never change: triggers of migration 0002 refuse update and delete on both
engines. What may change is the identity: its owner, its place on the portal, its current version.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.instruments.models import Kind as BasisKind
from barzan.people.models import Unit


class ServiceClass(models.TextChoices):
    """Whom else the service belongs to (glossary: specific / general / shared)."""

    SPECIFIC = "specific", pgettext_lazy("service class", "Specific")
    GENERAL = "general", pgettext_lazy("service class", "General")
    SHARED = "shared", pgettext_lazy("service class", "Shared")


class DayKind(models.TextChoices):
    CALENDAR = "calendar", pgettext_lazy("day kind", "Calendar days")
    WORKING = "working", pgettext_lazy("day kind", "Working days")


class RequirementKind(models.TextChoices):
    DOCUMENT = "document", pgettext_lazy("requirement", "Document")
    FORM = "form", pgettext_lazy("requirement", "Form")
    PROCEDURE = "procedure", pgettext_lazy("requirement", "Procedure")
    SYSTEM = "system", pgettext_lazy("requirement", "System")


class ChannelKind(models.TextChoices):
    COUNTER = "counter", pgettext_lazy("channel", "At the counter")
    WEB = "web", pgettext_lazy("channel", "On the web")
    PHONE = "phone", pgettext_lazy("channel", "By phone")
    SMS = "sms", pgettext_lazy("channel", "By text message")
    POST = "post", pgettext_lazy("channel", "By post")


class Shelf(models.Model):
    """A way into the catalogue for citizens: a name in both languages, a line of explanation, an icon."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    summary = models.CharField(_("summary"), max_length=240, blank=True)
    summary_en = models.CharField(_("summary in English"), max_length=240, blank=True)
    icon = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class Category(Shelf):
    """What a service is about; every service shown on the portal has at most one."""

    tone = models.CharField(max_length=10, default="lapis")

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "catalogue.category", self.code


class LifeEvent(Shelf):
    """A moment of a life or a business in which several services are needed."""

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "catalogue.life-event", self.code


class ServiceGroup(models.Model):
    """The national parent service under which services of several offices stand."""

    code = models.CharField(_("code"), max_length=24, unique=True)
    title = models.CharField(_("title"), max_length=400)
    national_code = models.CharField(_("national code"), max_length=11, null=True, blank=True)  # noqa: DJ001

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(national_code__isnull=True) | Exact(Length("national_code"), 11),
                name="group_national_code",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "catalogue.group", self.code


class Service(models.Model):
    """An identity: a code never reused, an owner, a place on the portal, the current version.

    ``title_order`` is the sort key of the current title in hexadecimal: every collation orders it alike.
    ``reviewed_on`` is the last day on which the office confirmed or changed what is published; None: never.
    """

    code = models.CharField(_("service code"), max_length=16, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="services")
    group = models.ForeignKey(ServiceGroup, models.PROTECT, null=True, related_name="services")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="services")
    life_events = models.ManyToManyField(LifeEvent, related_name="services")
    current_version = models.OneToOneField(
        "ServiceVersion", models.PROTECT, null=True, related_name="current_of"
    )
    title_order = models.CharField(max_length=400, default="", db_index=True)
    reviewed_on = models.DateField(null=True, db_index=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "catalogue.service", self.code

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)


class ServiceVersion(models.Model):
    """What is published about a service: immutable, numbered from 1, hashed over ``ServiceContent``."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=80)
    published_at = models.DateTimeField()
    title = models.CharField(max_length=400)
    national_code = models.CharField(max_length=11, null=True)  # noqa: DJ001 - absent is no code
    service_class = models.CharField(max_length=10, choices=ServiceClass.choices, null=True)  # noqa: DJ001
    has_client = models.BooleanField(null=True)
    description = models.TextField(blank=True)
    fee_rials = models.BigIntegerField(null=True)
    fee_text = models.CharField(max_length=400, blank=True)
    standard_days = models.PositiveIntegerField(null=True)
    day_kind = models.CharField(max_length=10, choices=DayKind.choices, blank=True)
    standard_text = models.CharField(max_length=400, blank=True)
    objection = models.TextField(blank=True)
    gap_reason = models.CharField(max_length=600, blank=True)
    booklet = models.CharField(max_length=40, blank=True)
    source_line = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["service", "number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number"),
            models.CheckConstraint(
                condition=Q(national_code__isnull=True) | Exact(Length("national_code"), 11),
                name="version_national_code",
            ),
            models.CheckConstraint(
                condition=Q(service_class__isnull=True) | Q(service_class__in=ServiceClass.values),
                name="version_class",
            ),
            models.CheckConstraint(
                condition=Q(fee_rials__isnull=True) | Q(fee_rials__range=(0, 10**15)), name="version_fee"
            ),
            models.CheckConstraint(
                condition=Q(standard_days__isnull=True, day_kind="")
                | Q(standard_days__isnull=False, day_kind__in=DayKind.values),
                name="version_standard_time",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="version_title"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}/{self.number}"

    @property
    def is_gap(self) -> bool:
        """Whether the source has lost the service and the version only keeps its place."""
        return bool(self.gap_reason)


class Part(models.Model):
    """A numbered part of a version."""

    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="%(class)ss")
    number = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="%(class)s_number_once")]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.number}"


class Requirement(Part):
    kind = models.CharField(max_length=12, choices=RequirementKind.choices)
    text = models.TextField()
    note = models.TextField(blank=True)
    source_line = models.PositiveIntegerField(null=True)

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=RequirementKind.values), name="requirement_kind"),
        ]


class LegalBasis(Part):
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="legal_bases")
    kind = models.CharField(max_length=12, choices=BasisKind.choices)
    title = models.TextField()
    document_number = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    date_text = models.CharField(max_length=40, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    instrument = models.CharField(max_length=40, blank=True, db_index=True)
    article = models.CharField(max_length=80, blank=True)
    source_line = models.PositiveIntegerField(null=True)

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=BasisKind.values), name="basis_kind"),
        ]


class Step(Part):
    text = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    deadline_days = models.PositiveIntegerField(null=True)
    source_line = models.PositiveIntegerField(null=True)


class Channel(Part):
    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    value = models.CharField(max_length=400)
    note = models.CharField(max_length=400, blank=True)

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=ChannelKind.values), name="channel_kind"),
        ]


class BookletReading(models.Model):
    """One reading of one printed booklet: which text (by its SHA-256), and what it came from.

    ``editor_note_fa`` and ``editor_note_en`` say which texts of its services are not the booklet's own.
    """

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    read_on = models.DateField()
    editor_note_fa = models.CharField(max_length=400, blank=True)
    editor_note_en = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-read_on", "code"]
        constraints = [models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="reading_sha256")]

    def __str__(self) -> str:
        return self.code

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "catalogue.booklet", self.code


class StatedSummary(models.Model):
    """A row of the booklet's own summary table; None was not printed. Without a unit: the grand total."""

    booklet = models.ForeignKey(BookletReading, models.CASCADE, related_name="stated")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    total = models.PositiveIntegerField(null=True)
    specific = models.PositiveIntegerField(null=True)
    general = models.PositiveIntegerField(null=True)
    shared = models.PositiveIntegerField(null=True)
    client = models.PositiveIntegerField(null=True)
    source_line = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", "unit"], name="stated_unit_once"),
            models.UniqueConstraint(
                fields=["booklet"], condition=Q(unit__isnull=True), name="stated_total_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booklet_id}/{self.unit_id}"


class Note(models.Model):
    """Something a reading says about a line of the booklet, in order."""

    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="%(class)ss")

    class Meta:
        abstract = True
        ordering = ["booklet", "number"]
        constraints = [models.UniqueConstraint(fields=["booklet", "number"], name="%(class)s_number_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Finding(Note):
    """Where the booklet contradicts itself, is damaged, or leaves something open."""

    booklet = models.ForeignKey(BookletReading, models.CASCADE, related_name="findings")
    kind = models.SlugField(max_length=60, db_index=True)
    fa = models.TextField()
    en = models.TextField()


class Correction(Note):
    """What was put right by hand when the reading became the catalogue, and why."""

    booklet = models.ForeignKey(BookletReading, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=40)
    printed = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    reason_fa = models.TextField()
    reason_en = models.TextField()


class DecisionField(models.TextChoices):
    CLASS = "class", _("Class")
    CLIENT = "client", _("Clients")


class DecisionBasis(models.TextChoices):
    """``source``: the print itself says it. ``judgement``: several readings fit, and one was chosen."""

    SOURCE = "source", _("The print itself says it")
    JUDGEMENT = "judgement", _("A judgement: several readings fit")


class Decision(Note):
    """What people set where the booklet leaves a flag open, and why; ``decided_by`` is a role, not a name.

    ``value`` is a class, or ``yes`` or ``no`` of clients. It holds while the current version says the same.
    """

    booklet = models.ForeignKey(BookletReading, models.CASCADE, related_name="decisions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="decisions")
    field = models.CharField(max_length=10, choices=DecisionField.choices)
    value = models.CharField(max_length=10)
    reason_fa = models.TextField()
    reason_en = models.TextField()
    decided_by = models.CharField(max_length=120)
    basis = models.CharField(max_length=10, choices=DecisionBasis.choices)

    class Meta(Note.Meta):
        constraints = [
            *Note.Meta.constraints,
            models.UniqueConstraint(fields=["booklet", "service", "field"], name="decision_flag_once"),
            models.CheckConstraint(condition=Q(basis__in=DecisionBasis.values), name="decision_basis"),
            models.CheckConstraint(
                condition=Q(field=DecisionField.CLASS, value__in=ServiceClass.values)
                | Q(field=DecisionField.CLIENT, value__in=("yes", "no")),
                name="decision_value",
            ),
        ]
