"""Tables of certificates. Templates, certificates and withdrawals are facts: they are only added."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.documents.models import Version as FileVersion
from barzan.registers.models import Entry, EntryVersion, Register, Signed


class Paper(models.TextChoices):
    PORTRAIT = "portrait", pgettext_lazy("paper", "A4 upright")
    LANDSCAPE = "landscape", pgettext_lazy("paper", "A4 across")
    CARD = "card", pgettext_lazy("paper", "A5 across")


class Template(Signed):
    """What certificates of a register look like, from then on; the one with the highest number holds.

    ``posts`` are the codes of the posts that may sign; where there is none, whoever heads the unit. The
    texts have names of fields in braces.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="templates")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    footer = models.TextField(_("small print"), blank=True)
    posts = models.JSONField(_("posts that sign"), default=list)
    paper = models.CharField(_("paper"), max_length=10, choices=Paper.choices, default=Paper.PORTRAIT)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="permit_template_once"),
            models.CheckConstraint(condition=Q(paper__in=Paper.values), name="permit_template_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}.{self.number}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "certificate-template", str(self.pk)


class Certificate(Signed):
    """A certificate of an entry as it stood, signed in a post. ``code`` is the secret that verifies it.

    ``replaces`` is the lost or outdated one that this one voids.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="certificates")
    serial = models.PositiveIntegerField()
    template = models.ForeignKey(Template, models.PROTECT, related_name="certificates")
    entry_version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    file = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "serial"], name="certificate_serial_once"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="certificate_replaces_another"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.serial}"

    @property
    def target(self) -> Target:
        return self.entry.target

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "certificate", str(self.pk)


class Withdrawal(Signed):
    """A later fact: a certificate was issued by mistake, or handed back."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="withdrawn")

    def __str__(self) -> str:
        return f"{self.certificate_id}"
