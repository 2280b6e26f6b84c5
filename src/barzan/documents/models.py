"""Documents and their versions; the contents lie in the folder of ``storage``. Versions are only added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from barzan.access import Target
from barzan.people.models import Unit


class Document(models.Model):
    """A document of a unit, or of the whole installation.

    ``personal``: only some may read it, and reads are recorded. ``erased_at``: from then on its contents and
    the names they were handed in under are gone.
    """

    title = models.CharField(_("title"), max_length=150)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="documents")
    personal = models.BooleanField(_("holds personal data"), default=False)
    erased_at = models.DateTimeField(null=True, db_index=True, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path if self.unit else "")

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "document", str(self.pk)


class Version(models.Model):
    """One content of a document: its name as handed in, its SHA-256, size in bytes and media type."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return self.name
