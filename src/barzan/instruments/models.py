"""Tables of the instruments of law.

An instrument's description may be corrected (the event keeps what stood there before); its code is never
reused and nothing deletes one. What became of it is told by relations, which triggers of migration 0002 keep
from change: a wrong one is withdrawn by a later fact.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.documents.models import Version
from barzan.instruments.kinds import DATED


class Kind(models.TextChoices):
    """What sort of text it is; citations of the catalogue use the same words."""

    ACT = "act", pgettext_lazy("legal basis", "Act")
    BYLAW = "bylaw", pgettext_lazy("legal basis", "By-law")
    INSTRUCTION = "instruction", pgettext_lazy("legal basis", "Instruction")
    RESOLUTION = "resolution", pgettext_lazy("legal basis", "Resolution")
    CIRCULAR = "circular", pgettext_lazy("legal basis", "Circular")
    LETTER = "letter", pgettext_lazy("legal basis", "Letter")
    OTHER = "other", pgettext_lazy("legal basis", "Other document")


class RelationKind(models.TextChoices):
    """What the source does to the target."""

    REPLACES = "replaces", pgettext_lazy("relation", "replaces")
    REPEALS = "repeals", pgettext_lazy("relation", "repeals")
    AMENDS = "amends", pgettext_lazy("relation", "amends")
    IMPLEMENTS = "implements", pgettext_lazy("relation", "implements")
    CITES = "cites", pgettext_lazy("relation", "cites")


class Instrument(models.Model):
    """An act, by-law, circular, letter: one object, however often and however differently it is cited.

    ``date`` is Gregorian, ``date_text`` as printed (often only a year); ``year`` is the Jalali year of
    either. ``effective_on`` is the first day in force where it is another than ``date``. ``title_order``
    sorts as ``Service.title_order`` does.
    """

    code = models.CharField(_("code"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=400)
    number = models.CharField(_("number"), max_length=80, blank=True)
    date = models.DateField(_("date"), null=True)
    date_text = models.CharField(_("date as printed"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, db_index=True)
    effective_on = models.DateField(_("in force from"), null=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    url = models.CharField(_("official source"), max_length=400, blank=True)
    document = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    title_order = models.CharField(max_length=400, default="", db_index=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="instrument_kind"),
            models.CheckConstraint(condition=~Q(title=""), name="instrument_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "instrument", self.code

    @property
    def begins(self) -> date | None:
        """The first day in force, as far as it is known."""
        return self.effective_on or self.date


class Relation(models.Model):
    """A fact: from the day ``on``, ``source`` replaces, repeals, amends, implements or cites ``target``."""

    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    source = models.ForeignKey(Instrument, models.PROTECT, related_name="deeds")
    target = models.ForeignKey(Instrument, models.PROTECT, related_name="fates")
    on = models.DateField(null=True)
    why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_to_another"),
            models.CheckConstraint(
                condition=~Q(kind__in=DATED) | Q(on__isnull=False), name="relation_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "instrument.relation", str(self.pk)


class Withdrawal(models.Model):
    """A later fact: a relation was recorded by mistake."""

    relation = models.OneToOneField(Relation, models.PROTECT, related_name="withdrawal")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.relation_id}"


class Denial(models.Model):
    """A steward said that citations worded ``wording`` (``matching.wording``) do not mean an instrument."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="denials")
    wording = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["instrument", "wording"], name="denied_once")]

    def __str__(self) -> str:
        return f"{self.instrument_id}"
